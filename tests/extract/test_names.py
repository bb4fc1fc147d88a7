"""Names of a text: which finder wins, what is trimmed off, what is no name, what is found again."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import ruled_names
from extract.borders import trim
from extract.choices import choose, is_likely
from extract.found_names import FoundName
from extract.known_names import from_hit
from extract.lexicons import Lexicon, compile_lexicon, find_hits, split_words
from extract.names import find_names
from extract.ordinals import to_ordinal
from extract.ruled_names import fill_label, find_by_rules
from extract.rules import NameRule
from extract.sentences import split_sentences
from extract.surnames import find_again
from ontology.authority import Entry, read_variant


def entry(id_: str, label: str, *variants: str) -> Entry:
    kind = f"smo:{id_.partition('/')[0].capitalize()}"
    return Entry(id_, label, kind, tuple(read_variant(one) for one in variants), "", "", "", label, (), "test.tsv", 2)


LEXICON = compile_lexicon(
    [
        entry("party/mencheviks", "Mencheviks", "~mencheviks", "~menchevik"),
        entry("party/kpd", "Parti communiste d'Allemagne", "KPD", "~parti communiste allemand"),
        entry("party/anarchistes", "Anarchistes", "?les anarchistes", "?anarchistes"),
        entry("place/petrograd", "Petrograd"),
        entry("soviet/petrograd", "Soviet de Petrograd"),
        entry("person/rosa-luxemburg", "Rosa Luxemburg"),
        entry("person/karl-liebknecht", "Karl Liebknecht", "?Liebknecht"),
        entry("person/wilhelm-liebknecht", "Wilhelm Liebknecht", "?Liebknecht"),
        entry("work/die-rote-fahne", "Die Rote Fahne"),
    ]
)


@pytest.fixture
def without_rules(monkeypatch):
    monkeypatch.setattr(ruled_names, "read_name_rules", lambda: ())


def at(text: str, surface: str, kind: str = "Person", by: str = "model", **more: object) -> FoundName:
    start = text.index(surface)
    values = {"confidence": 0.6, "sure": by == "authority", **more}
    return FoundName(start, start + len(surface), kind, surface, by, **values)


def shown(names: list[FoundName]) -> list[tuple[str, str]]:
    return [(name.text, name.kind) for name in names]


def named(text: str, *model_names: FoundName, lexicon: Lexicon = LEXICON) -> list[tuple[str, str]]:
    return shown(find_names(text, [(0, len(text))], lexicon, model_names))


# --- choosing among finders


def test_the_longer_name_wins():
    text = "Le Soviet de Petrograd vota."
    long, short = at(text, "Soviet de Petrograd", "Soviet", "rule"), at(text, "Petrograd", "Place", "authority")
    assert choose([short, long]) == [long]


def test_the_authority_wins_over_a_rule_and_a_rule_over_the_model_of_the_same_span():
    text = "Spartacus naît."
    model, rule = at(text, "Spartacus", "Person"), at(text, "Spartacus", "Party", "some-rule")
    known = at(text, "Spartacus", "Organisation", "authority")
    assert choose([model, rule, known]) == [known]
    assert choose([model, rule]) == [rule]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_equal_spans_of_one_class_join_candidates_and_label(order):
    text = "le IIe Congrès"
    both = [
        at(text, "IIe Congrès", "Event", "authority", candidates=("event/c2",), confidence=0.7),
        at(text, "IIe Congrès", "Event", "some-rule", label="IIe Congrès", confidence=0.8),
    ]
    (name,) = choose([both[place] for place in order])
    assert (name.by, name.candidates, name.label, name.confidence) == ("authority", ("event/c2",), "IIe Congrès", 0.8)


def test_a_very_sure_model_wins_over_an_ambiguous_authority_name_of_another_class():
    text = "Octobre parla."
    unsure = at(text, "Octobre", "Event", "authority", sure=False)
    model = at(text, "Octobre", "Person", confidence=0.95)
    assert choose([unsure, model]) == [model]
    assert choose([at(text, "Octobre", "Event", "authority"), model])[0].kind == "Event"


def test_a_model_may_lengthen_a_person_but_not_a_body():
    person = "Karl August Liebknecht vint."
    longer, known = at(person, "Karl August Liebknecht"), at(person, "Liebknecht", by="authority")
    assert choose([known, longer]) == [longer]
    body = "Le Soviet de Petrograd réuni vota."
    longer, known = (
        at(body, "Soviet de Petrograd réuni", "Soviet"),
        at(body, "Soviet de Petrograd", "Soviet", "authority"),
    )
    assert choose([known, longer]) == [known]


def test_names_that_touch_or_overlap_in_part():
    text = "Rosa Luxemburg Berlin"
    one, other = at(text, "Rosa Luxemburg", by="authority"), at(text, "Luxemburg Berlin", "Place", "rule")
    assert choose([one, other]) == [other]
    assert choose([at(text, "Rosa", by="rule"), at(text, " Luxemburg", by="rule")]) == [
        at(text, "Rosa", by="rule"),
        at(text, " Luxemburg", by="rule"),
    ]


def test_chosen_names_stand_in_text_order_without_overlap():
    text = "abcdefghij"
    spans = [(0, 3), (2, 8), (7, 9), (1, 2), (9, 10), (0, 1), (4, 6)]
    names = [FoundName(start, end, "Place", text[start:end], "rule", 0.8) for start, end in spans]
    chosen = [(name.start, name.end) for name in choose(names)]
    assert chosen == [(0, 1), (1, 2), (2, 8), (9, 10)]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 30), st.integers(1, 12), st.sampled_from(["Person", "Place"]),
            st.sampled_from(["authority", "model", "some-rule", "again"]), st.booleans(), st.sampled_from([0.6, 0.95]),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_chosen_names_never_overlap_and_leave_no_room_unused(drawn):
    text = "x" * 50
    names = [
        FoundName(start, start + length, kind, text[:length], by, confidence, sure=sure)
        for start, length, kind, by, sure, confidence in drawn
    ]
    chosen = choose(names)
    assert all(before.end <= after.start for before, after in pairwise(chosen))
    assert all(any(one.start < name.end and name.start < one.end for one in chosen) for name in names)


@settings(deadline=None)  # the first example reads the lexicon
@given(
    st.lists(
        st.sampled_from(["Rosa ", "Luxemburg ", "KPD. ", "l'", "Soviet de ", "Petrograd, ", "les mencheviks "]),
        max_size=8,
    )
)
def test_names_of_any_text_stand_where_they_say(parts):
    text = "".join(parts)
    sentences = split_sentences(text)
    found = find_names(text, sentences, LEXICON)
    assert all(text[name.start : name.end] == name.text for name in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(any(start <= name.start and name.end <= end for start, end in sentences) for name in found)


# --- authority hits


def hits(text: str) -> list[FoundName]:
    return [name for hit in find_hits(text, split_words(text), LEXICON) for name in from_hit(text, hit, LEXICON)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Puis les mencheviks sortirent.", True),
        ("Il parla aux mencheviks.", True),
        ("La thèse des mencheviks l'emporta.", True),
        ("Ces mencheviks partirent.", True),
        ("Les « mencheviks » partirent.", True),
        ("Il y avait là d'anciens mencheviks.", False),
        ("Des ouvriers mencheviks vinrent.", False),
        ("On vit arriver, des mencheviks en tête.", False),
    ],
)
def test_a_current_in_lower_case_needs_the_definite_article(text, kept):
    assert bool(hits(text)) is kept


def test_a_fixed_full_name_counts_in_lower_case_without_article():
    assert shown(hits("Un cadre du parti communiste allemand.")) == [("parti communiste allemand", "Party")]


def test_a_sure_name_has_one_candidate_and_high_confidence():
    (name,) = hits("Le KPD vota.")
    assert (name.candidates, name.sure, name.by) == (("party/kpd",), True, "authority")


def test_an_ambiguous_name_has_all_candidates_and_less_confidence():
    (unsure,), (sure,) = hits("Liebknecht parla."), hits("Le KPD vota.")
    assert unsure.candidates == ("person/karl-liebknecht", "person/wilhelm-liebknecht")
    assert not unsure.sure
    assert unsure.confidence < sure.confidence


def test_a_sure_name_leaves_ambiguous_bearers_out():
    lexicon = compile_lexicon([entry("party/bund", "Bund"), entry("party/bund-paysan", "Bund paysan", "?Bund")])
    (hit,) = find_hits("Bund", split_words("Bund"), lexicon)
    assert [name.candidates for name in from_hit("Bund", hit, lexicon)] == [("party/bund",)]


# --- trimming the model's names


@pytest.mark.parametrize(
    ("surface", "left"),
    [
        ("général Kornilov", "Kornilov"),
        ("camarade Kollontaï", "Kollontaï"),
        ("tsar Nicolas II", "Nicolas II"),
        ("M. Thiers", "Thiers"),
        ("Mme Roland", "Roland"),
        ("l'Incorruptible", "Incorruptible"),
        ("Et Danton", "Danton"),
        ("Louise Michel", "Louise Michel"),
        ("Vergniaud,", "Vergniaud"),
        ("Marat…", "Marat"),
        ("Prince Kropotkine", "Kropotkine"),
    ],
)
def test_titles_and_stray_marks_are_trimmed_from_persons(surface, left):
    text = f"Puis {surface} parla."
    name = trim(text, at(text, surface))
    assert name is not None
    assert (name.text, text[name.start : name.end]) == (left, left)


@pytest.mark.parametrize("opening", ["Jamais", "Quand", "Selon", "Avec", "Puis"])
def test_a_common_word_that_opens_the_sentence_is_trimmed_from_a_person(opening):
    text = f"{opening} Martov parla."
    name = trim(text, at(text, f"{opening} Martov"))
    assert name is not None
    assert name.text == "Martov"


@pytest.mark.parametrize("surface", ["Lénine", "Levi", "Lassalle", "Dan", "Orlov", "Martov", "Nikolaïev", "Étienne"])
def test_a_name_that_begins_like_a_title_stays_whole(surface):
    text = f"Puis {surface} parla."
    assert trim(text, at(text, surface)) == at(text, surface)


def test_a_title_stays_in_names_of_other_classes():
    text = "Il lut Le Prince de Machiavel."
    assert shown([trim(text, at(text, "Le Prince", "Work"))]) == [("Le Prince", "Work")]


@pytest.mark.parametrize(
    "people", ["Allemands", "Russes", "Français", "Polonaises", "Géorgiens", "Hongrois", "Grecs", "Turcs", "Moscovites"]
)
def test_peoples_are_no_names(people):
    text = f"Les {people} vinrent."
    assert trim(text, at(text, people, "Organisation")) is None


@pytest.mark.parametrize("surface", ["Russie", "Hongrie", "Belgrade", "Balkans", "Serbie", "Bavière", "Turkestan"])
def test_countries_are_no_peoples(surface):
    text = f"Il vit {surface}."
    assert trim(text, at(text, surface, "Place")) == at(text, surface, "Place")


@pytest.mark.parametrize(("surface", "kind"), [("grève", "Event"), ("…", "Person"), ("12/13", "Place")])
def test_common_words_and_marks_are_no_names(surface, kind):
    text = f"Puis {surface} vint."
    assert trim(text, at(text, surface, kind)) is None


@pytest.mark.parametrize("before", ["en", "vers", "la ville de", "la gare de", "depuis"])
def test_a_person_after_a_preposition_of_place_is_a_place(before):
    text = f"Il partit {before} Kazan."
    name = trim(text, at(text, "Kazan"))
    assert name is not None
    assert name.kind == "Place"


# --- rules


def rule(pattern: str, label: str = "", kind: str = "Event") -> NameRule:
    return NameRule("some-rule", kind, re.compile(pattern), label, "", "", "", 2)


def test_a_rule_finds_its_group_m():
    (name,) = find_by_rules("Le traité de Tilsit.", [rule("[Tt]raité de (?P<m>[A-Z][a-z]+)", kind="Place")])
    assert (name.start, name.end, name.text, name.kind, name.by) == (13, 19, "Tilsit", "Place", "some-rule")


def test_a_rule_normalises_the_label():
    (name,) = find_by_rules(
        "au quinzième congrès du Parti", [rule(r"(?P<m>(?P<n>\w+ième) (?P<h>congrès)(?P<t> du Parti))", "{n} {h}{t}")]
    )
    assert (name.text, name.label) == ("quinzième congrès du Parti", "XVe Congrès du Parti")


def test_a_rule_without_a_label_leaves_it_empty():
    assert next(iter(find_by_rules("Congrès", [rule("(?P<m>Congrès)")]))).label == ""


def test_groups_that_did_not_match_leave_no_gap_in_a_label():
    match = re.search(r"(?P<h>congrès)(?P<t> x)?(?P<y> \d+)?", "congrès")
    assert match is not None
    assert fill_label("{h} {t} {y}", match) == "Congrès"


def test_the_first_of_a_feminine_kind_is_feminine():
    match = re.search(r"(?P<n>1re) (?P<h>conférence)", "1re conférence")
    assert match is not None
    assert fill_label("{n} {h}", match) == "Ire Conférence"


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [("15e", "XVe"), ("IIIe", "IIIe"), ("premier", "Ier"), ("1er", "Ier"), ("second", "IIe"), ("Neuvième", "IXe"),
     ("quatorzième", "XIVe"), ("dix-huitième", "XVIIIe"), ("XIXe", "XIXe"), ("39e", "XXXIXe"), ("dernier", "dernier"),
     ("150e", "150e")],
)  # fmt: skip
def test_ordinals(text, ordinal):
    assert to_ordinal(text) == ordinal


@pytest.mark.parametrize(("text", "ordinal"), [("40e", "XLe"), ("45e", "XLVe"), ("49e", "XLIXe")])
def test_ordinals_of_forty_and_more(text, ordinal):
    assert to_ordinal(text) == ordinal


@pytest.mark.parametrize(("text", "ordinal"), [("première", "Ire"), ("1re", "Ire"), ("seconde", "IIe"), ("3e", "IIIe")])
def test_feminine_ordinals(text, ordinal):
    assert to_ordinal(text, feminine=True) == ordinal


# --- likely, again, whole


def test_an_unsure_short_person_that_opens_a_sentence_is_dropped():
    text = "Rouge était le drapeau."
    unsure = at(text, "Rouge", by="authority", sure=False)
    assert not is_likely(text, unsure, [(0, len(text))])
    assert is_likely(text, unsure, [])


def test_a_surname_is_found_again_after_the_full_name():
    text = "Marcel Body vint de Limoges. Body resta à Oslo, le body non."
    full = at(text, "Marcel Body", candidates=("person/marcel-body",))
    again = list(find_again(text, split_words(text), [full]))
    assert ("Body", 29) in [(name.text, name.start) for name in again]
    assert {name.candidates for name in again} == {("person/marcel-body",)}
    assert {name.by for name in again} == {"again"}


@pytest.mark.parametrize("full", ["Pierre Avril", "Jean Marie", "Li Dan"])
def test_common_or_short_words_are_no_surnames_to_be_found_again(full):
    text = f"{full} vint. {full.split()[-1]} passa."
    assert list(find_again(text, split_words(text), [at(text, full)])) == []


def test_the_model_names_a_person_once_and_the_surname_is_found_again(without_rules):
    text = "Marcel Body vint de Limoges. Plus tard Body resta à Oslo."
    found = find_names(text, [(0, 28), (29, len(text))], LEXICON, [at(text, "Marcel Body")])
    assert shown(found) == [("Marcel Body", "Person"), ("Body", "Person")]


def test_a_surname_inside_another_name_is_not_found_again(without_rules):
    text = "Rosa Luxemburg écrit. Le prix Rosa Luxemburg existe."
    assert named(text) == [("Rosa Luxemburg", "Person")] * 2


def test_names_of_a_text_in_order(without_rules):
    text = "Petrograd, puis Rosa Luxemburg, puis Die Rote Fahne, puis le Soviet de Petrograd."
    assert named(text) == [
        ("Petrograd", "Place"),
        ("Rosa Luxemburg", "Person"),
        ("Die Rote Fahne", "Work"),
        ("Soviet de Petrograd", "Soviet"),
    ]


def test_no_name_crosses_the_end_of_a_sentence(without_rules):
    text = "Il aima Rosa. Luxemburg vint."
    found = find_names(
        text, [(0, 13), (14, len(text))], LEXICON, [FoundName(8, 23, "Person", text[8:23], "model", 0.6)]
    )
    assert all(name.end <= 13 or name.start >= 14 for name in found)


def test_a_text_that_names_nothing_has_no_names(without_rules):
    assert named("La pluie tombait sur la ville.") == []


def test_every_name_says_what_stands_at_its_span(without_rules):
    text = "Le général Liebknecht ? Non : Karl Liebknecht, du KPD."
    found = find_names(text, [(0, len(text))], LEXICON, [at(text, "général Liebknecht")])
    assert shown(found) == [("Liebknecht", "Person"), ("Karl Liebknecht", "Person"), ("KPD", "Party")]
    assert all(text[name.start : name.end] == name.text for name in found)

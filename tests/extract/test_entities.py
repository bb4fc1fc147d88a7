"""Names that mean the same become one entity, and every entity says why."""

from collections import Counter
from dataclasses import replace

import pytest

from extract import rankings
from extract.entities import Resolved, find_id, resolve_names, to_class
from extract.lexicons import compile_lexicon
from extract.names import FoundName
from extract.slugs import slug
from ontology.authority import Entry, read_variant


def entry(id_: str, label: str, *variants: str, kind: str = "", **facts: str) -> Entry:
    parsed = tuple(read_variant(variant) for variant in variants)
    kind = kind or f"smo:{id_.partition('/')[0].capitalize()}"
    return Entry(id_, label, kind, parsed, "", "", "", label, tuple(facts.items()), "test.tsv", 2)


LEXICON = compile_lexicon(
    [
        entry("place/berlin", "Berlin", country="Allemagne"),
        entry("place/allemagne", "Allemagne", country="Allemagne"),
        entry("place/moscou", "Moscou", country="Russie"),
        entry("place/paris", "Paris", country="France"),
        entry("place/france", "France", country="France"),
        entry("party/pcr", "Parti communiste russe", "?Parti communiste", place="Moscou"),
        entry("party/kpd", "Parti communiste d'Allemagne", "?Parti communiste", place="Berlin"),
        entry("party/pcf", "Parti communiste français", "?Parti communiste", place="Paris"),
        entry("organisation/cc-pcr", "Comité central du parti russe", "?Comité central", part_of="party/pcr"),
        entry("organisation/cc-kpd", "Comité central du KPD", "?Comité central", part_of="party/kpd"),
        entry("event/deuxieme-congres", "IIe Congrès de l'IC", kind="smo:Congress"),
        entry("person/karl-liebknecht", "Karl Liebknecht"),
        entry("person/wilhelm-liebknecht", "Wilhelm Liebknecht"),
        entry("person/leon-trotsky", "Léon Trotsky", "Trotsky"),
    ]
)
LIEBKNECHTS = ("person/karl-liebknecht", "person/wilhelm-liebknecht")
PARTIES = ("party/pcr", "party/kpd", "party/pcf")


@pytest.fixture(autouse=True)
def defaults(monkeypatch):
    values: dict[str, str] = {}
    monkeypatch.setattr(rankings, "default_ids", lambda: values)
    return values


def name(text: str, kind: str = "Person", *candidates: str, start: int = 0, **more: object) -> FoundName:
    by = "authority" if candidates else "model"
    values = {"sure": len(candidates) == 1, **more}
    return FoundName(start, start + len(text), kind, text, values.pop("by", by), 0.8, candidates, **values)


def resolve(*names: FoundName) -> list[Resolved]:
    return resolve_names(names, LEXICON)


def ids(*names: FoundName) -> list[str]:
    return [one.id for one in resolve(*names)]


# --- the authority


def test_a_sure_name_is_the_authority_entity_with_its_class_and_label():
    assert resolve(name("IIe Congrès de l'IC", "Event", "event/deuxieme-congres")) == [
        Resolved("event/deuxieme-congres", "smo:Congress", "IIe Congrès de l'IC", "authority name")
    ]


def test_every_resolved_name_says_why():
    names = [
        name("Trotsky", "Person", "person/leon-trotsky"),
        name("Liebknecht", "Person", *LIEBKNECHTS),
        name("Parti communiste", "Party", *PARTIES),
        name("Anton Vries"),
        name("Vries"),
    ]
    assert all(one.why for one in resolve(*names))


def test_an_ambiguous_surname_is_whom_the_text_names_surely():
    names = [name("Liebknecht", "Person", *LIEBKNECHTS), name("Wilhelm Liebknecht", "Person", LIEBKNECHTS[1], start=20)]
    assert ids(*names) == [LIEBKNECHTS[1]] * 2


def test_an_ambiguous_surname_without_support_is_the_first_candidate():
    assert ids(name("Liebknecht", "Person", *LIEBKNECHTS)) == [LIEBKNECHTS[0]]


def test_an_ambiguous_surname_is_the_stranger_named_in_full_rather_than_a_candidate():
    names = [name("Otto Liebknecht"), name("Liebknecht", "Person", *LIEBKNECHTS, start=30)]
    assert ids(*names) == ["person/otto-liebknecht"] * 2


def test_an_only_unsure_candidate_gives_way_to_the_stranger_named_in_full():
    names = [name("Sergueï Trotsky"), name("Trotsky", "Person", "person/leon-trotsky", sure=False, start=30)]
    assert ids(*names) == ["person/serguei-trotsky"] * 2


def test_an_only_unsure_candidate_holds_where_the_text_names_no_other():
    assert ids(name("Trotsky", "Person", "person/leon-trotsky", sure=False)) == ["person/leon-trotsky"]


# --- ambiguous bodies


@pytest.mark.parametrize(
    ("place", "party"),
    [("berlin", "party/kpd"), ("paris", "party/pcf"), ("moscou", "party/pcr"), ("france", "party/pcf")],
)
def test_a_short_form_is_the_body_of_the_place_named_nearby(place, party):
    names = [name(place.capitalize(), "Place", f"place/{place}"), name("Parti communiste", "Party", *PARTIES, start=40)]
    assert ids(*names)[1] == party


def test_a_short_form_is_the_body_that_belongs_to_what_is_named():
    names = [
        name("Comité central", "Organisation", "organisation/cc-pcr", "organisation/cc-kpd"),
        name("Parti communiste d'Allemagne", "Party", "party/kpd", start=40),
    ]
    assert ids(*names)[0] == "organisation/cc-kpd"


def test_what_is_named_out_of_reach_does_not_count():
    far = rankings.REACH + 1
    names = [name("Parti communiste", "Party", *PARTIES), name("Berlin", "Place", "place/berlin", start=far)]
    assert ids(*names)[0] == "party/pcr"


def test_a_default_holds_where_nothing_is_named(defaults):
    defaults["parti communiste"] = "party/pcf"
    assert ids(name("Parti communiste", "Party", *PARTIES)) == ["party/pcf"]


def test_the_body_named_in_full_nearby_is_stronger_than_the_default(defaults):
    defaults["parti communiste"] = "party/pcr"
    names = [
        name("Parti communiste d'Allemagne", "Party", "party/kpd"),
        name("Parti communiste", "Party", *PARTIES, start=60),
    ]
    assert ids(*names)[1] == "party/kpd"


def test_a_default_that_is_no_candidate_changes_nothing(defaults):
    defaults["parti communiste"] = "party/spd"
    assert ids(name("Parti communiste", "Party", *PARTIES)) == ["party/pcr"]


def test_rank_candidates_keeps_the_order_where_nothing_tells():
    nothing = rankings.Surroundings(Counter())
    assert rankings.rank_candidates(name("Parti communiste", "Party", *PARTIES), nothing, LEXICON) == PARTIES


# --- names that the authority lacks


def test_a_new_person_is_local_with_a_slug():
    assert resolve(name("Anton  Vries"))[0] == Resolved(
        "person/anton-vries", "smo:Person", "Anton Vries", "named in full"
    )


def test_a_surname_after_the_full_name_is_the_same_person():
    assert ids(name("Anton Vries"), name("Vries", start=20)) == ["person/anton-vries"] * 2


def test_a_surname_before_the_full_name_is_the_same_person():
    assert ids(name("Vries"), name("Anton Vries", start=20)) == ["person/anton-vries"] * 2


def test_initials_and_surname_are_the_person_named_in_full():
    assert ids(name("Anton Vries"), name("A. P. Vries", start=20)) == ["person/anton-vries"] * 2


def test_two_persons_of_one_surname_stay_two():
    assert ids(name("Anton Vries"), name("Klara Vries", start=20)) == ["person/anton-vries", "person/klara-vries"]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2)])
def test_two_persons_of_one_surname_do_not_depend_on_who_comes_first(order):
    names = [name("Anton Vries"), name("Klara Vries"), name("Anton Vries")]
    assert ids(*(names[place] for place in order)) == [f"person/{slug(names[place].text)}" for place in order]


def test_a_stranger_is_not_the_known_person_of_the_same_surname():
    names = [name("Léon Trotsky", "Person", "person/leon-trotsky"), name("Olga Trotsky", start=30)]
    assert ids(*names) == ["person/leon-trotsky", "person/olga-trotsky"]


def test_initials_that_disagree_are_another_person():
    assert ids(name("Anton Vries"), name("K. Vries", start=20)) == ["person/anton-vries", "person/k-vries"]


def test_the_same_name_in_other_case_is_the_same_entity():
    assert len(set(ids(name("Anton Vries"), name("ANTON VRIES", start=20)))) == 1


def test_a_name_in_capitals_only_has_a_label_in_title_case():
    assert resolve(name("VRIES"))[0].label == "Vries"


def test_a_short_form_is_the_body_it_abridges():
    names = [name("Cercle des Amis de Babeuf", "Organisation"), name("Cercle", "Organisation", start=50)]
    assert len(set(ids(*names))) == 1


def test_a_short_form_of_another_class_is_not_joined():
    names = [name("Cercle des Amis de Babeuf", "Organisation"), name("Cercle", "Work", start=50)]
    assert ids(*names)[1] == "work/cercle"


def test_a_label_begins_with_a_capital():
    assert resolve(name("traité de Tilsit", "Event"))[0].label == "Traité de Tilsit"


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("traité de Tilsit", "Event", "smo:Treaty"),
        ("congrès de Tours", "Event", "smo:Congress"),
        ("4e Armée", "Organisation", "smo:Army"),
        ("Opposition de Kazan", "Party", "smo:Faction"),
        ("grève des mineurs", "Event", "smo:Strike"),
        ("Traité de paix", "Work", "smo:Work"),
        ("Anton Vries", "Person", "smo:Person"),
    ],
)
def test_the_first_word_tells_the_class(text, kind, wanted):
    assert resolve(name(text, kind))[0].kind == wanted


def test_a_normalised_label_of_a_rule_is_looked_up_in_the_authority():
    found = name("deuxième congrès", "Event", label="IIe Congrès de l'IC", by="numbered")
    assert resolve(found)[0].id == "event/deuxieme-congres"


def test_a_normalised_label_that_the_authority_lacks_makes_a_local_entity():
    found = name("neuvième congrès", "Event", label="IXe Congrès des soviets", by="numbered")
    assert resolve(found)[0] == Resolved(
        "event/ixe-congres-des-soviets", "smo:Congress", "IXe Congrès des soviets", "same name in this text"
    )


def test_two_wordings_of_one_label_are_one_entity():
    label = "IXe Congrès des soviets"
    names = [
        name("9e congrès des soviets", "Event", label=label, by="numbered"),
        name("neuvième congrès des soviets", "Event", label=label, by="numbered", start=40),
    ]
    assert len(set(ids(*names))) == 1


@pytest.mark.parametrize(
    ("label", "kind", "id_"),
    [
        ("Berlin", "Place", "place/berlin"),
        ("Berlin", "Person", None),
        ("Berlin rouge", "Place", None),
        ("À Berlin", "Place", None),
        ("", "Place", None),
        ("Comité central", "Organisation", "organisation/cc-pcr"),
    ],
)
def test_find_id(label, kind, id_):
    assert find_id(label, LEXICON, kind) == id_


def test_to_class_is_what_the_id_begins_with():
    assert to_class(Resolved("soviet/petrograd", "smo:Soviet", "Soviet de Petrograd", "")) == "Soviet"


def test_no_names_no_entities():
    assert resolve() == []


def test_ids_of_strangers_do_not_depend_on_the_order_of_the_text():
    names = [name("Anton Vries"), name("Klara Zoll"), name("Cercle Babeuf", "Organisation")]
    assert sorted(ids(*names)) == sorted(ids(*reversed(names)))


# --- slugs


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("Léon Trotsky", "leon-trotsky"),
        ("L'Humanité", "l-humanite"),
        ("  Œuvres d’Étienne  ", "oeuvres-d-etienne"),
        ("Лев Троцкий", "lev-trotskii"),
        ("Большевик", "bolchevik"),
        ("Щорс", "chtchors"),
        ("Крестьянин", "krestianin"),
        ("Łódź", "lodz"),
        ("Große Straße", "grosse-strasse"),
        ("3e Congrès (1921)", "3e-congres-1921"),
    ],
)
def test_slugs_are_plain(label, wanted):
    assert slug(label) == wanted


def test_a_label_of_a_script_without_transliteration_has_a_slug_of_its_own():
    assert slug("李大钊") != slug("陈独秀")
    assert all(part.isascii() and part for part in (slug("李大钊"), slug("…")))


def test_a_slug_is_its_own_slug():
    assert slug(slug("Rosa Luxemburg à Zürich")) == slug("Rosa Luxemburg à Zürich")


def test_composed_and_decomposed_accents_give_one_slug():
    assert slug("Ге\u0301рцен Ge\u0301rard") == slug("Герцен Gérard")


def test_short_i_of_cyrillic_composed_or_not():
    assert slug("Толсто\u0438\u0306") == slug("Толстой") == "tolstoi"


# --- what the words around tell


def read_in(text: str, *found: FoundName) -> list[str]:
    return [one.id for one in resolve_names(found, LEXICON, text)]


def at(text: str, surface: str, kind: str, *candidates: str, **more: object) -> FoundName:
    return name(surface, kind, *candidates, start=text.index(surface), **more)


def test_a_woman_s_title_before_a_man_s_surname_names_another():
    lexicon = compile_lexicon([entry("person/leon-trotsky", "Léon Trotsky", "Trotsky", gender="m")])
    text = "Il revit Mme Trotsky à Prinkipo."
    found = [at(text, "Trotsky", "Person", "person/leon-trotsky")]
    assert resolve_names(found, lexicon, text)[0].label == "Mme Trotsky"


def test_brothers_are_no_one_of_them():
    text = "Les frères Vries et Anton Vries"
    names = [name("Vries", start=11), name("Anton Vries", start=20)]
    assert read_in(text, *names) == ["person/freres-vries", "person/anton-vries"]


@pytest.mark.parametrize(("word", "id_"), [("père", "person/wilhelm-liebknecht"), ("fils", "person/karl-liebknecht")])
def test_father_and_son_are_told_by_their_births(word, id_):
    father = replace(entry("person/wilhelm-liebknecht", "Wilhelm Liebknecht"), start="1826-03-29")
    son = replace(entry("person/karl-liebknecht", "Karl Liebknecht", "Liebknecht"), start="1871-08-13")
    lexicon = compile_lexicon([father, son])
    for found in (name("Liebknecht", "Person", *LIEBKNECHTS), name("Liebknecht", "Person", son.id)):
        assert resolve_names([found], lexicon, f"Liebknecht {word} parla.")[0].id == id_


def test_a_surname_of_two_is_the_one_named_last():
    names = [name("Anton Vries"), name("Klara Vries", start=30), name("Vries", start=60)]
    assert ids(*names)[2] == "person/klara-vries"


def test_a_full_name_names_initials_that_come_before_it():
    assert ids(name("A. P. Vries"), name("Anton Vries", start=30)) == ["person/anton-vries"] * 2


@pytest.mark.parametrize("written", ["Lev Davidovitch Trotskij", "TROTSKIJ Lev", "Trotskii", "Троцкий", "Leo Trotzki"])
def test_a_spelling_that_the_authority_lacks_is_its_entity(written):
    one = resolve(name(written))[0]
    assert (one.id, one.why) == ("person/leon-trotsky", "another spelling of Léon Trotsky")


def test_two_spellings_of_a_stranger_are_one():
    assert len(set(ids(name("Lev Mirski"), name("Mirsky", start=20), name("Мирский", start=40)))) == 1


@pytest.mark.parametrize(
    "text", ["Vries, dit Léon Trotsky, vint.", "VRIES [Léon Trotsky] (1928)", "Vries, alias Léon Trotsky"]
)
def test_another_name_of_someone_known_is_his_throughout(text):
    first = text[:5]
    names = [name(first), at(text, "Léon Trotsky", "Person", "person/leon-trotsky"), name("Vries", start=90)]
    assert read_in(text + " " * 80 + "Vries", *names) == ["person/leon-trotsky"] * 3


def test_an_acronym_in_brackets_is_the_body_before_it():
    text = "La Ligue agraire de Volsk (LAV) et la LAV"
    names = [at(text, "Ligue agraire de Volsk", "Party"), at(text, "LAV", "Party"), name("LAV", "Party", start=38)]
    assert read_in(text, *names) == ["party/ligue-agraire-de-volsk"] * 3


def test_an_acronym_in_brackets_that_abridges_nothing_is_another():
    text = "La Ligue agraire de Volsk (SFIO)"
    names = [at(text, "Ligue agraire de Volsk", "Party"), at(text, "SFIO", "Party")]
    assert len(set(read_in(text, *names))) == 2


def test_a_subtitle_makes_no_other_work():
    names = [name("La Ville rouge", "Work"), name("La Ville rouge. Petrograd en guerre", "Work", start=40)]
    assert len(set(ids(*names))) == 1


def test_titles_that_begin_with_a_person_are_works_of_their_own():
    titles = ("Karl Liebknecht. Un témoin", "Karl Liebknecht – Lettres", "Karl Liebknecht")
    names = [name(title, "Work", start=40 * place) for place, title in enumerate(titles)]
    assert len(set(ids(*names))) == 3


def test_a_short_form_decided_before_is_kept_to(defaults):
    defaults["parti communiste"] = "party/pcr"
    names = [
        name("Berlin", "Place", "place/berlin"), name("Allemagne", "Place", "place/allemagne", start=20),
        name("Parti communiste", "Party", *PARTIES, start=40),
        name("Parti communiste", "Party", *PARTIES, start=40 + rankings.REACH // 2),
    ]  # fmt: skip
    assert ids(*names)[2:] == ["party/kpd"] * 2


def test_a_body_that_the_authority_does_not_list_for_the_short_form_but_the_place_tells():
    lexicon = compile_lexicon(
        [
            entry("soviet/petrograd", "Soviet de Petrograd", "?Soviet", place="Petrograd"),
            entry("soviet/bakou", "Soviet de Bakou", place="Bakou"),
            entry("place/bakou", "Bakou", country="Azerbaïdjan"),
        ]
    )
    names = [name("Bakou", "Place", "place/bakou"), name("Soviet", "Soviet", "soviet/petrograd", start=20, sure=False)]
    assert resolve_names(names, lexicon)[1].id == "soviet/bakou"


def test_a_congress_is_the_one_of_the_year_told():
    lexicon = compile_lexicon(
        [
            replace(entry("event/xe", "Xe Congrès du parti", "?Congrès"), start="1921-03"),
            replace(entry("event/xve", "XVe Congrès du parti", "?Congrès"), start="1927-12"),
        ]
    )
    text = "En décembre 1927 le Congrès vota."
    assert resolve_names([at(text, "Congrès", "Event", "event/xe", "event/xve")], lexicon, text)[0].id == "event/xve"


def test_the_central_committee_is_that_of_the_party_named_last():
    lexicon = compile_lexicon(
        [
            entry("party/pcb", "Parti communiste bulgare"),
            entry("party/pcr", "Parti communiste russe"),
            entry("organisation/cc-pcr", "CC du PCR", "?Comité central", part_of="party/pcr"),
            entry("organisation/cc-kpd", "CC du KPD", "?Comité central", part_of="party/kpd"),
        ]
    )
    names = [
        name("Parti communiste bulgare", "Party", "party/pcb"),
        name("Comité central", "Organisation", "organisation/cc-pcr", "organisation/cc-kpd", start=60),
    ]
    assert resolve_names(names, lexicon)[1].label == "Comité central du Parti communiste bulgare"

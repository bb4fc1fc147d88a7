"""Names of an authority are met as texts write them: accents, case, acronyms, hyphens, points."""

import pytest

from extract.lexicons import Lexicon, compile_lexicon, find_hits, fold, gap_class, split_words
from ontology.authority import Entry, read_variant


def entry(id_: str, label: str, *variants: str, kind: str = "") -> Entry:
    room = id_.partition("/")[0]
    parsed = tuple(read_variant(variant) for variant in variants)
    return Entry(id_, label, kind or f"smo:{room.capitalize()}", parsed, "", "", "", label, (), "test.tsv", 2)


def lexicon(*entries: Entry) -> Lexicon:
    return compile_lexicon(entries)


def found(text: str, *entries: Entry) -> list[tuple[str, list[str]]]:
    hits = find_hits(text, split_words(text), lexicon(*entries))
    return [(text[hit.start : hit.end], [name.id for name in hit.names]) for hit in hits]


def surfaces(text: str, *entries: Entry) -> list[str]:
    return [surface for surface, _ in found(text, *entries)]


TROTSKY = entry("person/leon-trotsky", "Léon Trotsky", "Trotsky", "Trotski", "Лев Троцкий@ru", "L. D. Trotsky")
URSS = entry("place/urss", "URSS", "Union soviétique")
KPD = entry("party/kpd", "Parti communiste d'Allemagne", "KPD", "~parti communiste allemand")


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Léon", "leon"), ("ŒUVRE", "oeuvre"), ("Trotsky", "trotsky"), ("ТРОЦКИЙ", "троцкии"), ("Čapek", "capek")],
)
def test_fold_leaves_case_and_accents_out(word, folded):
    assert fold(word) == folded


def test_fold_is_the_same_for_composed_and_decomposed_accents():
    assert fold("Ge\u0301rard") == fold("Gérard") == "gerard"


def test_words_are_parted_by_apostrophes_hyphens_and_points():
    text = "L'I.C. à Brest-Litovsk"
    assert [text[word.start : word.end] for word in split_words(text)] == ["L", "I", "C", "à", "Brest", "Litovsk"]


@pytest.mark.parametrize(
    ("gap", "kind"),
    [(" ", "s"), ("-", "s"), ("\u00a0", "s"), ("–", "s"), ("'", "a"), ("’", "a"), (". ", "d"), (".", "d"), ("", ""),
     (", ", ","), ("(", "(")],
)  # fmt: skip
def test_gap_class(gap, kind):
    assert gap_class(gap) == kind


@pytest.mark.parametrize("surface", ["Léon Trotsky", "Leon Trotsky", "LÉON TROTSKY", "LEON TROTSKY", "Léon-Trotsky"])
def test_accents_and_capitals_of_a_full_name_may_lack(surface):
    assert surfaces(f"Puis {surface} parla.", TROTSKY) == [surface]


def test_a_name_is_found_in_another_script():
    assert found("Статья: Лев Троцкий, 1923.", TROTSKY) == [("Лев Троцкий", ["person/leon-trotsky"])]


def test_a_surname_needs_its_capital():
    assert surfaces("une fraction trotsky ; Trotsky ; TROTSKY", TROTSKY) == ["Trotsky", "TROTSKY"]


def test_a_participle_with_its_accent_is_no_short_name():
    one = entry("person/lie", "Trygve Lie", "Lie")
    assert surfaces("Lié à Oslo, il revit Lie.", one) == ["Lie"]


def test_an_acronym_needs_its_capitals():
    assert surfaces("Le KPD, non le kpd ni le Kpd.", KPD) == ["KPD"]


def test_an_acronym_that_is_a_word_is_not_met_in_the_word():
    cnt = entry("organisation/cnt", "Confédération nationale du travail", "SANS")
    assert surfaces("Il vint sans armes. Sans armes, il vint.", cnt) == []


def test_a_tilde_variant_counts_in_lower_case():
    assert surfaces("Il entra au parti communiste allemand.", KPD) == ["parti communiste allemand"]


def test_a_name_without_tilde_needs_the_capitals_it_has():
    assert surfaces("le parti communiste d'allemagne", KPD) == []


def test_lower_case_words_of_a_name_may_have_capitals():
    assert surfaces("Le Parti Communiste d'Allemagne naquit.", KPD) == ["Parti Communiste d'Allemagne"]


@pytest.mark.parametrize("surface", ["Parti communiste d'Allemagne", "Parti communiste d’Allemagne"])
def test_either_apostrophe_will_do(surface):
    assert surfaces(f"Le {surface} fut fondé à Berlin.", KPD) == [surface]


def test_an_apostrophe_is_no_space():
    assert surfaces("Parti communiste d Allemagne", KPD) == []


@pytest.mark.parametrize("surface", ["Brest-Litovsk", "Brest Litovsk", "Brest\u00a0Litovsk", "Brest‑Litovsk"])
def test_a_hyphen_and_a_space_are_the_same(surface):
    assert surfaces(f"À {surface}, on négocia.", entry("place/brest-litovsk", "Brest-Litovsk")) == [surface]


def test_other_marks_between_words_part_them():
    assert surfaces("Union, soviétique ; Union. Soviétique", URSS) == []


def test_an_elided_article_stays_out():
    assert surfaces("l'URSS et l’URSS", URSS) == ["URSS", "URSS"]


def test_a_name_inside_a_longer_word_is_none():
    assert surfaces("Les Trotskystes d'URSSAF", TROTSKY, URSS) == []


@pytest.mark.parametrize("surface", ["L. D. Trotsky", "L.D. Trotsky", "L.-D. Trotsky"])
def test_initials_with_points(surface):
    assert surfaces(f"Lettre de {surface} au congrès.", TROTSKY) == [surface]


def test_the_closing_point_belongs_to_an_acronym_with_points():
    ic = entry("organisation/ic", "Internationale communiste", "I.C.")
    assert surfaces("La I.C. fut dissoute.", ic) == ["I.C."]


def test_a_raised_e_of_an_ordinal_is_an_e():
    congress = entry("event/deuxieme-congres", "IIe Congrès de l'Internationale")
    assert surfaces("Au IIᵉ Congrès de l'Internationale, on vota.", congress) == ["IIᵉ Congrès de l'Internationale"]


def test_the_longest_name_wins():
    petrograd = entry("place/petrograd", "Petrograd")
    soviet = entry("soviet/soviet-de-petrograd", "Soviet de Petrograd")
    assert found("Le Soviet de Petrograd siège à Petrograd.", petrograd, soviet) == [
        ("Soviet de Petrograd", ["soviet/soviet-de-petrograd"]),
        ("Petrograd", ["place/petrograd"]),
    ]


def test_a_longer_name_that_breaks_off_leaves_the_shorter():
    front = entry("front/front-populaire", "Front populaire")
    longer = entry("front/front-populaire-espagnol", "Front populaire d'Espagne")
    assert surfaces("Le Front populaire d'Irlande", front, longer) == ["Front populaire"]


def test_a_name_may_begin_inside_another_that_failed():
    one = entry("organisation/union-generale-des-juifs", "Union générale des travailleurs juifs")
    other = entry("organisation/travailleurs-libres", "Travailleurs libres")
    assert surfaces("l'Union générale des Travailleurs libres", one, other) == ["Travailleurs libres"]


def test_two_entities_of_one_name_come_in_one_hit():
    one, other = entry("party/bund", "Bund"), entry("organisation/bund-suisse", "Bund suisse", "?Bund")
    assert found("Le Bund", one, other) == [("Bund", ["party/bund", "organisation/bund-suisse"])]


def test_a_question_mark_makes_a_name_ambiguous():
    lx = lexicon(entry("place/octobre", "Octobre-sur-Mer", "?Octobre"))
    (hit,) = find_hits("Octobre", split_words("Octobre"), lx)
    assert [name.ambiguous for name in hit.names] == [True]


def test_the_bare_surname_of_a_person_is_implied_and_ambiguous():
    text = "Dzerjinski signa."
    (hit,) = find_hits(text, split_words(text), lexicon(entry("person/f-dzerjinski", "Félix Dzerjinski")))
    assert [(name.id, name.ambiguous) for name in hit.names] == [("person/f-dzerjinski", True)]


def test_a_listed_surname_stays_as_listed():
    text = "Trotsky signa."
    (hit,) = find_hits(text, split_words(text), lexicon(TROTSKY))
    assert [name.ambiguous for name in hit.names] == [False]


@pytest.mark.parametrize("label", ["Dan", "Théodore Dan", "Catherine la grande"])
def test_no_surname_is_implied_of_a_short_or_common_last_word(label):
    assert surfaces(f"Puis {label.split()[-1].title()} vint.", entry("person/x", label)) == (
        ["Dan"] if label == "Dan" else []
    )


def test_no_surname_is_implied_of_a_body():
    assert surfaces("Spartacus", entry("party/ligue-spartacus", "Ligue Spartacus")) == []


def test_the_article_of_a_sobriquet_is_left_out_for_persons_only():
    vieux = entry("person/leon-trotsky", "Léon Trotsky", "le Vieux")
    temps = entry("work/le-temps", "Le Temps")
    assert surfaces("Alors le Vieux écrivit dans Le Temps, pour un temps.", vieux, temps) == ["Vieux", "Le Temps"]


def test_a_name_of_marks_only_is_left_out():
    assert surfaces("… ?", entry("work/x", "…")) == []


def test_entries_are_kept_by_id():
    assert lexicon(TROTSKY, URSS).entries == {"person/leon-trotsky": TROTSKY, "place/urss": URSS}


def test_no_hit_overlaps_another():
    names = [entry("place/a", "Nijni Novgorod"), entry("place/b", "Novgorod la Grande"), entry("place/c", "Novgorod")]
    text = "Nijni Novgorod la Grande Novgorod"
    hits = list(find_hits(text, split_words(text), lexicon(*names)))
    assert [(hit.start, hit.end) for hit in hits] == [(0, 14), (25, 33)]

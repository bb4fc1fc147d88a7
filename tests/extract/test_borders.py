"""The model's names mended: what is cut off, what is refused, how far a guess may run beyond a known name."""

import pytest

from extract.borders import close, extend, runs_on, trim
from extract.choices import looks_like_name
from extract.endings import ends_as_surname, is_place_cue
from extract.found_names import FoundName
from extract.heads import has_head, tells_body
from extract.lists import agree_in_lists
from extract.misprints import find_surname, index_surnames
from extract.refusals import is_name
from extract.ruled_names import cut_person


def at(text: str, surface: str, kind: str = "Person", by: str = "model", *, sure: bool = False) -> FoundName:
    start = text.index(surface)
    return FoundName(start, start + len(surface), kind, surface, by, 0.6, sure=sure)


@pytest.mark.parametrize(
    ("surface", "kind", "left"),
    [
        ("Comité des grèves de", "Organisation", "Comité des grèves"),
        ("Ligue du Nord et", "Organisation", "Ligue du Nord"),
        ("Parti « évaporé", "Party", "Parti"),
        ("Déclaration des 46 »", "Work", "Déclaration des 46"),
        ("Président du Comité des concessions", "Organisation", "Comité des concessions"),
        ("Hollandais Sneevliet", "Place", "Sneevliet"),
        ("Socialisme, 226-227", "Work", "Socialisme"),
        ("Concile de l'Église", "Place", "Concile de l'Église"),
    ],
)
def test_trimmed(surface, kind, left):
    text = f"Puis {surface} vint."
    name = trim(text, at(text, surface, kind))
    assert name is not None
    assert (name.text, text[name.start : name.end]) == (left, left)


def test_trimming_tells_the_class_where_the_words_do():
    text = "Le Concile de l'Église siégea ; le Hollandais Sneevliet vint ; de Borovenko rien ; à Borovenko rien."
    assert trim(text, at(text, "Concile de l'Église", "Place")).kind == "Organisation"
    assert trim(text, at(text, "Hollandais Sneevliet", "Place")).kind == "Person"
    assert trim(text, at(text, "Borovenko", "Place")).kind == "Person"
    late = text.rindex("Borovenko")
    assert trim(text, FoundName(late, late + 9, "Place", "Borovenko", "model", 0.6)).kind == "Place"


@pytest.mark.parametrize(
    ("surface", "kind"),
    [("XIXe siècle", "Organisation"), ("État ouvrier", "Person"), ("Conseils d'ouvriers", "Organisation"),
     ("S. D.", "Person"), ("Affaires Étrangères", "Organisation"), ("Noël", "Person"), ("Nord", "Place")],
)  # fmt: skip
def test_no_names(surface, kind):
    assert not is_name(surface, kind)


@pytest.mark.parametrize(
    ("guess", "known", "kind", "runs"),
    [
        ("Parti de la ligne", "Parti", "Party", True),
        ("Parti français", "Parti", "Party", False),
        ("Armée rouge de cinq millions", "Armée rouge", "Organisation", True),
        ("Comité central de Russie", "Comité central", "Organisation", False),
        ("Russie de Lénine", "Russie", "Place", True),
        ("Victor Serge and", "Victor Serge", "Person", True),
        ("Karl August Routkovski", "Karl", "Person", False),
    ],
)
def test_how_far_a_guess_may_run(guess, known, kind, runs):
    first = at(guess, known, kind, "authority", sure=True)
    assert runs_on(at(guess, guess, kind), {0: first}) is runs


def test_a_body_gets_the_town_that_the_model_left_out():
    text = "Le Comité exécutif de la province de Samara vota."
    town = at(text, "Samara", "Place", "authority", sure=True)
    guess = at(text, "Comité exécutif de la province", "Organisation")
    assert extend(text, guess, {town.start: town}).text == "Comité exécutif de la province de Samara"
    assert extend(text, guess, {}) == guess


def test_a_ruled_body_loses_its_leader():
    text = "La Ligue communiste de Naville rompit."
    body, leader = (
        at(text, "Ligue communiste de Naville", "Party", "rule"),
        at(text, "Naville", "Person", "authority", sure=True),
    )
    assert cut_person(body, [leader]).text == "Ligue communiste"
    assert cut_person(body, []) == body


@pytest.mark.parametrize(
    ("surface", "kind", "headed"),
    [("Comité d'action locale", "Organisation", True), ("Effets de la guerre mondiale", "Organisation", False),
     ("Premier Congrès ouvrier", "Event", True), ("Ligne générale nouvelle", "Event", False),
     ("Trade Union", "Party", True)],
)  # fmt: skip
def test_bodies_and_events_begin_with_their_word(surface, kind, headed):
    assert has_head(surface, kind) is headed


def test_words_for_bodies_alone():
    assert tells_body("Concile de l'Église")
    assert not tells_body("Maison du Peuple")


@pytest.mark.parametrize("word", ["Netvitski", "Borovenko", "Kavtaradzé", "Martovitch", "Ouritsky"])
def test_endings_of_surnames(word):
    assert ends_as_surname(word)
    assert looks_like_name(word)


@pytest.mark.parametrize("word", ["Minoritaire", "Interdites", "Changer", "Surmené", "Aventuriers", "Toujours"])
def test_words_that_open_a_sentence(word):
    assert not ends_as_surname(word)
    assert not looks_like_name(word)


@pytest.mark.parametrize(("before", "cue"), [("il vint à ", True), ("le camp de ", True), ("selon ", False)])
def test_cues_of_places(before, cue):
    assert is_place_cue(before) is cue


@pytest.mark.parametrize(
    ("surface", "left"), [("a (b", "a"), ("a » b", "a"), ("« a »", "« a »"), ("PC(b)", "PC(b)"), ("a [b", "a")]
)
def test_halves_of_quotations_go(surface, left):
    assert close(surface) == left


def test_a_lone_guess_takes_the_class_of_its_list():
    text = "De Louis Blanc, Michelet et Jean Jaurès on parla."
    names = [at(text, "Louis Blanc", by="authority", sure=True), at(text, "Michelet", "Place"),
             at(text, "Jean Jaurès", by="authority", sure=True)]  # fmt: skip
    assert [name.kind for name in agree_in_lists(text, names)] == ["Person"] * 3
    assert agree_in_lists(text, names[1:2]) == names[1:2]


def test_a_misprint_is_read_where_only_one_surname_fits():
    surnames = index_surnames(("boukharine", "trotsky", "trotzkaia"))
    assert find_surname("TTrotsky", surnames) == "trotsky"
    assert find_surname("Bucharin", surnames) == "boukharine"
    assert find_surname("Moulin", surnames) == ""

"""Who "ils" are where names are joined, and what "en", "y" and "sa" take up."""

import re

import pytest

from extract.claims import Argument
from extract.pronouns import find_plurals, find_references, is_voice

ENTITIES = {
    "Jaurès": ("Person", "jaures"), "Guesde": ("Person", "guesde"), "Varlin": ("Person", "varlin"),
    "Louise Michel": ("Person", "michel"), "Zetkin": ("Person", "zetkin"), "Luxemburg": ("Person", "luxemburg"),
    "Vries": ("Person", "vries"), "Levi": ("Person", "levi"), "SFIO": ("Party", "sfio"), "KPD": ("Party", "kpd"),
    "congrès de Tours": ("Event", "tours"), "congrès de Gotha": ("Event", "gotha"), "Paris": ("Place", "paris"),
}  # fmt: skip


def named(text: str, start: int = 0) -> list[Argument]:
    """Make an argument of every known name in a text that begins at ``start`` of a longer one."""
    found = [
        Argument(start + place, start + place + len(name), kind, entity)
        for name, (kind, entity) in ENTITIES.items()
        for place in range(len(text))
        if text.startswith(name, place)
    ]
    return sorted(found, key=lambda argument: argument.start)


def references(sentence: str, before: str = "", owners: dict[int, str] | None = None) -> list[tuple[str, str, str]]:
    start = len(before) + 1 if before else 0
    text = f"{before} {sentence}" if before else sentence
    found = find_references(text, (start, len(text)), named(sentence, start), named(before), owners or {})
    return [(text[one.start : one.end], one.kind, one.entity) for one in found]


# --- voices


@pytest.mark.parametrize(
    "before", ["Selon ", "selon ", "D'après ", "D’après l’historien ", "Pour ", "aux dires de ", "Selon l'historienne "]
)
def test_a_voice(before):
    assert is_voice(f"{before}Vries, il partit.", len(before))


@pytest.mark.parametrize("before", ["", "Avec ", "Après ", "Selon lui, ", "Selon le comité, "])
def test_no_voice(before):
    assert not is_voice(f"{before}Vries partit.", len(before))


# --- en, y, sa


@pytest.mark.parametrize(
    "sentence",
    ["Levi en fut le président.", "Levi en est membre.", "Levi en devint secrétaire.",
     "Levi en était l'un des dirigeants.", "Levi en fut alors élu président."],
)  # fmt: skip
def test_en_is_the_body_of_an_office(sentence):
    assert references(sentence, "Le KPD fut fondé en 1918.") == [("en", "Party", "kpd")]


@pytest.mark.parametrize(
    "sentence", ["Jaurès en parla.", "Jaurès vint en train.", "Jaurès en fut content.", "En 1905, Jaurès vint."]
)
def test_en_without_an_office_is_nothing(sentence):
    assert references(sentence, "La SFIO fut fondée en 1905.") == []


@pytest.mark.parametrize(
    "sentence",
    ["Zetkin y participa.", "Zetkin y prit la parole.", "Zetkin y représenta le parti.", "Zetkin y assistait."],
)
def test_y_is_the_event_of_a_presence(sentence):
    assert references(sentence, "Le congrès de Tours s'ouvrit.") == [("y", "Event", "tours")]


@pytest.mark.parametrize("sentence", ["Il y avait foule.", "Zetkin y dormit."])
def test_y_without_presence_is_nothing(sentence):
    assert references(sentence, "Le congrès de Tours s'ouvrit.") == []


def test_y_is_the_last_event_named():
    assert references("Zetkin y parla.", "Le congrès de Gotha précéda le congrès de Tours.") == [
        ("y", "Event", "tours")
    ]


def test_y_is_no_party_and_en_no_event():
    assert references("Zetkin y parla.", "La SFIO naquit.") == []
    assert references("Zetkin en fut la présidente.", "Le congrès de Tours s'ouvrit.") == []


def test_the_body_may_stand_in_the_same_sentence():
    assert references("Fondateur du KPD, Levi en fut le président.") == [("en", "Party", "kpd")]


@pytest.mark.parametrize(
    "words", ["Sa femme", "Sa fille", "Son frère", "Sa seconde épouse", "Son beau-frère", "Sa sœur", "Leur fils"]
)
def test_a_possessive_before_kin_is_the_person(words):
    assert references(f"{words} mourut à Paris.", "Vries partit.") == [(words.split()[0], "Person", "vries")]


@pytest.mark.parametrize("words", ["Sa lettre", "Son parti", "Sa mort", "Son ami"])
def test_a_possessive_before_another_word_is_nothing(words):
    assert references(f"{words} parut.", "Jaurès partit.") == []


def test_a_possessive_is_the_subject_of_its_own_sentence():
    assert references("Jaurès vit Guesde et sa femme.", "Varlin partit.") == [("sa", "Person", "jaures")]


def test_a_possessive_in_an_apposition_is_not_the_person_described():
    assert references("Vries, sa femme, mourut.", "Varlin partit.") == [("sa", "Person", "varlin")]


def test_a_possessive_whose_owner_is_known():
    assert references("Sa femme mourut.", owners={0: "jaures"}) == [("Sa", "Person", "jaures")]


def test_nothing_is_taken_up_where_nothing_was_named():
    assert references("Sa femme y participa et en fut la présidente.") == []


# --- plurals


def plurals(sentence: str, before: str = "") -> list[tuple[str, tuple[str, ...]]]:
    """Return (pronoun, persons) of a sentence; persons are the capitalised words Guesde, Jaurès and Vaillant."""
    text = f"{before} {sentence}" if before else sentence
    start = len(text) - len(sentence)
    named = [Argument(match.start(), match.end(), "Person", match.group())
             for match in re.finditer("Guesde|Jaurès|Vaillant", text)]  # fmt: skip
    here = [one for one in named if one.start >= start]
    earlier = [one for one in named if one.start < start]
    found = find_plurals(text, (start, len(text)), here, earlier, (0, max(0, start - 1)) if before else None)
    return [(text[one.start : one.end], (one.entity, *one.others)) for one in found]


def test_a_plural_means_those_with_whom_the_sentence_before_opens():
    assert plurals("Ils partirent.", "Guesde et Jaurès parlèrent.") == [("Ils", ("Guesde", "Jaurès"))]
    assert plurals("Ils partirent.", "Guesde, Vaillant et Jaurès.") == [("Ils", ("Guesde", "Vaillant", "Jaurès"))]


def test_a_plural_means_those_joined_before_it_in_its_sentence():
    assert plurals("Guesde et Jaurès parlèrent, puis ils partirent.") == [("ils", ("Guesde", "Jaurès"))]


@pytest.mark.parametrize(
    "before",
    ["Guesde combattit Jaurès.", "Guesde, Jaurès.", "Dans cette salle de la grande rue des Écoles, Guesde et Jaurès."],
)
def test_persons_who_are_not_joined_are_not_meant(before):
    assert plurals("Ils partirent.", before) == []


def test_a_plural_without_persons_before_means_nobody():
    assert plurals("Ils partirent.") == []


def test_they_in_a_relative_are_not_those_it_describes():
    assert plurals("C'est comme Guesde et Jaurès qu'ils parlaient.") == []


def test_their_leaders_are_not_those_of_one_body():
    assert references("Levi en vit partir leurs dirigeants.", "Les amis du KPD vinrent.") == []
    assert references("Ses dirigeants partirent.", "Le KPD vint.") == [("Ses", "Party", "kpd")]


def test_the_son_after_the_wife_is_not_hers():
    found = references("Il partit avec sa femme, Louise Michel, et son fils.", "Varlin fut banni.")
    assert {one for one in found if one[0] in ("sa", "son")} == {
        ("sa", "Person", "varlin"),
        ("son", "Person", "varlin"),
    }

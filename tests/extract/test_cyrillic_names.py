"""Names in Cyrillic letters are found in a French text where they spell someone known, or have a Russian's form."""

import pytest

from extract.cyrillic_names import find_cyrillic
from extract.entities import resolve_names
from extract.lexicons import compile_lexicon
from ontology.authority import Entry


def entry(id_: str, label: str) -> Entry:
    return Entry(id_, label, "smo:X", (), "", "", "", label, (), "t.tsv", 2)


LEXICON = compile_lexicon(
    [
        entry("person/walter-krivitsky", "Walter Krivitsky"), entry("place/kazan", "Kazan"),
        entry("person/ivan-petrov", "Ivan Petrov"), entry("person/pavel-petrov", "Pavel Petrov"),
    ]
)  # fmt: skip


def found(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(name.text, name.kind, name.candidates) for name in find_cyrillic(text, LEXICON)]


@pytest.mark.parametrize("name", ["Вальтер Кривицкий", "В. Кривицкий", "Кривицкий"])
def test_a_known_person_in_any_form(name):
    assert found(f"Selon {name}, il partit.") == [(name, "Person", ("person/walter-krivitsky",))]


def test_a_known_place():
    assert found("la ville de Казань.") == [("Казань", "Place", ("place/kazan",))]


def test_a_person_whom_the_authority_lacks_by_the_form_of_the_name():
    assert found("voir Иван Кузнецов, 1931") == [("Иван Кузнецов", "Person", ())]


@pytest.mark.parametrize("text", ["О наказании в СССР лиц", "Петров", "Институт марксизма", "Trotsky", ""])
def test_what_is_no_name_or_says_too_little(text):
    assert found(text) == []


def test_a_cyrillic_and_a_latin_name_are_one_person():
    names = list(find_cyrillic("Вальтер Кривицкий", LEXICON))
    assert resolve_names(names, LEXICON)[0].id == "person/walter-krivitsky"


def test_a_stranger_has_a_slug_in_latin_letters():
    assert resolve_names(list(find_cyrillic("Иван Кузнецов", LEXICON)), LEXICON)[0].id == "person/ivan-kouznetsov"

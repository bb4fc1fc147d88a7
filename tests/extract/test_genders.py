"""Who is he and who is she: by the authority, by a given name, by what stands before a name."""

import pytest

from extract.entities import Resolved
from extract.found_names import FoundName
from extract.genders import find_genders, read_genders, read_given_names
from extract.lexicons import compile_lexicon
from extract.slugs import slug
from ontology.authority import Entry


def person(label: str, gender: str = "") -> Entry:
    facts = (("gender", gender),) if gender else ()
    return Entry(f"person/{slug(label)}", label, "smo:Person", (), "", "", "", label, facts, "test.tsv", 2)


LEXICON = compile_lexicon(
    [
        person("Jean Jaurès", "m"),
        person("Loupia Nève", "f"),
        person("Sacha Dolgov"),
        person("Xanto Un", "m"),
        person("Xanto Deux", "f"),
    ]
)


def gender_of(text: str, surface: str, id_: str) -> str:
    """Return the gender told of every place where ``surface`` stands in ``text``."""
    starts = [start for start in range(len(text)) if text.startswith(surface, start)]
    names = [FoundName(start, start + len(surface), "Person", surface, "model", 0.9) for start in starts]
    referents = [Resolved(id_, "smo:Person", surface, "") for _ in starts]
    return find_genders(text, names, referents, LEXICON).get(id_, "")


def test_the_authority_tells_it_for_its_own():
    genders = read_genders(LEXICON)
    assert (genders["person/jean-jaures"], genders["person/loupia-neve"]) == ("m", "f")
    assert "person/sacha-dolgov" not in genders


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Wera Lindqvist", "f"),
        ("Anatole Brévin", "m"),
        ("Jean-Paul Darmont", "m"),
        ("Loupia Ferrand", "f"),  # as a person of the authority is called
        ("Xanto Ferrand", ""),  # borne by both
        ("Andrea Morandi", ""),
        ("Lindqvist", ""),
    ],
)
def test_a_given_name_tells_it(name, gender):
    assert gender_of(f"Puis vint {name}.", name, f"person/{slug(name)}") == gender


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mme Lindqvist parla.", "f"),
        ("M. Lindqvist parla.", "m"),
        ("On vit la romancière Lindqvist.", "f"),
        ("On vit le vieux typographe Lindqvist.", "m"),
        ("La mort de Lindqvist surprit.", ""),
        ("La romancière Lindqvist et le typographe Lindqvist.", ""),
        ("Lindqvist parla.", ""),
    ],
)
def test_a_title_or_noun_before_a_surname_tells_it(text, gender):
    assert gender_of(text, "Lindqvist", "person/lindqvist") == gender


def test_what_is_no_person_has_none():
    names = [FoundName(0, 5, "Place", "Paris", "model", 0.9)]
    assert "place/paris" not in find_genders(
        "Paris", names, [Resolved("place/paris", "smo:Place", "Paris", "")], LEXICON
    )


def test_no_given_name_of_the_table_is_borne_by_both():
    given = read_given_names()
    assert set(given.values()) == {"f", "m"}
    assert not {"camille", "claude", "dominique", "sacha", "andrea", "nikita"} & given.keys()

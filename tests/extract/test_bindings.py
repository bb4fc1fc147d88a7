"""Whose "son" is, and whom "le" and "contre lui" mean where several may be meant."""

from extract.anaphors import Discourse
from extract.bindings import bind_clitics, bind_owners
from extract.claims import Argument
from extract.clauses import find_clauses
from extract.items import read_items
from extract.syntax import Syntax, parse_paragraphs

NAMES = ("Guesde", "Jaurès", "Varlin")
GENDERS = {"Guesde": "m", "Jaurès": "m", "Varlin": "m"}


def bound(before: str, sentence: str) -> list[tuple[str, str]]:
    """Return (pronoun, person) of what the clauses of a sentence settle after another one."""
    text = f"{before} {sentence}"
    syntax, discourse = Syntax(), Discourse(GENDERS)
    assert list(syntax.keep(parse_paragraphs(text, ())))
    first, second = (0, len(before)), (len(before) + 1, len(text))
    told = [list_names(text, *span) for span in (first, second)]
    for span, names in zip((first, second), told, strict=True):
        list(discourse.find(text, span, names, syntax.words(*span)))
    items = read_items(syntax.words(*second), told[1])
    given = [*told[1], *bind_owners(items, len(told[1]), discourse.owners)]
    given += bind_clitics(find_clauses(items), given, told[0], GENDERS, discourse)
    return [(text[one.start : one.end], one.entity) for one in given[len(told[1]) :]]


def list_names(text: str, start: int, end: int) -> list[Argument]:
    places = ((text.find(name, start, end), name) for name in NAMES)
    return [Argument(place, place + len(name), "Person", name) for place, name in sorted(places) if place >= 0]


def test_a_possessive_has_the_person_told_of():
    assert bound("Jaurès parla.", "Son exclusion fut votée.") == [("Son", "Jaurès")]


def test_a_possessive_of_nobody_has_none():
    assert bound("La salle se tut.", "Son exclusion fut votée.") == []


def test_of_two_persons_a_clitic_means_the_one_told_of():
    assert bound("Jaurès salua les amis de Guesde.", "Varlin le combattit.") == [("le", "Jaurès")]


def test_a_clitic_is_not_its_verbs_subject():
    assert bound("La salle se tut.", "Varlin le combattit.") == []

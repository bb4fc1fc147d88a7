"""Offices over other appositions, read with the shipped model: whom they describe."""

import pytest

from extract.claims import Argument
from extract.clauses import find_clauses
from extract.frame_rules import read_verbs
from extract.frames import find_frame_claims
from extract.items import read_items
from extract.marked import read_marked
from extract.syntax import Syntax, parse_paragraphs


def offices(marked: str) -> set[tuple[str, str]]:
    """Return (holder, body) of the offices and memberships that a marked sentence tells."""
    text, marks = read_marked(marked)
    arguments = [Argument(mark.start, mark.end, mark.kind, text[mark.start : mark.end]) for mark in marks]
    syntax = Syntax()
    assert list(syntax.keep(parse_paragraphs(text, ())))
    done = find_clauses(read_items(syntax.words(0, len(text)), arguments, read_verbs()))
    told = ("smo:holdsOffice", "smo:memberOf", "smo:founded")
    return {(one.subject, one.object) for one in find_frame_claims(text, done, arguments) if one.predicate in told}


@pytest.mark.parametrize(
    "marked",
    [
        "[Petrov](Person), herboriste et musicien, directeur de l'[Aurore](Work), les logea.",
        "[Petrov](Person), bronzier de son état et secrétaire de l'[Aurore](Work), reçut ces gens.",
        "[Petrov](Person), rédacteur à [Essen](Place) de l'[Aurore](Work), y passait.",
        "Ancien docker, directeur de l'[Aurore](Work), [Petrov](Person) passait pour riche.",
        "Directeur de l'[Aurore](Work), joueur connu de tous, [Petrov](Person) passait pour riche.",
    ],
)
def test_an_office_describes_the_name_before_or_after_other_appositions(marked):
    assert offices(marked) == {("Petrov", "Aurore")}


def test_a_founder_with_others_founded_what_follows():
    assert offices("[Petrov](Person), fondateur, avec [Levi](Person), de la [Ligue](Organisation), partit.") == {
        ("Petrov", "Ligue")
    }


def test_all_three_of_a_list_are_members():
    marked = (
        "On prit [Petrov](Person), [Levi](Person) et [Orlov](Person), tous trois membres de la [Ligue](Organisation)."
    )
    assert offices(marked) == {("Petrov", "Ligue"), ("Levi", "Ligue"), ("Orlov", "Ligue")}


@pytest.mark.parametrize(
    "marked",
    [
        "[Petrov](Person) chanta, le directeur de l'[Aurore](Work) se tut.",
        "À [Essen](Place), un directeur de l'[Aurore](Work) se tut quand [Petrov](Person) chanta.",
        "On chercha un secrétaire de l'[Aurore](Work), et [Petrov](Person) chanta.",
    ],
)
def test_an_office_with_a_verb_of_its_own_describes_no_other_name(marked):
    assert offices(marked) == set()

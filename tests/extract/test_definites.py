"""Common nouns that take up a named body or meeting again."""

import pytest

from extract.claims import Argument
from extract.definites import Recent

KINDS = {"person": "Person"}


def taken_up(*sentences: tuple[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """Return (noun, entity) of the last sentence; names are given as (surface form, class)."""
    recent, text, found = Recent(), "", []
    for sentence, names in sentences:
        start = len(text)
        text += sentence + " "
        arguments = [
            Argument(
                text.index(name, start),
                text.index(name, start) + len(name),
                KINDS.get(sort, "Party"),
                name,
                sort="" if sort in KINDS else sort,
            )
            for name, sort in names
        ]
        found = list(recent.find(text, (start, len(text) - 1), arguments))
    return [(text[one.start : one.end], one.entity) for one in found]


def test_a_bare_noun_is_the_only_body_named_before():
    assert taken_up(("Levi fonda le KPD.", [("KPD", "smo:Party")]), ("Il quitta le parti.", [])) == [("parti", "KPD")]


def test_between_two_bodies_it_is_neither():
    before = ("Le KPD battit le SPD.", [("KPD", "smo:Party"), ("SPD", "smo:Party")])
    assert taken_up(before, ("Il quitta le parti.", [])) == []


def test_a_body_of_another_kind_is_not_meant():
    assert taken_up(("Vint le Xe Congrès.", [("Xe Congrès", "smo:Congress")]), ("Il quitta le parti.", [])) == []


@pytest.mark.parametrize("rest", ["le parti frère", "le parti de Lénine", "leur parti", "un parti"])
def test_a_noun_that_is_described_is_another(rest):
    assert taken_up(("Levi fonda le KPD.", [("KPD", "smo:Party")]), (f"Il quitta {rest}.", [])) == []


def test_the_reach_ends():
    far = [("Rien ne vint.", [])] * 5
    assert taken_up(("Levi fonda le KPD.", [("KPD", "smo:Party")]), *far, ("Il quitta le parti.", [])) == []


def test_a_noun_takes_up_the_name_that_begins_with_it():
    before = ("Varlin dirige la Ligue du travail.", [("Ligue du travail", "smo:Organisation")])
    assert taken_up(before, ("Guesde quitta la ligue.", [])) == [("ligue", "Ligue du travail")]
    assert taken_up(before, ("Guesde quitta le comité.", [])) == []


def test_a_title_alone_is_the_person_who_bore_it_and_was_named_just_before():
    titled = ("On pria le général Krasnov.", [("Krasnov", "person")])
    named = ("Krasnov vint.", [("Krasnov", "person")])
    assert taken_up(titled, named, ("Le général fut battu.", [])) == [("général", "Krasnov")]
    assert taken_up(titled, named, ("Le général blanc fut battu.", [])) == []
    assert taken_up(titled, named, ("Le prince fut battu.", [])) == []
    assert taken_up(titled, *[("Rien ne vint.", [])] * 3, ("Le général fut battu.", [])) == []

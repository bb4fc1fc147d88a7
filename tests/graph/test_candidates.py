"""Which item an entity is: a name alone proves nothing, kind and years decide."""

import pytest

from graph.candidates import Named, choose_link, rank
from graph.links import CLOSE, EXACT
from graph.wikidata import Item, Match

VALJEAN = Named("person/jean-valjean", "Jean Valjean", ("Jean Valjean",), (1769, 1769), (1833, 1833))
UNDATED = Named("person/jean-valjean", "Jean Valjean", ("Jean Valjean",))
HUMAN = frozenset({"Q5"})


def item(number=1, **changes):
    fields = {"label": "Jean Valjean", "roots": HUMAN, "starts": frozenset({1769}), "ends": frozenset({1833})}
    return Item(f"Q{number}", **{**fields, **changes})


def choose(entity, *items, name="Jean Valjean"):
    matches = [Match(one.id, name, True) for one in items]
    return choose_link(entity, matches, {one.id: one for one in items})


def test_kind_and_both_dates_make_an_exact_link():
    link = choose(VALJEAN, item())
    assert (link.predicate, link.object, link.confidence) == (EXACT, "wd:Q1", 0.95)
    assert link.comment == "name 'Jean Valjean'; agrees in kind, start, end"


def test_one_date_is_enough_for_the_only_candidate():
    assert choose(VALJEAN, item(ends=frozenset())).predicate == EXACT


def test_years_in_the_description_count():
    one = item(starts=frozenset(), ends=frozenset(), descriptions=("personnage (1769–1833)",))
    assert choose(VALJEAN, one).predicate == EXACT


def test_without_dates_the_only_candidate_is_for_review():
    assert choose(UNDATED, item()).predicate == CLOSE


def test_one_wrong_year_excludes():
    assert choose(VALJEAN, item(starts=frozenset({1800}))) is None


def test_the_year_beside_proves_nothing_and_excludes_nothing():
    assert choose(VALJEAN, item(starts=frozenset({1770}), ends=frozenset())).predicate == CLOSE


@pytest.mark.parametrize("roots", [{"Q386724"}, {"Q2221906"}])
def test_a_work_or_a_place_is_no_person(roots):
    assert choose(VALJEAN, item(roots=frozenset(roots))) is None


def test_a_human_is_no_party():
    party = Named("party/jean-valjean", "Jean Valjean", ("Jean Valjean",))
    assert choose(party, item()) is None


def test_two_that_agree_alike_give_no_link():
    assert choose(VALJEAN, item(1), item(2)) is None


def test_of_namesakes_the_one_with_both_dates_is_certain():
    undated = item(2, starts=frozenset(), ends=frozenset())
    link = choose(VALJEAN, undated, item(1))
    assert (link.predicate, link.object) == (EXACT, "wd:Q1")
    assert "1 other item(s)" in link.comment


def test_of_namesakes_the_one_with_one_date_is_for_review():
    undated = item(2, starts=frozenset(), ends=frozenset())
    assert choose(VALJEAN, undated, item(1, ends=frozenset())).predicate == CLOSE


def test_of_undated_namesakes_none_is_taken():
    assert choose(UNDATED, item(1), item(2, roots=frozenset())) is None


def test_of_places_the_one_known_as_a_place_is_for_review():
    town = Named("place/montreuil", "Montreuil", ("Montreuil",))
    one = item(1, roots=frozenset({"Q2221906"}))
    assert choose(town, one, item(2, roots=frozenset()), name="Montreuil").predicate == CLOSE


def test_a_bare_surname_without_dates_gives_no_link():
    entity = Named("person/valjean", "Valjean", ("Valjean",))
    assert choose(entity, item(label="Valjean"), name="Valjean") is None


def test_a_name_alone_without_kind_gives_a_person_no_link():
    assert choose(UNDATED, item(roots=frozenset())) is None


def test_the_order_of_candidates_does_not_depend_on_the_order_of_matches():
    items = {f"Q{number}": item(number) for number in range(1, 5)}
    matches = [Match(id_, "Jean Valjean", True) for id_ in items]
    assert rank(VALJEAN, matches, items) == rank(VALJEAN, matches[::-1], items)

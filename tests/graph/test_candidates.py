"""Which item an entity is: what speaks for and against each makes its confidence; a name alone proves nothing."""

import pytest

from graph.candidates import LIKELY, SURE, choose_link, rank
from graph.evidence import Named
from graph.links import CLOSE, EXACT
from graph.wikidata import Item, Match

VALJEAN = Named("person/jean-valjean", "Jean Valjean", ("Jean Valjean",), (1769, 1769), (1833, 1833), "forçat")
UNDATED = Named("person/jean-valjean", "Jean Valjean", ("Jean Valjean",))
HUMAN = frozenset({"Q5"})


def item(number=100, **changes):
    fields = {"labels": ("Jean Valjean",), "roots": HUMAN, "starts": frozenset({1769}), "ends": frozenset({1833})}
    return Item(f"Q{number}", **{**fields, **changes})


def choose(entity, *items, names=("Jean Valjean",), linked=None):
    matches = [Match(one.id, name, True) for one in items for name in names]
    return choose_link(entity, matches, {one.id: one for one in items}, linked)


def test_kind_and_dates_make_an_exact_link():
    link = choose(VALJEAN, item())
    assert (link.predicate, link.object) == (EXACT, "wd:Q100")
    assert SURE <= link.confidence <= 1
    assert link.comment == "name 'Jean Valjean'; agrees in kind, start, end"


def test_years_in_the_description_count():
    one = item(starts=frozenset(), ends=frozenset(), descriptions=("personnage (1769–1833)",))
    assert choose(VALJEAN, one).predicate == EXACT


def test_a_person_without_a_second_agreement_is_for_review_however_confident():
    link = choose(VALJEAN, item(starts=frozenset(), ends=frozenset()))
    assert link.predicate == CLOSE
    assert link.confidence >= LIKELY


@pytest.mark.parametrize("change", [{"starts": frozenset({1800})}, {"roots": frozenset({"Q386724"})}])
def test_another_life_and_another_kind_exclude(change):
    assert choose(VALJEAN, item(**change)) is None


def test_a_description_that_tells_another_kind_excludes():
    film = item(roots=frozenset(), starts=frozenset(), ends=frozenset(), descriptions=("2005 film",))
    assert choose(VALJEAN, film) is None


def test_another_founding_year_of_a_body_is_held_against_it_but_does_not_exclude():
    party = Named("party/p", "Parti ouvrier", ("Parti ouvrier",), (1890, 1890), None, "parti français")
    fields = {"labels": ("Parti ouvrier",), "roots": frozenset({"Q7278"}), "ends": frozenset()}
    same, other = (choose(party, item(starts=frozenset({year}), **fields), names=party.names) for year in (1890, 1899))
    assert other.confidence < same.confidence
    assert "differs in start" in other.comment


def test_the_year_beside_proves_nothing_and_excludes_nothing():
    assert choose(VALJEAN, item(starts=frozenset({1770}), ends=frozenset())).predicate == CLOSE


def test_two_that_agree_alike_are_not_sure():
    undated = {"starts": frozenset(), "ends": frozenset()}
    link = choose(VALJEAN, item(100, **undated), item(101, **undated))
    assert link is None or link.predicate == CLOSE


def test_of_namesakes_the_one_with_the_dates_goes_first():
    undated = item(90, starts=frozenset(), ends=frozenset())
    link = choose(VALJEAN, undated, item(100))
    assert link.object == "wd:Q100"
    assert "1 other item(s)" in link.comment


def test_of_namesakes_the_older_item_is_likelier():
    town = Named("place/montreuil", "Montreuil", ("Montreuil",), description="ville de France")
    fields = {"labels": ("Montreuil",), "roots": frozenset({"Q2221906"}), "starts": frozenset(), "ends": frozenset()}
    first = rank(town, [Match(f"Q{n}", "Montreuil", True) for n in (500, 5_000_000)],
                 {f"Q{n}": item(n, **fields) for n in (500, 5_000_000)}, {})  # fmt: skip
    assert [one.item.id for one in first] == ["Q500", "Q5000000"]
    assert first[0].confidence > first[1].confidence + 0.3


def test_a_place_elsewhere_is_another_place():
    town = Named("place/p", "Paris", ("Paris",), description="ville", point=(48.86, 2.35))
    fields = {"labels": ("Paris",), "roots": frozenset({"Q2221906"}), "starts": frozenset(), "ends": frozenset()}
    near = item(1, points=frozenset({(48.9, 2.3)}), **fields)
    far = item(2, points=frozenset({(33.66, -95.56)}), **fields)
    link = choose(town, near, far, names=("Paris",))
    assert (link.object, link.predicate) == ("wd:Q1", EXACT)
    assert "place" in link.comment
    assert choose(town, far, names=("Paris",)) is None


def test_a_neighbour_that_is_surely_an_item_beside_it_helps():
    entity = Named("person/x", "Jean Valjean", ("Jean Valjean",), beside=frozenset({"party/p"}))
    one = item(5_000_000, starts=frozenset(), ends=frozenset(), beside=frozenset({("P102", "Q77")}))
    alone, helped = choose(entity, one), choose(entity, one, linked={"party/p": "Q77"})
    assert (alone is None or alone.confidence < helped.confidence) and "1 neighbour(s)" in helped.comment  # noqa: PT018


def test_a_shared_country_is_no_neighbour():
    entity = Named("person/x", "Jean Valjean", ("Jean Valjean",), beside=frozenset({"place/france"}))
    one = item(starts=frozenset(), ends=frozenset(), beside=frozenset({("P27", "Q142")}))
    assert choose(entity, one, linked={"place/france": "Q142"}) == choose(entity, one)


def test_a_bare_surname_gives_no_link():
    entity = Named("person/valjean", "Valjean", ("Valjean",))
    one = item(labels=("Valjean",), starts=frozenset(), ends=frozenset())
    assert choose(entity, one, names=("Valjean",)) is None


def test_more_names_borne_make_surer():
    entity = Named("party/p", "Parti ouvrier", ("PO", "Parti ouvrier", "Workers' Party"))
    one = item(roots=frozenset({"Q7278"}), starts=frozenset(), ends=frozenset())
    few, many = choose(entity, one, names=("PO",)), choose(entity, one, names=entity.names)
    assert many.predicate == EXACT
    assert few is None or few.confidence < many.confidence


def test_the_order_of_candidates_does_not_depend_on_the_order_of_matches():
    items = {f"Q{number}": item(number) for number in range(1, 5)}
    matches = [Match(id_, "Jean Valjean", True) for id_ in items]
    assert rank(VALJEAN, matches, items, {}) == rank(VALJEAN, matches[::-1], items, {})


def test_an_undated_entity_with_nothing_but_a_name_is_never_exact():
    link = choose(UNDATED, item())
    assert link is None or link.predicate == CLOSE

"""Who was where and when, with the coordinates of the places."""

import pytest

from graph.stays import Place, Stay, to_place, to_stays

BERLIN = Place("iri/place/berlin", "Berlin", (52.5, 13.4))
ROW = {
    "who": "https://example.org/id/person/x", "name": "X", "place": BERLIN.iri, "edtf": "1922",
    "predicate": "https://w3id.org/smolny/ontology#wasIn", "first": "1922-01-01", "last": "1922-12-31",
}  # fmt: skip


def test_a_row_is_a_stay() -> None:
    (stay,) = to_stays([ROW], {BERLIN.iri: BERLIN})
    assert (stay.room, stay.predicate, stay.place, stay.start) == ("person", "wasIn", BERLIN, 0)


def test_what_is_said_under_a_condition_is_no_stay() -> None:
    row = {**ROW, "stance": "https://w3id.org/smolny/vocabulary/conditional"}
    assert list(to_stays([row], {BERLIN.iri: BERLIN})) == []


def test_a_place_may_have_no_coordinates_but_its_country_s() -> None:
    russia = to_place({"place": "https://example.org/id/place/russie", "label": "Russie"})
    assert (russia.point, russia.country, russia.shown) == (None, "Russie", russia.middle)
    europe = to_place({"place": "https://example.org/id/place/europe", "label": "Europe"})
    assert (europe.point, europe.country, europe.shown) == (None, "", None)
    assert to_place({"place": "p", "label": "Paris", "lat": "48.86", "long": "2.35"}).point == (48.86, 2.35)


@pytest.mark.parametrize(
    ("first", "last", "years", "inside"),
    [
        ("1922-01-01", "1922-12-31", (1922, 1922), True),
        ("1922-01-01", "1922-12-31", (1923, 1930), False),
        ("1919-01-01", "1925-12-31", (1922, 1923), True),
        ("1922-05-01", "", (1920, 1922), True),
        ("", "1922-05-01", (1923, 1924), False),
        ("", "", (1900, 2000), False),
    ],
)
def test_a_stay_falls_in_the_years_that_it_touches(first: str, last: str, years: tuple[int, int], inside: bool) -> None:
    stay = Stay("who", "Who", "person", BERLIN, "wasIn", first=first, last=last)
    assert stay.lies_in(*years) is inside

"""The map: places in the drawing, the years and kinds that are asked for, the map of a record."""

import re

import pytest
from fastapi.testclient import TestClient

from api.itineraries import draw_itinerary, find_places
from api.maps import draw_dots, find_years
from api.outlines import WORLD, fit_view, place_labels, to_point
from graph.sheets import Line, Section, Sheet
from graph.stays import Place, Stay

BERLIN = Place("https://x.org/id/place/berlin", "Berlin", (52.5, 13.4), 4)
MOSCOW = Place("https://x.org/id/place/moscou", "Moscou", (55.75, 37.6), 9)


def find_dots(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<a href="/page/place/([\w-]+)" class="dot (\w+)"', page)


def test_the_map_shows_who_was_where(client: TestClient) -> None:
    page = client.get("/map").text
    assert ("berlin", "people") in find_dots(page)
    assert re.search(r'<a href="/page/person/victor-serge">Victor Serge</a> <em>a été à</em>', page)
    assert re.search(r'<a class="small" href="/page/source/memoire\?at=\d+#at-\d+">phrase</a>', page)


def test_years_and_kinds_can_be_chosen_without_javascript(client: TestClient) -> None:
    assert ("berlin", "people") in find_dots(client.get("/map?from=1922&to=1922").text)
    assert ("berlin", "people") not in find_dots(client.get("/map?from=1930&to=1935").text)
    assert ("berlin", "people") not in find_dots(client.get("/map?layer=bodies").text)
    assert ("berlin", "people") in find_dots(client.get("/map?who=person/victor-serge").text)
    assert ("berlin", "people") not in find_dots(client.get("/map?who=person/leon-trotsky").text)


@pytest.mark.parametrize("query", ["from=x", "from=-5", "to=100000"])
def test_a_year_that_is_none_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/map?{query}").status_code in (400, 422)
    assert client.get("/map?who=person/%3Cscript%3E&layer=nothing&from=1950&to=1900").status_code == 200


def test_a_dot_grows_with_what_is_there() -> None:
    stays = [Stay(f"who{n}", f"Who {n}", "person", MOSCOW, "wasIn") for n in range(9)]
    stays += [Stay("party", "Party", "party", BERLIN, "locatedIn")]
    view = fit_view([to_point(*BERLIN.point or (0, 0)), to_point(*MOSCOW.point or (0, 0))])
    pale, *dots = draw_dots(stays, [Place("p", "Paris", (48.9, 2.3), 3), BERLIN], view, "https://x.org/id/", "/r")
    assert (pale.name, pale.layer) == ("Paris", "")
    assert [(dot.name, dot.layer, dot.href) for dot in dots] == [
        ("Berlin", "bodies", "/r/page/place/berlin"), ("Moscou", "people", "/r/page/place/moscou"),
    ]  # fmt: skip
    assert dots[1].radius > dots[0].radius
    assert dots[1].title.endswith("…")


def test_north_is_up_and_east_is_right() -> None:
    berlin, moscow = to_point(*BERLIN.point or (0, 0)), to_point(*MOSCOW.point or (0, 0))
    assert moscow[0] > berlin[0]
    assert moscow[1] < berlin[1]
    assert to_point(84, -180) == (WORLD.x, WORLD.y)


def test_a_view_holds_all_points_and_is_never_too_narrow() -> None:
    points = [to_point(*BERLIN.point or (0, 0)), to_point(*MOSCOW.point or (0, 0)), to_point(-33, 151)]
    view = fit_view(points)
    assert all(view.x < x < view.x + view.width and view.y < y < view.y + view.height for x, y in points)
    assert fit_view(points[:1]).width >= 160
    assert fit_view([]).width > 500


def test_names_that_would_overlap_are_left_out() -> None:
    view = fit_view([(0, 0), (500, 0)])
    labels = place_labels([((0, 0), 5, "Petrograd"), ((1, 1), 5, "Pavlovsk"), ((2, -1), 5, "Pouchkine")], view)
    assert labels[0]
    assert None in labels


def test_the_years_of_sliders_are_those_of_the_stays() -> None:
    stays = [Stay("a", "A", "person", BERLIN, "wasIn", first="1917-01-01", last="1921-01-01"),
             Stay("b", "B", "person", BERLIN, "wasIn", first="0800-01-01")]  # fmt: skip
    assert find_years(stays) == (1917, 1921)
    assert find_years([]) == (1900, 1940)


def test_the_map_of_a_record_joins_places_in_order_of_time() -> None:
    lines = (
        Line("wasIn", "a été à", other="Moscou", other_iri=MOSCOW.iri, edtf="1925", earliest="1925-01-01"),
        Line("wasIn", "a été à", other="Berlin", other_iri=BERLIN.iri, edtf="1922", earliest="1922-01-01"),
        Line("wasIn", "a été à", other="Russie", other_iri="https://x.org/id/place/russie"),
    )
    sheet = Sheet("https://x.org/id/person/x", "smo:Person", "X", sections=(Section("places", "Lieux", lines),))
    points = {place.iri: place.point for place in (BERLIN, MOSCOW) if place.point}
    drawn = draw_itinerary(sheet, points, dict.fromkeys(find_places(sheet), "/page"), "fr")
    assert drawn
    assert [stop.name for stop in drawn.stops] == ["Berlin 1922", "Moscou 1925"]
    assert drawn.way == f"M{drawn.stops[0].x:g} {drawn.stops[0].y:g}L{drawn.stops[1].x:g} {drawn.stops[1].y:g}"
    assert draw_itinerary(sheet, {}, {}, "fr") is None


def test_a_record_has_its_map_and_its_neighbourhood(client: TestClient) -> None:
    page = client.get("/page/person/victor-serge").text
    assert re.search(r'<a href="/page/place/berlin" class="dot people"><title>Berlin 1922 : 1922</title>', page)
    assert re.search(
        r'<a href="/page/party/parti-bolchevique"><title>Parti bolchevique – membre de \(1\)</title>', page
    )


def test_places_without_coordinates_share_a_dot_in_the_middle_of_their_country() -> None:
    germany, saxony = (
        Place(f"https://x.org/id/place/{name.casefold()}", name, None, 1, "Allemagne", (51.1, 10.4))
        for name in ("Allemagne", "Saxe")
    )
    nowhere = Place("https://x.org/id/place/europe", "Europe")
    stays = [
        Stay(f"https://x.org/id/person/{place.label}", "X", "person", place, "wasIn", first="1919-01-01")
        for place in (saxony, saxony, germany, BERLIN, nowhere)
    ]
    dots = draw_dots(stays, [], fit_view([to_point(50, 10)]), "https://x.org/id/", "")
    (shared,) = (dot for dot in dots if dot.country)
    assert (shared.name, shared.href, (shared.x, shared.y)) == (
        "Allemagne",
        "/page/place/allemagne",
        to_point(51.1, 10.4),
    )
    assert [dot.name for dot in dots if not dot.country] == ["Berlin"]
    alone = draw_dots(stays[:2], [], fit_view([]), "https://x.org/id/", "")
    assert [(dot.name, dot.href) for dot in alone] == [("Allemagne", "/page/place/saxe")]

"""The lines of a record that tell of places in, a small map of them out: numbered dots in order, joined by a line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from api.outlines import Label, Point, View, fit_view, place_labels, to_point
from graph.date_labels import say_date
from graph.query import QueryPool
from graph.sheets import Line, Sheet, select

POINTS: Final = """SELECT ?place ?lat ?long {{ VALUES ?place {{ {places} }}
  ?place smo:latitude ?lat ; smo:longitude ?long }}"""
TOLD: Final = ("bornIn", "wasIn", "diedIn", "locatedIn", "occurredIn", "place")
RADIUS: Final = 6.0  # pixels
PIXELS: Final = 580  # about how wide the map is on the screen


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the way: its dates in words, its name, where it is drawn and what it is called there."""

    x: float
    y: float
    radius: float
    name: str
    dates: str
    href: str
    label: Label | None


@dataclass(frozen=True, slots=True)
class Itinerary:
    """Places in the order in which they are first dated; ``way`` is the path through the dated ones."""

    stops: tuple[Stop, ...]
    view: View
    way: str


def find_places(sheet: Sheet) -> tuple[str, ...]:
    """Return the IRIs of the places where the entity was, was born, died, has its seat."""
    return tuple(dict.fromkeys(line.other_iri for line in _find_lines(sheet)))


def read_points(pool: QueryPool, places: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Return latitude and longitude of those of the places whose coordinates are known."""
    named = " ".join(f"<{place}>" for place in places)
    rows = select(pool, POINTS.format(places=named)) if named else []
    return {row["place"]: (float(row["lat"]), float(row["long"])) for row in rows}


def draw_itinerary(
    sheet: Sheet, points: Mapping[str, tuple[float, float]], hrefs: Mapping[str, str], language: str
) -> Itinerary | None:
    """Return the map of a record, None where no place has coordinates; ``hrefs`` are the addresses of the places."""
    lines = sorted(_find_lines(sheet), key=lambda line: (line.earliest or line.latest or "9999", line.latest))
    by_place: dict[str, list[Line]] = {}
    for line in lines:
        if line.other_iri in points:
            by_place.setdefault(line.other_iri, []).append(line)
    if not by_place:
        return None
    drawn = {place: to_point(*points[place]) for place in by_place}
    view = fit_view(drawn.values(), PIXELS)
    names = {place: _name(found) for place, found in by_place.items()}
    labels = place_labels([(drawn[place], RADIUS, names[place]) for place in by_place], view)
    stops = tuple(
        Stop(*drawn[place], round(RADIUS * view.unit, 2), names[place], _date(found, language), hrefs[place], label)
        for (place, found), label in zip(by_place.items(), labels, strict=True)
    )
    dated = [line.other_iri for line in lines if line.other_iri in points and (line.earliest or line.latest)]
    return Itinerary(stops, view, _to_way([drawn[place] for place in dated]))


def _find_lines(sheet: Sheet) -> list[Line]:
    return [
        line
        for section in sheet.sections
        for line in section.lines
        if line.predicate in TOLD and not line.inverse and line.other_iri and line.polarity == "affirmed"
    ]


def _name(lines: Iterable[Line]) -> str:
    found = list(lines)
    years = list(dict.fromkeys(year for line in found if (year := (line.earliest or line.latest)[:4])))
    return f"{found[0].other} {', '.join(years[:3])}{' …' if len(years) > 3 else ''}".strip()


def _date(lines: Iterable[Line], language: str) -> str:
    return ", ".join(dict.fromkeys(date for line in lines if (date := say_date(line.edtf, language))))


def _to_way(points: list[Point]) -> str:
    kept = [point for number, point in enumerate(points) if not number or point != points[number - 1]]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) if len(kept) > 1 else ""

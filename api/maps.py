"""The stays of a graph and what a reader asks for in, a map out: dots on outlines, a list of who was where below.

The years, the kinds and whom to follow are query parameters, so that the page needs no JavaScript; with it the slider
moves the dots at once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.asking import to_address
from api.languages import find_language
from api.outlines import WORLD, Label, View, fit_view, place_labels, to_point
from api.pages import BUILT, render
from api.prepared import Preparations
from api.served import ServedGraph
from graph.date_labels import say_date
from graph.iris import slug
from graph.sheets import find_wording
from graph.stays import Place, Stay

LAYERS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("person",),
    "bodies": ("party", "soviet", "front", "organisation"),
    "events": ("event",),
}
LAYER_OF: Final = {room: layer for layer, rooms in LAYERS.items() for room in rooms}
YEARS: Final = (1789, 2030)  # sliders reach no further
LISTED: Final = 400  # lines under the map
NAMED: Final = 60  # dots that may have a name
PALE: Final = 500  # dots of places that are only mentioned, the most mentioned


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map: ``radius`` in units, ``layer`` the kind of most of what is there, ``""`` where nothing is.

    ``country`` is named where the dot stands in its middle, for all of its places that are not known better.
    """

    x: float
    y: float
    radius: float
    layer: str
    title: str
    name: str
    href: str
    label: Label | None
    country: str = ""


@dataclass(frozen=True, slots=True)
class ShownStay:
    """A line of the list: who, in what way, when, and where that is said."""

    who: str
    href: str
    wording: str
    date: str
    quote_href: str
    layer: str


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place with the lines of all who were there; ``drawn`` where its own coordinates are known."""

    name: str
    href: str
    drawn: bool
    country: str
    stays: tuple[ShownStay, ...]


def create_map_router(graph: ServedGraph, preparations: Preparations) -> APIRouter:
    """Return the route of the map."""
    router = APIRouter()

    @router.api_route("/map", methods=["GET", "HEAD"])
    async def show_map(
        request: Request,
        first: int | None = Query(None, alias="from", ge=0, le=9999),
        last: int | None = Query(None, alias="to", ge=0, le=9999),
        layer: list[str] = Query([]),  # noqa: B008 (as FastAPI has it)
        who: str = "",
        undated: bool = False,
    ) -> Response:
        """Show who and what was where on a map: between two years, of the kinds asked for, or one alone (``who``)."""
        language, root = find_language(request), request.scope.get("root_path", "").rstrip("/")
        prepared = await preparations.read()
        found, places = prepared.stays, prepared.places
        layers = [name for name in layer if name in LAYERS] or list(LAYERS)
        iri = graph.find_iri(who) if who else ""
        asked = [stay for stay in found if LAYER_OF.get(stay.room) in layers and iri in ("", stay.who)]
        least, most = find_years(asked)
        start, end = max(least, first or least), min(most, last or most)
        whole = first is None and last is None
        shown = [stay for stay in asked if stay.lies_in(start, end) or (not _is_dated(stay) and (undated or whole))]
        exact = [to_point(*stay.place.point) for stay in asked if stay.place.point]
        view = fit_view(exact or (to_point(*stay.place.shown) for stay in asked if stay.place.shown))
        base = graph.manifest.base
        words = prepared.wordings[language]
        values = {
            "view": view,
            "world": WORLD if (BUILT / "world.svg").is_file() else None,
            "dots": draw_dots(shown, () if iri else places.values(), view, base, root),
            "places": list_places(shown[:LISTED], words, base, root, language),
            "total": len(shown),
            "cut": max(0, len(shown) - LISTED),
            "years": (least, most, start, end),
            "layers": [(name, name in layers) for name in LAYERS],
            "who": who,
            "name": next((stay.name for stay in asked), who) if iri else "",
            "who_href": to_address(iri, base, root) if iri else "",
            "undated": undated or whole,
        }
        return render(request, "map.html", values)

    return router


def find_years(stays: Iterable[Stay]) -> tuple[int, int]:
    """Return the first and the last year of stays, within what a slider can reach."""
    years = [int(day[:4]) for stay in stays for day in (stay.first, stay.last) if day]
    inside = [year for year in years if YEARS[0] <= year <= YEARS[1]]
    return (min(inside), max(inside)) if inside else (1900, 1940)


def draw_dots(stays: Sequence[Stay], mentioned: Iterable[Place], view: View, base: str, root: str) -> list[Dot]:
    """Return a dot for each place with stays, and a pale one under them for each place that is only mentioned.

    All places of a country that are not known better share one dot in its middle.
    """
    by_spot: dict[Place, list[Stay]] = defaultdict(list)
    for stay in stays:
        if stay.place.shown:
            by_spot[to_spot(stay.place)].append(stay)
    ordered = sorted(by_spot, key=lambda place: (-len(by_spot[place]), place.label))
    known = [(place, place.shown) for place in ordered if place.shown]
    sizes = [(to_point(*point), 4 + 3 * sqrt(len(by_spot[place])), place.label) for place, point in known]
    labels = place_labels(sizes[:NAMED], view) + [None] * max(0, len(sizes) - NAMED)
    dots = [
        Dot(*at, round(radius * view.unit, 3), _find_layer(by_spot[place]), _tell(by_spot[place]), name,
            to_address(_find_own(place, by_spot[place]).iri, base, root), label, place.country)
        for (place, _), (at, radius, name), label in zip(known, sizes, labels, strict=True)
    ]  # fmt: skip
    pale = [
        Dot(*to_point(*place.point), round((1.5 + sqrt(place.mentions) / 2) * view.unit, 3), "", str(place.mentions),
            place.label, to_address(place.iri, base, root), None)
        for place in sorted(mentioned, key=lambda place: -place.mentions)[:PALE]
        if place.point and place.mentions and place not in by_spot
    ]  # fmt: skip
    return [*pale, *reversed(dots)]


def to_spot(place: Place) -> Place:
    """Return the place itself where it is known; else one that stands for all such places of its country."""
    if place.point:
        return place
    room, _, _ = place.iri.rpartition("/")
    return Place(f"{room}/{slug(place.country)}", place.country, None, 0, place.country, place.middle)


def _find_own(spot: Place, stays: Iterable[Stay]) -> Place:
    """Return the place that a dot leads to: of several in a country, the country itself or the one met most."""
    places = Counter(stay.place for stay in stays)
    return next((place for place in places if place.label == spot.label), places.most_common(1)[0][0])


def list_places(
    stays: Sequence[Stay], words: Mapping[str, str], base: str, root: str, language: str
) -> list[ShownPlace]:  # fmt: skip
    """Return the places with their stays, those with most first."""
    by_place: dict[Place, list[ShownStay]] = defaultdict(list)
    for stay in stays:
        by_place[stay.place].append(_to_shown(stay, words, base, root, language))
    return [
        ShownPlace(place.label, to_address(place.iri, base, root), place.point is not None, place.country, tuple(shown))
        for place, shown in sorted(by_place.items(), key=lambda pair: (-len(pair[1]), pair[0].label))
    ]


def _to_shown(stay: Stay, words: Mapping[str, str], base: str, root: str, language: str) -> ShownStay:
    wording = stay.role or find_wording(stay.predicate, words, inverse=False)
    where = f"{root}/page/source/{quote(stay.source)}?at={stay.start}#at-{stay.start}" if stay.source else ""
    date, layer = say_date(stay.edtf, language), LAYER_OF.get(stay.room, "")
    return ShownStay(stay.name, to_address(stay.who, base, root), wording, date, where, layer)


def _find_layer(stays: Iterable[Stay]) -> str:
    return Counter(LAYER_OF.get(stay.room, "") for stay in stays).most_common(1)[0][0]


def _tell(stays: Sequence[Stay]) -> str:
    names = list(dict.fromkeys(stay.name for stay in stays))
    return ", ".join(names[:8]) + (" …" if len(names) > 8 else "")


def _is_dated(stay: Stay) -> bool:
    return bool(stay.first or stay.last)

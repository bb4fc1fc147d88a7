"""The record of an entity in, a small drawing of its neighbourhood out: those nearest to it on a ring, all ties."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, pi, sin, sqrt
from typing import Final

from graph.iris import ROOMS, room_of
from graph.query import QueryPool
from graph.sheets import Sheet, select

MOST: Final = 18  # neighbours on the ring
WIDTH, HEIGHT = 940, 460
ACROSS, DOWN = 210, 175  # half the ring's axes
LONGEST: Final = 27  # characters of a name
TIES: Final = """SELECT DISTINCT ?one ?two {{ VALUES ?one {{ {among} }} VALUES ?two {{ {among} }}
  ?claim rdf:subject ?one ; rdf:object ?two ; smo:polarity smv:affirmed FILTER(?one != ?two) }}"""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity on the ring: its place, where its name begins (or ends), how many statements tie it and how."""

    iri: str
    x: float
    y: float
    at: float
    anchor: str
    name: str
    room: str
    count: int
    ties: str
    width: float


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The ring, the ties ``(x1, y1, x2, y2)`` between those on it, and how many neighbours are not shown."""

    label: str
    room: str
    neighbours: tuple[Neighbour, ...]
    ties: tuple[tuple[float, float, float, float], ...]
    hidden: int
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(slots=True)
class _Near:
    name: str
    count: int
    ties: dict[str, None]


def find_neighbours(sheet: Sheet) -> dict[str, tuple[str, int, str]]:
    """Return by IRI the name of each neighbour, how many statements tie it and in what ways; the closest first."""
    near: dict[str, _Near] = {}
    for line in (line for section in sheet.sections for line in section.lines):
        if line.other_iri and line.other and line.polarity == "affirmed" and line.other_iri != sheet.iri:
            one = near.setdefault(line.other_iri, _Near(line.other, 0, {}))
            one.count += max(1, len(line.quotes))
            one.ties[line.role or line.wording] = None
    ordered = sorted(near.items(), key=lambda pair: (-pair[1].count, pair[1].name))
    return {iri: (one.name, one.count, ", ".join(one.ties)) for iri, one in ordered}


def read_ties(pool: QueryPool, iris: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of those on the ring that a claim ties to each other."""
    among = " ".join(f"<{iri}>" for iri in iris)
    rows = select(pool, TIES.format(among=among)) if among else []
    return sorted({(min(row["one"], row["two"]), max(row["one"], row["two"])) for row in rows})


def draw_neighbourhood(
    sheet: Sheet, near: Mapping[str, tuple[str, int, str]], ties: Iterable[tuple[str, str]]
) -> Neighbourhood | None:
    """Return the drawing, None for an entity with fewer than two neighbours."""
    shown = sorted(list(near)[:MOST], key=lambda iri: (ROOMS.index(room_of(iri)) if room_of(iri) in ROOMS else 99, iri))
    if len(shown) < 2:
        return None
    ring = [_place(iri, near[iri], number, len(shown)) for number, iri in enumerate(shown)]
    places = {one.iri: (one.x, one.y) for one in ring}
    drawn = tuple((*places[one], *places[two]) for one, two in ties if one in places and two in places)
    return Neighbourhood(sheet.label, room_of(sheet.iri), tuple(ring), drawn, len(near) - len(shown))


def _place(iri: str, near: tuple[str, int, str], number: int, count: int) -> Neighbour:
    angle = 2 * pi * (number + 0.5) / count - pi / 2
    x, y = round(WIDTH / 2 + ACROSS * cos(angle), 1), round(HEIGHT / 2 + DOWN * sin(angle), 1)
    right = cos(angle) >= 0
    name = near[0] if len(near[0]) <= LONGEST else f"{near[0][: LONGEST - 1].rstrip()}…"
    width = round(min(6.0, 1 + sqrt(near[1])), 1)
    return Neighbour(
        iri, x, y, x + (12 if right else -12), "start" if right else "end", name, room_of(iri), near[1], near[2], width
    )

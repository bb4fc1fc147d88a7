"""Degrees in, places of a drawing out: the projection of all maps, the part of the world to show, where labels fit.

Equirectangular, true to scale at 50° north. ``web/build.js`` draws the outlines (``built/world.svg``) with the same
numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Final

UNITS: Final = 20.0  # of the drawing for a degree of latitude
SHRUNK: Final = cos(radians(50))
NORTH, SOUTH = 84.0, -60.0  # what the outlines show
MARGIN: Final = 0.12
LEAST: Final = 160.0  # units: the narrowest part of the world that is shown
SHAPE: Final = 0.6  # height over width
PIXELS: Final = 1000  # about how wide a map is on the screen
CHAR: Final = 6.4  # about the width of a letter, in pixels
EUROPE: Final = ((35.0, -11.0), (66.0, 62.0))

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class View:
    """The part of the drawing that is shown, about ``pixels`` wide on the screen."""

    x: float
    y: float
    width: float
    height: float
    pixels: int = PIXELS

    @property
    def unit(self) -> float:
        """The length of a pixel, about, in units of the drawing."""
        return round(self.width / self.pixels, 4)

    @property
    def box(self) -> str:
        """The viewBox of the SVG."""
        return f"{self.x:g} {self.y:g} {self.width:g} {self.height:g}"


@dataclass(frozen=True, slots=True)
class World:
    """Where the image of the outlines lies in the drawing."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """Where a dot's name is written; ``end`` where it ends there."""

    x: float
    y: float
    end: bool


WORLD: Final = World(
    round(-180 * UNITS * SHRUNK, 1), -NORTH * UNITS, round(360 * UNITS * SHRUNK, 1), (NORTH - SOUTH) * UNITS
)


def to_point(latitude: float, longitude: float) -> Point:
    """Return the place of a point in the drawing.

    >>> to_point(50, 0)
    (0.0, -1000.0)
    """
    return round(longitude * UNITS * SHRUNK, 1), round(-latitude * UNITS, 1)


def fit_view(points: Iterable[Point], pixels: int = PIXELS) -> View:
    """Return the part of the drawing that holds all points, Europe where there are none; ``pixels`` is its width."""
    known = list(points) or [to_point(*corner) for corner in EUROPE]
    left, right = min(x for x, _ in known), max(x for x, _ in known)
    top, bottom = min(y for _, y in known), max(y for _, y in known)
    width = max(LEAST, (right - left) * (1 + 2 * MARGIN), (bottom - top) * (1 + 2 * MARGIN) / SHAPE)
    height = width * SHAPE
    middle = ((left + right) / 2, (top + bottom) / 2)
    corner = (round(middle[0] - width / 2, 1), round(middle[1] - height / 2, 1))
    return View(*corner, round(width, 1), round(height, 1), pixels)


def place_labels(dots: Sequence[tuple[Point, float, str]], view: View) -> list[Label | None]:
    """Return where the names of dots (place, radius in pixels, name) are written, None where there is no room.

    The first dots go first; a name stands to the right of its dot, or to the left.
    """
    taken: list[tuple[float, float, float, float]] = [
        _around(point, radius) for point, radius, _ in _pixels(dots, view)
    ]
    labels: list[Label | None] = []
    for number, (point, radius, name) in enumerate(_pixels(dots, view)):
        found = None
        for end in (False, True):
            length = len(name) * CHAR
            x = point[0] - radius - 4 if end else point[0] + radius + 4
            box = (x - length if end else x, point[1] - 7, x if end else x + length, point[1] + 7)
            inside = box[0] >= 0 and box[2] <= view.pixels
            others = (other for at, other in enumerate(taken) if at != number)
            if inside and not any(_overlap(box, other) for other in others):
                taken.append(box)
                found = Label(view.x + x * view.unit, view.y + (point[1] + 4) * view.unit, end)
                break
        labels.append(found and Label(round(found.x, 2), round(found.y, 2), found.end))
    return labels


def _pixels(dots: Sequence[tuple[Point, float, str]], view: View) -> list[tuple[Point, float, str]]:
    return [(((x - view.x) / view.unit, (y - view.y) / view.unit), radius, name) for (x, y), radius, name in dots]


def _around(point: Point, radius: float) -> tuple[float, float, float, float]:
    return point[0] - radius, point[1] - radius, point[0] + radius, point[1] + radius


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

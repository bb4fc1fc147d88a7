"""The dated lines of a record in, what a timeline drawn to scale shows out: bars on rows, ticks of years.

All lengths are in the units of the drawing, whose width is :data:`WIDTH`; the template draws it as SVG.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.sheets import say
from graph.date_labels import say_date
from graph.sheets import Line, Section, Sheet

WIDTH: Final = 1000
ROW: Final = 22
TOP: Final = 28
LEAST: Final = 5  # of a bar, so that a day can be seen
CHAR: Final = 6.6  # about the width of a letter
STEPS: Final = (1, 2, 5, 10, 20, 50, 100)
TICKS: Final = 12  # at most
NOT_SHOWN: Final = frozenset({"works", "people", "bodies", "happened", "organs", "whole", "seat"})


@dataclass(frozen=True, slots=True)
class Bar:
    """A dated line: ``x`` and ``width`` to scale, ``y`` its row, ``at`` where its words begin (or end).

    ``end`` tells that the words end there, ``open_start``/``open_end`` tell that a side has no date.
    """

    x: float
    width: float
    y: int
    section: str
    text: str
    date: str
    at: float
    end: bool
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars and ticks ``(x, year)`` of a drawing ``WIDTH`` wide and ``height`` high."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, int], ...]
    height: int
    width: int = WIDTH


def draw_timeline(sheet: Sheet, language: str) -> Timeline | None:
    """Return the timeline of a record; None where fewer than two lines have a date."""
    dated = [(section, line) for section in sheet.sections if section.key not in NOT_SHOWN for line in section.lines
             if (line.earliest or line.latest) and line.polarity == "affirmed"]  # fmt: skip
    if len(dated) < 2:
        return None
    first = min(to_year(line.earliest or line.latest) for _, line in dated)
    last = max(to_year(line.latest or line.earliest) for _, line in dated)
    first, last = int(first), int(last) + 1
    scale = WIDTH / max(1, last - first)
    dated.sort(key=lambda pair: (pair[1].earliest or pair[1].latest, pair[1].latest))
    bars = _place(dated, first, scale, language)
    step = next((step for step in STEPS if (last - first) / step <= TICKS), STEPS[-1])
    years = range(first + -first % step, last + 1, step)
    ticks = tuple((round((year - first) * scale, 1), year) for year in years)
    return Timeline(tuple(bars), ticks, max(bar.y for bar in bars) + ROW)


def to_year(day: str) -> float:
    """Return a day ``YYYY-MM-DD`` as a year with its fraction.

    >>> to_year("1917-07-02")
    1917.5
    """
    year, month, number = (int(part) for part in day.split("-"))
    start, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1
    return round(year + (date(year, month, number).toordinal() - start) / (end - start), 3)


def _place(dated: Sequence[tuple[Section, Line]], first: int, scale: float, language: str) -> list[Bar]:
    """Put each bar on the first row that is free where it and its words stand."""
    free: list[float] = []
    bars = []
    for section, line in dated:
        text = say(line, language)
        start, end = line.earliest or line.latest, line.latest or line.earliest
        x, right = (to_year(start) - first) * scale, (to_year(end) - first) * scale
        width = max(LEAST, right - x)
        x = min(x, WIDTH - width)
        length = len(text) * CHAR
        turned = x + width + 6 + length > WIDTH and x - 6 - length > 0
        left_edge, right_edge = (x - 6 - length, x + width) if turned else (x, x + width + 6 + length)
        row = next((number for number, until in enumerate(free) if until < left_edge), len(free))
        free[row : row + 1] = [right_edge + 8]
        at = round(x - 6 if turned else x + width + 6, 1)
        place = (round(x, 1), round(width, 1), TOP + row * ROW)
        said = (section.key, text, say_date(line.edtf, language))
        bars.append(Bar(*place, *said, at, turned, not line.earliest, not line.latest))
    return bars

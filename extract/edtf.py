"""Dates as EDTF strings (level 1 and the sets), and the Gregorian days that bound them.

In: an EDTF string and the calendar it is in. Out: its earliest and latest day in the proleptic Gregorian calendar.
:func:`qualify` turns a date and the words before it ("vers", "avant", "fin") into the date that a claim carries; the
value of a mention stays the plain one. Stands between :mod:`extract.calendars` and :mod:`extract.dates`.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from extract.calendars import Day, format_day, gregorian_from_julian, is_day, month_length
from extract.model import When

GREGORIAN = "smv:gregorian"
JULIAN = "smv:julian"

_POINT = re.compile(r"(?P<year>-?[\dX]{4}|Y-?\d{5,})(?:-(?P<month>[\dX]{2}))?(?:-(?P<day>[\dX]{2}))?")
_QUALIFIERS = "~?%"
_SEASONS: dict[int, tuple[tuple[int, int], tuple[int, int]]] = {
    21: ((3, 1), (6, 21)),
    22: ((6, 1), (9, 23)),
    23: ((9, 1), (12, 21)),
    24: ((1, 1), (15, 21)),
}
"""Widest usual reach of a season, as (month, day): the winter "of 1919" may be either winter that touches 1919;
month 15 is March of the next year."""

Bounds = tuple[str, str]


def _edge(digits: str, *, last: bool) -> int:
    """Return the number with every unspecified digit at its lowest or highest."""
    return int(digits.removeprefix("Y").replace("X", "9" if last else "0"))


def _year_edge(text: str, *, last: bool) -> int:
    highest = last is not text.startswith("-")
    return _edge(text, last=highest)


def _month_edge(text: str | None, *, last: bool) -> int:
    if text is None:
        return 12 if last else 1
    if "X" not in text:
        return int(text)
    fitting = [month for month in range(1, 13) if _fits(text, month)]
    if not fitting:
        raise ValueError(f"no month {text}")
    return fitting[-1 if last else 0]


def _fits(pattern: str, number: int) -> bool:
    return all(a in ("X", b) for a, b in zip(pattern, f"{number:02d}", strict=True))


def _day_edge(text: str | None, longest: int, *, last: bool) -> int:
    if text is None:
        return longest if last else 1
    fitting = [day for day in range(1, longest + 1) if _fits(text, day)]
    if not fitting:
        raise ValueError(f"no day {text} in a month of {longest} days")
    return fitting[-1 if last else 0]


def _season_edge(year: int, season: int, *, last: bool) -> Day:
    month, day = _SEASONS[season][1 if last else 0]
    return year + (month - 1) // 12, (month - 1) % 12 + 1, day


def _point_edge(text: str, calendar: str, *, last: bool) -> str:
    """Return the first or last Gregorian day of a year, month, day, season, decade or century."""
    found = _POINT.fullmatch(text.rstrip(_QUALIFIERS))
    if found is None:
        raise ValueError(f"not an EDTF date: {text!r}")
    year = _year_edge(found["year"], last=last)
    month = _month_edge(found["month"], last=last)
    if month in _SEASONS and found["day"] is None:
        return format_day(*_season_edge(year, month, last=last))
    # A year that the text gives alone is an ordinary year of our counting, whatever the calendar of its days: moving
    # "1917" to 14 January 1917 – 13 January 1918 would be a precision that no author means.
    julian = calendar == JULIAN and found["month"] is not None
    day = _day_edge(found["day"], month_length(year, month, julian=julian), last=last)
    return format_day(*(gregorian_from_julian(year, month, day) if julian else (year, month, day)))


def _interval_bounds(start: str, end: str, calendar: str) -> Bounds:
    earliest = "" if start in ("", "..") else _point_edge(start, calendar, last=False)
    latest = "" if end in ("", "..") else _point_edge(end, calendar, last=True)
    if earliest and latest and _order(earliest) > _order(latest):
        raise ValueError(f"interval ends before it begins: {start}/{end}")
    return earliest, latest


def _order(day: str) -> tuple[int, int, int]:
    year, month, last = day.removeprefix("Y").rsplit("-", 2)
    return int(year), int(month), int(last)


def _set_bounds(inner: str, calendar: str) -> Bounds:
    members = [part.strip() for part in inner.split(",")]
    return _interval_bounds(members[0].partition("..")[0], members[-1].rpartition("..")[2], calendar)


def bounds(edtf: str, calendar: str = GREGORIAN) -> Bounds:
    """Return the earliest and latest proleptic Gregorian day of an EDTF string, each ``""`` where open.

    Level 0 and 1 without exponents: year, month, day, seasons 21–24, unspecified digits (``193X``, ``1917-XX``),
    intervals, open ends (``../1924``, ``1920/..``), qualifiers, and sets (``[1917,1919]``, ``{1917..1919}``).
    In ``smv:julian``, days and months are converted; years, seasons and decades are not. ValueError for anything else.
    """
    if not edtf:
        return "", ""
    if edtf[0] + edtf[-1] in ("[]", "{}"):
        return _set_bounds(edtf[1:-1], calendar)
    start, slash, end = edtf.partition("/")
    if slash and "/" in end:
        raise ValueError(f"not an EDTF interval: {edtf!r}")
    return _interval_bounds(start, end if slash else start, calendar)


def is_edtf(text: str) -> bool:
    """Return whether :func:`bounds` understands the text and every day in it exists."""
    try:
        bounds(text)
    except ValueError:
        return False
    return bool(text)


def build_edtf(year: int, month: int = 0, day: int = 0) -> str:
    """Return ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; ``month`` may be a season (21–24); ValueError for no such date.

    A 29 February of a Julian leap year passes: the calendar is not known here.
    """
    if not month:
        return f"{year:04d}"
    if not day:
        return f"{year:04d}-{month:02d}"
    if not is_day(year, month, day, julian=True):
        raise ValueError(f"no day {year}-{month}-{day}")
    return f"{year:04d}-{month:02d}-{day:02d}"


def build_when(edtf: str, calendar: str = GREGORIAN, text: str = "") -> When:
    """Return the date with its bounds; without bounds where ``edtf`` is empty."""
    earliest, latest = bounds(edtf, calendar)
    return When(edtf=edtf, earliest=earliest, latest=latest, calendar=calendar, text=text)


def _approximate(when: When) -> When:
    return replace(when, edtf="/".join(part + "~" for part in when.edtf.split("/")))


def _before(when: When) -> When:
    return replace(when, edtf=f"../{when.edtf.rpartition('/')[2]}", earliest="")


def _from(when: When) -> When:
    return replace(when, edtf=f"{when.edtf.partition('/')[0]}/..", latest="")


def _part(first: tuple[int, int, int], last: tuple[int, int, int]) -> Callable[[When], When]:
    """Return a narrowing to a part of a year: months ``first[0]``–``last[0]``, of a decade: years, of a month: days."""

    def narrow(when: When) -> When:
        shape = _POINT.fullmatch(when.edtf)
        if shape is None or shape["day"] or not when.earliest:
            return when
        if shape["year"].endswith("X"):
            if not shape["year"][:3].isdigit():
                return when
            decade = shape["year"][:3]
            return replace(when, earliest=f"{decade}{first[1]}-01-01", latest=f"{decade}{last[1]}-12-31")
        return _narrow_year(when, first, last) if shape["month"] is None else _narrow_month(when, first, last)

    return narrow


def _narrow_year(when: When, first: tuple[int, int, int], last: tuple[int, int, int]) -> When:
    year = int(when.edtf)
    end = format_day(year, last[0], month_length(year, last[0]))
    return replace(when, earliest=format_day(year, first[0], 1), latest=end)


def _narrow_month(when: When, first: tuple[int, int, int], last: tuple[int, int, int]) -> When:
    year, month = (int(part) for part in when.edtf.split("-"))
    if month > 12:
        return when
    julian = when.calendar == JULIAN
    days = (first[2], min(last[2], month_length(year, month, julian=julian)))
    ends = [gregorian_from_julian(year, month, day) if julian else (year, month, day) for day in days]
    return replace(when, earliest=format_day(*ends[0]), latest=format_day(*ends[1]))


_CIRCA = r"vers|environ|autour d[eu]|aux? alentours d[eu]|aux? environs d[eu]|sans doute en|probablement en|circa|ca\.?"
_WORDS: tuple[tuple[str, Callable[[When], When]], ...] = (
    (_CIRCA, _approximate),
    (r"avant(?: (?:le|la|la fin de|l['’]année|fin))?|jusqu['’](?:en|au|à|à la fin de|à fin)|antérieure?s? à", _before),
    (r"après(?: le)?|depuis(?: le)?|dès(?: le)?|à (?:partir|compter|dater) d[eu]|postérieure?s? à", _from),
    (
        r"(?:au |le |du |dès le )?début(?: d[eu]s?| d['’])?|(?:aux? |les )?commencements? d[eu]",
        _part((1, 0, 1), (4, 3, 10)),
    ),
    (r"mi-?|(?:au |le |du )?milieu d(?:[eu]s?|['’])", _part((5, 4, 11), (8, 6, 20))),
    (r"(?:à |la |dès |vers |de |en )*fin(?: d[eu]s?| d['’])?", _part((9, 7, 21), (12, 9, 31))),
)
_BEFORE_SPAN = tuple(
    (re.compile(rf"(?:^|(?<=[\s(«,;:’']))(?:{words})\s*$", re.IGNORECASE), make) for words, make in _WORDS
)


def qualify(before: str, when: When) -> When:
    """Return the date as the words right before it qualify it, for a claim; unchanged where none does.

    "vers" gives ``1919~``, "avant" and "jusqu'en" ``../1924``, "après", "depuis", "dès" and "à partir de" ``1924/..``.
    "début", "milieu" and "fin" keep the EDTF string and narrow the bounds: January–April, May–August,
    September–December of a year; years 0–3, 4–6, 7–9 of a decade; days 1–10, 11–20, 21–end of a month.
    """
    if not when.edtf:
        return when
    tail = before[-40:]
    for pattern, make in _BEFORE_SPAN:
        if pattern.search(tail):
            return make(when)
    return when

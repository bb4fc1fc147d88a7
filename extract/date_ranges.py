"""Wordings of dates, and how neighbours make one range or share a year.

In: a date's parts as worded, in text order. Out: the same, joined ("1917 à avril 1918" is one date) or completed
("25 mai et 19 novembre 1933" are two, of one year). The types here are what :mod:`extract.date_patterns` makes and
:mod:`extract.date_contexts` settles.
"""

import re
from dataclasses import dataclass, replace

_LIST_MARK = re.compile(r",\s(?:le\s)?|,?\s(?:et|ou|puis)\s(?:le\s|du\s|en\s|d['’])?")
_BRIDGE = re.compile(r"\s?[-–]\s?|\s(?:à|au|jusqu['’](?:à|au|en))\s(?:l['’])?")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the wording itself says, 0 where it says nothing.

    ``month`` may be a season (21–24); ``fixed`` is a whole EDTF string that needs no context.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A date's span with its parts; ``last`` ends a range, ``calendar`` is set where the text says it."""

    start: int
    end: int
    first: Parts
    last: Parts | None = None
    calendar: str = ""


def mend_descent(wording: Wording) -> Wording:
    """Return a range over the turn of the year with its first end in the year before ("décembre-janvier 1918")."""
    first, last = wording.first, wording.last
    if last is None or not last.year or (first.month, first.day) <= (last.month, last.day) or first.year != last.year:
        return wording
    return replace(wording, first=replace(first, year=first.year - 1))


def share_backwards(text: str, found: list[Wording]) -> list[Wording]:
    """Give the days of a list the year that only its last one has ("25 mai, 25 juillet et 19 novembre 1933")."""
    for number in range(len(found) - 2, -1, -1):
        left, right = found[number], found[number + 1]
        one, two = left.first, right.first
        if one.year or not one.month or left.last or not (two.year and two.month):
            continue
        if (one.month, one.day) < (two.month, two.day) and _LIST_MARK.fullmatch(text, left.end, right.start):
            found[number] = replace(left, first=replace(one, year=two.year))
    return found


def append_wording(text: str, found: list[Wording], wording: Wording) -> None:
    """Append a wording, or join it to the one before where the two make a range ("1917 à avril 1918")."""
    if found and _makes_range(text, found[-1], wording):
        left = found.pop()
        first, last = _share_year(left.first, wording.first)
        wording = Wording(left.start, wording.end, first, last)
    found.append(wording)


def _makes_range(text: str, left: Wording, right: Wording) -> bool:
    one, two = left.first, right.first
    if left.last or right.last or one.fixed or two.fixed or not _BRIDGE.fullmatch(text, left.end, right.start):
        return False
    if not (one.year or one.month) or not (two.year or two.month) or bool(one.day) != bool(two.day):
        return False
    return not (one.year and two.year) or (one.year, one.month, one.day) < (two.year, two.month or 13, two.day)


def _share_year(one: Parts, two: Parts) -> tuple[Parts, Parts]:
    """Return both ends of a range with the year of the one that has it, a turn of the year minded."""
    over = int((one.month, one.day) > (two.month, two.day) and two.month > 0)
    if one.year and not two.year:
        return one, replace(two, year=one.year + over)
    if two.year and not one.year:
        return replace(one, year=two.year - over), two
    return one, two

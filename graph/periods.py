"""Dates of claims compared: two ``When`` in, whether they can hold together and which is more precise out.

Bounds are days of the proleptic Gregorian calendar as text; an empty one is open. Used to choose among claims.
"""

import re
from typing import Final

from extract.model import When

OPEN_WIDTH: Final = 10**7  # wider than any closed span, in days
DAY: Final = re.compile(r"(-?\d+)-(\d\d)-(\d\d)")


def overlap(first: When | None, second: When | None) -> bool:
    """Tell whether both periods may share a day; an absent or open date overlaps with everything."""
    if first is None or second is None:
        return True
    return _begins_before_end(first, second) and _begins_before_end(second, first)


def measure_width(when: When | None) -> int:
    """Return how many days the bounds leave open, for comparison only; open ones count as very wide."""
    if when is None:
        return 3 * OPEN_WIDTH
    if not when.earliest or not when.latest:
        return OPEN_WIDTH if when.earliest or when.latest else 2 * OPEN_WIDTH
    return count_days(when.latest) - count_days(when.earliest)


def count_days(day: str) -> int:
    """Return a number that grows by about one a day; also for years beyond ``datetime.date``.

    >>> count_days("1917-11-07") - count_days("1917-10-25")
    13
    """
    match = DAY.fullmatch(day)
    if not match:
        raise ValueError(f"'{day}' is no day YYYY-MM-DD")
    year, month, number = (int(part) for part in match.groups())
    year, month = (year - 1, month + 12) if month <= 2 else (year, month)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + number


def _begins_before_end(first: When, second: When) -> bool:
    return not first.earliest or not second.latest or count_days(first.earliest) <= count_days(second.latest)

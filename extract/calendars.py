"""Days of the Gregorian, Julian and French Republican calendars as Julian day numbers, and back.

In: year, month, day as plain integers (astronomical years: 0 is 1 BC). Out: the same, or ISO 8601 strings.
Pure arithmetic below :mod:`extract.edtf` and :mod:`extract.dates`; no ``datetime``, which stops at the year 1.
A Julian day number here is the whole number of the day (2421540 is 7 November 1917, Gregorian).
"""

import re

Day = tuple[int, int, int]
"""Year, month, day."""

_LONG_MONTHS = frozenset({1, 3, 5, 7, 8, 10, 12})
_REPUBLICAN_EPOCH = 2375840
"""22 September 1792, Gregorian: 1 vendémiaire an I."""
_REPUBLICAN_LEAP_YEARS = (3, 7, 11)
"""The leap years of the calendar while it was in use (years 1 to 14)."""
_ISO_DAY = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)")


def is_gregorian_leap(year: int) -> bool:
    """Return whether the Gregorian ``year`` has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int, *, julian: bool = False) -> int:
    """Return the number of days of a Gregorian (or Julian) month; ValueError for a month that does not exist."""
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
    if month == 2:
        return 29 if (year % 4 == 0 if julian else is_gregorian_leap(year)) else 28
    return 31 if month in _LONG_MONTHS else 30


def is_day(year: int, month: int, day: int, *, julian: bool = False) -> bool:
    """Return whether such a day exists in the calendar."""
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month, julian=julian)


def _require_day(year: int, month: int, day: int, *, julian: bool) -> None:
    if not is_day(year, month, day, julian=julian):
        raise ValueError(f"no day {year}-{month}-{day} in the {'Julian' if julian else 'Gregorian'} calendar")


def _days_before(year: int, month: int, day: int) -> tuple[int, int]:
    """Return the year counted from March and the days since 1 March, with the constant of the Julian day number."""
    late = (14 - month) // 12
    return year + 4800 - late, day + (153 * (month + 12 * late - 3) + 2) // 5


def gregorian_to_jdn(year: int, month: int, day: int) -> int:
    """Return the Julian day number of a proleptic Gregorian day; ValueError where there is no such day."""
    _require_day(year, month, day, julian=False)
    years, days = _days_before(year, month, day)
    return days + 365 * years + years // 4 - years // 100 + years // 400 - 32045


def julian_to_jdn(year: int, month: int, day: int) -> int:
    """Return the Julian day number of a Julian day; ValueError where there is no such day."""
    _require_day(year, month, day, julian=True)
    years, days = _days_before(year, month, day)
    return days + 365 * years + years // 4 - 32083


def _day_from_cycle(century: int, days: int) -> Day:
    years = (4 * days + 3) // 1461
    rest = days - 1461 * years // 4
    month = (5 * rest + 2) // 153
    return 100 * century + years - 4800 + month // 10, month + 3 - 12 * (month // 10), rest - (153 * month + 2) // 5 + 1


def gregorian_from_jdn(jdn: int) -> Day:
    """Return the proleptic Gregorian day with that Julian day number."""
    days = jdn + 32044
    century = (4 * days + 3) // 146097
    return _day_from_cycle(century, days - 146097 * century // 4)


def julian_from_jdn(jdn: int) -> Day:
    """Return the Julian day with that Julian day number."""
    return _day_from_cycle(0, jdn + 32082)


def gregorian_from_julian(year: int, month: int, day: int) -> Day:
    """Return the proleptic Gregorian day of a Julian one: 25 October 1917 is 7 November."""
    return gregorian_from_jdn(julian_to_jdn(year, month, day))


def julian_from_gregorian(year: int, month: int, day: int) -> Day:
    """Return the Julian day of a proleptic Gregorian one."""
    return julian_from_jdn(gregorian_to_jdn(year, month, day))


def republican_month_length(year: int, month: int) -> int:
    """Return the days of a month of the Republican calendar; month 13 holds the complementary days."""
    if not (1 <= year <= 14 and 1 <= month <= 13):
        raise ValueError(f"no month {month} of the year {year} in the Republican calendar")
    if month < 13:
        return 30
    return 6 if year in _REPUBLICAN_LEAP_YEARS else 5


def republican_to_jdn(year: int, month: int, day: int) -> int:
    """Return the Julian day number of a Republican day (years 1 to 14, month 13: complementary days)."""
    if not 1 <= day <= republican_month_length(year, month):
        raise ValueError(f"no day {day} in month {month} of the year {year} of the Republic")
    leaps = sum(leap < year for leap in _REPUBLICAN_LEAP_YEARS)
    return _REPUBLICAN_EPOCH + 365 * (year - 1) + leaps + 30 * (month - 1) + day - 1


def republican_from_jdn(jdn: int) -> Day:
    """Return the Republican day with that Julian day number; ValueError outside the years 1 to 14."""
    for year in range(14, 0, -1):
        since = jdn - republican_to_jdn(year, 1, 1)
        if since >= 0:
            month, day = since // 30 + 1, since % 30 + 1
            if month < 13 or day <= republican_month_length(year, 13):
                return year, month, day
            break
    raise ValueError(f"day {jdn} lies outside the years 1 to 14 of the Republic")


def gregorian_from_republican(year: int, month: int, day: int) -> Day:
    """Return the Gregorian day of a Republican one: 9 thermidor an II is 27 July 1794."""
    return gregorian_from_jdn(republican_to_jdn(year, month, day))


def format_year(year: int) -> str:
    """Return the year as ISO 8601 and EDTF write it: four digits, a sign before 0, ``Y`` beyond 9999."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def format_day(year: int, month: int, day: int) -> str:
    """Return ``YYYY-MM-DD`` (``Y10000-01-01`` beyond 9999)."""
    return f"{format_year(year)}-{month:02d}-{day:02d}"


def parse_day(text: str) -> Day:
    """Return the day that ``[-]YYYY-MM-DD`` names; ValueError where it is no such string."""
    found = _ISO_DAY.fullmatch(text.removeprefix("Y"))
    if found is None:
        raise ValueError(f"not a day: {text!r}")
    year, month, day = (int(part) for part in found.groups())
    return year, month, day

"""A date as EDTF in, the words that a reader expects out, in French or English.

Covers what :mod:`extract.edtf` writes: EDTF levels 0 and 1. What it can't read it gives back as it came.
"""

import re
from typing import Final

MONTHS: Final = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
SEASONS: Final = {
    "fr": {21: "printemps", 22: "été", 23: "automne", 24: "hiver"},
    "en": {21: "spring", 22: "summer", 23: "autumn", 24: "winter"},
}
MARKS: Final = {
    "fr": {"": "", "~": "vers ", "?": "peut-être ", "%": "peut-être vers "},
    "en": {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "},
}
OPEN: Final = {"fr": ("depuis", "jusqu’"), "en": ("since", "until")}
POINT: Final = re.compile(r"(?P<year>-?\d{1,4}X{0,3})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?P<mark>[~?%]?)")


def say_date(edtf: str, language: str = "fr") -> str:
    """Return the date in words; ``language`` is ``"fr"`` or ``"en"``.

    >>> say_date("1917-10-25"), say_date("1928-02/1928-03"), say_date("193X"), say_date("1919-22~")
    ('25 octobre 1917', 'février–mars 1928', 'années 1930', 'vers été 1919')
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _say_point(first, language) or edtf
    if first in ("", "..") and last in ("", ".."):
        return edtf
    if first in ("", ".."):
        return _say_open(last, language, until=True)
    if last in ("", ".."):
        return _say_open(first, language, until=False)
    return _say_range(first, last, language)


def _say_point(point: str, language: str) -> str:
    read = POINT.fullmatch(point)
    if not read:
        return ""
    year, month, day = _say_year(read["year"], language), int(read["month"] or 0), int(read["day"] or 0)
    if month in SEASONS[language]:
        said = f"{SEASONS[language][month]} {year}"
    elif not month:
        said = year
    elif not 1 <= month <= 12:
        return ""
    else:
        said = f"{_say_day(day, language)}{MONTHS[language][month - 1]} {year}"
    return MARKS[language][read["mark"]] + said


def _say_open(point: str, language: str, *, until: bool) -> str:
    said = _say_point(point, language) or point
    word = OPEN[language][until]
    if language == "en":
        return f"{word} {said}"
    with_day = bool(re.fullmatch(r".+-.+-.+", point))
    if said.startswith("années"):
        return f"{word}aux {said}" if until else f"{word} les {said}"
    if until:
        return f"{word}{'au' if with_day else 'en'} {said}"
    return f"{word} {'le ' if with_day else ''}{said}"


def _say_day(day: int, language: str) -> str:
    if not day:
        return ""
    return "1er " if day == 1 and language == "fr" else f"{day} "


def _say_year(year: str, language: str) -> str:
    if year.endswith("XXX"):
        return year
    if year.endswith("XX"):
        century = int(year[:-2]) + 1
        return f"{to_roman(century)}e siècle" if language == "fr" else f"{century}th century"
    if year.endswith("X"):
        return f"années {year[:-1]}0" if language == "fr" else f"{year[:-1]}0s"
    return year.lstrip("0") or "0"


def _say_range(first: str, last: str, language: str) -> str:
    """Say both ends, what they share only once: ``2–9 août 1919``."""
    one, other = _say_point(first, language) or first, _say_point(last, language) or last
    if one == other:
        return one
    if any(mark in first + last for mark in "~?%"):
        return f"{one} – {other}"
    words, others = one.split(" "), other.split(" ")
    while len(words) > 1 and len(others) > 1 and words[-1] == others[-1]:
        words.pop()
        others.pop()
    short = " ".join(words)
    return f"{short}–{other}" if " " not in short and len(others) == 1 else f"{short} – {other}"


def to_roman(number: int) -> str:
    """Return a number from 1 to 39 in Roman figures."""
    tens, units = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[units]

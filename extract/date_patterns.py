"""Finds the wording of dates: spans and the numbers in them, before anything is taken from the context.

In: the cleaned text, with the characters of names already blanked. Out: :class:`Wording` objects in text order, one
for each mention, whose year or month may still be missing. One compiled expression, one pass; :mod:`extract.dates`
settles years and calendars.
"""

import re
from collections.abc import Callable

from extract import date_guards as guards
from extract.calendars import format_day, gregorian_from_republican, republican_month_length
from extract.date_ranges import Parts, Wording, append_wording, mend_descent, share_backwards
from extract.date_words import (
    DAY,
    DECADE_WORD,
    MONTH,
    REPUBLICAN_MONTH,
    REPUBLICAN_MONTHS,
    SEASON,
    SEASONS,
    WORDED_DAY,
    WORDED_YEAR,
    YEAR,
    fold,
    read_day,
    read_month,
    read_number,
    read_roman,
    read_year_words,
)

_S = r"\s{1,3}"
_ANY_DAY = rf"(?:{DAY}|{WORDED_DAY})"
_ANY_YEAR = rf"(?:{YEAR}(?![\w/]|[.,]\d)|{WORDED_YEAR})"
_JOIN = rf"(?:\s?[-–/]\s?|,{_S}(?:le{_S})?|{_S}(?:et|ou|à|au|jusqu['’]au){_S}(?:le{_S}|l['’])?)"
_SHORT = r"(?:(?:['’]\s?)?[1-9]\d(?![\w%]|[.,]\d|\s?%|-\d))"
_REPUBLICAN_YEAR = rf",?{_S}(?:de{_S}l['’])?an{_S}(?:[IVX]+|\d+)\b"
_KINDS = {
    "iso": r"\d{4}-\d\d-\d\d(?![\w-])",
    "slashed": r"\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)\d{4}(?![\w/-])",
    "republican": rf"(?:(?!un\b){_ANY_DAY}{_S}{REPUBLICAN_MONTH}(?:{_REPUBLICAN_YEAR})?"
    rf"|{REPUBLICAN_MONTH}{_REPUBLICAN_YEAR})",
    "days": rf"{_ANY_DAY}(?:{_JOIN}{_ANY_DAY})*{_S}{MONTH}(?:,?{_S}(?:de{_S})?{_ANY_YEAR}|{_S}{_SHORT})?",
    "months": rf"{MONTH}(?:{_JOIN}{MONTH})*(?:,?{_S}(?:de{_S})?{_ANY_YEAR}|{_S}{_SHORT})?",
    "season": rf"{SEASON}(?:{_JOIN}{SEASON})?{_S}(?:de{_S})?{YEAR}(?:\s?[-–/]\s?(?:{YEAR}|\d\d(?!\d)))?(?![\w/])",
    "decade": rf"(?:années|décennie){_S}(?:(?:1\d|20)\d0(?![\w-])|[1-9]0(?![\w-])|{DECADE_WORD})",
    "span": rf"{YEAR}(?:\s?[-–]\s?{YEAR}|[-–/]\d\d|/{YEAR})(?![\w/-])",
    "year": rf"{YEAR}(?![\w/]|[.,]\d|-\d|\s?%|{_S}\d{{3}}(?!\d))",
    "worded": WORDED_YEAR,
    "short": r"(?:(?<=\ben )|['’])[1-9]\d(?=[,;:.)»!?\s]|$)(?![.,]\d)",
    "bare": rf"{DAY}(?:{_JOIN}{DAY})?(?![\w°%/-]|[.,]\d|\s?%)",
}
_DATE = re.compile(
    r"(?<![\w/§$€@#=])(?<!\d[.,])(?:(?<!\w-)|(?<=\bmi-))(?=[\dA-Za-zéÉ'’])(?:"
    + "|".join(f"(?P<{kind}>{body})" for kind, body in _KINDS.items())
    + ")",
    re.IGNORECASE,
)
_DAY_ITEM = re.compile(_ANY_DAY, re.IGNORECASE)
_MONTH_ITEM = re.compile(MONTH, re.IGNORECASE)
_SEASON_ITEM = re.compile(SEASON, re.IGNORECASE)
_YEAR_TAIL = re.compile(rf"(?P<year>{YEAR})$|(?P<worded>{WORDED_YEAR})$|(?P<short>[1-9]\d)$", re.IGNORECASE)
_RANGE_MARK = re.compile(r"\s?[-–]\s?|\s+(?:à|au|jusqu['’]au)\s+(?:le\s+|l['’])?")

Item = tuple[int, int, int]
"""Start, end, number."""


def _full_year(short: int) -> int:
    """Return the year that two digits stand for; the field's texts mean the twentieth century."""
    return 1900 + short


def _tail_year(text: str, end: int) -> int:
    """Return the year at the end of a wording, 0 where there is none."""
    found = _YEAR_TAIL.search(text, 0, end) if end else None
    if found is None:
        return 0
    if found["year"]:
        return int(found["year"])
    return (read_year_words(found["worded"]) or 0) if found["worded"] else _full_year(int(found["short"]))


def _items(pattern: re.Pattern[str], text: str, start: int, end: int, read: Callable[[str], int | None]) -> list[Item]:
    found = ((match.start(), match.end(), read(match[0])) for match in pattern.finditer(text, start, end))
    return [(begin, stop, number) for begin, stop, number in found if number]


def _joins(text: str, left: Item, right: Item) -> bool:
    """Return whether two days or months of a list make one range: "2 au 9", "11 et 12", but not "6 et 13"."""
    between = text[left[1] : right[0]]
    if _RANGE_MARK.fullmatch(between):
        return left[2] < right[2] or left[2] > 9
    return "le" not in between.split() and left[2] + 1 == right[2] and "ou" not in between.split()


def _runs(text: str, items: list[Item]) -> list[list[Item]]:
    """Return the items in runs, each one mention; a comma without a later "et" begins the list anew."""
    tail = text[items[0][0] : items[-1][1]]
    if "," in tail and " et " not in tail and "le " not in tail:
        items = items[-1:]
    runs = [[items[0]]]
    for item in items[1:]:
        if _joins(text, runs[-1][-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _read_days(text: str, start: int, end: int) -> list[Wording]:
    month_at = next(_MONTH_ITEM.finditer(text, start, end))
    year, end = _checked_year(text, month_at.end(), end)
    month = read_month(month_at[0])
    days = _items(_DAY_ITEM, text, start, month_at.start(), read_day)
    if not days or (not year and text[days[-1][0] : end] in ("14 Juillet", "1er Mai", "Premier Mai")):
        return []
    return _wordings(text, days, end, lambda day: Parts(year, month, day))


def _checked_year(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the year after a month and where the wording ends; two digits that count something are left out."""
    tail = text[start:end]
    year = _tail_year(tail, len(tail))
    if 0 < len(tail.strip(" '’")) <= 2 and not guards.stands_as_short_year(text, end):
        return 0, start
    return year, end


def _wordings(text: str, items: list[Item], end: int, parts: Callable[[int], Parts]) -> list[Wording]:
    runs = _runs(text, items)
    stops = [run[-1][1] for run in runs[:-1]] + [end]
    return [
        Wording(run[0][0], stop, parts(run[0][2]), parts(run[-1][2]) if len(run) > 1 else None)
        for run, stop in zip(runs, stops, strict=True)
    ]


def _read_months(text: str, start: int, end: int) -> list[Wording]:
    months = _items(_MONTH_ITEM, text, start, end, read_month)
    year, end = _checked_year(text, months[-1][1], end)
    if not year and not guards.stands_as_month(text, start):
        return []
    found = _wordings(text, months, end, lambda month: Parts(year, month))
    return [mend_descent(wording) for wording in found]


def _read_season(text: str, start: int, end: int) -> list[Wording]:
    seasons = _items(_SEASON_ITEM, text, start, end, lambda word: SEASONS[fold(word)])
    years = [int(year) for year in re.findall(r"\d+", text[start:end])]
    if len(years) == 1:
        return _wordings(text, seasons, end, lambda season: Parts(years[0], season))
    return [Wording(start, end, Parts(fixed=f"{years[0]:04d}-{seasons[0][2]}"))] if seasons[0][2] == 24 else []


def _read_decade(text: str, start: int, end: int) -> list[Wording]:
    digits = re.search(r"\d+$", text[start:end])
    number = int(digits[0]) if digits else read_number(text[start:end].split(maxsplit=1)[1])
    if number is None:
        return []
    return [Wording(start, end, Parts(fixed=f"{_full_year(number) // 10 if number < 100 else number // 10}X"))]


def _read_span(text: str, start: int, end: int) -> list[Wording]:
    first, last = (int(part) for part in re.findall(r"\d+", text[start:end]))
    if not guards.stands_as_year(text, start, end, first):
        return []
    if last < 100:
        short = last
        last += first - first % 100
        if last <= first:
            return [Wording(start, end, Parts(first, short))] if 1 <= short <= 12 and text[end - 3] == "-" else []
    return [Wording(start, end, Parts(first), Parts(last))] if first < last else []


def _read_year(text: str, start: int, end: int) -> list[Wording]:
    year = int(text[start:end])
    return [Wording(start, end, Parts(year))] if guards.stands_as_year(text, start, end, year) else []


def _read_worded(text: str, start: int, end: int) -> list[Wording]:
    """Return a year in words; hundreds alone ("quinze cents") count things unless "mil" or "en" goes before."""
    year = read_year_words(text[start:end])
    if not year or not 1400 <= year < 2050 or not guards.stands_as_year(text, start, end, year):
        return []
    alone = year % 100 == 0 and not fold(text[start:end]).startswith("mil")
    return [] if alone and text[max(0, start - 3) : start].lower() != "en " else [Wording(start, end, Parts(year))]


def _read_short(text: str, start: int, end: int) -> list[Wording]:
    year = _full_year(int(text[end - 2 : end]))
    if not guards.stands_as_short_year(text, end) or not re.match(r"[,;:.)»!?]|$|\set\b", text[end : end + 4]):
        return []
    return [Wording(start, end, Parts(year))]


def _read_bare(text: str, start: int, end: int) -> list[Wording]:
    days = _items(_DAY_ITEM, text, start, end, read_day)
    if not days or not guards.stands_as_day(text, start, end, many=len(days) > 1):
        return []
    return _wordings(text, days, end, lambda day: Parts(day=day))


def _read_iso(text: str, start: int, end: int) -> list[Wording]:
    year, month, day = (int(part) for part in text[start:end].split("-"))
    return [Wording(start, end, Parts(year, month, day))]


def _read_slashed(text: str, start: int, end: int) -> list[Wording]:
    day, month, year = (int(part) for part in re.findall(r"\d+", text[start:end]))
    return [Wording(start, end, Parts(year, month, day))] if 1400 <= year < 2050 else []


def _read_republican(text: str, start: int, end: int) -> list[Wording]:
    """Return the Republican day or month as Gregorian days: EDTF has no other way to write it."""
    words = text[start:end]
    name = re.search(REPUBLICAN_MONTH, words, re.IGNORECASE)
    if name is None:
        return []
    month, day = REPUBLICAN_MONTHS[fold(name[0])], read_day(words[: name.start()].strip())
    numeral = re.search(r"an\s+([IVX]+|\d+)$", words, re.IGNORECASE)
    year = read_roman(numeral[1]) if numeral else None
    if year is None or not 1 <= year <= 14:
        return [Wording(start, end, Parts())]
    days = (day, day) if day else (1, republican_month_length(year, month))
    ends = [format_day(*gregorian_from_republican(year, month, each)) for each in days]
    return [Wording(start, end, Parts(fixed=ends[0] if day else "/".join(ends)))]


_READERS: dict[str, Callable[[str, int, int], list[Wording]]] = {
    "iso": _read_iso,
    "slashed": _read_slashed,
    "republican": _read_republican,
    "days": _read_days,
    "months": _read_months,
    "season": _read_season,
    "decade": _read_decade,
    "span": _read_span,
    "year": _read_year,
    "worded": _read_worded,
    "short": _read_short,
    "bare": _read_bare,
}


def find_wordings(text: str, start: int = 0, end: int | None = None) -> list[Wording]:
    """Return the dates worded between ``start`` and ``end``, in text order, ranges joined."""
    found: list[Wording] = []
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        for wording in _READERS[match.lastgroup or ""](text, match.start(), match.end()):
            append_wording(text, found, wording)
    return share_backwards(text, found)

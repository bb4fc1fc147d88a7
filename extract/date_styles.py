"""Old style and new style: double dates, and the words that say which calendar a date is in.

In: the cleaned text. Out: double dates ("25 octobre (7 novembre) 1917") as two wordings of one Gregorian day, each in
its own calendar; for other dates the calendar that the text names; for a stretch of text whether it is about Russia,
which kept the Julian calendar until 31 January 1918 (old style).
"""

import re
from collections.abc import Callable

from extract.calendars import gregorian_to_jdn, is_day, julian_to_jdn
from extract.date_ranges import Parts, Wording
from extract.date_words import DAY, MONTH, YEAR, read_day, read_month
from extract.edtf import GREGORIAN, JULIAN

NEW_STYLE_SINCE = (1918, 2, 14)
"""The day after 31 January 1918 in Russia."""

KNOWN_BY_NEW_STYLE = frozenset({(1917, 11, 7)})
"""Days that French texts name in the new style even where they speak of Russia: the day of the October Revolution."""

_RADII = (20, 40, 80)
"""Characters on either side of a date searched for Russia and for other countries, nearest first."""

_S = r"\s{1,2}"
_DOUBLE = re.compile(
    rf"(?<![\w/.,-])(?P<d1>{DAY})(?:{_S}(?P<m1>{MONTH}))?(?:{_S}(?P<y1>{YEAR}))?(?:\s?(?P<open>\()\s?|\s?[/-]\s?)"
    rf"(?P<d2>{DAY})(?:{_S}(?P<m2>{MONTH}))?(?:{_S}(?P<y2>{YEAR}))?(?P<close>\s?\))?"
    rf"(?:{_S}(?P<m3>{MONTH}))?(?:{_S}(?P<y3>{YEAR}))?(?![\w/])",
    re.IGNORECASE,
)
_JULIAN_WORDS = r"(?:ancien|vieux) (?:style|calendrier)|a\. ?s\.|v\. ?s\.|calendrier (?:julien|russe)|style julien"
_GREGORIAN_WORDS = r"nouveau (?:style|calendrier)|n\. ?s\.|calendrier (?:grégorien|occidental)|style grégorien"
_STYLE_AFTER = re.compile(
    rf"(?:\s\d{{4}})?,?\s?\(?(?:(?:selon|d['’]après|suivant|dans|du|de|en|au)\s)?(?:le |l['’])?"
    rf"(?:(?P<julian>{_JULIAN_WORDS})|(?P<gregorian>{_GREGORIAN_WORDS}))",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…]\s+(?=[A-ZÀ-Ý«])")
_STYLE_OF_ALL = re.compile(
    rf"\b(?:les|nos|toutes les) dates\b[^.\n]{{0,80}}?"
    rf"(?:(?P<julian>{_JULIAN_WORDS})|(?P<gregorian>{_GREGORIAN_WORDS}))",
    re.IGNORECASE,
)
_RUSSIAN = re.compile(
    r"\b(?:russ(?:e|es|ie)|p[ée]tro?grad|saint-p[ée]tersbourg|moscou|kronstadt|cronstadt|smolny|tsars?|tsarin?e|tsaris\w+"
    r"|soviets?|douma|bolche[vw]i[kc]\w*|menche[vw]i[kc]\w*|cadets?|sovnarkom|tch[ée]ka|kerenski|kérensky|kérenski|kerensky"
    r"|kornilov|milioukov|lénine|trotsky|trotski|nicolas ii|raspoutine|gardes? rouges?|gouvernement provisoire|okhrana"
    r"|préparlement|palais d['’]hiver|constituante|brest-litovsk|s\.?-?r\.?(?= de)|socialistes?-révolutionnaires?)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:paris|berlin|londres|genève|zurich|zimmerwald|kienthal|berne|vienne|rome|new[ -]york|bruxelles|stockholm"
    r"|barcelone|madrid|france|français\w*|allemagne|suisse|italie|angleterre|états-unis|washington|budapest|espagne)\b",
    re.IGNORECASE,
)


def _read_double(match: re.Match[str]) -> list[Wording]:
    part = match.groupdict()
    slashed = part["open"] is None
    if not (part["m1"] or part["m2"] or part["m3"]) or slashed == bool(part["close"]):
        return []
    year = int(part["y1"] or part["y3"] or part["y2"] or 0)
    months = [part["m1"] or part["m3"] or part["m2"], part["m2"] or part["m3"] or part["m1"]]
    one = Parts(year, read_month(months[0]), read_day(part["d1"]) or 0)
    two = Parts(int(part["y2"] or year), read_month(months[1]), read_day(part["d2"]) or 0)
    if year and not part["y2"] and (one.month, two.month) == (12, 1):
        turn = part["y3"] is None
        one, two = Parts(year - (not turn), one.month, one.day), Parts(year + turn, two.month, two.day)
    calendars = _styles(one, two)
    if calendars is None:
        return []
    second_end = match.end() if slashed else max(match.end(name) for name in ("d2", "m2", "y2"))
    first_end = max(match.end(name) for name in ("d1", "m1", "y1"))
    return [
        Wording(match.start(), first_end, one, None, calendars[0]),
        Wording(match.start("d2"), second_end, two, None, calendars[1]),
    ]


def _styles(one: Parts, two: Parts) -> tuple[str, str] | None:
    """Return the two calendars where the days are one day under two names, else ``None``."""
    for year in [one.year] if one.year else [1917, 1877]:
        other = two.year or year + ((one.month, two.month) == (12, 1))
        first, second = (year, one.month, one.day), (other, two.month, two.day)
        if _is_same(first, second):
            return JULIAN, GREGORIAN
        if _is_same(second, first):
            return GREGORIAN, JULIAN
    return None


def _is_same(julian: tuple[int, int, int], gregorian: tuple[int, int, int]) -> bool:
    if not (is_day(*julian, julian=True) and is_day(*gregorian)):
        return False
    return julian_to_jdn(*julian) == gregorian_to_jdn(*gregorian)


def find_double_dates(text: str, start: int, end: int) -> list[tuple[int, list[Wording]]]:
    """Return both halves of every double date with where its wording ends, in text order.

    Two days that are not one day under two names are left alone.
    """
    found = [(match.end(), _read_double(match)) for match in _DOUBLE.finditer(text, start, end)]
    return [(stop, halves) for stop, halves in found if halves]


def named_calendar(text: str, end: int) -> str:
    """Return the calendar named right after a date that ends at ``end`` ("ancien style", "n. s."), else ``""``."""
    found = _STYLE_AFTER.match(text, end, end + 60)
    if found is None:
        return ""
    return JULIAN if found["julian"] else GREGORIAN


def declared_calendar(text: str) -> str:
    """Return the calendar that the text says all its dates are in, else ``""``."""
    found = _STYLE_OF_ALL.search(text)
    if found is None:
        return ""
    return JULIAN if found["julian"] else GREGORIAN


def speaks_of_russia(text: str) -> bool:
    """Return whether the words of a sentence or paragraph are about Russia (the default cue; rough on purpose)."""
    return _RUSSIAN.search(text) is not None


def speaks_of_elsewhere(text: str) -> bool:
    """Return whether the words name a country or town that used the Gregorian calendar."""
    return _ELSEWHERE.search(text) is not None


def could_be_julian(parts: Parts) -> bool:
    """Return whether Russia still counted by the Julian calendar then; years alone are never converted."""
    if not 1 <= parts.month <= 12:
        return False
    return ((parts.year, parts.month, parts.day) < NEW_STYLE_SINCE and (parts.year, parts.month) != (1918, 2)) or (
        (parts.year, parts.month) == (1918, 2) and 0 < parts.day < NEW_STYLE_SINCE[2]
    )


def is_russian_around(text: str, at: int, paragraph: tuple[int, int], is_russian: Callable[[str], bool]) -> bool:
    """Return whether what is said around ``at`` happens in Russia: the nearest words decide, then the sentence."""
    start, end = sentence_around(text, at, paragraph)
    spans = [(max(start, at - radius), min(end, at + radius)) for radius in _RADII]
    for begin, stop in [*spans, (start, end)]:
        window = text[begin:stop]
        russian = is_russian(window)
        if russian != speaks_of_elsewhere(window):
            return russian
    return is_russian(text[paragraph[0] : paragraph[1]])


def sentence_around(text: str, at: int, paragraph: tuple[int, int]) -> tuple[int, int]:
    """Return the span of the sentence around ``at``, by its stops and capitals alone."""
    start, end = paragraph
    for match in _SENTENCE_END.finditer(text, *paragraph):
        if match.end() > at:
            return start, match.start() + 1
        start = match.end()
    return start, end

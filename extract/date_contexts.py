"""Supplies what a date's wording leaves unsaid: the year, the month of a bare day, the calendar.

In: wordings in text order. Out: a ``When`` and how sure it is. The narrative's latest dated statement is kept as an
anchor: "17 décembre" takes its year, "le 22" its month and year. Dates in brackets and in references to publications
do not move the anchor. Where nothing near settles a date, its value stays empty.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from extract.date_patterns import Parts, Wording
from extract.date_styles import (
    KNOWN_BY_NEW_STYLE,
    NEW_STYLE_SINCE,
    declared_calendar,
    named_calendar,
    speaks_of_elsewhere,
    speaks_of_russia,
)
from extract.edtf import GREGORIAN, JULIAN, bounds, build_edtf, build_when
from extract.model import When

YEAR_REACH = 4000
"""Characters over which a year still holds for a day or month without one."""
MONTH_REACH = 900
"""Characters over which a month still holds for a bare day."""
_HEADING = 80
"""A paragraph no longer than this that holds a year and no stop is taken for a heading."""

_IN_BRACKETS = re.compile(r"\([^()]*$")
_REFERENCE = re.compile(
    r"(?:\b(?:numéros?|n[°o]|tomes?|t\.|vol\.|éd\.|éditions?|revue|journal|recueil|livre|ouvrage|article|préface"
    r"|mémoires|souvenirs|œuvres|publi\w+|par[ua]\w*|écri\w+|traduit\w*|cit[ée]\w*|rappel\w+|comme|anniversaire)\b"
    r"[^.!?;]{0,45}|»[^.!?;]{0,12})$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…]\s+(?=[A-ZÀ-Ý«])")


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a text beside its words.

    ``names`` are spans of names (a year inside one is no date); ``breaks`` offsets where paragraphs begin;
    ``written`` the document's own EDTF date, used as the last resort for the year where given; ``region`` is ``"ru"``
    for a text wholly about Russia, ``""`` to let ``is_russian`` judge sentence and paragraph; ``calendar`` settles all
    dates of the text before 14 February 1918 where given.
    """

    names: tuple[tuple[int, int], ...] = ()
    breaks: tuple[int, ...] = ()
    written: str = ""
    region: str = ""
    calendar: str = ""
    is_russian: Callable[[str], bool] = speaks_of_russia


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The latest date of the narrative and where it stands."""

    year: int = 0
    month: int = 0
    day: int = 0
    at: int = 0
    month_at: int = 0


class Settler:
    """Settles the dates of one text in order; remembers the anchor between them."""

    def __init__(self, text: str, context: Context) -> None:
        self._text = text
        self._context = context
        self._anchor = _Anchor()
        self._paragraph = (0, len(text))
        self._declared = context.calendar or declared_calendar(text)

    def enter(self, start: int, end: int) -> None:
        """Take note that the dates to come stand in the paragraph from ``start`` to ``end``."""
        self._paragraph = (start, end)

    def settle(self, wording: Wording) -> tuple[When, float]:
        """Return the date and its confidence: 1 where the words say it all, 0.8 and less where the context does."""
        text = self._text[wording.start : wording.end]
        if wording.first.fixed:
            return _settle_fixed(wording.first.fixed, text), 1.0
        first, confidence = self._complete(wording.first, wording.start)
        last = _follow(first, wording.last) if wording.last else None
        edtf = _write(first, last)
        if not edtf:
            self._remember(replace(first, year=0), wording)
            return When(edtf="", text=text), confidence
        self._remember(last or first, wording)
        return _bound(edtf, self._calendar(wording, first), text), confidence

    def _complete(self, parts: Parts, at: int) -> tuple[Parts, float]:
        """Return the parts with the year (and a bare day's month) from the context, where it settles them."""
        if parts.year or not (parts.month or parts.day):
            return parts, 1.0
        if parts.month:
            year = self._year_for(parts, at)
            return replace(parts, year=year), self._trust(at)
        anchor = self._anchor
        if not anchor.month or anchor.month > 12 or at - anchor.month_at > MONTH_REACH or parts.day < anchor.day:
            return parts, 0.5
        return replace(parts, year=anchor.year, month=anchor.month), self._trust(at) - 0.1

    def _trust(self, at: int) -> float:
        return 0.8 if self._anchor.at >= self._paragraph[0] and self._anchor.year else 0.6 if at else 0.5

    def _year_for(self, parts: Parts, at: int) -> int:
        """Return the year of a day or month without one: the anchor's, or the next after a turn of the year."""
        anchor = self._anchor
        if not anchor.year or at - anchor.at > YEAR_REACH:
            return self._written_year()
        if anchor.month and anchor.month <= 12 and anchor.month - parts.month >= 9:
            return anchor.year + 1
        return anchor.year

    def _written_year(self) -> int:
        written = self._context.written[:4]
        return int(written) if written.isdigit() else 0

    def _remember(self, parts: Parts, wording: Wording) -> None:
        """Move the anchor to this date, unless it stands in brackets or dates a publication."""
        if wording.first.year and self._is_aside(wording.start):
            return
        anchor = self._anchor
        if parts.year and wording.first.year:
            anchor = _Anchor(parts.year, 0, 0, wording.start, anchor.month_at)
        if parts.month:
            year = parts.year or anchor.year
            anchor = replace(anchor, year=year, month=parts.month, day=parts.day, month_at=wording.start)
        elif parts.day:
            anchor = replace(anchor, month_at=wording.start)
        self._anchor = anchor

    def _is_aside(self, at: int) -> bool:
        before = self._text[max(self._paragraph[0], at - 120) : at]
        return _IN_BRACKETS.search(before) is not None or _REFERENCE.search(before) is not None

    def _calendar(self, wording: Wording, first: Parts) -> str:
        """Return the calendar: as named, as declared, else Julian for days and months of Russia before 1918."""
        named = wording.calendar or named_calendar(self._text, wording.end)
        if named or not _could_be_julian(first):
            return named or GREGORIAN
        if self._declared:
            return self._declared
        if (first.year, first.month, first.day) in KNOWN_BY_NEW_STYLE:
            return GREGORIAN
        return JULIAN if self._is_russian_at(wording.start) else GREGORIAN

    def _is_russian_at(self, at: int) -> bool:
        if self._context.region:
            return self._context.region == "ru"
        start, end = _sentence_around(self._text, at, self._paragraph)
        sentence = self._text[start:end]
        if self._context.is_russian(sentence):
            return True
        if speaks_of_elsewhere(sentence):
            return False
        return self._context.is_russian(self._text[self._paragraph[0] : self._paragraph[1]])


def _could_be_julian(parts: Parts) -> bool:
    """Return whether Russia still counted by the Julian calendar then; years alone are never converted."""
    if not 1 <= parts.month <= 12:
        return False
    return ((parts.year, parts.month, parts.day) < NEW_STYLE_SINCE and (parts.year, parts.month) != (1918, 2)) or (
        (parts.year, parts.month) == (1918, 2) and 0 < parts.day < NEW_STYLE_SINCE[2]
    )


def _follow(first: Parts, last: Parts) -> Parts:
    """Return the end of a range with the year and month of its beginning, a turn of the year minded."""
    month = last.month or (first.month if last.day else 0)
    year = last.year or (first.year + int((first.month, first.day) > (month, last.day)) if first.year else 0)
    return replace(last, year=year, month=month)


def _write(first: Parts, last: Parts | None) -> str:
    """Return the EDTF string of a date or range, ``""`` where a year is missing or no such day exists."""
    if not first.year or (first.day and not first.month) or (last is not None and not last.year):
        return ""
    try:
        start = build_edtf(first.year, first.month, first.day)
        edtf = start if last is None else f"{start}/{build_edtf(last.year, last.month, last.day)}"
        bounds(edtf, JULIAN)
    except ValueError:
        return ""
    return edtf


def _bound(edtf: str, calendar: str, text: str) -> When:
    """Return the date with its bounds; a 29 February that only the Julian calendar has stands in that calendar."""
    try:
        return build_when(edtf, calendar, text)
    except ValueError:
        return build_when(edtf, JULIAN, text)


def _settle_fixed(edtf: str, text: str) -> When:
    when = build_when(edtf, GREGORIAN, text)
    if edtf.endswith("-24"):
        year = int(edtf[:4])
        return replace(when, earliest=f"{year:04d}-12-01")
    return when


def _sentence_around(text: str, at: int, paragraph: tuple[int, int]) -> tuple[int, int]:
    start, end = paragraph
    for match in _SENTENCE_END.finditer(text, *paragraph):
        if match.end() > at:
            return start, match.start() + 1
        start = match.end()
    return start, end

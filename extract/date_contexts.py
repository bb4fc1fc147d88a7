"""Makes a ``When`` of a date's wording: completed from the narrative, in its calendar, with its bounds.

In: wordings in text order, and what is known of the text beside its words (:class:`Context`). Out: a ``When`` and how
sure it is. :mod:`extract.date_narratives` supplies years and months, :mod:`extract.date_styles` calendars.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from extract.date_narratives import Narrative
from extract.date_ranges import Parts, Wording
from extract.date_styles import (
    KNOWN_BY_NEW_STYLE,
    could_be_julian,
    declared_calendar,
    is_russian_around,
    named_calendar,
    speaks_of_russia,
)
from extract.edtf import GREGORIAN, JULIAN, bounds, build_edtf, build_when
from extract.model import When


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


class Settler:
    """Settles the dates of one text, which must come in order, paragraph by paragraph."""

    def __init__(self, text: str, context: Context) -> None:
        self._text = text
        self._context = context
        self._narrative = Narrative(text, int(context.written[:4]) if context.written[:4].isdigit() else 0)
        self._paragraph = (0, len(text))
        self._declared = context.calendar or declared_calendar(text)

    def enter(self, start: int, end: int) -> None:
        """Take note that the dates to come stand in the paragraph from ``start`` to ``end``."""
        self._paragraph = (start, end)
        self._narrative.enter(start, end)

    def settle(self, wording: Wording) -> tuple[When, float]:
        """Return the date and its confidence: 1 where the words say it all, 0.8 and less where the context does."""
        text = self._text[wording.start : wording.end]
        if wording.first.fixed:
            return _settle_fixed(wording.first.fixed, text), 1.0
        first, confidence = self._narrative.complete(wording.first, wording.start)
        last = _follow(first, wording.last) if wording.last else None
        edtf = _write(first, last)
        self._narrative.remember(wording, first, last)
        if not edtf:
            return When(edtf="", text=text), 1.0
        return _bound(edtf, self._calendar(wording, first), text), confidence

    def _calendar(self, wording: Wording, first: Parts) -> str:
        """Return the calendar: as named, as declared, else Julian for days and months of Russia before 1918."""
        named = wording.calendar or named_calendar(self._text, wording.end)
        if named or not could_be_julian(first):
            return named or GREGORIAN
        if self._declared:
            return self._declared
        if (first.year, first.month, first.day) in KNOWN_BY_NEW_STYLE:
            return GREGORIAN
        return JULIAN if self._is_russian_at(wording.start) else GREGORIAN

    def _is_russian_at(self, at: int) -> bool:
        if self._context.region:
            return self._context.region == "ru"
        return is_russian_around(self._text, at, self._paragraph, self._context.is_russian)


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

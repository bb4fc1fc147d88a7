"""Supplies what a date's wording leaves unsaid: the year, the month of a bare day, the calendar.

In: wordings in text order. Out: a ``When`` and how sure it is. The narrative's latest years and its latest month are
remembered: "17 décembre" takes its year from the years before it if they agree, "le 22" its month and year. Dates in
brackets and in references to publications lend nothing. Where nothing near settles a date, its value stays empty.
"""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median

from extract.date_ranges import Parts, Wording
from extract.date_styles import (
    KNOWN_BY_NEW_STYLE,
    could_be_julian,
    declared_calendar,
    is_russian_around,
    named_calendar,
    sentence_around,
    speaks_of_russia,
)
from extract.edtf import GREGORIAN, JULIAN, bounds, build_edtf, build_when
from extract.model import When

YEAR_REACH = 2500
"""Characters over which a year still holds for a day or month without one."""
AGREEMENT = 1200
"""Characters within which the years of the narrative must agree for one of them to be taken."""
MONTH_REACH = 900
"""Characters over which a month still holds for a bare day."""
_EXCURSION = 2
"""A year in passing, further than this from the narrative's usual ones, lends itself to no other date."""
_PATIENCE = 3
"""How many firm years other than a heading's it takes to leave the heading behind."""
_MEMORY = 9
"""How many of the narrative's latest years are kept."""
_HEADING = 80
"""A paragraph no longer than this with a year in it is a heading."""

_IN_BRACKETS = re.compile(r"\([^()]*$")
_REFERENCE = re.compile(
    r"(?:\b(?:numéros?|n[°o]|tomes?|t\.|vol\.|éd\.|éditions?|revue|journal|recueil|livre|ouvrage|article|préface"
    r"|mémoires|souvenirs|œuvres|publi\w+|par[ua]\w*|écri\w+|traduit\w*|cit[ée]\w*|rappel\w+|comme|anniversaire)\b"
    r"[^.!?;]{0,45}|»[^.!?;]{0,12})$",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:^|[.!?…»]\s|\n)\s*(?:En|Le|Du|L['’]année|Dès|Dès le|Début|Fin|À la fin de|Au début de)\s$")
_LOOKING_BACK = re.compile(
    r"(?<!long )(?<!cours )(?<!fin )(?<!début )(?<!milieu )(?<!année )(?<!été )"
    r"\b(?:de|depuis|après|avant|dès|jusqu['’]en|qu['’]en|et|ou|à|que)\s$",
    re.IGNORECASE,
)


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
class _Year:
    """A year that the narrative names.

    ``firm``: in a heading or at the head of a sentence; ``lends``: it tells when things happen, and so may be another
    date's year too, as "en 1921" and "mars 1921" do, but "ceux de 1905", "depuis 1905" do not.
    """

    year: int
    at: int
    firm: bool
    lends: bool


@dataclass(frozen=True, slots=True)
class _Month:
    """The narrative's latest day or month; ``year`` is 0 where nothing settled it, ``given`` where the words do."""

    year: int = 0
    month: int = 0
    day: int = 0
    at: int = -1
    given: bool = False


class Settler:
    """Settles the dates of one text in order; remembers the narrative's years and latest month between them."""

    def __init__(self, text: str, context: Context) -> None:
        self._text = text
        self._context = context
        self._years: deque[_Year] = deque(maxlen=_MEMORY)
        self._month = _Month()
        self._heading = 0
        self._misses = 0
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
        self._remember(wording, first, last)
        if not edtf:
            return When(edtf="", text=text), 1.0
        return _bound(edtf, self._calendar(wording, first), text), confidence

    def _complete(self, parts: Parts, at: int) -> tuple[Parts, float]:
        """Return the parts with the year (and a bare day's month) from the context, where it settles them."""
        if parts.year or not (parts.month or parts.day):
            return parts, 1.0
        if parts.month:
            year = self._year_for(parts, at)
            return replace(parts, year=year), self._trust()
        month = self._month
        if not 1 <= month.month <= 12 or at - month.at > MONTH_REACH or parts.day < month.day:
            return parts, 1.0
        return replace(parts, year=month.year, month=month.month), self._trust() - 0.1

    def _trust(self) -> float:
        return 0.8 if self._years and self._years[-1].at >= self._paragraph[0] else 0.6

    def _year_for(self, parts: Parts, at: int) -> int:
        """Return the year of a day or month without one, 0 where nothing near settles it.

        It is the latest year of the narrative, if those around agree; the next one where the months fall back far
        ("octobre … février"). In between ("septembre … mars", "janvier … décembre") either year may be meant.
        """
        nearest, month = next((year for year in reversed(self._years) if year.lends), None), self._month
        if nearest is None or at - nearest.at > YEAR_REACH:
            return self._written_year()
        if self._is_disputed(nearest, at) or self._is_excursion(nearest):
            return 0
        if month.at < nearest.at or not 1 <= month.month <= 12 or parts.month > 12:
            return nearest.year
        back = month.month - parts.month
        year = month.year or nearest.year
        if back >= 8:
            return year + 1 if month.given else 0
        return 0 if back >= 5 or back <= -10 else year

    def _is_disputed(self, nearest: _Year, at: int) -> bool:
        """Return whether another year stands as near: in the same sentence, or close by where no year does."""
        start, _ = sentence_around(self._text, at, self._paragraph)
        since = start if nearest.at >= start else at - AGREEMENT
        others = [year for year in self._years if year.year != nearest.year]
        return any(year.at >= (since if year.lends else start) for year in others)

    def _is_excursion(self, nearest: _Year) -> bool:
        """Return whether a year is only looked back or ahead at: far from the others, and neither firm nor repeated."""
        if nearest.firm or nearest.year == self._heading:
            return False
        if self._heading:
            return True
        if len(self._years) < 4:
            return False
        repeated = sum(abs(each.year - nearest.year) <= 1 for each in self._years) > 2
        return not repeated and abs(nearest.year - median(each.year for each in self._years)) > _EXCURSION

    def _written_year(self) -> int:
        written = self._context.written[:4]
        return int(written) if written.isdigit() else 0

    def _remember(self, wording: Wording, first: Parts, last: Parts | None) -> None:
        """Take the date into the narrative, unless it stands in brackets or dates a publication."""
        at = wording.start
        if wording.first.year:
            if self._is_aside(at):
                return
            firm = self._is_firm(at)
            passing = not firm and self._breaks_off(first.year, at)
            self._note_heading(wording, firm=firm)
            lends = firm or first.month > 0 or not _LOOKING_BACK.search(self._text, max(0, at - 20), at)
            self._years += [_Year(parts.year, at, firm, lends) for parts in (first, last) if parts and parts.year]
            if passing:
                return
        parts = last or first
        if parts.month:
            strange = wording.first.year and self._is_excursion(self._years[-1])
            self._month = _Month(0 if strange else parts.year, parts.month, parts.day, at, wording.first.year > 0)
        elif parts.day:
            self._month = replace(self._month, at=at)

    def _breaks_off(self, year: int, at: int) -> bool:
        """Return whether a year lies far from that of the months just told: it is only looked back or ahead at."""
        month = self._month
        return month.year > 0 and at - month.at < YEAR_REACH and abs(year - month.year) > _EXCURSION

    def _note_heading(self, wording: Wording, *, firm: bool) -> None:
        """Keep the year of a heading that is a year and nothing else, until the text has firmly left it."""
        year = wording.first.year
        if self._text[slice(*self._paragraph)].strip() == self._text[wording.start : wording.end]:
            self._heading, self._misses = (0 if wording.last else year), 0
        elif year == self._heading:
            self._misses = 0
        elif firm:
            self._misses += 1
            self._heading = self._heading if self._misses <= _PATIENCE else 0

    def _is_firm(self, at: int) -> bool:
        """Return whether a year stands in a heading or its date opens a sentence."""
        start, end = self._paragraph
        return end - start <= _HEADING or _OPENING.search(self._text, max(start, at - 20), at) is not None

    def _is_aside(self, at: int) -> bool:
        before = self._text[max(self._paragraph[0], at - 120) : at]
        return _IN_BRACKETS.search(before) is not None or _REFERENCE.search(before) is not None

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

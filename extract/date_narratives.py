"""What a text has told so far of when things happen, and the years and months that it lends to later dates.

In: dates in text order, as worded and as settled. Out: the year of "17 décembre", the month and year of "le 22". The
narrative's latest years and its latest month are remembered; a year lends itself only if those around agree. Dates in
brackets and in references to publications lend nothing. Where nothing near settles a date, it stays open: a wrong
year is worse than none. Used by :mod:`extract.date_contexts`.
"""

import re
from collections import deque
from dataclasses import dataclass, replace
from statistics import median

from extract.date_ranges import Parts, Wording
from extract.date_styles import sentence_around

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
"""A paragraph no longer than this, without a stop at its end, is a heading."""

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


class Narrative:
    """The course of one text in time: its latest years, its latest month, the year of its heading."""

    def __init__(self, text: str, written: int = 0) -> None:
        self._text = text
        self._written = written
        self._years: deque[_Year] = deque(maxlen=_MEMORY)
        self._month = _Month()
        self._heading = 0
        self._misses = 0
        self._paragraph = (0, len(text))

    def enter(self, start: int, end: int) -> None:
        """Take note that the dates to come stand in the paragraph from ``start`` to ``end``."""
        self._paragraph = (start, end)

    def complete(self, parts: Parts, at: int) -> tuple[Parts, float]:
        """Return the parts with the year (and a bare day's month) from the context, where it settles them."""
        if parts.year or not (parts.month or parts.day):
            return parts, 1.0
        if parts.month:
            year = self._year_for(parts, at)
            return replace(parts, year=year), self._trust()
        month = self._month
        if any(year.at > month.at for year in self._years if year.lends):
            return parts, 1.0
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
            return self._written
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

    def remember(self, wording: Wording, first: Parts, last: Parts | None) -> None:
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
        if end - start <= _HEADING and not self._text[start:end].rstrip().endswith((".", "!", "?", "…")):
            return True
        return _OPENING.search(self._text, max(start, at - 20), at) is not None

    def _is_aside(self, at: int) -> bool:
        before = self._text[max(self._paragraph[0], at - 120) : at]
        return _IN_BRACKETS.search(before) is not None or _REFERENCE.search(before) is not None

"""Finds the dates of a text and places them on the calendar.

In: a document's cleaned text, the spans of names found in it, and a :class:`Context`. Out: :class:`FoundDate` objects
in text order: the span of the calendar core and a ``When``. :mod:`extract.date_patterns` reads the words,
:mod:`extract.date_contexts` supplies what they leave unsaid (year, month, calendar); nothing here needs spaCy.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.date_contexts import Context, Settler
from extract.date_patterns import find_wordings
from extract.date_ranges import Wording
from extract.date_styles import find_double_dates
from extract.model import When

_BLANK = "¤"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date mention: its span in the text, when it is, and how sure the value is.

    ``when.edtf`` is ``""`` where nothing settles the year. ``confidence`` is 1 where the words say it all, less where
    the year or the month comes from what went before; ``inherited`` says that it does.
    """

    start: int
    end: int
    when: When
    confidence: float = 1.0
    inherited: bool = False


def find_dates(text: str, context: Context | None = None) -> list[FoundDate]:
    """Return the dates of a text in order; spans are offsets into ``text``.

    Names in ``context.names`` are left out, so that a year inside a name is no date; no date crosses a break.
    """
    context = context or Context()
    blanked = _blank(text, context.names)
    settler = Settler(text, context)
    found = []
    for start, end in _paragraphs(text, context.breaks):
        settler.enter(start, end)
        for wording in _read_paragraph(blanked, start, end):
            when, confidence = settler.settle(wording)
            inherited = bool(when.edtf) and confidence < 1
            found.append(FoundDate(wording.start, wording.end, when, confidence, inherited))
    return found


def _read_paragraph(text: str, start: int, end: int) -> list[Wording]:
    """Return the wordings of a paragraph: double dates first, then what lies between them."""
    found: list[Wording] = []
    for stop, halves in find_double_dates(text, start, end):
        found += [*find_wordings(text, start, halves[0].start), *halves]
        start = stop
    return found + find_wordings(text, start, end)


def _blank(text: str, names: Sequence[tuple[int, int]]) -> str:
    """Return the text with every character of a name replaced, its length unchanged."""
    pieces, at = [], 0
    for start, end in sorted(names):
        if end > at:
            begin = max(start, at)
            pieces += [text[at:begin], _BLANK * (end - begin)]
            at = end
    return "".join([*pieces, text[at:]])


def _paragraphs(text: str, breaks: Sequence[int]) -> list[tuple[int, int]]:
    """Return the spans between breaks; where none are given, between empty lines and at line ends after a stop."""
    edges = sorted({0, *breaks, len(text)}) if breaks else _line_edges(text)
    edges = edges[: bisect_right(edges, len(text))]
    return [(start, end) for start, end in pairwise(edges) if text[start:end].strip()]


def _line_edges(text: str) -> list[int]:
    edges, at = [0], text.find("\n")
    while at >= 0:
        before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
        if before in ".!?:»\n" or after in ("\n", ""):
            edges.append(at + 1)
        at = text.find("\n", at + 1)
    return [*edges, len(text)]

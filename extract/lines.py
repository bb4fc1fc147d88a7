"""A text -> its lines, each with its place in the text and on the page; the first step of :mod:`extract.layouts`."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

FILL = "\u2060"
"""Stands, in a view of a text, for what is left out; like all characters without width it is no part of a line."""
_WIDTHLESS = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x00"))
_LINE = re.compile(r"([^\n\r\f\v\x85\u2028\u2029]*)(\r\n|[\n\r\f\v\x85\u2028\u2029]|\Z)")
_RARE = 0.08
"""At most this share of lines may begin with one space for the space to be read as a lost page break."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number, its span without (``end``) and with (``next``) its line end, its text with single spaces.

    ``indent`` is the number of white-space characters before the text, ``page`` true where a page begins with it.
    """

    number: int
    start: int
    end: int
    next: int
    text: str
    indent: int
    page: bool


def split_lines(raw: str, pages: Sequence[int] = ()) -> list[Line]:
    """Return the lines of ``raw``; ``pages`` are offsets at which pages begin, where the format tells them."""
    found = [match for match in _LINE.finditer(raw) if match.end() > match.start()]
    starts = _find_page_starts(raw, found, pages)
    return [_to_line(number, match, match.start() in starts) for number, match in enumerate(found)]


def _to_line(number: int, match: re.Match[str], page: bool) -> Line:
    content = match[1]
    indent = len(content) - len(content.lstrip(f" \t\u00a0{FILL}"))
    text = " ".join(content.split() if content.isascii() else content.translate(_WIDTHLESS).split())
    return Line(number, match.start(), match.end(1), match.end(), text, indent, page)


def _find_page_starts(raw: str, lines: Sequence[re.Match[str]], pages: Sequence[int]) -> set[int]:
    """Return the offsets of the first filled line of each page.

    Pages are known from the format, from form feeds, or from the single space that some converters leave for one.
    """
    marks = list(pages) or [match.end() for match in re.finditer("\f", raw)]
    filled = [match for match in lines if not match[1].isspace() and match[1]]
    if not marks:
        spaced = [match.start() for match in filled if re.match(r" \S", match[1])]
        return set(spaced) if len(spaced) <= _RARE * len(filled) else set()
    starts = [match.start() for match in filled]
    firsts = (bisect_left(starts, mark) for mark in marks)
    return {starts[index] for index in firsts if index < len(starts)}

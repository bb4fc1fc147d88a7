"""Blocks of a source's text -> running text with the way back to the source.

Comes in: blocks (spans of the raw text, from :mod:`extract.layouts` or :mod:`extract.markup`). Goes out: cleaned text,
:class:`extract.model.Offsets` and the places where blocks begin. White space is single, words divided at line ends are
whole, soft hyphens, zero-width characters and the numbers that call notes are left out, ligatures are spelled out.
Every cleaned character comes from one character of the source.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.calls import find_call_spans
from extract.hyphens import Lexicon, build_lexicon
from extract.layouts import Block, find_blocks
from extract.model import Offsets

_LETTER = r"[^\W\d_]"
_CHANGE = re.compile(
    rf"(?P<cut>(?<={_LETTER})[-\u2010\u00ad][^\S\n]*\n\s*(?={_LETTER}))"
    r"|(?P<held>(?<=\w)-[^\S\n]*\n\s*(?=\w))"
    r"|(?P<space>(?:[^\S ]|[ ](?=\s))\s*)"
    r"|(?P<drop>[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1b])"
    r"|(?P<ligature>[\ufb00-\ufb06])"
    r"|(?P<accent>\w[\u0300-\u036f]+)"
    r"|(?P<mark>;?\u037e;?)"
)
_LEFT = re.compile(rf"{_LETTER}+(?:-{_LETTER}+)*$")
_RIGHT = re.compile(rf"{_LETTER}+(?:-{_LETTER}+)*")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Cleaned text, the way back to the raw text, and the offsets at which paragraphs, headings and notes begin."""

    text: str
    offsets: Offsets
    breaks: tuple[int, ...]


def clean_text(raw: str, pages: Sequence[int] = (), titles: Sequence[str] = ()) -> Cleaned:
    """Return the running text of a plain text laid out in lines; for ``pages`` and ``titles`` see ``find_blocks``."""
    return write_blocks(raw, find_blocks(raw, pages, titles))


def write_blocks(raw: str, blocks: Sequence[Block]) -> Cleaned:
    """Return the running text of ``blocks``, one a line."""
    lexicon = build_lexicon(raw)
    notes = frozenset(block.note for block in blocks if block.note)
    text: list[str] = []
    places: list[int] = []
    breaks: list[int] = []
    for block in blocks:
        part, where = _write_block(raw, block, lexicon, notes)
        if part:
            breaks.append(len(places))
            text.append(part + "\n")
            places += [*where, _find_end(raw, where[-1] + 1)]
    return Cleaned("".join(text), to_offsets(places), tuple(breaks))


def to_offsets(places: Sequence[int]) -> Offsets:
    """Return the runs of ``places``, the raw offset of each cleaned character."""
    starts = [0] + [index for index in range(1, len(places)) if places[index] != places[index - 1] + 1]
    return Offsets(tuple(starts), tuple(places[index] for index in starts)) if places else Offsets()


def _find_end(raw: str, position: int) -> int:
    """Return where the line end after ``position`` stands, or the last character where there is none."""
    end = raw.find("\n", position)
    return min(end, position + 400) if end >= 0 else len(raw) - 1


def _write_block(raw: str, block: Block, lexicon: Lexicon, notes: frozenset[str]) -> tuple[str, list[int]]:
    """Return the block's cleaned text, stripped, and the raw offset of each of its characters."""
    source = "".join(text or raw[start:end] for start, end, text in block.spans)
    places: list[int] = []
    for start, end, text in block.spans:
        places += [start] * len(text) if text else range(start, end)
    pieces: list[str] = []
    where: list[int] = []
    at = 0
    for start, end, new in sorted(_find_changes(source, lexicon, notes)):
        if start < at:
            continue
        pieces += (source[at:start], new)
        where += places[at:start]
        where += [places[start]] * len(new)
        at = end
    pieces.append(source[at:])
    where += places[at:]
    return _strip("".join(pieces), where, " ¹²³⁰⁴⁵⁶⁷⁸⁹†‡" if block.note else " ")


def _strip(text: str, places: list[int], first: str) -> tuple[str, list[int]]:
    left = len(text) - len(text.lstrip(first))
    right = len(text.rstrip())
    return text[left:right], places[left:right]


def _find_changes(source: str, lexicon: Lexicon, notes: frozenset[str]) -> Iterable[tuple[int, int, str]]:
    """Yield what is to be replaced in ``source``: start, end, new text."""
    for match in _CHANGE.finditer(source):
        yield match.start(), match.end(), _change(match, source, lexicon)
    yield from ((start, end, "") for start, end in find_call_spans(source, notes))


def _change(match: re.Match[str], source: str, lexicon: Lexicon) -> str:
    kind, found = match.lastgroup, match[0]
    if kind == "cut":
        if found[0] == "\u00ad":
            return ""
        left, right = _LEFT.search(source, max(0, match.start() - 60), match.start()), _RIGHT.match(source, match.end())
        return "-" if left and right and lexicon.keeps_hyphen(left[0], right[0]) else ""
    if kind == "held":
        return "-"
    if kind == "space":
        return " "
    if kind == "accent":
        return unicodedata.normalize("NFC", found)
    if kind == "mark":
        return ";"
    return unicodedata.normalize("NFKC", found) if kind == "ligature" else ""

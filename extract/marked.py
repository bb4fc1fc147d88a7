"""Sentences with their names marked, ``[Trotsky](Person) préside le [Soviet](Soviet)``: how examples are written."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"\[([^\]]+)\]\(([A-Za-z]+)(?::([^)]*))?\)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked name: its span in the plain text, its class, and a date's EDTF value."""

    start: int
    end: int
    kind: str
    value: str


def read_marked(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """Return the plain text and its marks; ``[1917](Date:1917)`` gives a date with its value."""
    parts: list[str] = []
    marks: list[Mark] = []
    position = length = 0
    for match in _MARK.finditer(marked):
        before = marked[position : match.start()]
        parts += [before, match.group(1)]
        start = length + len(before)
        length = start + len(match.group(1))
        marks.append(Mark(start, length, match.group(2), match.group(3) or ""))
        position = match.end()
    parts.append(marked[position:])
    return "".join(parts), tuple(marks)

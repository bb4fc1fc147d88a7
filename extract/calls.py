"""The numbers in running text that call notes: where they stand, and which notes they call.

Used by :mod:`extract.layouts`, to tell notes from lists, and by :mod:`extract.cleaning`, which leaves them out.
"""

import re
import unicodedata
from collections.abc import Container, Iterator

_CALL = re.compile(
    r"(?:(?<=[a-zà-ÿœ]{3})|(?<=[^\W\d][.!?»”)…])|(?<=[\s.!?][.!?»”)…]))(?:\d{1,3}|\*{1,3})(?=[\s,;.:)»!?]|$)"
)
_YEAR = re.compile(r"(?<=\b(?:1[5-9]|20)\d\d)\d{1,2}\b(?!-)")
_RAISED = re.compile(r"(?:(?<=[^\W\d_]{2})|(?<=[.!?»”)…,\]]))[¹²³⁰⁴-⁹]+")


def find_calls(text: str) -> Iterator[str]:
    """Yield the notes that ``text`` seems to call, by their numbers or stars."""
    for match in _CALL.finditer(text):
        yield match[0]
    for match in _RAISED.finditer(text):
        yield unicodedata.normalize("NFKC", match[0])


def find_call_spans(text: str, notes: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans in ``text`` of the calls of the ``notes`` there are; raised digits after a word always count."""
    for pattern in (_CALL, _YEAR):
        yield from (match.span() for match in pattern.finditer(text) if match[0] in notes)
    yield from (match.span() for match in _RAISED.finditer(text))

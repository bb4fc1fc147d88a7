"""Lower-case words in, currents named after a person out: "les brandlériens", "des bordiguistes" are parties' names.

The list of persons tells which words are made of a surname; an article tells the current from its adjective.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract.found_names import FoundName
from extract.lexicons import Lexicon, Word

_SUFFIX = re.compile(r"(?:ovistes|istes|ystes|iens|eens|ards)$")
_ARTICLE = re.compile(r"\b(?:[Ll]es|[Aa]ux) (?:[«“\"] ?)?$")
_THOUGHT = frozenset("marxistes leninistes darwiniens hegeliens freudiens kantiens".split())
"""Followers of a thought, who act as no party."""


def find_followers(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[FoundName]:
    """Yield the currents that a surname of the lexicon and a suffix name, after "les" or "aux"."""
    for word in words:
        suffix = _SUFFIX.search(word.fold) if word.end - word.start > 6 and text[word.start].islower() else None
        if (
            suffix
            and word.fold not in _THOUGHT
            and _ARTICLE.search(text, max(0, word.start - 10), word.start)
            and is_stem(word.fold[: suffix.start()], lexicon.surnames)
        ):
            yield FoundName(word.start, word.end, "Party", text[word.start : word.end], "form", 0.7, sure=False)


def is_stem(stem: str, surnames: Sequence[str]) -> bool:
    """Return whether a surname is ``stem`` with at most one letter after it: ``bordig`` is one of Bordiga."""
    stem = stem[:-1] if stem.endswith("gu") else stem
    place = bisect_left(surnames, stem)
    return len(stem) > 4 and any(
        name.startswith(stem) and len(name) <= len(stem) + 1 for name in surnames[place : place + 3]
    )

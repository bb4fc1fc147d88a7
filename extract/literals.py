"""Patterns in, the letters that no match can do without out: which of many patterns are worth trying on a sentence.

A rule that needs "adhér" or "ralli" is not searched where neither stands. Letters are compared in lower case, which
can only let more through. Seven hundred patterns so cost little more than those that may match.
"""

from collections.abc import Iterable, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

MOST: Final = 80  # alternatives; more are not worth looking for
LEAST: Final = 3  # letters that say something
Needed = frozenset[str]


class LiteralIndex:
    """Says for a text which of the patterns may match in it, by their places in the order given."""

    def __init__(self, patterns: Iterable[str]) -> None:
        needed = [find_needed(pattern) for pattern in patterns]
        self._always = [place for place, one in enumerate(needed) if not one]
        places: dict[str, list[int]] = {}
        for place, one in enumerate(needed):
            for literal in one:
                places.setdefault(literal, []).append(place)
        self._places: Sequence[tuple[str, list[int]]] = tuple(places.items())

    def find(self, text: str) -> list[int]:
        """Return the places of the patterns that may match, in order."""
        lower = text.lower()
        found = set(self._always)
        for literal, places in self._places:
            if literal in lower:
                found.update(places)
        return sorted(found)


def find_needed(pattern: str) -> Needed:
    """Return letters of which at least one must stand in whatever ``pattern`` matches; empty where none is known.

    >>> sorted(find_needed(r"<P\\d+> (?:adhér\\w+|s['’]inscri\\w+) (?:à|au) <A\\d+>"))
    ['adhér', 'inscri']
    """
    return _best(_read(parser.parse(pattern)))


def _read(items: Iterable[Any]) -> list[Needed]:
    """Return what a sequence needs: from each set of letters one."""
    found: list[Needed] = []
    run: list[str] = []
    for code, value in items:
        if code is codes.LITERAL and chr(value).isalpha():
            run.append(chr(value).lower())
            continue
        if code is codes.AT:
            continue
        found += _flush(run)
        found += _read_group(code, value)
    return found + _flush(run)


def _flush(run: list[str]) -> list[Needed]:
    text = "".join(run)
    run.clear()
    return [frozenset((text,))] if len(text) >= LEAST else []


def _read_group(code: Any, value: Any) -> list[Needed]:
    if code is codes.SUBPATTERN:
        return _read(value[-1])
    if code is codes.BRANCH:
        best = [_best(_read(branch)) for branch in value[1]]
        joined = frozenset[str]().union(*best)
        return [joined] if all(best) and len(joined) <= MOST else []
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[0] > 0:
        return _read(value[2])
    if code is codes.ASSERT and value[0] > 0:
        return _read(value[1])
    return []


def _best(found: Sequence[Needed]) -> Needed:
    """Return the set whose shortest letters are longest; of equals the smaller one."""
    return max(found, key=lambda one: (min(len(literal) for literal in one), -len(one)), default=frozenset())

"""Short answers in, the same out when the same is asked again of the same version of the graph: no worker is needed.

The graph is only read, so an answer holds until the next build; what changes by itself (``RAND()``, ``NOW()``, SERVICE)
is not kept. The most used stay, under a bound of bytes. Part of :mod:`api.served`.
"""

import re
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from graph.query import Answer
from graph.services import may_call

LONGEST: Final = 1 << 16  # bytes of an answer with its query
CHANGING: Final = re.compile(r"\b(now|rand|uuid|struuid|bnode)\s*\(", re.IGNORECASE)
Key = tuple[str, str, str, tuple[str, ...], tuple[str, ...], int | None]


class KeptAnswers:
    """Keeps answers of up to :data:`LONGEST` bytes, ``max_bytes`` in all; for 0 none."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def find(self, key: Key) -> Answer | None:
        """Return the answer that is kept."""
        found = self._answers.get(key)
        if found:
            self._answers.move_to_end(key)
        return found

    def keep(self, key: Key, answer: Answer) -> None:
        """Keep an answer, if it is one that can be, and give up those that were not asked for longest."""
        size = _measure(key, answer)
        if size > min(LONGEST, self._max_bytes) or key in self._answers or changes(key[1]):
            return
        self._answers[key] = answer
        self._bytes += size
        while self._bytes > self._max_bytes:
            self._bytes -= _measure(*self._answers.popitem(last=False))


def make_key(
    version: str,
    sparql: str,
    media_type: str,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    max_rows: int | None = None,
) -> Key:
    """Return what an answer is kept under."""
    return version, sparql, media_type, tuple(default_graphs), tuple(named_graphs), max_rows


def changes(sparql: str) -> bool:
    """Tell whether a query may have another answer although the graph is the same."""
    return CHANGING.search(sparql) is not None or may_call(sparql)


def _measure(key: Key, answer: Answer) -> int:
    return len(answer.body) + 4 * len(key[1]) + 1000

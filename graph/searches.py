"""What a reader types in, the entities that are meant out: SQLite FTS5 over the tables of :mod:`graph.name_tables`.

Names are folded and heard as in :mod:`graph.names_index`, so accents, case, script and the way of transliterating do
not matter; every word typed may be the beginning of one. The names lie in order of the mentions of their entities, so
that however many begin as what is typed, the best known are read first and no others.
"""

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.names_index import LONGEST, fold, join_letters, sound

READ: Final = 400  # names, the most mentioned first, that are ranked
WORDS: Final = 12  # of a text that is looked for
COLUMNS: Final = "names.number, names.entity, names.room, names.text, names.folded, names.main, names.mentions"
SAME: Final = f"SELECT {COLUMNS} FROM names WHERE folded = ? AND (? = '' OR room = ?) ORDER BY number LIMIT ?"
BEGUN: Final = f"""SELECT {COLUMNS} FROM words JOIN names ON names.number = words.rowid
  WHERE words MATCH ? AND (? = '' OR room = ?) ORDER BY words.rowid LIMIT ?"""
COUNTS: Final = """SELECT room, COUNT(DISTINCT entity) FROM words JOIN names ON names.number = words.rowid
  WHERE words MATCH ? GROUP BY room"""
LISTED: Final = f"SELECT {COLUMNS} FROM names WHERE main AND (? = '' OR room = ?) ORDER BY number LIMIT ?"

Row = tuple[int, str, str, str, str, int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that may be meant; ``name`` is the name of it that fits best, ``main`` tells that it is shown by it."""

    entity: str
    room: str
    name: str
    main: bool
    mentions: int


class Search:
    """The names of a graph in tables that :mod:`graph.name_tables` has written. Threads take turns."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._lock = threading.Lock()

    def find(self, text: str, room: str = "", limit: int = 10) -> list[Hit]:
        """Return the entities that ``text`` may mean, the best match first, among equals the most mentioned.

        ``room`` is the first part of the ids that are wanted, ``""`` for all. Without text all are listed.
        """
        typed = fold(text[:LONGEST]) if text.strip() else ""
        most = max(READ, limit)
        if not typed:
            return self._to_hits(self._ask(LISTED, room, room, limit), typed)[:limit]
        rows = self._ask(SAME, typed, room, room, most) + self._ask(BEGUN, to_match(typed), room, room, most)
        return self._to_hits(rows, typed)[:limit]

    def count(self, text: str) -> dict[str, int]:
        """Return by room how many entities have a name with the words of ``text``."""
        typed = fold(text[:LONGEST]) if text.strip() else ""
        query = (COUNTS, to_match(typed)) if typed else ("SELECT room, COUNT(*) FROM names WHERE main GROUP BY room",)
        with self._lock:
            return dict(self._database.execute(query[0], query[1:]).fetchall())

    def close(self) -> None:
        """Give the database back."""
        with self._lock:
            self._database.close()

    def _ask(self, sql: str, *values: str | int) -> list[Row]:
        with self._lock:
            return self._database.execute(sql, values).fetchall()

    def _to_hits(self, rows: Sequence[Row], typed: str) -> list[Hit]:
        best: dict[str, tuple[tuple[int, int], Row]] = {}
        for row in rows:
            place = (weigh(typed, row[4]), -row[5])
            if row[1] not in best or place < best[row[1]][0]:
                best[row[1]] = (place, row)
        ordered = sorted(best.values(), key=lambda pair: (pair[0][0], -pair[1][6], pair[1][0]))
        return [Hit(row[1], row[2], row[3], bool(row[5]), row[6]) for _, row in ordered]


def weigh(typed: str, folded: str) -> int:
    """Return how far a folded name is from what is typed: 0 the same, 1 sounds the same, 2 begins so, 3 and 4 within.

    >>> weigh("trotski", "trotski"), weigh("trotzki", "trotsky"), weigh("tro", "trotsky"), weigh("lev", "son of lev")
    (0, 1, 2, 3)
    """
    if not typed or typed == folded:
        return 0
    ours, theirs = [sound(word) for word in typed.split()], [sound(word) for word in folded.split()]
    if sorted(ours) == sorted(theirs):
        return 1
    if folded.startswith(typed):
        return 2
    return 3 if set(ours) <= set(theirs) else 4


def to_match(typed: str) -> str:
    """Return what FTS5 is asked for a folded text: for each word, one that begins or sounds so."""
    words = typed.split()[:WORDS]
    near = [f'(folded : "{word}" * OR heard : "{sound(word)}" *)' for word in words]
    joined = join_letters(typed)
    return f"({' AND '.join(near)})" + (f' OR folded : "{joined}" *' if joined else "")

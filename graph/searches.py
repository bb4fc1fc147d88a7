"""Names of entities with how often each is met in, what a reader types out as the entities meant: SQLite FTS5.

Names are folded and heard as in :mod:`graph.names_index`, so accents, case, script and the way of transliterating do
not matter; every word typed may be the beginning of one. The names lie in order of the mentions of their entities, so
that however many begin as what is typed, the best known are read first and no others.
"""

import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.names_index import LONGEST, Name, fold, sound

READ: Final = 400  # names, the most mentioned first, that are ranked
WORDS: Final = 12  # of a text that is looked for
TABLES: Final = """
CREATE TABLE names (number INTEGER PRIMARY KEY, entity TEXT, room TEXT, text TEXT, folded TEXT, main INTEGER);
CREATE INDEX by_folded ON names (folded);
CREATE VIRTUAL TABLE words USING fts5 (folded, heard, content='', columnsize=0, detail=full, prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 0");
"""
COLUMNS: Final = "names.number, names.entity, names.room, names.text, names.folded, names.main"
SAME: Final = f"SELECT {COLUMNS} FROM names WHERE folded = ? AND (? = '' OR room = ?) ORDER BY number LIMIT ?"
BEGUN: Final = f"""SELECT {COLUMNS} FROM words JOIN names ON names.number = words.rowid
  WHERE words MATCH ? AND (? = '' OR room = ?) ORDER BY words.rowid LIMIT ?"""
COUNTS: Final = """SELECT room, COUNT(DISTINCT entity) FROM words JOIN names ON names.number = words.rowid
  WHERE words MATCH ? GROUP BY room"""
LISTED: Final = f"SELECT {COLUMNS} FROM names WHERE main AND (? = '' OR room = ?) ORDER BY number LIMIT ?"

Row = tuple[int, str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that may be meant; ``name`` is the name of it that fits best, ``main`` tells that it is shown by it."""

    entity: str
    room: str
    name: str
    main: bool
    mentions: int


class Search:
    """The names of a graph in a database in memory; close it when done. Threads take turns."""

    def __init__(self, names: Iterable[Name], mentions: Mapping[str, int]) -> None:
        self._mentions = mentions
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.executescript(TABLES)
        ordered = sorted(names, key=lambda name: (-mentions.get(name.entity, 0), name.entity, not name.main, name.text))
        rows = [_to_row(number, name) for number, name in enumerate(ordered, 1)]
        self._database.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._database.executemany(
            "INSERT INTO words (rowid, folded, heard) VALUES (?, ?, ?)",
            ((row[0], f"{row[4]} {_join_letters(row[4])}", _hear(row[4])) for row in rows),
        )
        self._database.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._database.commit()

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
        """Give the memory back."""
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
        ordered = sorted(best.values(), key=lambda pair: (pair[0][0], -self._mentions.get(pair[1][1], 0), pair[1][0]))
        return [Hit(row[1], row[2], row[3], bool(row[5]), self._mentions.get(row[1], 0)) for _, row in ordered]


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
    joined = _join_letters(typed)
    return f"({' AND '.join(near)})" + (f' OR folded : "{joined}" *' if joined else "")


def _join_letters(folded: str) -> str:
    """Return ``psu`` for ``p s u``: an acronym with its points; ``""`` for any other name."""
    words = folded.split()
    return "".join(words) if len(words) > 1 and all(len(word) == 1 for word in words) else ""


def _hear(folded: str) -> str:
    return " ".join(sound(word) for word in folded.split())


def _to_row(number: int, name: Name) -> Row:
    return number, name.entity, name.entity.partition("/")[0], name.text, fold(name.text), int(name.main)

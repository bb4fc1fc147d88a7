"""Names of entities with how often each is met in, tables out in which they are found at once: one SQLite database.

:mod:`graph.searches` reads ``words`` (FTS5), :mod:`graph.names_index` the trigrams and the beginnings. The names are
numbered in order of the mentions of their entities, so that the best known are read first.
"""

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from graph.names_index import Name, find_trigrams, fold, hear, join_letters

TABLES: Final = """
CREATE TABLE names (number INTEGER PRIMARY KEY, entity TEXT, room TEXT, text TEXT, folded TEXT, main INTEGER,
  mentions INTEGER);
CREATE INDEX by_folded ON names (folded);
CREATE INDEX by_entity ON names (entity);
CREATE INDEX by_room ON names (room, number) WHERE main;
CREATE VIRTUAL TABLE words USING fts5 (folded, heard, content='', columnsize=0, detail=full, prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 0");
CREATE TABLE trigrams (gram TEXT PRIMARY KEY, numbers BLOB) WITHOUT ROWID;
CREATE TABLE beginnings (rest TEXT, first INTEGER, number INTEGER, PRIMARY KEY (rest, first, number)) WITHOUT ROWID;
CREATE TABLE sizes (numbers BLOB);
"""


def hold_names(names: Iterable[Name], mentions: Mapping[str, int] | None = None) -> sqlite3.Connection:
    """Return a database in memory with the tables of the names."""
    database = sqlite3.connect(":memory:", check_same_thread=False)
    write_names(database, names, mentions or {})
    return database


def open_names(path: Path) -> sqlite3.Connection:
    """Return the database in a file, to be read by any thread; the file must not change."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def write_names(database: sqlite3.Connection, names: Iterable[Name], mentions: Mapping[str, int]) -> None:
    """Write the tables of the names into a database that has none of them."""
    database.executescript(TABLES)
    ordered = sorted(names, key=lambda name: (-mentions.get(name.entity, 0), name.entity, not name.main, name.text))
    folded = [fold(name.text) for name in ordered]
    database.executemany(
        "INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                name.entity,
                name.entity.partition("/")[0],
                name.text,
                text,
                name.main,
                mentions.get(name.entity, 0),
            )
            for number, (name, text) in enumerate(zip(ordered, folded, strict=True), 1)
        ),
    )
    database.executemany(
        "INSERT INTO words (rowid, folded, heard) VALUES (?, ?, ?)",
        ((number, f"{text} {join_letters(text)}", hear(text)) for number, text in enumerate(folded, 1)),
    )
    database.execute("INSERT INTO words (words) VALUES ('optimize')")
    _write_trigrams(database, folded)
    _write_beginnings(database, folded)
    database.commit()


def _write_trigrams(database: sqlite3.Connection, folded: Iterable[str]) -> None:
    """Write for each trigram the names that have it, and how many trigrams each name has (0 for the number 0)."""
    postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
    sizes = array("H", [0])
    for number, text in enumerate(folded, 1):
        grams = find_trigrams(text)
        sizes.append(min(len(grams), 65_535))
        for gram in grams:
            postings[gram].append(number)
    database.executemany(
        "INSERT INTO trigrams VALUES (?, ?)", sorted((gram, one.tobytes()) for gram, one in postings.items())
    )
    database.execute("INSERT INTO sizes VALUES (?)", (sizes.tobytes(),))


def _write_beginnings(database: sqlite3.Connection, folded: Iterable[str]) -> None:
    rows = []
    for number, text in enumerate(folded, 1):
        words = text.split()
        rows += [(" ".join(words[first:]), first, number) for first in range(len(words))]
    database.executemany("INSERT INTO beginnings VALUES (?, ?, ?)", sorted(rows))

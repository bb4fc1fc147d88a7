"""What pages read at once, made of one version of a graph: a file of SQLite beside the index, never the only copy.

``index/<version of the graph>-<digest of the program>.pages`` holds the names as :mod:`graph.name_tables` writes them,
documents (gzipped, by name), the cards of entities and the nodes of networks. What another program or another build
has made is made anew.
"""

import gzip
import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from graph.name_tables import open_names

ENDING: Final = ".pages"
KEPT: Final = 2  # the newest and the one before, which a server may still read
LEVEL: Final = 6
TABLES: Final = """
CREATE TABLE documents (name TEXT PRIMARY KEY, body BLOB);
CREATE TABLE cards (id TEXT PRIMARY KEY, label TEXT, description TEXT, types TEXT, above TEXT) WITHOUT ROWID;
CREATE TABLE nodes (network TEXT, id TEXT, PRIMARY KEY (network, id)) WITHOUT ROWID;
"""
CardRow = tuple[str, str, str, str]  # label, description, classes, those above them


class Shelf:
    """The file of one version, read by many threads; close it when done."""

    def __init__(self, path: Path) -> None:
        self._database = open_names(path)
        self._lock = threading.Lock()

    def read_packed(self, name: str) -> bytes:
        """Return a document as it lies there, gzipped; KeyError where there is none of that name."""
        found = self._ask("SELECT body FROM documents WHERE name = ?", name)
        if not found:
            raise KeyError(name)
        return bytes(found[0][0])

    def read(self, name: str) -> Any:
        """Return a document of JSON; KeyError where there is none of that name."""
        return json.loads(gzip.decompress(self.read_packed(name)))

    def find_card(self, id_: str) -> CardRow | None:
        """Return the card of an entity, None where there is none."""
        found = self._ask("SELECT label, description, types, above FROM cards WHERE id = ?", id_)
        return tuple(found[0]) if found else None

    def list_cards(self) -> Iterator[str]:
        """Yield the ids of all cards."""
        yield from (row[0] for row in self._ask("SELECT id FROM cards ORDER BY id"))

    def has_node(self, network: str, id_: str) -> bool:
        """Tell whether an entity is in a network."""
        return bool(self._ask("SELECT 1 FROM nodes WHERE network = ? AND id = ?", network, id_))

    def close(self) -> None:
        """Give the database back."""
        with self._lock:
            self._database.close()

    def _ask(self, sql: str, *values: str) -> list[Any]:
        sent = [value.encode("utf-8", "replace").decode("utf-8") for value in values]  # half a character is none
        with self._lock:
            return self._database.execute(sql, sent).fetchall()


def find_shelf(folder: Path, version: str) -> Path:
    """Return where the file of a version of the graph in ``folder`` lies, or would."""
    return folder / "index" / f"{version}-{digest_program()}{ENDING}"


def make_shelf(path: Path, write: Callable[[sqlite3.Connection], None]) -> None:
    """Let ``write`` fill a file beside ``path`` and rename it there; remove what is older than the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".making-{os.getpid()}-{threading.get_ident()}")
    aside.unlink(missing_ok=True)
    try:
        database = sqlite3.connect(aside, check_same_thread=False)
        try:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
            write(database)
            database.commit()
        finally:
            database.close()
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    others = [one for one in path.parent.glob(f"*{ENDING}") if one != path]
    for old in sorted(others, key=lambda one: one.stat().st_mtime_ns, reverse=True)[KEPT - 1 :]:
        old.unlink(missing_ok=True)


def write_document(database: sqlite3.Connection, name: str, body: bytes) -> None:
    """Add a document."""
    packed = gzip.compress(body, LEVEL, mtime=0)
    database.execute("INSERT INTO documents VALUES (?, ?)", (name, packed))


def write_record(database: sqlite3.Connection, name: str, record: Any) -> None:
    """Add a document of JSON."""
    write_document(database, name, json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def write_cards(database: sqlite3.Connection, cards: Mapping[str, CardRow]) -> None:
    """Add the cards of entities by id."""
    database.executemany("INSERT INTO cards VALUES (?, ?, ?, ?, ?)", ((id_, *card) for id_, card in cards.items()))


def write_nodes(database: sqlite3.Connection, network: str, nodes: Iterable[str]) -> None:
    """Add the nodes of a network."""
    database.executemany("INSERT INTO nodes VALUES (?, ?)", ((network, node) for node in nodes))


@cache
def digest_program() -> str:
    """Return a digest of the program's own files: what another version has made is not read."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parents[1]
    for folder in ("api", "graph", "ontology"):
        for path in sorted((root / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]

"""A SPARQL query in, an answer in the media type asked for out: read-only, bounded in time, memory and rows.

In order: the guards turn away what must not reach the engine, a worker process asks the index, what it says becomes an
:class:`Answer` or one of the exceptions of :mod:`graph.guards`.
"""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from graph.guards import (
    PoolBusy,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooLarge,
    StoreFailure,
    StoreLate,
    check_query,
)
from graph.manifest import read_manifest
from graph.query_worker import GRAPH_TYPES
from graph.results import WRITERS
from graph.store import StoreError, open_index
from graph.workers import INDEX_WORKER, Crew
from ontology.files import PREFIXES

__all__ = [
    "MEDIA_TYPES", "Answer", "PoolBusy", "QueryError", "QueryPool", "QueryRefused", "QuerySyntaxError", "QueryTimeout",
    "QueryTooLarge", "StoreError", "StoreFailure", "StoreLate", "UnfitMediaType", "ask", "find_form",
]  # fmt: skip

TABLES: Final = tuple(WRITERS)
GRAPHS: Final = tuple(GRAPH_TYPES)
MEDIA_TYPES: Final = {"SELECT": TABLES, "ASK": TABLES, "CONSTRUCT": GRAPHS, "DESCRIBE": GRAPHS}  # the first by default
TIMEOUT_S: Final = 30.0
MAX_ROWS: Final = 100_000
MAX_BYTES: Final = 64_000_000
MEMORY_MB: Final = 2048
PLACE: Final = re.compile(r"error at (\d+):(\d+): ?")


class UnfitMediaType(QueryError):  # noqa: N818 (like the others)
    """The media type can't hold an answer of this query's form."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave. ``truncated`` where there were more rows (or triples) than asked for."""

    media_type: str
    body: bytes
    rows: int
    truncated: bool


def find_form(sparql: str) -> str:
    """Return ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``; raise QueryRefused or QuerySyntaxError."""
    return check_query(sparql).form


def ask(
    folder: Path,
    sparql: str,
    *,
    media_type: str = "",
    timeout_s: float = TIMEOUT_S,
    max_rows: int = MAX_ROWS,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Answer:
    """Ask the graph in ``folder`` once; see :meth:`QueryPool.ask`."""
    with QueryPool(folder, workers=1, timeout_s=timeout_s, max_rows=max_rows) as pool:
        return pool.ask(sparql, media_type=media_type, default_graphs=default_graphs, named_graphs=named_graphs)


class QueryPool:
    """Worker processes over the graph in a folder, for as many threads as like to ask; close it when done.

    A graph that was built again is taken up with the next query. ``version`` is the digest of the graph asked last.
    """

    _module = INDEX_WORKER

    def __init__(
        self,
        folder: Path,
        workers: int = 2,
        *,
        timeout_s: float = TIMEOUT_S,
        max_rows: int = MAX_ROWS,
        max_bytes: int = MAX_BYTES,
        memory_mb: int = MEMORY_MB,
    ) -> None:
        self.folder = folder
        self.timeout_s = timeout_s
        self.max_rows = max_rows
        self.max_bytes = max_bytes
        self._lock = threading.Lock()
        self._seen = self._look()
        self._index, self._base = self._open()
        self._crew = Crew(workers, memory_mb, self._module)

    @property
    def version(self) -> str:
        """The digest of the graph that is asked."""
        return self._find_index().name

    def peek_version(self) -> str:
        """Return the version at once where nothing has changed since it was found; else ""."""
        return self._index.name if self._look() == self._seen and self._index.is_dir() else ""

    def ask(
        self,
        sparql: str,
        *,
        media_type: str = "",
        timeout_s: float | None = None,
        max_rows: int | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        """Return the answer in ``media_type``, by default JSON for rows and Turtle for triples.

        IRIs of the query may be relative to the graph's base, as ``<person/victor-serge>``. Without FROM and graphs
        given, all graphs together are the default graph. The clock runs from the call, waiting for a worker included.
        Raises :class:`graph.guards.QueryError` in its kinds, and StoreError.
        """
        shape = check_query(sparql)
        media_type = media_type or MEDIA_TYPES[shape.form][0]
        if media_type not in MEDIA_TYPES[shape.form]:
            raise UnfitMediaType(f"{shape.form} is answered in {', '.join(MEDIA_TYPES[shape.form])}, not {media_type}")
        request = {
            "sparql": sparql,
            "prefixes": PREFIXES,
            "union": not shape.has_dataset,
            "default_graphs": list(default_graphs),
            "named_graphs": list(named_graphs),
            "media_type": media_type,
            "max_rows": self.max_rows if max_rows is None else max_rows,
            "max_bytes": self.max_bytes,
        }
        record, body = self._send(request, self.timeout_s if timeout_s is None else timeout_s)
        if "error" in record:
            raise _to_exception(record)
        return Answer(media_type, body, record["rows"], record["truncated"])

    def close(self) -> None:
        """End the worker processes; waits for those that are busy."""
        self._crew.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _send(self, request: dict[str, Any], timeout_s: float) -> tuple[dict[str, Any], bytes]:
        index = self._find_index()
        return self._crew.send(index, {**request, "base": self._base}, timeout_s)

    def _find_index(self) -> Path:
        """Return the index of the graph as it is now; the manifest's file tells whether it was built again."""
        with self._lock:
            seen = self._look()
            if seen != self._seen or not self._index.is_dir():
                self._index, self._base = self._open()
                self._seen = seen
            return self._index

    def _open(self) -> tuple[Path, str]:
        """Return the index and the base of the graph's IRIs, which relative ones in queries are read against."""
        return open_index(self.folder), read_manifest(self.folder / "graph" / "manifest.json").base

    def _look(self) -> tuple[int, int]:
        try:
            status = (self.folder / "graph" / "manifest.json").stat()
        except FileNotFoundError:
            return 0, 0
        return status.st_mtime_ns, status.st_ino


def _to_exception(record: dict[str, Any]) -> QueryError:
    message = record["message"]
    if record["error"] == "memory":
        return QueryTooLarge("the query needed more memory than it may")
    if record["error"] == "long":
        return QueryTooLarge(message)
    if record["error"] in ("store", "late"):
        return (StoreLate if record["error"] == "late" else StoreFailure)(message)
    if record["error"] != "syntax":
        return QueryRefused(message)
    place = PLACE.match(message)
    line, column = (int(place.group(1)), int(place.group(2))) if place else (0, 0)
    return QuerySyntaxError(message, line, column)

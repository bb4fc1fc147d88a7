"""A SPARQL query in, an answer in the media type asked for out: read-only, bounded in time, memory and rows.

In order: the guards turn away what must not reach the engine, services that may be asked are asked, a worker process
asks the index, what it says becomes an :class:`Answer` or one of the exceptions of :mod:`graph.guards`.
"""

import asyncio
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
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
    Shape,
    StoreFailure,
    StoreLate,
    check_query,
)
from graph.manifest import read_manifest
from graph.query_worker import GRAPH_TYPES
from graph.results import WRITERS
from graph.services import Call, ask_services, find_calls, may_call, replace_calls
from graph.store import StoreError, open_index
from graph.workers import INDEX_WORKER, Crew, Gone, Take
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


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known of an answer when all of it was given: rows, and whether there were more than asked for."""

    rows: int
    truncated: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A query that the guards have let through: its form and whether it has a FROM, the services that it asks."""

    sparql: str
    shape: Shape
    calls: tuple[Call, ...] = field(default=())


def read_question(sparql: str, hosts: frozenset[str] = frozenset()) -> Question:
    """Return what a query asks, of services at ``hosts`` too; raise QueryRefused or QuerySyntaxError."""
    calls = find_calls(sparql, hosts) if hosts and may_call(sparql) else ()
    return Question(sparql, check_query(replace_calls(sparql, calls, ("{ }",) * len(calls))), calls)


def find_form(sparql: str, hosts: frozenset[str] = frozenset()) -> str:
    """Return ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``; raise QueryRefused or QuerySyntaxError."""
    return read_question(sparql, hosts).shape.form


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
        hosts: frozenset[str] = frozenset(),
    ) -> None:
        self.folder = folder
        self.hosts = hosts
        self._manifest = folder / "graph" / "manifest.json"
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
        pieces: list[bytes] = []
        deadline = time.monotonic() + (self.timeout_s if timeout_s is None else timeout_s)
        question = read_question(sparql, self.hosts)
        media_type = find_media_type(question.shape.form, media_type)
        request = self._make_request(question, media_type, max_rows, default_graphs, named_graphs)
        if question.calls:
            request["sparql"] = self._ask_services(question, deadline)
        record = self._send(request, deadline - time.monotonic(), pieces.append)
        return Answer(media_type, b"".join(pieces), **_to_ending(record))

    async def ask_async(
        self,
        sparql: str,
        media_type: str,
        take: Take,
        gone: Gone,
        *,
        timeout_s: float,
        max_rows: int | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Ending:
        """Give the answer to ``take`` as it comes, on an event loop; ``gone`` is what is called when the client leaves.

        As many may be under way at once as there are workers. Raises what :meth:`ask` raises, maybe after a part.
        """
        deadline = time.monotonic() + timeout_s
        question = read_question(sparql, self.hosts)
        media_type = find_media_type(question.shape.form, media_type)
        request = self._make_request(question, media_type, max_rows, default_graphs, named_graphs)
        if question.calls:
            request["sparql"] = await asyncio.to_thread(self._ask_services, question, deadline)
        index = self._index if self.peek_version() else await asyncio.to_thread(self._find_index)
        record = await self._send_async(index, request, deadline - time.monotonic(), take, gone)
        return Ending(**_to_ending(record))

    def close(self) -> None:
        """End the worker processes; waits for those that are busy."""
        self._crew.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _make_request(
        self,
        question: Question,
        media_type: str,
        max_rows: int | None,
        default_graphs: Sequence[str],
        named_graphs: Sequence[str],
    ) -> dict[str, Any]:
        """Return what a worker is told."""
        return {
            "sparql": question.sparql,
            "base": self._base,
            "form": question.shape.form,
            "has_dataset": question.shape.has_dataset,
            "default_graphs": list(default_graphs),
            "named_graphs": list(named_graphs),
            "media_type": media_type,
            "max_rows": self.max_rows if max_rows is None else max_rows,
            "max_bytes": self.max_bytes,
        }

    def _ask_services(self, question: Question, deadline: float) -> str:
        return ask_services(question.sparql, question.calls, PREFIXES, self._base, deadline - time.monotonic())

    def _send(self, request: dict[str, Any], timeout_s: float, take: Take) -> dict[str, Any]:
        index = self._find_index()
        return self._crew.send(index, {**request, "base": self._base}, timeout_s, take)

    async def _send_async(
        self, index: Path, request: dict[str, Any], timeout_s: float, take: Take, gone: Gone
    ) -> dict[str, Any]:
        return await self._crew.send_async(index, {**request, "base": self._base}, timeout_s, take, gone)

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
            status = self._manifest.stat()
        except FileNotFoundError:
            return 0, 0
        return status.st_mtime_ns, status.st_ino


def find_media_type(form: str, media_type: str) -> str:
    """Return the media type of an answer, the first of its form's where none is given; raise UnfitMediaType."""
    media_type = media_type or MEDIA_TYPES[form][0]
    if media_type not in MEDIA_TYPES[form]:
        raise UnfitMediaType(f"{form} is answered in {', '.join(MEDIA_TYPES[form])}, not {media_type}")
    return media_type


def _to_ending(record: dict[str, Any]) -> dict[str, Any]:
    if "error" in record:
        raise _to_exception(record)
    return {"rows": record["rows"], "truncated": record["truncated"]}


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

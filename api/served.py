"""A folder with a graph in, answers out without holding up the event loop: what every router of the server asks.

Queries run in the processes of :class:`graph.query.QueryPool`, or ask another store (:mod:`graph.stores`); a thread
waits for each. Whose turn it is, and who is turned away at once because too many wait, :mod:`api.turns` says.
"""

import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread

from api.media_types import JSON
from api.settings import Settings
from api.turns import Turns, asking
from graph.iris import Iris
from graph.manifest import Manifest, read_manifest
from graph.query import Answer
from graph.stores import open_pool

Found = TypeVar("Found")


class ServedGraph:
    """The graph that is served: its pool of workers, its manifest. Close it when done."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder = settings.folder
        self._pool = open_pool(
            settings.folder, settings.find_store(), workers=settings.workers, timeout_s=settings.timeout_s,
            max_rows=settings.max_rows, max_bytes=settings.max_bytes, memory_mb=settings.memory_mb,
        )  # fmt: skip
        self._threads = CapacityLimiter(settings.workers)
        self._turns = Turns(
            settings.workers, settings.client_workers or max(1, settings.workers // 2),
            settings.queue, settings.client_queue,
        )  # fmt: skip

    @property
    def manifest(self) -> Manifest:
        """What the graph was made of, as it is now."""
        return read_manifest(self.folder / "graph" / "manifest.json")

    def find_iri(self, path: str) -> str:
        """Return the IRI of the data at ``person/victor-serge``."""
        return Iris(self.manifest.base).entity(path).value

    @property
    def under_way(self) -> int:
        """How many queries are answered or wait for a worker."""
        return self._turns.under_way

    async def find_version(self) -> str:
        """Return the digest of the graph's content; it changes with every build that changes it.

        In a thread, because a graph that was built again is indexed first.
        """
        return self._pool.peek_version() or await to_thread.run_sync(lambda: self._pool.version)

    async def ask(
        self,
        sparql: str,
        media_type: str = JSON,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        max_rows: int | None = None,
    ) -> Answer:
        """Return the answer; raises what :meth:`graph.query.QueryPool.ask` raises. The clock runs from the call."""
        deadline = time.monotonic() + self.settings.timeout_s
        async with self._turns.take(asking.get(), self.settings.timeout_s):
            ask = partial(
                self._pool.ask, sparql, timeout_s=max(0.05, deadline - time.monotonic()),
                media_type=media_type, default_graphs=default_graphs, named_graphs=named_graphs, max_rows=max_rows,
            )  # fmt: skip
            return await to_thread.run_sync(ask, limiter=self._threads)

    async def call(self, function: Callable[..., Found], *arguments: Any) -> Found:
        """Return what ``function(pool, *arguments)`` returns, from a thread; raises what it raises."""
        async with self._turns.take(asking.get(), self.settings.timeout_s):
            return await to_thread.run_sync(partial(function, self._pool, *arguments), limiter=self._threads)

    async def select(self, sparql: str, max_rows: int | None = None) -> list[dict[str, str]]:
        """Return the rows of a SELECT of our own as plain text, unbound variables left out."""
        answer = await self.ask(sparql, max_rows=max_rows)
        rows: list[dict[str, dict[str, Any]]] = json.loads(answer.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in rows]

    def close(self) -> None:
        """End the workers."""
        self._pool.close()

"""A folder with a graph in, answers out without holding up the event loop: what every router of the server asks.

Queries run in the processes of :class:`graph.query.QueryPool`, or ask another store (:mod:`graph.stores`). Whose turn
it is, and who is turned away at once because too many wait, :mod:`api.turns` says.
"""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, TypeVar

from anyio import CapacityLimiter, to_thread

from api.kept_answers import KeptAnswers, Key, make_key
from api.media_types import JSON
from api.settings import Settings
from api.spools import Room, Spool
from api.turns import Turns, asking, find_gone
from graph.iris import Iris
from graph.manifest import Manifest, read_manifest
from graph.query import Answer, Ending, find_form
from graph.services import parse_hosts
from graph.stores import open_pool
from graph.workers import Take

Found = TypeVar("Found")
LONG: Final = 2000  # characters of a query that is looked through in a thread


class ServedGraph:
    """The graph that is served: its pool of workers, its manifest. Close it when done."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder = settings.folder
        self.hosts = parse_hosts(settings.services)
        self._pool = open_pool(
            settings.folder, settings.find_store(), workers=settings.workers, timeout_s=settings.timeout_s,
            max_rows=settings.max_rows, max_bytes=settings.max_bytes, memory_mb=settings.memory_mb, hosts=self.hosts,
        )  # fmt: skip
        self._room = Room(settings.spool_mb * 1_000_000)
        self._kept = KeptAnswers(settings.kept_mb * 1_000_000)
        self._manifest: tuple[tuple[int, int], Manifest] | None = None
        self._fillers: set[asyncio.Task[None]] = set()
        self._threads = CapacityLimiter(settings.workers)
        self._turns = Turns(
            settings.workers, settings.client_workers or max(1, settings.workers // 2),
            settings.queue, settings.client_queue,
        )  # fmt: skip

    @property
    def manifest(self) -> Manifest:
        """What the graph was made of, as it is now."""
        path = self.folder / "graph" / "manifest.json"
        try:
            status = path.stat()
        except OSError:
            return read_manifest(path)  # says what is wrong
        seen = status.st_mtime_ns, status.st_ino
        if self._manifest is None or self._manifest[0] != seen:
            self._manifest = seen, read_manifest(path)
        return self._manifest[1]

    def find_iri(self, path: str) -> str:
        """Return the IRI of the data at ``person/victor-serge``."""
        return Iris(self.manifest.base).entity(path).value

    @property
    def under_way(self) -> int:
        """How many queries are answered or wait for a worker."""
        return self._turns.under_way

    def peek_version(self) -> str:
        """Return the version where nothing but a build can have changed the graph, and none has; else ""."""
        return self._pool.peek_version()

    async def find_version(self) -> str:
        """Return the digest of the graph's content; it changes with every build that changes it.

        In a thread, because a graph that was built again is indexed first.
        """
        return self._pool.peek_version() or await to_thread.run_sync(lambda: self._pool.version)

    async def find_form(self, sparql: str) -> str:
        """Return the form of a query; raise what :func:`graph.query.find_form` raises. Long ones hold up nobody."""
        if len(sparql) > LONG:
            return await to_thread.run_sync(find_form, sparql, self.hosts)
        return find_form(sparql, self.hosts)

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
        key = make_key(self._pool.peek_version(), sparql, media_type, default_graphs, named_graphs, max_rows)
        if kept := self._kept.find(key):
            return kept
        pieces: list[bytes] = []
        ending = await self._ask(sparql, media_type, pieces.append, default_graphs, named_graphs, max_rows)
        return self._keep(key, Answer(media_type, b"".join(pieces), ending.rows, ending.truncated))

    async def ask_spooled(
        self, sparql: str, media_type: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> Spool:
        """Return the answer, whole or long enough to be sent before it is; raises what :meth:`ask` raises."""
        spool = Spool(self._room, asking.get(), self.settings.held_bytes)
        key = make_key(self._pool.peek_version(), sparql, media_type, default_graphs, named_graphs)
        if kept := self._kept.find(key):
            spool.write(kept.body)
            spool.end(Ending(kept.rows, kept.truncated))
            return spool

        async def fill() -> None:
            try:
                spool.end(await self._ask(sparql, media_type, spool.write, default_graphs, named_graphs))
            except BaseException as error:  # told to who waits for the answer, in another task
                spool.fail(error)
                if not isinstance(error, Exception):
                    raise

        filler = asyncio.create_task(fill())
        self._fillers.add(filler)
        filler.add_done_callback(self._fillers.discard)
        try:
            await spool.begin()
        except BaseException:
            filler.cancel()
            spool.close()
            raise
        if spool.ending and (body := spool.read_all()) is not None:
            self._keep(key, Answer(media_type, body, spool.ending.rows, spool.ending.truncated))
        return spool

    def _keep(self, key: Key, answer: Answer) -> Answer:
        """Keep an answer that is of the version in its key for sure; that of a store that others change is not."""
        if key[0] and key[0] == self._pool.peek_version():
            self._kept.keep(key, answer)
        return answer

    async def _ask(
        self,
        sparql: str,
        media_type: str,
        take: Take,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        max_rows: int | None = None,
    ) -> Ending:
        deadline = time.monotonic() + self.settings.timeout_s
        await self.find_form(sparql)
        async with self._turns.take(asking.get(), self.settings.timeout_s):
            return await self._pool.ask_async(
                sparql, media_type, take, find_gone(), timeout_s=max(0.05, deadline - time.monotonic()),
                default_graphs=default_graphs, named_graphs=named_graphs, max_rows=max_rows,
            )  # fmt: skip

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

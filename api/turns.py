"""Who asks in, whose query is answered next out: no client holds all workers, and no more wait than there is hope for.

A client is an address, for IPv6 its /64. A free worker goes to the client that holds the fewest; among equals to the
one that was served least lately. Stands between the routes and the threads of :mod:`api.served`, on the event loop.
"""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from ipaddress import IPv6Address, ip_address
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from graph.query import PoolBusy

PREFIX: Final = 64  # bits of an IPv6 address that stand for one client
GONE: Final = "smolny.gone"  # in the scope: what to call when the client hangs up, put there by the connection
Gone = set[Callable[[], object]]
asking: ContextVar[str] = ContextVar("asking", default="")
leaving: ContextVar[Gone | None] = ContextVar("leaving", default=None)


def find_gone() -> Gone:
    """Return what is called when the client of this request hangs up, to add to."""
    gone = leaving.get()
    return set() if gone is None else gone


class ClientMiddleware:
    """Tells all that is called for a request who its client is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        asking.set(find_client((scope.get("client") or ("",))[0]))
        leaving.set(scope.get(GONE))
        await self._app(scope, receive, send)


def find_client(address: str) -> str:
    """Return what stands for the client at an address."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or IPv6Address(int(found) >> (128 - PREFIX) << (128 - PREFIX)))


class Turns:
    """Gives out as many turns at once as there are workers; ``client_…`` is what one client may have of each."""

    def __init__(self, workers: int, client_workers: int, queue: int, client_queue: int) -> None:
        self._workers, self._client_workers = workers, client_workers
        self._queue, self._client_queue = queue, client_queue
        self._running: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}  # clients in the order of their next turn

    @property
    def under_way(self) -> int:
        """How many have or await a turn."""
        return self._running.total() + self._count_waiting()

    @asynccontextmanager
    async def take(self, client: str, timeout_s: float) -> AsyncIterator[None]:
        """Hold a turn; raise PoolBusy where too many wait already or none comes in time."""
        if self._running.total() < self._workers and self._running[client] < self._client_workers:
            self._running[client] += 1
        else:
            await self._wait(client, timeout_s)
        try:
            yield
        finally:
            self._end(client)

    async def _wait(self, client: str, timeout_s: float) -> None:
        if len(self._waiting.get(client, ())) >= self._client_queue:
            raise PoolBusy("too many queries of yours are waiting")
        if self._count_waiting() >= self._queue:
            raise PoolBusy("too many queries are waiting")
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        gone = find_gone()
        gone.add(turn.cancel)
        try:
            async with asyncio.timeout(timeout_s):
                await turn
        except TimeoutError:
            self._leave(client, turn)
            raise PoolBusy("all workers were busy for as long as the query may take") from None
        except asyncio.CancelledError:
            self._leave(client, turn)
            if (task := asyncio.current_task()) and task.cancelling():
                raise
            raise PoolBusy("who asked has hung up") from None
        finally:
            gone.discard(turn.cancel)

    def _leave(self, client: str, turn: asyncio.Future[None]) -> None:
        """Give a turn back that came too late, or its place in the queue."""
        if turn.done() and not turn.cancelled():
            self._end(client)
            return
        queue = self._waiting[client]
        queue.remove(turn)
        if not queue:
            del self._waiting[client]

    def _end(self, client: str) -> None:
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        while self._running.total() < self._workers and (following := self._choose()):
            queue = self._waiting.pop(following)
            turn = queue.popleft()
            if queue:
                self._waiting[following] = queue
            if not turn.done():
                turn.set_result(None)
                self._running[following] += 1

    def _choose(self) -> str:
        able = [client for client in self._waiting if self._running[client] < self._client_workers]
        return min(able, key=lambda client: self._running[client], default="")

    def _count_waiting(self) -> int:
        return sum(map(len, self._waiting.values()))

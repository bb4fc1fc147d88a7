"""What is made from a graph once for each version of it, and kept."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Final, Generic, TypeVar

from api.served import ServedGraph

Made = TypeVar("Made")
MOST: Final = 16


class Kept(Generic[Made]):
    """Keeps what ``make(*arguments)`` gave for the version of the graph that was asked last.

    Who asks for the same while it is being made waits for that; other arguments are not held up.
    """

    def __init__(self, graph: ServedGraph, make: Callable[..., Awaitable[Made]]) -> None:
        self._graph = graph
        self._make = make
        self._version = ""
        self._made: dict[tuple[Hashable, ...], asyncio.Future[Made]] = {}

    async def read(self, *arguments: Hashable) -> Made:
        """Return what is made of the arguments, made now where it is not kept; raises what making raises."""
        version = await self._graph.find_version()
        if version != self._version:
            self._version = version
            self._made.clear()
        kept = self._made.get(arguments)
        if kept is None or (kept.done() and (kept.cancelled() or kept.exception())):
            kept = asyncio.ensure_future(self._make(*arguments))
            self._made[arguments] = kept
            while len(self._made) > MOST:
                self._made.pop(next(iter(self._made)))
        return await asyncio.shield(kept)

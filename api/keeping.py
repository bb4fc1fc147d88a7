"""What is made from a graph once for each version of it, and kept."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Final, Generic, TypeVar

from api.served import ServedGraph

Made = TypeVar("Made")
MOST: Final = 16


class Kept(Generic[Made]):
    """Keeps what ``make(*arguments)`` gave for the version of the graph that was asked last."""

    def __init__(self, graph: ServedGraph, make: Callable[..., Awaitable[Made]]) -> None:
        self._graph = graph
        self._make = make
        self._version = ""
        self._made: dict[tuple[Hashable, ...], Made] = {}
        self._lock = asyncio.Lock()

    async def read(self, *arguments: Hashable) -> Made:
        """Return what is made of the arguments, made now where it is not kept; raises what making raises."""
        version = await self._graph.find_version()
        async with self._lock:
            if version != self._version:
                self._version = version
                self._made.clear()
            if arguments not in self._made:
                self._made[arguments] = await self._make(*arguments)
                while len(self._made) > MOST:
                    self._made.pop(next(iter(self._made)))
            return self._made[arguments]

"""A long answer as it comes in, the same as its client reads it out: a few pieces in memory, more than that in a file.

The worker that answers never waits for a slow reader, and the head of the response can wait until the answer is whole,
so that its status is right. Between :mod:`api.served`, which fills a spool, and :mod:`api.sparql`, which sends it. All
on the event loop.
"""

import asyncio
import os
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from typing import IO, Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.turns import find_gone
from graph.query import Ending, PoolBusy

MEMORY: Final = 1 << 18  # bytes of an answer that are kept in memory
CHUNK: Final = 1 << 16
ABORT: Final = "smolny.abort"  # in the scope: what breaks the connection, put there by the connection


class Room:
    """How many bytes all spools may have together; one client may have half of them."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._taken: Counter[str] = Counter()

    @property
    def taken(self) -> int:
        """Bytes that spools have now."""
        return self._taken.total()

    def take(self, client: str, count: int) -> None:
        """Take some; raise PoolBusy where there are none left."""
        if self.taken + count > self._max_bytes or 2 * (self._taken[client] + count) > self._max_bytes:
            raise PoolBusy("too many long answers are on their way")
        self._taken[client] += count

    def give_back(self, client: str, count: int) -> None:
        """Give some back."""
        self._taken[client] -= count
        if not self._taken[client]:
            del self._taken[client]


class Spool:
    """One answer on its way. Filled by ``write`` and ended once; read as it comes, then closed."""

    def __init__(self, room: Room, client: str, held: int) -> None:
        self._room, self._client, self._held = room, client, held
        self._pieces: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._filed = 0
        self._written = asyncio.Event()
        self._begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._error: BaseException | None = None
        self.length = 0
        self.ending: Ending | None = None

    def write(self, data: bytes) -> None:
        """Add a piece; raise PoolBusy where there is no room for it."""
        if self._file or self.length + len(data) > MEMORY:
            self._write_to_file(data)
        else:
            self._pieces.append(data)
        self.length += len(data)
        if self.length > self._held:
            self._begin()
        self._written.set()

    def end(self, ending: Ending) -> None:
        """Note that the answer is whole; one that was cut when it had begun to be sent is broken off instead."""
        self.ending = ending
        if self._begun.done() and ending.truncated:
            self._error = PoolBusy("the answer has more rows than are given")
        self._begin()
        self._written.set()

    def fail(self, error: BaseException) -> None:
        """Note that there will be no more of the answer."""
        self._error = error
        self._begin()
        self._written.set()

    async def begin(self) -> None:
        """Wait until the answer is whole, or so long that it is sent before it is; raise what went wrong till then."""
        await self._begun
        if self._error:
            raise self._error

    def read_all(self) -> bytes | None:
        """Return the answer where it is whole and in memory."""
        return None if self._file or not self.ending else b"".join(self._pieces)

    async def read(self) -> AsyncIterator[bytes]:
        """Yield the answer as it comes; raise what goes wrong."""
        position = 0
        while True:
            whole = self.ending is not None
            if self._error:
                raise self._error
            while chunk := self._read_at(position):
                position += len(chunk)
                yield chunk
            if whole:
                return
            self._written.clear()
            if position == self.length and not self.ending and not self._error:
                await self._written.wait()

    def close(self) -> None:
        """Forget the answer."""
        if self._file:
            self._file.close()
        self._room.give_back(self._client, self._filed)
        self._filed = 0

    def _begin(self) -> None:
        if not self._begun.done():
            self._begun.set_result(None)

    def _write_to_file(self, data: bytes) -> None:
        pieces = b"".join((*self._pieces, data))
        self._room.take(self._client, len(pieces))
        self._filed += len(pieces)
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 (close() closes it)
        self._pieces.clear()
        while pieces:
            pieces = pieces[self._file.write(pieces) :]

    def _read_at(self, position: int) -> bytes:
        if self._file:
            return os.pread(self._file.fileno(), CHUNK, position)
        return b"".join(self._pieces)[position:]


class SpooledResponse(Response):
    """A response whose body is a spool, which is closed afterwards.

    Where the answer fails when its head has gone, the connection is broken off: half an answer never looks whole.
    """

    def __init__(self, spool: Spool, headers: dict[str, str], media_type: str) -> None:
        super().__init__(None, 200, headers, media_type)
        self._spool = spool
        if spool.ending:
            self.headers["Content-Length"] = str(spool.length)
        elif "content-length" in self.headers:
            del self.headers["content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        gone, left = find_gone(), asyncio.Event()
        gone.add(left.set)
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if scope["method"] != "HEAD":
                async for chunk in self._spool.read():
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
                    if left.is_set():
                        return
            await send({"type": "http.response.body", "body": b""})
        except Exception:
            if (abort := scope.get(ABORT)) is None:
                raise
            abort()
        finally:
            gone.discard(left.set)
            self._spool.close()

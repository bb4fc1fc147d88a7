"""Connections that dawdle or come in crowds in, their end out: a request has to arrive whole, an answer to be read.

uvicorn itself waits for ever for the rest of a request. Its protocol of h11 is used, which bounds the head at 64 kB.
Stands before :mod:`api.app`, between the socket and the routes.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.spools import ABORT
from api.turns import GONE, Gone, find_client

LATE: Final = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
CROWD: Final = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n"
RECEIVING: Final = (h11.IDLE, h11.SEND_BODY)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for a request to arrive and for an answer to go on; connections of one client, 0 for any number."""

    request_s: float
    connections: int


class BoundedProtocol(H11Protocol):
    """A connection under limits; see :func:`make_protocol`."""

    limits: ClassVar[Limits]
    open: ClassVar[Counter[str]]
    _timer: asyncio.TimerHandle | None = None
    _reader: asyncio.TimerHandle | None = None
    _name = ""
    _gone: Gone

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; turn away one too many."""
        super().connection_made(transport)
        self._gone = set()
        self._name = find_client(self.client[0] if self.client else "")
        self.open[self._name] += 1
        if 0 < self.limits.connections < self.open[self._name]:
            transport.write(CROWD)
            transport.close()
        else:
            self._timer = self.loop.call_later(self.limits.request_s, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self.open[self._name] -= 1
        if not self.open[self._name]:
            del self.open[self._name]
        self._timer = _cancel(self._timer)
        self._reader = _cancel(self._reader)
        for leave in list(self._gone):
            leave()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; the clock of a request runs from its first byte, or the start of the connection, to its last."""
        if self.transport.is_closing():
            return
        super().data_received(data)
        if self.scope is not None:  # what answers it begins after this
            self.scope.setdefault(GONE, self._gone)  # type: ignore[typeddict-item]
            self.scope.setdefault(ABORT, self.transport.abort)  # type: ignore[typeddict-item]
        if self.conn.their_state not in RECEIVING:
            self._timer = _cancel(self._timer)
        elif self._timer is None:
            self._timer = self.loop.call_later(self.limits.request_s, self._give_up)

    def pause_writing(self) -> None:
        """Note that the client does not read what it is sent."""
        super().pause_writing()
        self._reader = self._reader or self.loop.call_later(self.limits.request_s, self._abort)

    def resume_writing(self) -> None:
        """Note that it reads again."""
        self._reader = _cancel(self._reader)
        super().resume_writing()

    def _give_up(self) -> None:
        self._timer = None
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE) and not self.transport.is_closing():
            self.transport.write(LATE)
        self.transport.close()

    def _abort(self) -> None:
        self._reader = None
        self.transport.abort()


def make_protocol(limits: Limits) -> type[BoundedProtocol]:
    """Return the protocol of a server with its own limits and its own count."""
    members: dict[str, Any] = {"limits": limits, "open": Counter()}
    return type("LimitedProtocol", (BoundedProtocol,), members)


def _cancel(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    if timer:
        timer.cancel()
    return None

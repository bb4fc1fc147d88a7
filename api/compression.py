"""Responses in, the same gzipped out where the client takes that and it is worth it.

Long bodies are compressed in a thread, so that other requests do not wait for them.
"""

import zlib
from functools import partial
from typing import Final

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.media_types import read_accept

SHORTEST: Final = 1000  # bytes; below, headers weigh more than is won
LONG: Final = 50_000  # bytes that are compressed in a thread
LEVEL: Final = 5
GZIP: Final = 16 + zlib.MAX_WBITS
# What is compressed by itself.
PACKED: Final = ("application/gzip", "image/png", "font/woff2")


class CompressionMiddleware:
    """Gzips bodies of at least :data:`SHORTEST` bytes for clients that accept it (RFC 9110, 12.5.3)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and compress what comes back."""
        if scope["type"] != "http" or scope["method"] == "HEAD":
            await self._app(scope, receive, send)
            return
        compressed = Compressed(send, accepts_gzip(Headers(scope=scope).get("accept-encoding", "")))
        await self._app(scope, receive, compressed.send)


class Compressed:
    """One response on its way: the head is held back until it is known how long the body is."""

    def __init__(self, send: Send, accepted: bool) -> None:
        self._send = send
        self._accepted = accepted
        self._head: Message | None = None
        self._packer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
        self._packing = False

    async def send(self, message: Message) -> None:
        """Send a part of the response on, compressed where the head has said so."""
        if message["type"] == "http.response.start":
            self._head = message
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        if self._head is not None:
            await self._send(self._begin(self._head, message))
            self._head = None
        if self._packing:
            message = {**message, "body": await self._pack(message)}
        await self._send(message)

    def _begin(self, head: Message, first: Message) -> Message:
        headers = MutableHeaders(scope=head)
        more = first.get("more_body", False)
        kind = headers.get("content-type", "").partition(";")[0]
        known = "content-encoding" in headers or kind in PACKED or head["status"] in (204, 206, 304)
        self._packing = self._accepted and not known and (more or len(first.get("body", b"")) >= SHORTEST)
        if self._packing:
            headers["Content-Encoding"] = "gzip"
            del headers["Content-Length"]
        return head

    async def _pack(self, message: Message) -> bytes:
        body: bytes = message.get("body", b"")
        pack = partial(_pack, self._packer, body, not message.get("more_body", False))
        return await to_thread.run_sync(pack) if len(body) > LONG else pack()


def accepts_gzip(accepted: str) -> bool:
    """Tell whether an ``Accept-Encoding`` header takes gzip."""
    values = dict(reversed(read_accept(accepted)))
    return values.get("gzip", values.get("*", 0.0)) > 0


def _pack(packer: "zlib._Compress", body: bytes, last: bool) -> bytes:
    return packer.compress(body) + (packer.flush() if last else b"")

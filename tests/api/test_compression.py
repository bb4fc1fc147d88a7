"""Long answers are gzipped for who takes that, and are the same unpacked."""

import asyncio
import zlib

import pytest
from fastapi.testclient import TestClient
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api.compression import CompressionMiddleware, accepts_gzip

ALL = "SELECT * WHERE { ?s ?p ?o }"


def ask(client: TestClient, encoding: str, query: str = ALL) -> tuple[bytes, dict[str, str]]:
    with client.stream("GET", "/sparql", params={"query": query}, headers={"Accept-Encoding": encoding}) as answer:
        return b"".join(answer.iter_raw()), dict(answer.headers)


def test_a_long_answer_is_packed(client: TestClient) -> None:
    packed, headers = ask(client, "gzip")
    plain, plain_headers = ask(client, "identity")
    assert headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain_headers
    assert zlib.decompress(packed, 31) == plain
    assert len(packed) < len(plain) / 3
    assert "Accept-Encoding" in headers["vary"]
    assert "Accept-Encoding" in plain_headers["vary"]
    assert headers["etag"] == plain_headers["etag"]


def test_a_short_answer_is_not(client: TestClient) -> None:
    _, headers = ask(client, "gzip", "ASK {}")
    assert "content-encoding" not in headers
    assert int(headers["content-length"]) < 1000


def test_a_page_is_packed(client: TestClient) -> None:
    assert client.get("/", headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_304_has_no_body(client: TestClient) -> None:
    etag = client.get("/sparql", params={"query": ALL}).headers["etag"]
    headers = {"If-None-Match": etag, "Accept-Encoding": "gzip"}
    answer = client.get("/sparql", params={"query": ALL}, headers=headers)
    assert (answer.status_code, answer.content) == (304, b"")
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("size", [10, 999, 1000, 200_000])
@pytest.mark.parametrize("streamed", [True, False])
def test_any_body_comes_out_as_it_went_in(size: int, streamed: bool) -> None:
    body = bytes(number % 251 for number in range(size))
    chunks = [body[first : first + 60_000] for first in range(0, size, 60_000)]
    parts: list[bytes] = []
    heads: list[dict[bytes, bytes]] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        response = StreamingResponse(iter(chunks)) if streamed else Response(body)
        await response(scope, receive, send)

    async def receive() -> dict[str, object]:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: dict) -> None:
        if message["type"] == "http.response.start":
            heads.append(dict(message["headers"]))
        else:
            parts.append(message["body"])

    scope = {"type": "http", "method": "GET", "headers": [(b"accept-encoding", b"gzip")]}
    asyncio.run(CompressionMiddleware(app)(scope, receive, send))  # type: ignore[arg-type]
    packed = heads[0].get(b"content-encoding") == b"gzip"
    assert packed == (streamed or size >= 1000)
    assert (zlib.decompress(b"".join(parts), 31) if packed else b"".join(parts)) == body
    assert b"content-length" not in heads[0] or not packed


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("", False), ("br", False), ("gzip;q=0", False),
     ("gzip;q=0, *", False), ("identity", False)],
)  # fmt: skip
def test_who_takes_gzip(accepted: str, takes: bool) -> None:
    assert accepts_gzip(accepted) is takes

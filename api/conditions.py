"""The version of the graph in, the headers that let a client keep an answer out (RFC 9110, 8.8 and 13.1)."""

import hashlib

from fastapi import Request


def make_etag(version: str, *parts: str) -> str:
    """Return the tag of an answer; weak, because the order of rows is the engine's own."""
    return f'W/"{version[:16]}-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:8]}"'


def make_validators(etag: str) -> dict[str, str]:
    """Return the headers of an answer that may be kept and has to be asked for again."""
    return {"Vary": "Accept", "ETag": etag, "Cache-Control": "no-cache"}


def not_modified(request: Request, headers: dict[str, str]) -> bool:
    """Tell whether the client has the answer already, so that 304 is enough."""
    return request.method in ("GET", "HEAD") and holds(request.headers.get("if-none-match", ""), headers.get("ETag"))


def holds(if_none_match: str, etag: str | None) -> bool:
    """Tell whether the client's tags cover ours (weak comparison, RFC 9110, 8.8.3.2)."""
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag is not None and bool(tags & {"*", etag.removeprefix("W/")})

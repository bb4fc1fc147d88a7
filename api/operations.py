"""An HTTP request in, the operation that it asks for out (SPARQL 1.1 Protocol, 2.1 and 2.2).

By GET, by a posted form, or posted as it is. What is none raises HTTPException: 400 for one that is out of form,
413 for too long a query, 415 for another content type or charset. Whether an update is carried out, the router says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request
from starlette.requests import ClientDisconnect

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
DIRECT: Final = {QUERY: "query", UPDATE: "update"}
ABSOLUTE_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks: the query or the update (None where there is none), its dataset, a format by name."""

    query: str | None
    update: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


async def read_operation(request: Request, max_bytes: int) -> Operation:
    """Return what is asked; raise HTTPException 400, 403, 413 or 415 for what is no query operation."""
    pairs = decode(request.scope["query_string"])
    if request.method != "POST":
        return to_operation(pairs)
    kind = find_content_type(request)
    if kind == FORM:
        return to_operation(pairs + decode(await read_body(request, 3 * max_bytes + 1000)), max_bytes, posted=True)
    if kind in DIRECT:
        text = to_text(await read_body(request, max_bytes))
        return to_operation([*pairs, (DIRECT[kind], text)], max_bytes, posted=True)
    raise HTTPException(415, f"post {QUERY} or {FORM}, not '{kind}'")


def to_operation(pairs: Pairs, max_bytes: int = 0, *, posted: bool = False) -> Operation:
    """Return the operation in the parameters of a request; raise HTTPException where they are none."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    queries, updates = values.get("query", []), values.get("update", [])
    if len(queries) + len(updates) > 1:
        raise HTTPException(400, "more than one query")
    if posted and not queries and not updates:
        raise HTTPException(400, "no query: the parameter 'query' is missing")
    if updates and not posted:
        raise HTTPException(405, "an update has to be posted", {"Allow": "POST"})
    if max_bytes and len((queries or updates)[0].encode("utf-8")) > max_bytes:
        raise HTTPException(413, f"the query is longer than {max_bytes} bytes")
    default, named = (
        ("using-graph-uri", "using-named-graph-uri") if updates else ("default-graph-uri", "named-graph-uri")
    )
    return Operation(
        queries[0] if queries else None,
        updates[0] if updates else None,
        check_iris(values.get(default, [])),
        check_iris(values.get(named, [])),
        (values.get("format") or values.get("output") or [""])[0],
    )


def find_content_type(request: Request) -> str:
    """Return the media type of what is posted; raise HTTPException 415 where it is not UTF-8."""
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charsets = [part.partition("=")[2].strip('"') for part in parameters if part.startswith("charset=")]
    if any(charset not in ("utf-8", "us-ascii") for charset in charsets):
        raise HTTPException(415, f"the charset must be utf-8, not {charsets[0]}")
    return kind


async def read_body(request: Request, max_bytes: int) -> bytes:
    """Return what is posted; raise HTTPException 413 as soon as it is too long."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > max_bytes:
                raise HTTPException(413, f"at most {max_bytes} bytes can be posted")
    except ClientDisconnect:
        raise HTTPException(400, "the request ended too early") from None
    return body


def decode(encoded: bytes) -> Pairs:
    """Return the names and values of a form or an address; raise HTTPException 400 where they are not UTF-8."""
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise HTTPException(400, f"parameters that can't be read: {error}") from None


def to_text(body: bytes) -> str:
    """Return UTF-8 as text; raise HTTPException 400 for anything else."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"not UTF-8: {error}") from None


def check_iris(values: Sequence[str]) -> tuple[str, ...]:
    """Return the values; raise HTTPException 400 for one that is no absolute IRI."""
    for value in values:
        if not ABSOLUTE_IRI.fullmatch(value):
            raise HTTPException(400, f"'{value}' is no absolute IRI")
    return tuple(values)

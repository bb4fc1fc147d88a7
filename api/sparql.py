"""SPARQL at ``/sparql``: a request in, a query asked, its answer in the type that the client likes out.

A browser gets the page to ask in, with the answer on it (:mod:`api.asking`).
"""

import hashlib
import re
from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from api.asking import show_answer, show_form
from api.descriptions import Describer
from api.media_types import HTML, TURTLE, choose_type, find_format
from api.operations import Operation, read_operation
from api.served import ServedGraph
from graph.query import MEDIA_TYPES, find_form

READ_ONLY: Final = "the graph is only read: updates are refused"
Updater = Callable[[Operation], Awaitable[None]]
CHANGING: Final = re.compile(r"\b(now|rand|uuid|struuid|bnode)\s*\(", re.IGNORECASE)


def create_sparql_router(graph: ServedGraph, describe: Describer, update: Updater | None = None) -> APIRouter:
    """Return the endpoint over a graph; ``describe`` gives the service description.

    Updates are refused (403) where nothing carries them out: Smolny only reads, the tests of the protocol do not.
    """
    router = APIRouter()

    @router.api_route("/sparql", methods=["GET", "HEAD", "POST"])
    async def answer_sparql(request: Request) -> Response:
        """Answer a SPARQL query; without one, the service description, or in a browser the page to ask in."""
        operation = await read_operation(request, graph.settings.max_query_bytes)
        if operation.update is not None:
            if update is None:
                raise HTTPException(403, READ_ONLY)
            await update(operation)
            return Response(status_code=204)
        if operation.query is None:
            return await answer_nothing(request, graph, describe)
        return await answer_query(request, operation, operation.query, graph)

    return router


async def answer_nothing(request: Request, graph: ServedGraph, describe: Describer) -> Response:
    """Return what ``/sparql`` shows without a query."""
    if choose_type(request.headers.get("accept", ""), (TURTLE, HTML)) == HTML:
        return show_form(request, graph)
    return await describe(request)


async def answer_query(request: Request, operation: Operation, query: str, graph: ServedGraph) -> Response:
    """Return the answer in the negotiated type, 304 where the client has it already; raises graph.query's errors."""
    accept = request.headers.get("accept", "")
    media_type = find_page_type(query, accept, operation.format)
    if media_type == HTML:
        return await show_answer(request, graph, query, operation.default_graphs, operation.named_graphs)
    media_type = negotiate(query, accept, operation.format)
    headers = {"Vary": "Accept"}
    if not CHANGING.search(query):
        headers |= {"ETag": make_etag(await graph.find_version(), media_type), "Cache-Control": "no-cache"}
    if request.method != "POST" and holds(request.headers.get("if-none-match", ""), headers.get("ETag")):
        return Response(status_code=304, headers=headers)
    answer = await graph.ask(
        query, media_type, default_graphs=operation.default_graphs, named_graphs=operation.named_graphs
    )
    if answer.truncated:
        headers["Smolny-Truncated"] = str(answer.rows)
    return Response(answer.body, headers=headers, media_type=add_charset(answer.media_type))


def find_page_type(query: str, accept: str, format_: str) -> str:
    """Return ``text/html`` where the client is a browser and names no format, else nothing; never parses the query."""
    every = tuple(dict.fromkeys(name for types in MEDIA_TYPES.values() for name in types))
    return HTML if not format_ and choose_type(accept, (*every, HTML)) == HTML else ""


def negotiate(query: str, accept: str, format_: str) -> str:
    """Return the media type for the answer; raise HTTPException 406 where there is none that fits."""
    offered = MEDIA_TYPES[find_form(query)]
    found = find_format(format_, offered) if format_ else choose_type(accept, offered)
    if found is None:
        raise HTTPException(406, f"this query is answered in {', '.join(offered)}")
    return found


def make_etag(version: str, media_type: str) -> str:
    """Return the tag of an answer; weak, because the order of rows is the engine's own."""
    return f'W/"{version[:16]}-{hashlib.sha256(media_type.encode()).hexdigest()[:8]}"'


def holds(if_none_match: str, etag: str | None) -> bool:
    """Tell whether the client's tags cover ours (weak comparison, RFC 9110, 8.8.3.2)."""
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag is not None and bool(tags & {"*", etag.removeprefix("W/")})


def add_charset(media_type: str) -> str:
    """Return the media type with its charset where the type has such a parameter."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type

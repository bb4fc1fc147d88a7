"""SPARQL at ``/sparql``: a request in, a query asked, its answer in the type that the client likes out.

A browser gets the page to ask in, with the answer on it (:mod:`api.asking`).
"""

from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from starlette.routing import Route

from api.asking import show_answer, show_form
from api.conditions import make_etag, make_validators, not_modified
from api.descriptions import Describer
from api.kept_answers import changes
from api.media_types import GRAPH_TYPES, HTML, choose_type, find_format
from api.operations import Operation, read_operation
from api.served import ServedGraph
from api.spools import SpooledResponse
from graph.query import MEDIA_TYPES

READ_ONLY: Final = "the graph is only read: updates are refused"
Updater = Callable[[Operation], Awaitable[None]]


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

    # The same without what FastAPI does for each request, of which nothing is needed here; that above is documented.
    router.routes.insert(0, Route("/sparql", answer_sparql, methods=["GET", "HEAD", "POST"], include_in_schema=False))
    return router


async def answer_nothing(request: Request, graph: ServedGraph, describe: Describer) -> Response:
    """Return what ``/sparql`` shows without a query."""
    if choose_type(request.headers.get("accept", ""), (*GRAPH_TYPES, HTML)) == HTML:
        return await show_form(request, graph)
    return await describe(request)


async def answer_query(request: Request, operation: Operation, query: str, graph: ServedGraph) -> Response:
    """Return the answer in the negotiated type, 304 where the client has it already; raises graph.query's errors."""
    accept = request.headers.get("accept", "")
    media_type = find_page_type(query, accept, operation.format)
    if media_type == HTML:
        return await show_answer(request, graph, query, operation.default_graphs, operation.named_graphs)
    media_type = negotiate(await graph.find_form(query), accept, operation.format)
    headers = {"Vary": "Accept"}
    if not changes(query):
        headers = make_validators(make_etag(await graph.find_version(), media_type))
    if not_modified(request, headers):
        return Response(status_code=304, headers=headers)
    spool = await graph.ask_spooled(query, media_type, operation.default_graphs, operation.named_graphs)
    if spool.ending and spool.ending.truncated:
        headers["Smolny-Truncated"] = str(spool.ending.rows)
    body = spool.read_all()
    if body is None:
        return SpooledResponse(spool, headers, add_charset(media_type))
    spool.close()
    return Response(body, headers=headers, media_type=add_charset(media_type))


def find_page_type(query: str, accept: str, format_: str) -> str:
    """Return ``text/html`` where the client is a browser and names no format, else nothing; never parses the query."""
    every = tuple(dict.fromkeys(name for types in MEDIA_TYPES.values() for name in types))
    return HTML if not format_ and choose_type(accept, (*every, HTML)) == HTML else ""


def negotiate(form: str, accept: str, format_: str) -> str:
    """Return the media type for an answer of a form; raise HTTPException 406 where there is none that fits."""
    offered = MEDIA_TYPES[form]
    found = find_format(format_, offered) if format_ else choose_type(accept, offered)
    if found is None:
        raise HTTPException(406, f"this query is answered in {', '.join(offered)}")
    return found


def add_charset(media_type: str) -> str:
    """Return the media type with its charset where the type has such a parameter."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type

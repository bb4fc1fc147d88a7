"""The SPARQL 1.1 Graph Store HTTP Protocol, reading: the name of a graph in, all its triples out.

https://www.w3.org/TR/sparql11-http-rdf-update/. Graphs are named indirectly, by ``?graph=IRI`` or ``?default``; PUT,
POST and DELETE are no methods here (405), as the graph is only read.
"""

import tempfile
from collections.abc import Iterator
from typing import IO, Final

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response, StreamingResponse

from api.conditions import make_etag, make_validators, not_modified
from api.files import check_files
from api.media_types import choose_graph_type
from api.operations import check_iris, decode
from api.served import ServedGraph
from graph.dumps import find_graph, write_graph
from graph.query import QueryTimeout

CHUNK: Final = 1 << 18
WRITING: Final = 2  # graphs that are written at once
WAITING: Final = 8


def create_graph_store_router(graph: ServedGraph) -> APIRouter:
    """Return the route of the graph store."""
    router = APIRouter()
    limiter = CapacityLimiter(WRITING)

    @router.api_route("/graph", methods=["GET", "HEAD"])
    async def send_graph(request: Request) -> Response:
        """Give a whole graph: ``?graph=IRI`` or ``?default`` (SPARQL 1.1 Graph Store HTTP Protocol, reading)."""
        pairs = decode(request.scope["query_string"])
        name = read_name(pairs)
        media_type = choose_graph_type(request.headers.get("accept", ""), dict(pairs).get("format", ""))
        check_files(graph)
        paths = find_graph(graph.folder, name)
        if not paths:
            raise HTTPException(404, f"there is no graph {name}")
        headers = make_validators(make_etag(await graph.find_version(), name or "", media_type))
        if not_modified(request, headers):
            return Response(status_code=304, headers=headers)
        if request.method == "HEAD":
            return Response(headers=headers, media_type=media_type)
        if limiter.statistics().tasks_waiting > WAITING:
            raise QueryTimeout("too many graphs are being written")
        file = tempfile.TemporaryFile()  # noqa: SIM115 (read_chunks closes it)
        try:
            await to_thread.run_sync(write_graph, paths, media_type, file, limiter=limiter)
        except BaseException:
            file.close()
            raise
        return StreamingResponse(read_chunks(file), headers=headers, media_type=media_type)

    return router


def read_name(pairs: list[tuple[str, str]]) -> str | None:
    """Return the IRI of the graph that is asked for, None for the default graph; HTTPException 400 for neither."""
    names = check_iris([value for key, value in pairs if key == "graph"])
    default = any(key == "default" for key, _ in pairs)
    if len(names) + default != 1:
        raise HTTPException(400, "one graph has to be named: ?graph=IRI or ?default")
    return names[0] if names else None


def read_chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what was written to a file, and close it."""
    with file:
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk

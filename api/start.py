"""The first page: what the graph holds, and the ways on from there. Also the example queries and the server's state."""

from dataclasses import asdict
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.examples import read_examples
from api.languages import find_language
from api.pages import render
from api.served import ServedGraph
from graph.date_labels import say_date
from graph.iris import ROOMS

SOURCES: Final = """SELECT ?id ?title ?date (GROUP_CONCAT(DISTINCT ?author; separator=", ") AS ?authors) WHERE {
  ?source a smo:Source ; dcterms:identifier ?id ; dcterms:title ?title .
  OPTIONAL { ?source dcterms:date ?date }
  OPTIONAL { ?source dcterms:creator ?author }
} GROUP BY ?id ?title ?date ORDER BY ?title"""


def create_start_router(graph: ServedGraph) -> APIRouter:
    """Return the routes of the first page, the examples and the state."""
    router = APIRouter()

    @router.api_route("/", methods=["GET", "HEAD"])
    async def show_start(request: Request) -> Response:
        """Show what the graph holds: sources, counts by class, files to take away."""
        manifest, language = graph.manifest, find_language(request)
        counts = manifest.counts.get("entities", {})
        values = {
            "sources": [
                {**row, "date": say_date(row.get("date", ""), language)} for row in await graph.select(SOURCES)
            ],
            "rooms": [(room, counts[name]) for room in ROOMS if (name := f"smo:{room.capitalize()}") in counts],
            "numbers": {name: sum(found.values()) for name, found in manifest.counts.items()},
            "version": manifest.smolny,
            "digest": (await graph.find_version())[:12],
        }
        return render(request, "start.html", values)

    @router.api_route("/health", methods=["GET", "HEAD"])
    async def show_health() -> dict[str, str]:
        """Tell that the server is ready, and the version of the graph."""
        return {"status": "ok", "graph": await graph.find_version()}

    @router.api_route("/examples", methods=["GET", "HEAD"])
    async def show_examples() -> JSONResponse:
        """List the example queries: name, title, description, query."""
        return JSONResponse([asdict(example) for example in read_examples()])

    return router

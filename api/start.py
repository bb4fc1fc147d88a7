"""The first page: what the graph holds, and the ways on from there. Also the example queries and the server's state."""

from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.examples import read_examples
from api.languages import find_language
from api.pages import render
from api.prepared import Preparations
from api.served import ServedGraph
from graph.date_labels import say_date
from graph.iris import ROOMS
from graph.stores import has_files


def create_start_router(graph: ServedGraph, preparations: Preparations) -> APIRouter:
    """Return the routes of the first page, the examples and the state."""
    router = APIRouter()

    @router.api_route("/", methods=["GET", "HEAD"])
    async def show_start(request: Request) -> Response:
        """Show what the graph holds: sources, counts by class, files to take away."""
        manifest, language = graph.manifest, find_language(request)
        counts = manifest.counts.get("entities", {})
        values = {
            "sources": [
                {
                    "id": one.id,
                    "title": one.title,
                    "authors": ", ".join(one.authors),
                    "date": say_date(one.date, language),
                }
                for one in (await preparations.read()).holdings.sources
            ],
            "rooms": [(room, counts[name]) for room in ROOMS if (name := f"smo:{room.capitalize()}") in counts],
            "numbers": {name: sum(found.values()) for name, found in manifest.counts.items()},
            "files": has_files(graph.folder),
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

"""The networks of a graph in, the page to explore them and what its script draws out: nodes, edges, years as JSON.

Without JavaScript the page lists the best-connected nodes; the whole network can be taken away as GEXF. All is made
with the graph and lies ready (:mod:`api.preparing`).
"""

import gzip
from typing import Final

from anyio import to_thread
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from api.compression import accepts_gzip
from api.languages import find_language
from api.network_records import colour, name_about, name_data, name_gexf
from api.pages import BUILT, render
from api.prepared import Preparations
from graph.network import SPECS, Network

FIRST: Final = "all"
GEXF: Final = "application/gexf+xml"
JSON: Final = "application/json"


def create_network_router(preparations: Preparations) -> APIRouter:
    """Return the routes of the networks."""
    router = APIRouter()

    async def send(request: Request, document: str, media_type: str, headers: dict[str, str]) -> Response:
        packed = (await preparations.read()).shelf.read_packed(document)
        if accepts_gzip(request.headers.get("accept-encoding", "")):
            return Response(packed, media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})
        body = await to_thread.run_sync(gzip.decompress, packed)
        return Response(body, media_type=media_type, headers=headers)

    @router.api_route("/network", methods=["GET", "HEAD"])
    async def show_network(request: Request, name: str = FIRST, node: str = Query("", max_length=300)) -> Response:
        """Show the page to explore a network, one ``node`` and its neighbourhood first where that is given."""
        check_name(name)
        shelf, language = (await preparations.read()).shelf, find_language(request)
        about = shelf.read(name_about(name))
        values = {
            "name": name,
            "node": node if shelf.has_node(name, node) else "",
            "networks": [(one, describe(spec, language)) for one, spec in SPECS.items()],
            **about,
            "kinds": [(kind, colour(kind)) for kind in about["kinds"]],
            "explorer": (BUILT / "network.js").is_file(),
        }
        return render(request, "network.html", values)

    @router.api_route("/network/{name}.json", methods=["GET", "HEAD"])
    async def send_data(request: Request, name: str) -> Response:
        """Give a network as the page's script draws it: ``nodes`` and ``edges`` between their numbers, with years."""
        check_name(name)
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
        return await send(request, name_data(name, find_language(request)), JSON, headers)

    @router.api_route("/network/{name}.gexf", methods=["GET", "HEAD"])
    async def send_gexf(request: Request, name: str) -> Response:
        """Give a whole network as GEXF with time, for Gephi."""
        check_name(name)
        headers = {"Content-Disposition": f'attachment; filename="{name}.gexf"'}
        return await send(request, name_gexf(name), GEXF, headers)

    return router


def check_name(name: str) -> None:
    """Raise 404 for a network that there is not."""
    if name not in SPECS:
        raise HTTPException(404, f"'{name}': no such network; there are {', '.join(SPECS)}")


def describe(spec: Network, language: str) -> str:
    """Return what a network is, of its description in two languages."""
    french, _, english = spec.description.partition(" / ")
    return english if language == "en" and english else french

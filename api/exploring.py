"""The networks of a graph in, the page to explore them and what its script draws out: nodes, edges, years as JSON.

Without JavaScript the page lists the best-connected nodes; the whole network can be taken away as GEXF.
"""

from collections.abc import Mapping
from typing import Any, Final

import networkx as nx
from anyio import to_thread
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response

from api.keeping import Kept
from api.languages import find_language
from api.pages import BUILT, render
from api.served import ServedGraph
from graph.gexf import COLOURS, OTHER, to_gexf
from graph.network import SPECS, Network, gather_network
from graph.sheets import find_wording, read_wordings

FIRST: Final = "all"
GEXF: Final = "application/gexf+xml"
LISTED: Final = 60  # nodes
KINDS: Final = ("Person", "Party", "Soviet", "Front", "Organisation", "Place", "Event", "Work")


def create_network_router(graph: ServedGraph) -> APIRouter:
    """Return the routes of the networks."""
    router = APIRouter()
    networks = Kept(graph, lambda name: graph.call(gather_network, name))
    wordings = Kept(graph, lambda language: graph.call(read_wordings, language))

    @router.api_route("/network", methods=["GET", "HEAD"])
    async def show_network(request: Request, name: str = FIRST, node: str = Query("", max_length=300)) -> Response:
        """Show the page to explore a network, one ``node`` and its neighbourhood first where that is given."""
        check_name(name)
        network, language = await networks.read(name), find_language(request)
        degrees = await to_thread.run_sync(rank_nodes, network)
        values = {
            "name": name,
            "node": node if node in network else "",
            "networks": [(one, describe(spec, language)) for one, spec in SPECS.items()],
            "kinds": [(kind, colour(kind)) for kind in KINDS if kind in {kind for _, _, kind, _ in degrees}],
            "ranked": degrees[:LISTED],
            "size": (network.number_of_nodes(), network.number_of_edges()),
            "years": find_years(network),
            "explorer": (BUILT / "network.js").is_file(),
        }
        return render(request, "network.html", values)

    @router.api_route("/network/{name}.json", methods=["GET", "HEAD"])
    async def send_data(request: Request, name: str) -> JSONResponse:
        """Give a network as the page's script draws it: ``nodes`` and ``edges`` between their numbers, with years."""
        check_name(name)
        words = await wordings.read(find_language(request))
        record = await to_thread.run_sync(to_record, await networks.read(name), words)
        return JSONResponse(record, headers={"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"})

    @router.api_route("/network/{name}.gexf", methods=["GET", "HEAD"])
    async def send_gexf(name: str) -> Response:
        """Give a whole network as GEXF with time, for Gephi."""
        check_name(name)
        body = await to_thread.run_sync(to_gexf, await networks.read(name))
        headers = {"Content-Disposition": f'attachment; filename="{name}.gexf"'}
        return Response(body, media_type=GEXF, headers=headers)

    return router


def check_name(name: str) -> None:
    """Raise 404 for a network that there is not."""
    if name not in SPECS:
        raise HTTPException(404, f"'{name}': no such network; there are {', '.join(SPECS)}")


def describe(spec: Network, language: str) -> str:
    """Return what a network is, of its description in two languages."""
    french, _, english = spec.description.partition(" / ")
    return english if language == "en" and english else french


def colour(kind: str) -> str:
    """Return the colour of a class as CSS has it."""
    return "#{:02x}{:02x}{:02x}".format(*COLOURS.get(kind, OTHER))


def rank_nodes(network: nx.MultiDiGraph) -> list[tuple[str, str, str, int]]:
    """Return id, label, class and degree (neighbours, each once) of every node, the best connected first."""
    found = [
        (
            node,
            str(data["label"]),
            str(data["mention_class"]),
            len({*network.successors(node), *network.predecessors(node)} - {node}),
        )
        for node, data in network.nodes(data=True)
    ]
    return sorted(found, key=lambda row: (-row[3], row[1]))


def find_years(network: nx.MultiDiGraph) -> tuple[int, int]:
    """Return the first and the last year of the edges."""
    days = [day for _, _, data in network.edges(data=True) for day in (data["start"], data["end"]) if day]
    years = [int(day[:4]) for day in days]
    return (min(years), max(years)) if years else (1900, 1940)


def to_record(network: nx.MultiDiGraph, words: Mapping[str, str]) -> dict[str, Any]:
    """Return a network for the script; periods are pairs of years, 0 where open, and none for an edge without date."""
    numbers = {node: number for number, node in enumerate(sorted(network))}
    nodes = [
        {"id": node, "label": data["label"], "kind": data["mention_class"], "mentions": data["mentions"],
         "wikidata": data["wikidata"]}
        for node, data in sorted(network.nodes(data=True))
    ]  # fmt: skip
    edges = [
        {
            "s": numbers[source], "t": numbers[target],
            "kind": data["role"] or find_wording(data["predicate"], words, inverse=False),
            "claims": data["claims"], "periods": [[_year(day) for day in period] for period in data["periods"]],
        }
        for source, target, data in network.edges(data=True)
        if source != target
    ]  # fmt: skip
    return {"nodes": nodes, "edges": edges, "colours": {kind: colour(kind) for kind in KINDS}}


def _year(day: str) -> int:
    return int(day[:4]) if day else 0

"""Linked data: the IRI of an entity in, its page or its triples out; and the graph's own files.

``/id/…`` sends on (303) to ``/page/…`` for readers and to ``/data/….ttl`` for programs, as https://www.w3.org/TR/cooluris/
recommends for things that are no documents.
"""

from pathlib import Path
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from api.entities import read_entity
from api.languages import find_language
from api.media_types import FORMATS, HTML, JSON_LD, N_TRIPLES, RDF_XML, TURTLE, choose_type, find_format
from api.pages import render
from api.records import has_record, read_record, to_values
from api.served import ServedGraph
from graph.store import find_turtle

ENDINGS: Final = {TURTLE: "ttl", JSON_LD: "jsonld", RDF_XML: "rdf", N_TRIPLES: "nt"}
TRIPLES: Final = """CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ BIND(<{iri}> AS ?s) ?s ?p ?o }}
  UNION {{ ?s rdf:subject|rdf:object|smo:hasParticipant|smo:place <{iri}> . ?s ?p ?o }}
}}"""


async def show_entity(request: Request, graph: ServedGraph, path: str) -> Response:
    """Return the page of a person, body, event, place or work, or that of anything else that has an IRI."""
    root = request.scope.get("root_path", "").rstrip("/")
    if has_record(path) and (record := await read_record(graph, path, root, find_language(request))):
        return render(request, "record.html", {**to_values(record), "path": quote(path)})
    entity = await read_entity(graph, path, root)
    if entity is None:
        raise HTTPException(404, f"nothing in the graph is called {path}")
    return render(request, "entity.html", {"entity": entity, "path": quote(path)})


def create_data_router(graph: ServedGraph) -> APIRouter:
    """Return the routes of the data."""
    router = APIRouter()

    @router.api_route("/id/{path:path}", methods=["GET", "HEAD"])
    async def send_on(request: Request, path: str) -> Response:
        """Send a reader on to the page of an entity, a program to its triples."""
        found = choose_type(request.headers.get("accept", ""), (HTML, *ENDINGS)) or TURTLE
        way = f"/page/{quote(path)}" if found == HTML else f"/data/{quote(path)}.{ENDINGS[found]}"
        root = request.scope.get("root_path", "").rstrip("/")
        return RedirectResponse(f"{root}{way}", 303, {"Vary": "Accept"})

    @router.api_route("/page/{path:path}", methods=["GET", "HEAD"])
    async def show_page(request: Request, path: str) -> Response:
        """Show an entity: its names, what is held true of it, who claims what, with the words of the source."""
        return await show_entity(request, graph, path)

    @router.api_route("/data/{path:path}", methods=["GET", "HEAD"])
    async def show_triples(path: str) -> Response:
        """Give all that the graph says of an entity; the ending tells the format: ttl, nt, jsonld, rdf."""
        name, _, ending = path.rpartition(".")
        media_type = find_format(ending, tuple(ENDINGS)) if name and ending in FORMATS else None
        if media_type is None:
            raise HTTPException(404, f"'{path}' must end in .{', .'.join(ENDINGS.values())}")
        answer = await graph.ask(TRIPLES.format(iri=graph.find_iri(name)), media_type)
        if not answer.rows:
            raise HTTPException(404, f"nothing in the graph is called {name}")
        return Response(answer.body, media_type=media_type)

    @router.api_route("/files/{name:path}", methods=["GET", "HEAD"])
    async def send_file(name: str) -> Response:
        """Give a file of the graph as it lies on disk: entities.ttl, facts.ttl, ontology.ttl, sources/….ttl."""
        folder = graph.folder / "graph"
        files: dict[str, Path] = {path.relative_to(folder).as_posix(): path for path, _ in find_turtle(graph.folder)}
        if name not in files:
            raise HTTPException(404, f"the graph has no file {name}")
        return FileResponse(files[name], media_type=f"{TURTLE}; charset=utf-8", filename=files[name].name)

    return router

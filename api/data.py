"""Linked data: the IRI of an entity in, its page or its triples out.

``/id/…`` sends on (303) to ``/page/…`` for readers and to ``/data/….ttl`` for programs, as https://www.w3.org/TR/cooluris/
recommends for things that are no documents.
"""

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from api.conditions import make_etag, make_validators, not_modified
from api.entities import read_entity
from api.kept_records import KeptRecords
from api.languages import find_language
from api.media_types import FORMATS, HTML, JSON_LD, N_TRIPLES, RDF_XML, TURTLE, choose_type, find_format
from api.pages import render
from api.prepared import Preparations, Prepared
from api.records import Record, has_record, read_record, to_values
from api.served import ServedGraph
from api.successors import find_successor

ENDINGS: Final = {TURTLE: "ttl", JSON_LD: "jsonld", RDF_XML: "rdf", N_TRIPLES: "nt"}
# What is said of a node, of the statements that it stands in, and of their passages with the words; names of the rest.
TRIPLES: Final = """CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ BIND(<{iri}> AS ?s) ?s ?p ?o }}
  UNION {{ ?s rdf:subject|rdf:object|smo:hasParticipant|smo:place <{iri}> . ?s ?p ?o }}
  UNION {{ ?claim rdf:subject|rdf:object <{iri}> ; prov:wasDerivedFrom ?s . ?s ?p ?o
           FILTER EXISTS {{ ?s a oa:SpecificResource }} }}
  UNION {{ ?claim rdf:subject|rdf:object <{iri}> ; prov:wasDerivedFrom/oa:hasSelector ?s . ?s ?p ?o }}
  UNION {{ {{ SELECT DISTINCT ?s {{ ?claim rdf:subject|rdf:object <{iri}> ; rdf:subject|rdf:object ?s }} }}
           ?s skos:prefLabel ?o
           BIND(skos:prefLabel AS ?p) }}
  UNION {{ {{ SELECT DISTINCT ?s {{ ?claim rdf:subject|rdf:object <{iri}> ; prov:wasDerivedFrom/oa:hasSource ?s }} }}
           ?s dcterms:title ?o
           BIND(dcterms:title AS ?p) }}
}}"""


async def show_entity(
    request: Request, graph: ServedGraph, path: str, prepared: Prepared | None, kept: KeptRecords | None = None
) -> Response:
    """Return the page of a person, body, event, place or work, or that of anything else that has an IRI."""
    root = find_root_path(request)
    language = find_language(request)
    if has_record(path) and (record := await find_record(graph, path, root, language, prepared, kept or KeptRecords())):
        return render(request, "record.html", {**to_values(record), "path": quote(path)})
    entity = await read_entity(graph, path, root, language)
    if entity is None:
        raise HTTPException(404, f"nothing in the graph is called {path}")
    return render(request, "entity.html", {"entity": entity, "path": quote(path)})


async def find_record(
    graph: ServedGraph, path: str, root: str, language: str, prepared: Prepared | None, kept: KeptRecords
) -> Record | None:
    """Return the record of an entity, None where the graph has none; one that is kept for this version is not read."""
    version = graph.peek_version()
    key = (version, prepared.version if prepared else "", path, root, language)
    if version and (found := kept.find(key)):
        return found
    record = await read_record(graph, path, root, language, prepared)
    if record and version and version == graph.peek_version():
        kept.keep(key, record, graph.settings.kept_mb * 1_000_000)
    return record


async def send_triples(request: Request, graph: ServedGraph, path: str, media_type: str) -> Response:
    """Return all that the graph says of an entity, 304 where the client has it."""
    headers = make_validators(make_etag(await graph.find_version(), path, media_type))
    if not_modified(request, headers):
        return Response(status_code=304, headers=headers)
    answer = await graph.ask(TRIPLES.format(iri=graph.find_iri(path)), media_type)
    if answer.truncated:
        headers["Smolny-Truncated"] = str(answer.rows)
    return Response(answer.body, headers=headers, media_type=media_type)


def list_alternates(root: str, path: str) -> str:
    """Return the header ``Link`` of a page, which tells programs where its data are."""
    return ", ".join(
        f'<{root}/data/{quote(path)}.{ending}>; rel="alternate"; type="{media_type}"'
        for media_type, ending in ENDINGS.items()
    )


def create_data_router(graph: ServedGraph, preparations: Preparations) -> APIRouter:
    """Return the routes of the data."""
    router = APIRouter()
    kept = KeptRecords()

    @router.api_route("/id/{path:path}", methods=["GET", "HEAD"])
    async def send_on(request: Request, path: str) -> Response:
        """Send a reader on to the page of an entity, a program to its triples; of one merged, to the survivor (301)."""
        if moved := await find_successor(graph, path):
            return redirect(request, f"/id/{moved}", 301)
        found = choose_type(request.headers.get("accept", ""), (HTML, *ENDINGS)) or TURTLE
        way = f"/page/{quote(path)}" if found == HTML else f"/data/{quote(path)}.{ENDINGS[found]}"
        return redirect(request, way, 303)

    @router.api_route("/page/{path:path}", methods=["GET", "HEAD"])
    async def show_page(request: Request, path: str) -> Response:
        """Show an entity: its names, what is held true of it, who claims what, with the words of the source."""
        if moved := await find_successor(graph, path):
            return redirect(request, f"/page/{moved}", 301)
        page = await show_entity(request, graph, path, preparations.peek(), kept)
        page.headers["Link"] = list_alternates(find_root_path(request), path)
        return page

    @router.api_route("/data/{path:path}", methods=["GET", "HEAD"])
    async def show_triples(request: Request, path: str) -> Response:
        """Give all that the graph says of an entity; the ending tells the format: ttl, nt, jsonld, rdf."""
        name, _, ending = path.rpartition(".")
        media_type = find_format(ending, tuple(ENDINGS)) if name and ending in FORMATS else None
        if media_type is None:
            raise HTTPException(404, f"'{path}' must end in .{', .'.join(ENDINGS.values())}")
        if moved := await find_successor(graph, name):
            return redirect(request, f"/data/{moved}.{ending}", 301)
        return await send_triples(request, graph, name, media_type)

    return router


def redirect(request: Request, way: str, status: int) -> Response:
    """Return a redirection to a path of this server, which depends on what the client accepts."""
    return RedirectResponse(f"{find_root_path(request)}{way}", status, {"Vary": "Accept"})


def find_root_path(request: Request) -> str:
    """Return what comes before every path, as a proxy has it."""
    return str(request.scope.get("root_path", "")).rstrip("/")

"""The page to write queries in: a query in, its answer as a table on the page out. It works without JavaScript."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request
from fastapi.responses import Response

from api.errors import find_detail, find_headers, find_status
from api.examples import read_examples
from api.media_types import CSV, FORMATS, JSON, TURTLE, find_format
from api.pages import BUILT, render
from api.served import ServedGraph
from graph.query import MEDIA_TYPES, QueryError
from ontology.files import PREFIXES, shorten

FIRST: Final = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX smo: <https://w3id.org/smolny/ontology#>

SELECT ?nom ?description WHERE {
  ?personne a smo:Person ;
            skos:prefLabel ?nom .
  OPTIONAL { ?personne dcterms:description ?description }
}
ORDER BY ?nom
LIMIT 50
"""


VERSION_LENGTH: Final = 12  # of a graph's digest, in a permanent link


@dataclass(frozen=True, slots=True)
class Cell:
    """A term as the page shows it; ``href`` is empty for a literal, ``note`` its language or type."""

    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as the page shows it: rows under a head, or Turtle; formats to fetch the whole in."""

    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    turtle: str = ""
    count: int = 0
    truncated: bool = False
    formats: tuple[str, ...] = ()


async def show_form(request: Request, graph: ServedGraph) -> Response:
    """Return the page without an answer."""
    return await _render(request, graph, FIRST, None, "")


async def show_answer(
    request: Request, graph: ServedGraph, query: str, default_graphs: Sequence[str], named_graphs: Sequence[str]
) -> Response:
    """Return the page with the answer, or with what is wrong with the query."""
    try:
        shown = await ask_for_page(graph, query, default_graphs, named_graphs, request.scope.get("root_path", ""))
    except QueryError as error:
        status = find_status(error)
        message = f"{status} {HTTPStatus(status).phrase} – {find_detail(error)}"
        return await _render(request, graph, query, None, message, status, find_headers(error))
    return await _render(request, graph, query, shown, "")


async def ask_for_page(
    graph: ServedGraph, query: str, default_graphs: Sequence[str], named_graphs: Sequence[str], root: str
) -> Shown:
    """Return as much of the answer as the page shows; raises QueryError."""
    form = await graph.find_form(query)
    offered = MEDIA_TYPES[form]
    answer = await graph.ask(
        query, JSON if JSON in offered else TURTLE,
        default_graphs=default_graphs, named_graphs=named_graphs, max_rows=graph.settings.page_rows,
    )  # fmt: skip
    names = ("csv", "tsv", "json", "xml") if CSV in offered else ("ttl", "nt", "jsonld", "rdf")
    formats = tuple(name for name in names if name in FORMATS and find_format(name, offered))
    if answer.media_type == TURTLE:
        return Shown((), (), answer.body.decode("utf-8"), answer.rows, answer.truncated, formats)
    head, rows = to_cells(json.loads(answer.body), graph.manifest.base, root)
    return Shown(head, rows, "", answer.rows, answer.truncated, formats)


def to_cells(results: dict[str, Any], base: str, root: str) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Return head and rows of SPARQL JSON results; IRIs under ``base`` lead to our own pages."""
    if "boolean" in results:
        return ("?",), ((Cell("✓ true" if results["boolean"] else "✗ false"),),)
    head = tuple(results["head"]["vars"])
    rows = tuple(tuple(to_cell(row.get(name), base, root) for name in head) for row in results["results"]["bindings"])
    return head, rows


def to_cell(term: dict[str, str] | None, base: str, root: str) -> Cell:
    """Return a term of a SPARQL JSON result as a cell; an unbound one is empty."""
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] != "uri":
        return Cell(value, "", term.get("xml:lang") or shorten(term.get("datatype", "")))
    return Cell(to_name(value, base), to_address(value, base, root))


def to_name(iri: str, base: str) -> str:
    """Return an IRI as short as it can be read: its path under ``base``, or with a known prefix."""
    return iri.removeprefix(base) if iri.startswith(base) else shorten(iri)


def to_address(iri: str, base: str, root: str) -> str:
    """Return where a reader is led for an IRI: our page for data, itself for the web's, nowhere for others."""
    if iri.startswith(base):
        return f"{root}/page/{iri.removeprefix(base)}".replace("#", "%23")
    return iri if iri.startswith(("http://", "https://")) else ""


async def _render(
    request: Request,
    graph: ServedGraph,
    query: str,
    shown: Shown | None,
    message: str,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    version = (await graph.find_version())[:VERSION_LENGTH]
    asked = request.query_params.get("version", "")
    values = {
        "query": query,
        "base": graph.manifest.base,
        "prefixes": json.dumps(PREFIXES),
        "shown": shown,
        "message": message,
        "examples": read_examples(),
        "editor": (BUILT / "query.js").is_file(),
        "version": version,
        "asked_version": asked[:VERSION_LENGTH] if asked and asked[:VERSION_LENGTH] != version else "",
        "world": (BUILT / "world.svg").is_file(),
    }
    return render(request, "query.html", values, status, headers)

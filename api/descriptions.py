"""What the graph holds, told in the words of SPARQL Service Description and VoID, in every RDF format.

https://www.w3.org/TR/sparql11-service-description/ and https://www.w3.org/TR/void/. The numbers were counted when the
pages were prepared (:mod:`graph.statistics`).
"""

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.conditions import make_etag, make_validators, not_modified
from api.media_types import (
    CSV,
    GRAPH_TYPES,
    JSON,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    TRIG,
    TSV,
    TURTLE,
    XML,
    choose_graph_type,
)
from api.prepared import Preparations
from api.served import ServedGraph
from graph.dumps import convert
from graph.statistics import Counts, Statistics
from ontology.files import ONTOLOGY_IRI, PREFIXES

FORMAT_IRIS: Final = {
    JSON: "SPARQL_Results_JSON", XML: "SPARQL_Results_XML", CSV: "SPARQL_Results_CSV", TSV: "SPARQL_Results_TSV",
    TURTLE: "Turtle", N_TRIPLES: "N-Triples", JSON_LD: "JSON-LD", RDF_XML: "RDF_XML",
    TRIG: "TriG", N_QUADS: "N-Quads",
}  # fmt: skip
RECONCILIATION: Final = "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/"
PREFIXED: Final = ("dcterms", "prov", "sd", "void", "xsd")
Describer = Callable[[Request], Awaitable[Response]]


def create_describer(graph: ServedGraph, preparations: Preparations) -> Describer:
    """Return the function that describes a graph in the numbers that were prepared of it."""

    async def describe(request: Request) -> Response:
        media_type = choose_graph_type(request.headers.get("accept", ""), request.query_params.get("format", ""))
        prepared = await preparations.read()
        headers = make_validators(make_etag(prepared.version, "void", media_type))
        if not_modified(request, headers):
            return Response(status_code=304, headers=headers)
        root = str(request.base_url).rstrip("/")
        turtle = to_turtle(root, graph.manifest.base, prepared.statistics)
        body = await to_thread.run_sync(convert, turtle, media_type)
        return Response(body, headers=headers, media_type=media_type)

    return describe


def create_description_router(describe: Describer) -> APIRouter:
    """Return the route of the description."""
    router = APIRouter()

    @router.api_route("/.well-known/void", methods=["GET", "HEAD"])
    async def show_void(request: Request) -> Response:
        """Describe the data and the service: VoID and SPARQL Service Description, in every RDF format."""
        return await describe(request)

    return router


def to_turtle(root: str, base: str, statistics: Statistics | None) -> str:
    """Return the description; ``root`` is the address of the server, ``base`` of the data.

    Without statistics it has no numbers, nor what they count.
    """
    void = f"{root}/.well-known/void"
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in PREFIXED)
    formats = ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in FORMAT_IRIS.values())
    graphs = ", ".join(f"<http://www.w3.org/ns/formats/{FORMAT_IRIS[name]}>" for name in GRAPH_TYPES)
    return f"""{prefixes}@prefix dcat: <http://www.w3.org/ns/dcat#> .
<{root}/sparql> a sd:Service ;
    sd:endpoint <{root}/sparql> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {formats} ;
    sd:defaultDataset <{void}#dataset> .
sd:SPARQL11Query a sd:Language .
sd:UnionDefaultGraph a sd:Feature .

<{void}> a void:DatasetDescription ;
    <http://xmlns.com/foaf/0.1/primaryTopic> <{void}#dataset> .
<{void}#dataset> a void:Dataset , sd:Dataset ;
    dcterms:title "Smolny"@fr ;
    void:sparqlEndpoint <{root}/sparql> ;
    void:uriSpace "{base}" ;
    void:vocabulary <{ONTOLOGY_IRI}> ;
    void:dataDump <{root}/files/all.nq.gz> , <{root}/files/entities.ttl> , <{root}/files/facts.ttl> ;
    void:feature {graphs} ;
    void:subset <{void}#wikidata> ;
    sd:defaultGraph <{void}#default> .
<{void}#default> a sd:Graph .
<{void}#wikidata> a void:Linkset ;
    void:subjectsTarget <{void}#dataset> ;
    void:objectsTarget <http://www.wikidata.org/entity/> ;
    void:linkPredicate <{PREFIXES["skos"]}exactMatch> , <{PREFIXES["skos"]}closeMatch> .
<{root}/reconcile> a dcat:DataService ;
    dcterms:conformsTo <{RECONCILIATION}> ;
    dcat:servesDataset <{void}#dataset> .
{_tell_numbers(root, void, statistics) if statistics else ""}"""


def _tell_numbers(root: str, void: str, statistics: Statistics) -> str:
    """Return how much there is, in all, of each class and property, in each graph."""
    example = f" ;\n    void:exampleResource <{statistics.example}>" if statistics.example else ""
    return f"""\
<{void}#dataset> void:triples {statistics.triples} ;
    void:entities {statistics.entities} ;
    void:classes {len(statistics.classes)} ;
    void:properties {len(statistics.properties)}{example} .
<{void}#wikidata> void:triples {statistics.links} .
{_describe_graphs(root, void, statistics.graphs)}\
{_partition(void, "class", "classPartition", "class", "entities", statistics.classes)}\
{_partition(void, "property", "propertyPartition", "property", "triples", statistics.properties)}"""


def _describe_graphs(root: str, void: str, graphs: Counts) -> str:
    """Return the named graphs, each with its number of triples and where it can be had."""
    return "".join(
        f"<{void}#dataset> sd:namedGraph <{void}#graph-{index}> .\n"
        f"<{void}#graph-{index}> a sd:NamedGraph ; sd:name <{name}> ; sd:graph <{void}#graph-{index}-data> .\n"
        f"<{void}#graph-{index}-data> a sd:Graph , void:Dataset ; void:triples {found} ;\n"
        f"    dcterms:source <{name}> ; void:dataDump <{root}/graph?graph={quote(name, safe='')}> .\n"
        for index, (name, found) in enumerate(graphs, start=1)
    )


def _partition(void: str, kind: str, predicate: str, name: str, number: str, counts: Counts) -> str:
    lines = []
    for index, (iri, found) in enumerate(counts, start=1):
        part = f"<{void}#{kind}-{index}>"
        lines.append(
            f"<{void}#dataset> void:{predicate} {part} .\n{part} void:{name} <{iri}> ; void:{number} {found} .\n"
        )
    return "".join(lines)

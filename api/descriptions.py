"""What the graph holds, told in the words of SPARQL Service Description and VoID: Turtle for programs.

https://www.w3.org/TR/sparql11-service-description/ and https://www.w3.org/TR/void/. The numbers are counted once for
every version of the graph.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.media_types import CSV, JSON, JSON_LD, N_TRIPLES, RDF_XML, TSV, TURTLE, XML
from api.served import ServedGraph
from ontology.files import ONTOLOGY_IRI, PREFIXES

FORMAT_IRIS: Final = {
    JSON: "SPARQL_Results_JSON", XML: "SPARQL_Results_XML", CSV: "SPARQL_Results_CSV", TSV: "SPARQL_Results_TSV",
    TURTLE: "Turtle", N_TRIPLES: "N-Triples", JSON_LD: "JSON-LD", RDF_XML: "RDF_XML",
}  # fmt: skip
TRIPLES: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
ENTITIES: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s smo:slug ?slug }"
CLASSES: Final = "SELECT ?name (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?name } GROUP BY ?name ORDER BY ?name"
PROPERTIES: Final = "SELECT ?name (COUNT(*) AS ?n) WHERE { ?s ?name ?o } GROUP BY ?name ORDER BY ?name"
LINKS: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s skos:exactMatch|skos:closeMatch ?o }"
Counts = tuple[tuple[str, int], ...]
Describer = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much a graph holds."""

    triples: int
    entities: int
    links: int
    classes: Counts
    properties: Counts


def create_describer(graph: ServedGraph) -> Describer:
    """Return the function that describes a graph; it keeps the numbers of the version that it counted last."""
    counted: dict[str, Statistics] = {}

    async def describe(request: Request) -> Response:
        version = await graph.find_version()
        if version not in counted:
            statistics = await count(graph)
            counted.clear()
            counted[version] = statistics
        root = str(request.base_url).rstrip("/")
        sources = [graph.find_iri(f"source/{item.source}") for item in graph.manifest.inputs]
        body = to_turtle(root, graph.manifest.base, counted[version], sources)
        headers = {"Vary": "Accept", "ETag": f'W/"{version[:16]}-void"', "Cache-Control": "no-cache"}
        return Response(body, headers=headers, media_type=f"{TURTLE}; charset=utf-8")

    return describe


def create_description_router(describe: Describer) -> APIRouter:
    """Return the route of the description."""
    router = APIRouter()

    @router.api_route("/.well-known/void", methods=["GET", "HEAD"])
    async def show_void(request: Request) -> Response:
        """Describe the data and the service: VoID and SPARQL Service Description, in Turtle."""
        return await describe(request)

    return router


async def count(graph: ServedGraph) -> Statistics:
    """Return the statistics of the graph as it is now."""
    return Statistics(
        triples=int((await graph.select(TRIPLES))[0]["n"]),
        entities=int((await graph.select(ENTITIES))[0]["n"]),
        links=int((await graph.select(LINKS))[0]["n"]),
        classes=_to_counts(await graph.select(CLASSES)),
        properties=_to_counts(await graph.select(PROPERTIES)),
    )


def to_turtle(root: str, base: str, statistics: Statistics, sources: list[str]) -> str:
    """Return the description; ``root`` is the address of the server, ``base`` of the data."""
    void = f"{root}/.well-known/void"
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("dcterms", "sd", "void", "xsd"))
    formats = ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in FORMAT_IRIS.values())
    named = "".join(f"<{source}> a sd:NamedGraph ; sd:name <{source}> .\n" for source in sources)
    return f"""{prefixes}
<{root}/sparql> a sd:Service ;
    sd:endpoint <{root}/sparql> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {formats} ;
    sd:defaultDataset <{void}#dataset> .

<{void}#dataset> a void:Dataset , sd:Dataset ;
    dcterms:title "Smolny"@fr ;
    void:sparqlEndpoint <{root}/sparql> ;
    void:uriSpace "{base}" ;
    void:vocabulary <{ONTOLOGY_IRI}> ;
    void:dataDump <{root}/files/entities.ttl> , <{root}/files/facts.ttl> ;
    void:triples {statistics.triples} ;
    void:entities {statistics.entities} ;
    void:classes {len(statistics.classes)} ;
    void:properties {len(statistics.properties)} ;
    sd:defaultGraph <{void}#default> .
<{void}#default> a sd:Graph .
<{void}#wikidata> a void:Linkset ;
    void:subjectsTarget <{void}#dataset> ;
    void:objectsTarget <http://www.wikidata.org/entity/> ;
    void:linkPredicate <{PREFIXES["skos"]}exactMatch> , <{PREFIXES["skos"]}closeMatch> ;
    void:triples {statistics.links} .
{"".join(f"<{void}#dataset> sd:namedGraph <{source}> ." + chr(10) for source in sources)}{named}\
{_partition(void, "class", "classPartition", "class", "entities", statistics.classes)}\
{_partition(void, "property", "propertyPartition", "property", "triples", statistics.properties)}"""


def _partition(void: str, kind: str, predicate: str, name: str, number: str, counts: Counts) -> str:
    lines = []
    for index, (iri, found) in enumerate(counts, start=1):
        part = f"<{void}#{kind}-{index}>"
        lines.append(
            f"<{void}#dataset> void:{predicate} {part} .\n{part} void:{name} <{iri}> ; void:{number} {found} .\n"
        )
    return "".join(lines)


def _to_counts(rows: list[dict[str, str]]) -> Counts:
    return tuple((row["name"], int(row["n"])) for row in rows)

"""A graph in, how much it holds out, as VoID tells it: triples, entities, links, graphs, and so by class and property.

All triples of a large graph are looked at, which takes a minute: this is done before a server is ready
(:mod:`api.preparing`), never for a request.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.query import QueryPool

TIMEOUT_S: Final = 600.0
MAX_ROWS: Final = 1_000_000
ENTITIES: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s smo:slug ?slug }"
CLASSES: Final = "SELECT ?name (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?name } GROUP BY ?name ORDER BY ?name"
PROPERTIES: Final = "SELECT ?name (COUNT(*) AS ?n) WHERE { ?s ?name ?o } GROUP BY ?name ORDER BY ?name"
GRAPHS: Final = "SELECT ?name (COUNT(*) AS ?n) WHERE { GRAPH ?name { ?s ?p ?o } } GROUP BY ?name ORDER BY ?name"
EXAMPLE: Final = "SELECT ?name WHERE { ?name a smo:Person } ORDER BY ?name LIMIT 1"
LINKS: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s skos:exactMatch|skos:closeMatch ?o }"
Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much a graph holds; the counts are by IRI, in its order. ``example`` is the IRI of a person, or ``""``."""

    triples: int
    entities: int
    links: int
    classes: Counts
    properties: Counts
    graphs: Counts = ()
    example: str = ""


def count_statistics(pool: QueryPool) -> Statistics:
    """Return how much the graph holds; raises what asking raises."""
    properties = _to_counts(_ask(pool, PROPERTIES))
    return Statistics(
        triples=sum(found for _, found in properties),  # each has one
        entities=int(_ask(pool, ENTITIES)[0]["n"]),
        links=int(_ask(pool, LINKS)[0]["n"]),
        classes=_to_counts(_ask(pool, CLASSES)),
        properties=properties,
        graphs=_to_counts(_ask(pool, GRAPHS)),
        example=next((row["name"] for row in _ask(pool, EXAMPLE)), ""),
    )


def load_statistics(record: Mapping[str, Any]) -> Statistics:
    """Return what ``dataclasses.asdict`` made of statistics, from JSON."""
    counts = {name: tuple((iri, found) for iri, found in record[name]) for name in ("classes", "properties", "graphs")}
    return Statistics(**{**record, **counts})


def _ask(pool: QueryPool, sparql: str) -> list[dict[str, str]]:
    answer = pool.ask(sparql, media_type="application/sparql-results+json", timeout_s=TIMEOUT_S, max_rows=MAX_ROWS)
    rows: list[dict[str, dict[str, str]]] = json.loads(answer.body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def _to_counts(rows: Iterable[Mapping[str, str]]) -> Counts:
    return tuple((row["name"], int(row["n"])) for row in rows)

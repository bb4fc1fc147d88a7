"""Entities and properties of a catalogue in, the values that the graph has for them out: by few queries, whatever many.

Stands under reconciliation: what a table's other columns are compared with, and what is fetched for new ones.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from api.catalogues import MOST_ROWS, to_id
from api.served import ServedGraph
from ontology.files import PREFIXES, expand, shorten

CHUNK: Final = 300  # entities that one query names
VALUES: Final = """SELECT ?it ?property ?value ?name {{ VALUES ?it {{ {entities} }} VALUES ?property {{ {properties} }}
  ?it ?property ?value OPTIONAL {{ ?value skos:prefLabel ?name FILTER(LANG(?name) = "fr") }}
}} ORDER BY ?it ?property ?value"""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: the id and name of an entity, or the text and datatype of a literal; an IRI is text."""

    text: str
    entity: str = ""
    datatype: str = ""


Values = dict[tuple[str, str], list[Value]]  # by entity id and property


async def read_values(graph: ServedGraph, base: str, entities: Iterable[str], properties: Iterable[str]) -> Values:
    """Return the values of properties of entities of a catalogue (both must be its own, as they go into a query)."""
    ids, wanted = sorted(set(entities)), " ".join(to_iri(one) for one in sorted(set(properties)))
    values: Values = defaultdict(list)
    for first in range(0, len(ids) if wanted else 0, CHUNK):
        iris = " ".join(f"<{graph.find_iri(id_)}>" for id_ in ids[first : first + CHUNK])
        for row in await _ask(graph, VALUES.format(entities=iris, properties=wanted)):
            value = to_value(row["value"], row.get("name", {}).get("value", ""), base)
            kept = values[to_id(row["it"]["value"], base), shorten(row["property"]["value"])]
            if value not in kept:
                kept.append(value)
    return values


def to_iri(term: str) -> str:
    """Return a CURIE of a known prefix, or an IRI, as a query has it."""
    return f"<{expand(term) if term.partition(':')[0] in PREFIXES else term}>"


def to_value(term: Mapping[str, str], name: str, base: str) -> Value:
    """Return a term of a SPARQL result as a value."""
    if term["type"] == "literal":
        return Value(term["value"], datatype=shorten(term.get("datatype", "")))
    entity = to_id(term["value"], base) if term["value"].startswith(base) else ""
    return Value(name or shorten(term["value"]).removeprefix("wd:"), entity)


async def _ask(graph: ServedGraph, query: str) -> list[dict[str, dict[str, str]]]:
    answer = await graph.ask(query, max_rows=MOST_ROWS)
    rows: list[dict[str, dict[str, str]]] = json.loads(answer.body)["results"]["bindings"]
    return rows

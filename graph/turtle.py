"""Triples in, Turtle that git can compare out: the same triples in any order give the same bytes.

Sorted by subject, ``rdf:type`` first, predicate and object, each triple once. Stands between the makers of triples
(:mod:`graph.mentions`, :mod:`graph.claims`, :mod:`graph.entities`, :mod:`graph.facts`) and the files of the folder.
"""

from collections.abc import Iterable
from typing import Final

from pyoxigraph import RdfFormat, Triple, serialize

from graph.iris import ROOMS, Iris
from ontology import files

RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def to_turtle(triples: Iterable[Triple], iris: Iris) -> bytes:
    """Return the triples as Turtle; the same set gives the same bytes. Only prefixes that are used are declared."""
    prefixes = find_prefixes(iris)
    turtle = serialize(sort_triples(triples), format=RdfFormat.TURTLE, prefixes=prefixes) or b""
    body = b"\n" + _strip_header(turtle)
    # the serializer declares all prefixes, in an order of its own
    used = sorted(prefix for prefix in prefixes if any(f"{mark}{prefix}:".encode() in body for mark in "\n\t ^"))
    header = "".join(f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in used)
    return header.encode() + body


def sort_triples(triples: Iterable[Triple]) -> list[Triple]:
    """Return each triple once: by subject, ``rdf:type`` first, predicate, object."""
    keyed = {_key(triple): triple for triple in triples}
    return [keyed[key] for key in sorted(keyed)]


def find_prefixes(iris: Iris) -> dict[str, str]:
    """Return the prefixes of the ontology and one for each room of the data (``person:``, ``claim:`` …)."""
    rooms = {room: f"{iris.base}{room}/" for room in (*ROOMS, "source", "claim", "fact", "activity")}
    return rooms | {prefix: str(iri) for prefix, iri in files.PREFIXES.items()}


def _key(triple: Triple) -> tuple[str, str, str]:
    predicate = triple.predicate.value
    return str(triple.subject)[1:-1], "" if predicate == RDF_TYPE else predicate, str(triple.object)


def _strip_header(turtle: bytes) -> bytes:
    start = 0
    while turtle.startswith(b"@prefix ", start):
        start = turtle.index(b"\n", start) + 1
    return turtle[start:]

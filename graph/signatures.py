"""Which classes a predicate joins: the ontology's domains and ranges in, rooms of entities out.

Asked only where a correction moves an entity to another class, and claims of it may no longer make sense.
"""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from pyoxigraph import NamedNode, RdfFormat, parse

from extract.model import Claim
from graph.iris import ROOMS, term
from ontology import files


class Signature(NamedTuple):
    """The rooms that a predicate's subject and object may come from; no object where it is a date."""

    subjects: frozenset[str]
    objects: frozenset[str]


def fits(claim: Claim) -> bool:
    """Tell whether the claim joins classes that its predicate allows."""
    signature = read_signatures().get(claim.predicate)
    if signature is None:
        return True
    subject, object_ = (id_.partition("/")[0] for id_ in (claim.subject, claim.object))
    return subject in signature.subjects and (not object_ or object_ in signature.objects)


@cache
def find_room(curie: str) -> str:
    """Return the room of a class: ``organisation`` for ``smo:Army``; ``""`` for what no entity can be.

    >>> find_room("smo:Army"), find_room("smo:Date"), find_room("smo:Ami")
    ('organisation', '', '')
    """
    above = _read_superclasses()
    waiting, seen = [curie], set[str]()
    while waiting:
        kind = waiting.pop()
        room = kind.removeprefix("smo:").lower()
        if room in ROOMS:
            return room
        seen.add(kind)
        waiting.extend(sorted(above.get(kind, frozenset()) - seen))
    return ""


@cache
def read_signatures() -> dict[str, Signature]:
    """Return the signature of every property of the ontology that joins entities, or an entity and a date."""
    sides: dict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value in _read_ontology():
        if predicate in ("rdfs:domain", "rdfs:range"):
            sides[subject][predicate] = value
    below = {room: _find_above(f"smo:{room.capitalize()}") for room in ROOMS}

    def rooms(kind: str) -> frozenset[str]:
        return frozenset(room for room, above in below.items() if kind in above)

    found = {name: Signature(rooms(side["rdfs:domain"]), rooms(side["rdfs:range"])) for name, side in sides.items()}
    return {name: signature for name, signature in found.items() if signature.subjects}


def _find_above(kind: str) -> frozenset[str]:
    found, waiting = set[str](), [kind]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(_read_superclasses().get(one, ()))
    return frozenset(found)


@cache
def _read_superclasses() -> dict[str, frozenset[str]]:
    above: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in _read_ontology():
        if predicate == "rdfs:subClassOf":
            above[subject].add(value)
    return {kind: frozenset(kinds) for kind, kinds in above.items()}


@cache
def _read_ontology() -> tuple[tuple[str, str, str], ...]:
    """Return what the ontology says of classes and properties, as CURIEs."""
    wanted = {term(name): name for name in ("rdfs:subClassOf", "rdfs:domain", "rdfs:range")}
    triples = (quad.triple for quad in parse(files.read_text(files.ONTOLOGY), format=RdfFormat.TURTLE))
    return tuple(
        (files.shorten(triple.subject.value), wanted[triple.predicate], files.shorten(triple.object.value))
        for triple in triples
        if triple.predicate in wanted and isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode)
    )

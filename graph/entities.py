"""Readings and the authority in, one entity for each id and its triples out: ``entities.ttl``.

Entities of several sources are merged by id. What the authority says (name, kind, variants, coordinates, part of,
successor of) goes before what was met in texts; its statements stand here as plain triples, not as claims of a source.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from pyoxigraph import Triple

from extract.model import Entity, Source
from graph.claims import NamedClaim
from graph.iris import Iris, term
from graph.links import AUTHORITY, EXACT, LEXICAL, Link, merge_links, to_statements
from graph.literals import to_decimal, to_text
from ontology.authority import Entry

PLACE_FACTS: Final = {"lat": "smo:latitude", "long": "smo:longitude"}
GENDERS: Final = {"f": "smv:female", "m": "smv:male"}
# (room or "" for any other, column of the authority) -> predicate
RELATIONS: Final = {
    ("place", "part_of"): "smo:within",
    ("event", "part_of"): "dcterms:isPartOf",
    ("work", "part_of"): "dcterms:isPartOf",
    ("", "part_of"): "smo:partOf",
    ("", "successor_of"): "smo:successorOf",
    ("event", "place"): "smo:place",
    ("", "place"): "smo:locatedIn",
    ("place", "successor_of"): "dcterms:replaces",
    ("work", "author"): "smo:hasAuthor",
}


class Extract(NamedTuple):
    """What the merging needs of one reading: its source, entities and named claims."""

    source: Source
    entities: tuple[Entity, ...]
    claims: tuple[NamedClaim, ...]


@dataclass(frozen=True, slots=True)
class MergedEntity:
    """An entity over all sources; ``names`` are the surface forms met, ``entry`` its line in the authority, if any."""

    id: str
    kind: str
    label: str
    names: tuple[str, ...]
    entry: Entry | None

    @property
    def slug(self) -> str:
        """The last part of the id."""
        return self.id.rpartition("/")[2]

    @property
    def room(self) -> str:
        """The first part of the id: the mention class in lower case."""
        return self.id.partition("/")[0]

    @property
    def mention_class(self) -> str:
        """The mention class as a CURIE."""
        return f"smo:{self.room.capitalize()}"


def merge_entities(extracts: Iterable[Extract], authority: Iterable[Entry]) -> tuple[MergedEntity, ...]:
    """Return every entity mentioned or used in a claim, once, in the order of ids."""
    entries = {entry.id: entry for entry in authority}
    met: dict[str, list[Entity]] = defaultdict(list)
    for extract in extracts:
        for entity in extract.entities:
            met[entity.id].append(entity)
        for named in extract.claims:
            for used in (named.claim.subject, named.claim.object, named.claim.attributed_to):
                if used:
                    met[used]  # an entity may be used without being mentioned
    return tuple(_merge(entity_id, met[entity_id], entries.get(entity_id)) for entity_id in sorted(met))


def to_entities(entities: Sequence[MergedEntity], iris: Iris) -> Iterator[Triple]:
    """Yield the classes, names and facts of the entities."""
    known = {entity.id for entity in entities}
    for entity in entities:
        yield from _identity(entity, iris)
        yield from _names(entity, iris)
        if entity.entry:
            yield from _authority_facts(entity, entity.entry, known, iris)


def to_links(links: Iterable[tuple[str, str, str]], entities: Sequence[MergedEntity], iris: Iris) -> Iterator[Triple]:
    """Yield links ``(entity id, predicate, object)``, both last as CURIEs, of the entities that are in the graph."""
    known = {entity.id for entity in entities}
    for subject, predicate, target in links:
        if subject in known:
            yield Triple(iris.entity(subject), term(predicate), term(target))


def find_links(entities: Iterable[MergedEntity]) -> Iterator[Link]:
    """Yield the links that the authority states: they were looked up by hand and count as certain."""
    for entity in entities:
        if entity.entry and entity.entry.wikidata:
            item = f"wd:{entity.entry.wikidata.removeprefix('wd:')}"
            yield Link(entity.id, EXACT, item, LEXICAL, author=AUTHORITY)


def choose_links(written: Iterable[Link], stated: Iterable[Link]) -> tuple[tuple[str, str, str], ...]:
    """Return what the graph shows: a curator's lines, then what the authority states now, then earlier look-ups."""
    lines = tuple(written)
    curated = [link for link in lines if link.curated]
    earlier = [link for link in lines if not link.curated and link.author != AUTHORITY]
    return to_statements(merge_links(curated, stated, earlier))


def _merge(entity_id: str, met: list[Entity], entry: Entry | None) -> MergedEntity:
    names = tuple(sorted({name for entity in met for name in entity.names if name}))
    if entry:
        return MergedEntity(entity_id, entry.kind, entry.label, names, entry)
    room, _, slug = entity_id.partition("/")
    kind = _vote_kind(met) or f"smo:{room.capitalize()}"
    label = _vote_label(met) or slug.replace("-", " ").strip() or entity_id
    return MergedEntity(entity_id, kind, label, names, None)


def _vote_kind(met: list[Entity]) -> str:
    votes: Counter[str] = Counter()
    for entity in met:
        votes[entity.kind] += max(1, len(entity.mentions))
    plain = {f"smo:{entity.id.partition('/')[0].capitalize()}" for entity in met}
    return min(votes, key=lambda kind: (kind in plain, -votes[kind], kind), default="")


def _vote_label(met: list[Entity]) -> str:
    votes: Counter[str] = Counter()
    for entity in met:
        if entity.label:
            votes[entity.label] += max(1, len(entity.mentions))
    return min(votes, key=lambda label: (-votes[label], -len(label), label), default="")


def _identity(entity: MergedEntity, iris: Iris) -> Iterator[Triple]:
    node = iris.entity(entity.id)
    yield Triple(node, term("rdf:type"), term(entity.kind))
    yield Triple(node, term("rdf:type"), term(entity.mention_class))
    yield Triple(node, term("smo:slug"), to_text(entity.slug))
    if entity.entry:
        yield Triple(node, term("dcterms:description"), to_text(entity.entry.description, "fr"))


def _names(entity: MergedEntity, iris: Iris) -> Iterator[Triple]:
    node = iris.entity(entity.id)
    label = to_text(entity.label, "fr")
    yield Triple(node, term("skos:prefLabel"), label)
    variants = {to_text(name, "fr") for name in entity.names}
    if entity.entry:
        variants |= {to_text(variant.text, variant.language) for variant in entity.entry.variants}
    for variant in variants - {label}:
        yield Triple(node, term("skos:altLabel"), variant)


def _authority_facts(entity: MergedEntity, entry: Entry, known: set[str], iris: Iris) -> Iterator[Triple]:
    node = iris.entity(entity.id)
    for key, value in entry.facts:
        if key in PLACE_FACTS:
            yield Triple(node, term(PLACE_FACTS[key]), to_decimal(float(value)))
        elif key == "gender" and value in GENDERS:
            yield Triple(node, term("smo:gender"), term(GENDERS[value]))
        elif predicate := find_relation(entity.room, key):
            for target in split_ids(value):
                if target in known:
                    yield Triple(node, term(predicate), iris.entity(target))


def find_relation(room: str, column: str) -> str:
    """Return the predicate that a column of the authority stands for in a room, ``""`` where it is none."""
    return RELATIONS.get((room, column)) or RELATIONS.get(("", column), "")


def split_ids(cell: str) -> tuple[str, ...]:
    """Return the entity ids of a cell, which are separated by ``|``."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def find_containers(authority: Iterable[Entry]) -> Mapping[str, frozenset[str]]:
    """Return for each place of the authority every place that it lies within, near and far."""
    entries = tuple(authority)
    lands = {entry.label: entry.id for entry in entries if entry.room == "place"}
    near = {entry.id: frozenset(_read_near(dict(entry.facts), lands)) - {entry.id} for entry in entries}
    return {place: _closure(place, near) for place, within in near.items() if within}


def _read_near(facts: Mapping[str, str], lands: Mapping[str, str]) -> Iterator[str]:
    yield from split_ids(facts.get("part_of", ""))
    yield from (lands[name] for name in facts.get("country", "").split("|") if name in lands)


def _closure(place: str, near: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(near[place])
    while waiting:
        outer = waiting.pop()
        if outer not in found:
            found.add(outer)
            waiting.extend(near.get(outer, ()))
    return frozenset(found)

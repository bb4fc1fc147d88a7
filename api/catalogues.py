"""What can be looked for in the graph by who asks no SPARQL: its entities by name, classes, properties.

Read by a few queries for every version of the graph and kept; what lies behind ``/reconcile``.
"""

import asyncio
import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from anyio import to_thread

from api.media_types import CSV
from api.served import ServedGraph
from graph.names_index import Name, NamesIndex
from ontology.files import shorten

MOST_ROWS: Final = 5_000_000
ENTITY: Final = "smo:Entity"
SAMPLE: Final = 30_000  # entities whose properties tell which properties a class has
WHO: Final = """?it smo:slug ?slug
  FILTER NOT EXISTS { ?it smo:eventKind ?kind } FILTER NOT EXISTS { ?it owl:deprecated ?gone }"""
NAMES: Final = f"""SELECT ?it ?name ?main {{ {WHO}
  {{ ?it skos:prefLabel ?name BIND("1" AS ?main) }} UNION {{ ?it skos:altLabel ?name BIND("" AS ?main) }} }}"""
CARDS: Final = f"SELECT ?it ?type ?about {{ {WHO} ?it a ?type OPTIONAL {{ ?it dcterms:description ?about }} }}"
USES: Final = f"""SELECT ?type ?property (COUNT(DISTINCT ?it) AS ?n) {{ {{ SELECT ?it {{ {WHO} }} LIMIT {SAMPLE} }}
  ?it a ?type ; ?property ?value }} GROUP BY ?type ?property ORDER BY DESC(?n) ?property"""
TERMS: Final = """SELECT ?term ?label ?language ?about ?broader ?range {
  { ?term a owl:Class } UNION { ?term a owl:ObjectProperty } UNION { ?term a owl:DatatypeProperty }
  ?term rdfs:label ?label BIND(LANG(?label) AS ?language)
  OPTIONAL { ?term rdfs:comment ?about FILTER(LANG(?about) = ?language) }
  OPTIONAL { ?term rdfs:subClassOf ?broader FILTER(isIRI(?broader)) } OPTIONAL { ?term rdfs:range ?range } }"""
HIDDEN: Final = frozenset(
    "rdf:type skos:prefLabel smo:slug smo:calendar smo:earliest smo:latest smo:edtf prov:wasDerivedFrom".split()
)
# Names of the properties that the ontology borrows: French, English.
BORROWED: Final[Mapping[str, tuple[str, str]]] = {
    "skos:altLabel": ("autres noms", "other names"),
    "skos:exactMatch": ("Wikidata (sûr)", "Wikidata (certain)"),
    "skos:closeMatch": ("Wikidata (à vérifier)", "Wikidata (to be checked)"),
    "dcterms:description": ("description", "description"),
    "dcterms:isPartOf": ("partie de", "part of"),
    "dcterms:replaces": ("remplace", "replaces"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class or a property: its CURIE, its names and what it means by language, classes above it or of its values."""

    id: str
    names: Mapping[str, str]
    meanings: Mapping[str, str] = field(default_factory=dict)
    broader: frozenset[str] = frozenset()
    range: str = ""

    def name(self, language: str) -> str:
        """Return what it is called in ``fr`` or ``en``."""
        return self.names.get(language) or self.names.get("fr") or self.id


@dataclass(frozen=True, slots=True)
class Card:
    """An entity: the name that it is shown under, what it is, its classes with all above them."""

    id: str
    label: str
    description: str
    types: tuple[str, ...]
    all_types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of one version of a graph; ``uses`` tells the properties of each class, the most usual first."""

    version: str
    base: str
    names: NamesIndex
    variants: Mapping[str, tuple[Name, ...]]
    cards: Mapping[str, Card]
    classes: Mapping[str, Term]
    properties: Mapping[str, Term]
    uses: Mapping[str, tuple[str, ...]]

    def find_entity(self, text: str) -> Card | None:
        """Return the entity whose id or IRI ``text`` is."""
        return self.cards.get(unquote(text.strip().removeprefix(self.base)))

    def find_class(self, text: str) -> str:
        """Return the class whose CURIE, IRI, local name or name ``text`` is, ``""`` where it is none."""
        return _find_term(text, self.classes)

    def find_property(self, text: str) -> str:
        """Return the property whose CURIE, IRI, local name or name ``text`` is, ``""`` where it is none."""
        return _find_term(text, self.properties)


class Catalogues:
    """Keeps the catalogue of the version of the graph that was asked last."""

    def __init__(self, graph: ServedGraph) -> None:
        self._graph = graph
        self._kept: Catalogue | None = None
        self._lock = asyncio.Lock()

    async def read(self) -> Catalogue:
        """Return the catalogue of the graph as it is now; raises what asking raises."""
        version = await self._graph.find_version()
        async with self._lock:
            if self._kept is None or self._kept.version != version:
                self._kept = await read_catalogue(self._graph, version)
            return self._kept


async def read_catalogue(graph: ServedGraph, version: str) -> Catalogue:
    """Return what can be looked for in a graph."""
    base = graph.manifest.base
    names, cards, uses, terms = [await _select(graph, query) for query in (NAMES, CARDS, USES, TERMS)]
    found = [Name(to_id(row["it"], base), row["name"], row["main"] == "1") for row in names]
    variants: dict[str, list[Name]] = defaultdict(list)
    for name in found:
        variants[name.entity].append(name)
    by_term = to_terms(terms)
    by_class: dict[str, list[str]] = defaultdict(list)
    for row in uses:
        if (used := shorten(row["property"])) not in HIDDEN:
            by_class[shorten(row["type"])].append(used)
    return Catalogue(
        version, base, await to_thread.run_sync(NamesIndex, found),
        {entity: tuple(names) for entity, names in variants.items()},
        to_cards(cards, variants, by_term, base),
        _keep_used_classes(by_class, by_term),
        {used: by_term.get(used) or _borrow(used) for properties in by_class.values() for used in properties},
        to_uses(by_class, by_term),
    )  # fmt: skip


def to_terms(rows: Iterable[Mapping[str, str]]) -> dict[str, Term]:
    """Return the terms of the ontology by CURIE."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    meanings: dict[str, dict[str, str]] = defaultdict(dict)
    broader: dict[str, set[str]] = defaultdict(set)
    ranges: dict[str, str] = {}
    for row in rows:
        term, language = shorten(row["term"]), row["language"]
        names[term][language] = row["label"]
        if row["about"]:
            meanings[term][language] = row["about"]
        if row["broader"]:
            broader[term].add(shorten(row["broader"]))
        if row["range"]:
            ranges[term] = shorten(row["range"])
    return {
        term: Term(term, names[term], meanings[term], frozenset(broader[term]), ranges.get(term, "")) for term in names
    }


def to_cards(
    rows: Iterable[Mapping[str, str]], variants: Mapping[str, Sequence[Name]], terms: Mapping[str, Term], base: str
) -> dict[str, Card]:
    """Return the entities by id; the most special class of an entity stands first."""
    types: dict[str, set[str]] = defaultdict(set)
    about: dict[str, str] = {}
    for row in rows:
        entity = to_id(row["it"], base)
        types[entity].add(shorten(row["type"]))
        about[entity] = row["about"]
    cards = {}
    for entity, own in types.items():
        above = {one: find_broader(one, terms) for one in own}
        order = tuple(one for _, one in sorted((-len(above[one]), one) for one in own))
        label = next((name.text for name in variants.get(entity, ()) if name.main), entity)
        cards[entity] = Card(entity, label, about[entity], order, frozenset(own).union(*above.values()))
    return cards


def find_broader(term: str, terms: Mapping[str, Term]) -> frozenset[str]:
    """Return all classes above a class."""
    found: set[str] = set()
    waiting = [term]
    while waiting:
        near = terms[waiting[-1]].broader if waiting[-1] in terms else frozenset()
        waiting.pop()
        waiting.extend(near - found)
        found |= near
    return frozenset(found)


def to_uses(by_class: Mapping[str, Sequence[str]], terms: Mapping[str, Term]) -> dict[str, tuple[str, ...]]:
    """Return the properties of each class and of all classes above them."""
    uses: dict[str, dict[str, None]] = defaultdict(dict)
    for one, properties in by_class.items():
        for above in (one, *find_broader(one, terms)):
            uses[above].update(dict.fromkeys(properties))
    return {one: tuple(found) for one, found in uses.items()}


def _keep_used_classes(by_class: Iterable[str], terms: Mapping[str, Term]) -> dict[str, Term]:
    used = {above for one in by_class for above in (one, *find_broader(one, terms))}
    return {one: terms[one] for one in sorted(used) if one in terms and one.startswith("smo:")}


def _borrow(used: str) -> Term:
    french, english = BORROWED.get(used, (used, used))
    return Term(used, {"fr": french, "en": english})


def _find_term(text: str, terms: Mapping[str, Term]) -> str:
    short = shorten(text.strip())
    if short in terms:
        return short
    wanted = short.casefold()
    fits = (id_ for id_, term in terms.items() if wanted in _names_of(term))
    return next(fits, "")


def _names_of(term: Term) -> set[str]:
    return {term.id.rpartition(":")[2].casefold(), *(name.casefold() for name in term.names.values())}


def to_id(iri: str, base: str) -> str:
    """Return the id of an entity from its IRI."""
    return unquote(iri.removeprefix(base))


async def _select(graph: ServedGraph, query: str) -> list[dict[str, str]]:
    """Return many rows, as text, which takes a third of what JSON would."""
    answer = await graph.ask(query, CSV, max_rows=MOST_ROWS)
    return await to_thread.run_sync(lambda: list(csv.DictReader(io.StringIO(answer.body.decode("utf-8"), newline=""))))

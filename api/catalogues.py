"""What can be looked for in the graph by who asks no SPARQL: its entities by name, classes, properties.

Read by a few queries for every version of the graph and put on a shelf (:mod:`graph.shelves`); what lies behind
``/reconcile`` and the search.
"""

import csv
import io
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote

from api.media_types import CSV
from graph.name_tables import write_names
from graph.names_index import Name, NamesIndex
from graph.query import QueryPool
from graph.shelves import CardRow, Shelf, write_cards, write_record
from graph.stores import read_base
from ontology.files import shorten

DOCUMENT: Final = "catalogue"
CARDS_KEPT: Final = 50_000
TIMEOUT_S: Final = 300.0
MOST_ROWS: Final = 5_000_000
ENTITY: Final = "smo:Entity"
SAMPLE: Final = 30_000  # entities whose properties tell which properties a class has
WHO: Final = """?it smo:slug ?slug
  FILTER NOT EXISTS { ?it smo:eventKind ?kind } FILTER NOT EXISTS { ?it owl:deprecated ?gone }"""
NAMES: Final = f"""SELECT ?it ?name ?main {{ {WHO}
  {{ ?it skos:prefLabel ?name BIND("1" AS ?main) }} UNION {{ ?it skos:altLabel ?name BIND("" AS ?main) }} }}"""
CARDS: Final = f"SELECT ?it ?type ?about {{ {WHO} ?it a ?type OPTIONAL {{ ?it dcterms:description ?about }} }}"
MENTIONS: Final = "SELECT ?it (COUNT(?mention) AS ?n) { ?mention oa:hasBody ?it } GROUP BY ?it"
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

    base: str
    names: NamesIndex
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


class Cards(Mapping[str, Card]):
    """The cards of a shelf by id."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._find = lru_cache(CARDS_KEPT)(self._read)

    def __getitem__(self, id_: str) -> Card:
        if card := self._find(id_):
            return card
        raise KeyError(id_)

    def __iter__(self) -> Iterator[str]:
        return self._shelf.list_cards()

    def __len__(self) -> int:
        return sum(1 for _ in self._shelf.list_cards())

    def _read(self, id_: str) -> Card | None:
        row = self._shelf.find_card(id_)
        if row is None:
            return None
        label, about, types, above = row
        return Card(id_, label, about, tuple(types.split()), frozenset(above.split()))


def write_catalogue(pool: QueryPool, database: sqlite3.Connection) -> None:
    """Read what can be looked for in a graph and write it to a shelf that is being made."""
    base = read_base(pool.folder)
    names, cards, uses, terms, met = [read_rows(pool, query) for query in (NAMES, CARDS, USES, TERMS, MENTIONS)]
    found = [Name(to_id(row["it"], base), row["name"], row["main"] == "1") for row in names]
    write_names(database, found, {to_id(row["it"], base): int(row["n"]) for row in met})
    by_term = to_terms(terms)
    labels = {name.entity: name.text for name in found if name.main}
    write_cards(database, to_cards(cards, labels, by_term, base))
    by_class: dict[str, list[str]] = defaultdict(list)
    for row in uses:
        if (used := shorten(row["property"])) not in HIDDEN:
            by_class[shorten(row["type"])].append(used)
    properties = {used: by_term.get(used) or _borrow(used) for many in by_class.values() for used in many}
    record = {
        "classes": [_to_record(term) for term in _keep_used_classes(by_class, by_term).values()],
        "properties": [_to_record(term) for term in properties.values()],
        "uses": to_uses(by_class, by_term),
    }
    write_record(database, DOCUMENT, record)


def open_catalogue(shelf: Shelf, names: NamesIndex, base: str) -> Catalogue:
    """Return what :func:`write_catalogue` has written."""
    record = shelf.read(DOCUMENT)
    return Catalogue(
        base,
        names,
        Cards(shelf),
        {term.id: term for term in map(_from_record, record["classes"])},
        {term.id: term for term in map(_from_record, record["properties"])},
        {id_: tuple(used) for id_, used in record["uses"].items()},
    )


def _to_record(term: Term) -> dict[str, Any]:
    return {"id": term.id, "names": term.names, "meanings": term.meanings, "broader": sorted(term.broader),
            "range": term.range}  # fmt: skip


def _from_record(record: dict[str, Any]) -> Term:
    return Term(**{**record, "broader": frozenset(record["broader"])})


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
    rows: Iterable[Mapping[str, str]], labels: Mapping[str, str], terms: Mapping[str, Term], base: str
) -> dict[str, CardRow]:
    """Return the cards of entities by id, as a shelf has them; the most special class of an entity stands first."""
    types: dict[str, set[str]] = defaultdict(set)
    about: dict[str, str] = {}
    for row in rows:
        entity = to_id(row["it"], base)
        types[entity].add(shorten(row["type"]))
        about[entity] = row["about"]
    above = {one: find_broader(one, terms) for one in {one for own in types.values() for one in own}}
    cards = {}
    for entity, own in types.items():
        order = [one for _, one in sorted((-len(above[one]), one) for one in own)]
        every = sorted(own.union(*(above[one] for one in own)))
        cards[entity] = (labels.get(entity, entity), about[entity], " ".join(order), " ".join(every))
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


def read_rows(pool: QueryPool, query: str) -> list[dict[str, str]]:
    """Return many rows, as text, which takes a third of what JSON would."""
    answer = pool.ask(query, media_type=CSV, timeout_s=TIMEOUT_S, max_rows=MOST_ROWS)
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8"), newline="")))

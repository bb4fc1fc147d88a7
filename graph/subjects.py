"""A built folder in, its entities as they are searched in Wikidata out: names, years, descriptions, neighbours.

What only stands for a claim (a birth, an appointment) is no entity to search. Stands before :mod:`graph.linking`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from pyoxigraph import Literal, QuerySolutions, RdfFormat, Store

from graph.evidence import Named, Years
from graph.iris import ROOMS, Iris, term
from graph.store import StoreError, describe_turtle_error
from ontology.authority import Entry
from ontology.files import PREFIXES

LIFE: Final = {"smo:born": 0, "smo:died": 1, "smo:occurredOn": 0}
EXISTENCE: Final = {"Founding": 0, "Dissolution": 1}
NAMES_MET: Final = """SELECT ?it ?name ?main {
  { ?it skos:prefLabel ?name BIND("yes" AS ?main) } UNION { ?it skos:altLabel ?name BIND("no" AS ?main) } }"""
TEXTS_MET: Final = "SELECT ?it ?text { ?it dcterms:description ?text }"
POINTS_MET: Final = "SELECT ?it ?north ?east { ?it smo:latitude ?north ; smo:longitude ?east }"
DATES_MET: Final = """SELECT ?it ?predicate ?first ?last {
  { ?fact a smo:Fact ; rdf:subject ?it ; rdf:predicate ?predicate } UNION
  { VALUES ?predicate { smo:Founding smo:Dissolution } ?fact a ?predicate BIND(?fact AS ?it) }
  ?fact smo:earliest ?first ; smo:latest ?last }"""
BESIDE_MET: Final = """SELECT ?it ?other {
  VALUES ?how { smo:memberOf smo:holdsOffice smo:founded smo:leftOrExpelledFrom smo:participatedIn smo:wasIn smo:bornIn
    smo:diedIn smo:authorOf smo:relativeOf smo:locatedIn smo:partOf smo:successorOf smo:occurredIn smo:place }
  ?it ?how ?other }"""


def read_entities(folder: Path, iris: Iris, authority: Mapping[str, Entry]) -> dict[str, Named]:
    """Return the entities of the graph by id, with the names that are worth searching and what is known of them."""
    store = _load(folder, "entities.ttl")
    labels, names = _read_names(store, iris)
    texts = {_to_id(row["it"].value, iris): row["text"].value for row in _select(store, TEXTS_MET)}
    points = {_to_id(row["it"].value, iris): _to_point(row["north"], row["east"]) for row in _select(store, POINTS_MET)}
    _load(folder, "facts.ttl", store)
    years, beside = _read_years(store), _read_beside(store, iris)
    found = {}
    for id_, label in sorted(labels.items()):
        start, end = _find_years(id_, years, iris)
        searched = choose_names(id_, label, names[id_], authority.get(id_))
        near = frozenset(beside[id_])
        found[id_] = Named(id_, label, searched, start, end, texts.get(id_, ""), near, points.get(id_))
    return found


def choose_names(id_: str, label: str, names: Iterable[str], entry: Entry | None) -> tuple[str, ...]:
    """Return the names that tell an entity apart: its label, and what is neither ambiguous nor a single word.

    An acronym or a single word counts where the authority vouches for it, but never for a person.
    """
    unsafe = {variant.text for variant in entry.variants if variant.ambiguous} if entry else set()
    vouched = {variant.text for variant in entry.variants} if entry and not id_.startswith("person/") else set()
    chosen = {name for name in names if name not in unsafe and (name in vouched or len(_words(name)) > 1)}
    return tuple(sorted(chosen | {label} if label not in unsafe else chosen))


def _find_years(id_: str, years: Mapping[tuple[str, int], Years], iris: Iris) -> tuple[Years | None, Years | None]:
    nodes = (iris.entity(id_).value, *(iris.happening(kind, id_).value for kind in EXISTENCE))
    start, end = (next((years[node, part] for node in nodes if (node, part) in years), None) for part in (0, 1))
    return start, end or (start if id_.startswith("event/") else None)


def _read_names(store: Store, iris: Iris) -> tuple[dict[str, str], dict[str, set[str]]]:
    labels: dict[str, str] = {}
    names: dict[str, set[str]] = defaultdict(set)
    for row in _select(store, NAMES_MET):
        id_ = _to_id(row["it"].value, iris)
        if id_.partition("/")[0] not in ROOMS:
            continue
        names[id_].add(row["name"].value)
        if row["main"].value == "yes":
            labels[id_] = row["name"].value
    return labels, names


def _read_years(store: Store) -> dict[tuple[str, int], Years]:
    years: dict[tuple[str, int], Years] = {}
    parts = {term(name).value: part for name, part in LIFE.items()}
    parts |= {term(f"smo:{name}").value: part for name, part in EXISTENCE.items()}
    for row in _select(store, DATES_MET):
        part = parts.get(row["predicate"].value)
        if part is not None:
            years[row["it"].value, part] = (_year(row["first"]), _year(row["last"]))
    return years


def _read_beside(store: Store, iris: Iris) -> dict[str, set[str]]:
    beside: dict[str, set[str]] = defaultdict(set)
    for row in _select(store, BESIDE_MET):
        one, other = (_to_id(row[name].value, iris) for name in ("it", "other"))
        beside[one].add(other)
        beside[other].add(one)
    return beside


def _load(folder: Path, name: str, store: Store | None = None) -> Store:
    store = Store() if store is None else store
    try:
        store.bulk_load(path=folder / "graph" / name, format=RdfFormat.TURTLE)
    except SyntaxError as error:
        raise StoreError(describe_turtle_error(error)) from error
    return store


def _select(store: Store, query: str) -> QuerySolutions:
    rows = store.query(query, prefixes=PREFIXES)
    if not isinstance(rows, QuerySolutions):
        raise TypeError("no SELECT")
    return rows


def _to_id(iri: str, iris: Iris) -> str:
    return unquote(iri.removeprefix(iris.base))


def _to_point(north: Literal, east: Literal) -> tuple[float, float]:
    return float(north.value), float(east.value)


def _year(day: Literal) -> int:
    return int(day.value[: day.value.index("-", 1)])


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]{2,}", name)

"""A built folder in, a network of entities out as ``networkx.MultiDiGraph``: who was in which body, with whom, where.

An edge is everything that the sources affirm of one pair under one predicate and role, with its periods, its best quote
and its sources. Denied and conditional claims make no edge (denials are counted on the edge that they deny); what a
source only reports, or ascribes to somebody, makes one that says ``reported``. :mod:`graph.gexf` writes it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

import networkx as nx

from graph.lives import OPEN, join_periods, span_periods
from graph.query import QueryPool
from graph.stores import Access, open_pool

PERSON: Final = frozenset({"person"})
BODY: Final = frozenset({"party", "soviet", "front", "organisation"})
ANY: Final = PERSON | BODY | {"place", "event", "work"}
TIMEOUT_S: Final = 300.0
MAX_ROWS: Final = 2_000_000


class Network(NamedTuple):
    """Which claims make a network: rooms of the subject, predicates, rooms of the object."""

    description: str
    subjects: frozenset[str]
    predicates: tuple[str, ...]
    objects: frozenset[str]


SPECS: Final = {
    "persons-bodies": Network(
        "Personnes et partis, soviets, organisations : appartenance, fonctions, fondation, départ ou exclusion. "
        "/ Persons and bodies: membership, offices, founding, leaving.",
        PERSON, ("memberOf", "holdsOffice", "founded", "leftOrExpelledFrom"), BODY,
    ),
    "persons-persons": Network(
        "Personnes entre elles : parenté, alliance, opposition, meurtre. / Persons: kin, allies, opponents, killers.",
        PERSON, ("relativeOf", "alliedWith", "opposedTo", "killedBy"), PERSON,
    ),
    "persons-places": Network(
        "Personnes et lieux : séjours, naissance, mort. / Persons and places: stays, births, deaths.",
        PERSON, ("wasIn", "bornIn", "diedIn"), frozenset({"place"}),
    ),
    "persons-events": Network(
        "Personnes et événements : participation. / Persons and the events that they took part in.",
        PERSON, ("participatedIn",), frozenset({"event"}),
    ),
    "bodies": Network(
        "Partis, soviets, fronts et organisations : rattachement, succession. / Bodies: part of, successor of.",
        BODY, ("partOf", "successorOf"), BODY,
    ),
    "all": Network(
        "Tout ce que les sources affirment entre deux entités. / All that is affirmed between two entities.",
        ANY, (), ANY,
    ),
}  # fmt: skip
NETWORKS: Final[dict[str, str]] = {name: network.description for name, network in SPECS.items()}

CLAIMS: Final = """SELECT ?claim ?s ?p ?o ?role ?first ?last ?confidence ?quote ?source ?polarity ?stance ?whose {
  ?claim a smo:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; smo:polarity ?polarity ;
    smo:confidence ?confidence ; prov:wasDerivedFrom/oa:hasSource/dcterms:identifier ?source .
  OPTIONAL { ?claim smo:role ?role } OPTIONAL { ?claim smo:earliest ?first } OPTIONAL { ?claim smo:latest ?last }
  OPTIONAL { ?claim smo:evidence ?quote } OPTIONAL { ?claim smo:stance ?stance }
  OPTIONAL { ?claim smo:attributedTo ?whose } }"""
STATED: Final = """SELECT ?s ?p ?o { VALUES ?p { smo:partOf smo:successorOf smo:locatedIn } ?s ?p ?o }"""
NAMES: Final = "SELECT ?it ?label ?type { ?it smo:slug ?slug ; skos:prefLabel ?label ; rdf:type ?type }"
ITEMS: Final = "SELECT ?it ?item { ?it skos:exactMatch ?item FILTER(STRSTARTS(STR(?item), STR(wd:))) }"
MENTIONS: Final = """SELECT ?it ?source ?count { ?graph dcterms:identifier ?source {
  SELECT ?it ?graph (COUNT(?mention) AS ?count) { GRAPH ?graph { ?mention oa:hasBody ?it } } GROUP BY ?it ?graph } }"""
LIVES: Final = """SELECT ?it ?p ?edtf ?first ?last {
  { ?node a smo:Fact ; rdf:subject ?it ; rdf:predicate ?p VALUES ?p { smo:born smo:died smo:occurredOn } } UNION
  { VALUES ?p { smo:Founding smo:Dissolution } ?node a ?p BIND(?node AS ?it) }
  OPTIONAL { ?node smo:edtf ?edtf } OPTIONAL { ?node smo:earliest ?first } OPTIONAL { ?node smo:latest ?last } }"""

Row = dict[str, str]


class NetworkError(ValueError):
    """There is no such network, or it can't be read or written; the message says what there is."""


@dataclass(slots=True)
class Bundle:
    """What is gathered for one edge."""

    claims: list[Row] = field(default_factory=list)
    denials: int = 0


def read_network(folder: Path, name: str, store: Access | None = None) -> nx.MultiDiGraph:
    """Return a network of the graph in ``folder``, or in the store that it was pushed to.

    Nodes are entity ids with ``label kind mention_class wikidata born died start end mentions sources``; edges, keyed
    by ``kind``, have ``predicate role start end periods confidence claims denials reported sources quote``. Days are
    ``YYYY-MM-DD`` (Gregorian) or ``""`` where open. Raises :class:`NetworkError` for an unknown name, StoreError where
    ``folder`` holds no graph.
    """
    check_name(name)
    with open_pool(folder, store, workers=1, timeout_s=TIMEOUT_S, max_rows=MAX_ROWS) as pool:
        return gather_network(pool, name)


def gather_network(pool: QueryPool, name: str) -> nx.MultiDiGraph:
    """Return a network as :func:`read_network` does, from a pool that is open already."""
    check_name(name)
    return make_network(name, ask_all(pool))


def ask_all(pool: QueryPool) -> dict[str, list[Row]]:
    """Return by query the rows of which any network is made."""
    return {query: ask_rows(pool, query) for query in (CLAIMS, STATED, NAMES, ITEMS, MENTIONS, LIVES)}


def make_network(name: str, rows: Mapping[str, list[Row]]) -> nx.MultiDiGraph:
    """Return a network as :func:`read_network` does, from the rows of :func:`ask_all`."""
    spec = SPECS[name]
    graph = nx.MultiDiGraph(name=name, description=spec.description)
    add_edges(graph, rows[CLAIMS], rows[STATED], spec)
    add_nodes(graph, rows)
    return graph


def check_name(name: str) -> str:
    """Return the name of a network; raise :class:`NetworkError` where there is none of that name."""
    if name not in SPECS:
        raise NetworkError(f"'{name}': no such network; there are {', '.join(SPECS)}")
    return name


def ask_rows(pool: QueryPool, query: str) -> list[Row]:
    """Return the rows of a query as text by variable, IRIs of the graph's own things as ids."""
    answer = pool.ask(query, timeout_s=TIMEOUT_S, max_rows=MAX_ROWS)
    if answer.truncated:
        raise NetworkError(f"the graph holds more than {MAX_ROWS} statements of a kind: ask for parts of it")
    bindings = json.loads(answer.body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


def add_edges(graph: nx.MultiDiGraph, claims: Iterable[Row], stated: Iterable[Row], spec: Network) -> None:
    """Add an edge for each subject, object, predicate and role that the claims or the authority state."""
    bundles: dict[tuple[str, str, str, str], Bundle] = defaultdict(Bundle)
    denied: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in claims:
        predicate = row["p"].rpartition("#")[2]
        triple = (to_id(row["s"]), predicate, to_id(row["o"]))
        if not fits(triple, spec) or row.get("stance", "").endswith("/conditional"):
            continue
        if row["polarity"].endswith("/denied"):
            denied[triple].add(row["claim"])
        else:
            bundles[(*triple, row.get("role", ""))].claims.append(row)
    claimed = {key[:3] for key in bundles}
    for row in stated:
        triple = (to_id(row["s"]), row["p"].rpartition("#")[2], to_id(row["o"]))
        if fits(triple, spec) and triple not in claimed:
            bundles[(*triple, "")]  # the authority's word alone
    for (subject, predicate, other, role), bundle in sorted(bundles.items()):
        kind = f"{predicate}: {role}" if role else predicate
        found = describe_edge(bundle.claims) | {"denials": len(denied[subject, predicate, other])}
        graph.add_edge(subject, other, key=kind, kind=kind, predicate=predicate, role=role, **found)


def fits(triple: tuple[str, str, str], spec: Network) -> bool:
    """Tell whether a statement belongs in the network."""
    subject, predicate, other = triple
    rooms = subject.partition("/")[0] in spec.subjects and other.partition("/")[0] in spec.objects
    return rooms and (not spec.predicates or predicate in spec.predicates)


def describe_edge(claims: list[Row]) -> dict[str, Any]:
    """Return the attributes of an edge; without claims it is the authority's."""
    if not claims:
        return {
            "start": "", "end": "", "periods": (), "confidence": 1.0, "claims": 0, "reported": False,
            "sources": ("authority",), "quote": "",
        }  # fmt: skip
    best = min(claims, key=lambda row: (is_reported(row), -float(row["confidence"]), row["claim"]))
    dated = [(row.get("first", ""), row.get("last", "")) for row in claims]
    periods = join_periods(period for period in dated if period != OPEN)
    whole = span_periods(*periods) if periods else OPEN
    return {
        "start": whole[0],
        "end": whole[1],
        "periods": periods,
        "confidence": max(float(row["confidence"]) for row in claims),
        "claims": len({row["claim"] for row in claims}),
        "reported": all(is_reported(row) for row in claims),
        "sources": tuple(sorted({row["source"] for row in claims})),
        "quote": best.get("quote", ""),
    }


def is_reported(row: Row) -> bool:
    """Tell whether a claim is not the source's own word."""
    return bool(row.get("stance") or row.get("whose"))


def add_nodes(graph: nx.MultiDiGraph, rows: Mapping[str, list[Row]]) -> None:
    """Give the nodes their attributes."""
    labels, types = {}, defaultdict(set)
    for row in rows[NAMES]:
        labels[to_id(row["it"])] = row["label"]
        types[to_id(row["it"])].add(row["type"].rpartition("#")[2])
    items = {
        to_id(row["it"]): row["item"].rpartition("/")[2] for row in sorted(rows[ITEMS], key=lambda row: row["item"])
    }
    mentions: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows[MENTIONS]:
        mentions[to_id(row["it"])][row["source"]] = int(row["count"])
    lives = {(to_id(row["it"]), row["p"].rpartition("#")[2]): row for row in rows[LIVES]}
    for node in list(graph):
        mention_class = node.partition("/")[0].capitalize()
        graph.nodes[node].update(
            label=labels.get(node, node),
            kind=min(types[node] - {mention_class}, default=mention_class),
            mention_class=mention_class,
            wikidata=items.get(node, ""),
            **describe_life(node, lives),
            mentions=sum(mentions[node].values()),
            sources=tuple(sorted(mentions[node])),
        )


def describe_life(node: str, lives: Mapping[tuple[str, str], Row]) -> dict[str, str]:
    """Return the dates as written (``born``, ``died``, also of a body) and the days of life (``start``, ``end``)."""
    name = node.replace("/", "-")
    first = lives.get((node, "born")) or lives.get((f"event/founding-{name}", "Founding")) or {}
    last = lives.get((node, "died")) or lives.get((f"event/dissolution-{name}", "Dissolution")) or {}
    once = lives.get((node, "occurredOn"))
    first, last = (once, once) if once else (first, last)
    return {
        "born": first.get("edtf", ""),
        "died": last.get("edtf", ""),
        "start": first.get("first", ""),
        "end": last.get("last", ""),
    }


def to_id(iri: str) -> str:
    """Return the last two parts of an IRI, which for an entity are its id."""
    return unquote("/".join(re.split("[/#]", iri)[-2:]))

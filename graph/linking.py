"""A built folder in, its entities linked to Wikidata out: ``links.tsv`` and the links in ``entities.ttl``.

In order: what is written, what the authority states, what an endpoint says of the rest (:mod:`graph.candidates`
chooses), all joined, written, and shown in the graph as the next build would show it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from pyoxigraph import Literal, QuerySolutions, RdfFormat, Store

from graph.candidates import Named, choose_link
from graph.iris import ROOMS, Iris, term
from graph.links import (
    AUTHORITY,
    EXACT,
    LEXICAL,
    NOTHING,
    Link,
    order_links,
    read_header,
    read_links,
    to_statements,
    write_links,
)  # fmt: skip
from graph.manifest import read_manifest
from graph.shown_links import show_links
from graph.store import StoreError, describe_turtle_error, find_turtle
from graph.wikidata import Match, Wikidata, WikidataError, make_user_agent
from ontology.authority import Entry, read_authority
from ontology.files import PREFIXES

LOOKED_UP: Final = "from the authority lists, for which it was looked up by name"

Progress = Callable[[int, int, str], None]
Years = tuple[int, int]

LIFE: Final = {"smo:born": 0, "smo:died": 1, "smo:occurredOn": 0}
EXISTENCE: Final = {"Founding": 0, "Dissolution": 1}
NAMES_MET: Final = """SELECT ?it ?name ?main {
  { ?it skos:prefLabel ?name BIND("yes" AS ?main) } UNION { ?it skos:altLabel ?name BIND("no" AS ?main) } }"""
DATES_MET: Final = """SELECT ?it ?predicate ?first ?last {
  { ?fact a smo:Fact ; rdf:subject ?it ; rdf:predicate ?predicate } UNION
  { VALUES ?predicate { smo:Founding smo:Dissolution } ?fact a ?predicate BIND(?fact AS ?it) }
  ?fact smo:earliest ?first ; smo:latest ?last }"""


@dataclass(frozen=True, slots=True)
class LinkResult:
    """How many links the graph shows, how many of them are certain (exact), and what a curator should look at."""

    links: int
    certain: int
    problems: tuple[str, ...]


def link(
    folder: Path,
    endpoint: str | None = None,
    *,
    progress: Progress = lambda done, total, name: None,
    contact: str = "",
    pause: float = 1.0,
    cache: Path | None = None,
    authority: Sequence[Entry] | None = None,
) -> LinkResult:
    """Link the entities of a built folder; without an endpoint from the authority alone.

    ``contact`` (an address of yours) is told to the service with every request, ``pause`` is in seconds. A service that
    fails becomes a problem: the rest is linked all the same. Raises LinkError for a line of ``links.tsv``, StoreError
    where ``folder`` holds no graph and BuildError where it can't be written; what was there before is then untouched.
    """
    find_turtle(folder)
    entries = read_authority() if authority is None else authority
    manifest = read_manifest(folder / "graph" / "manifest.json")
    iris, path = Iris(manifest.base), folder / "links.tsv"
    written = read_links(path)
    entities = read_entities(folder, iris, {entry.id: entry for entry in entries})
    stated = [link for link in from_authority(entries) if link.subject in entities]
    found: tuple[Link, ...] = ()
    problems: list[str] = []
    if endpoint:
        try:
            service = Wikidata(endpoint, make_user_agent(contact), pause, cache)
            found = find_links(choose_entities(entities, written, stated), service, progress, written)
        except WikidataError as error:
            problems.append(f"{error}; linked without it")
    links = order_links(written, stated, found)
    write_links(path, links, base=manifest.base, header=read_header(path))
    shown = tuple(line for line in to_statements(links) if line[0] in entities)
    show_links(folder, links, entries)
    certain = sum(predicate == EXACT for _, predicate, _ in shown)
    return LinkResult(len(shown), certain, (*problems, *find_problems(links, entities.keys())))


def from_authority(entries: Iterable[Entry]) -> Iterator[Link]:
    """Yield the links that the authority lists state."""
    for entry in entries:
        if entry.wikidata:
            item = f"wd:{entry.wikidata.removeprefix('wd:')}"
            yield Link(entry.id, EXACT, item, LEXICAL, None, AUTHORITY, subject_label=entry.label, comment=LOOKED_UP)


def choose_entities(
    entities: Mapping[str, Named], written: Iterable[Link], stated: Iterable[Link]
) -> tuple[Named, ...]:
    """Return the entities to ask for: those that neither a curator nor the authority has decided."""
    lines = tuple(written)
    decided = {line.subject for line in lines if line.curated and line.positive}
    decided |= {line.subject for line in lines if line.object == NOTHING} | {line.subject for line in stated}
    return tuple(entity for id_, entity in entities.items() if id_ not in decided)


def find_links(
    entities: Sequence[Named], service: Wikidata, progress: Progress, written: Iterable[Link] = ()
) -> tuple[Link, ...]:
    """Ask the service for the items that bear the entities' names and return a link for each where one stands out.

    An item that a written line rejects for an entity is no candidate for it.
    """
    by_name: dict[str, list[Match]] = defaultdict(list)
    names = [name for entity in entities for name in entity.names]
    for match in service.find_matches(names, lambda done, total: progress(done, total, "names")):
        by_name[match.name].append(match)
    rejected = {(line.subject, line.object) for line in written if line.negated}
    wanted = {match.item for matches in by_name.values() for match in matches}
    items = service.read_items(wanted, lambda done, total: progress(done, total, "items"))
    links = []
    for entity in entities:
        matches = [match for name in entity.names for match in by_name.get(name, ())]
        fit = [match for match in matches if (entity.id, f"wd:{match.item}") not in rejected]
        links.append(choose_link(entity, fit, items))
    return tuple(link for link in links if link)


def read_entities(folder: Path, iris: Iris, authority: Mapping[str, Entry]) -> dict[str, Named]:
    """Return the entities of the graph by id, with the names that are worth searching and the years known."""
    store = Store()
    for name in ("entities.ttl", "facts.ttl"):
        try:
            store.bulk_load(path=folder / "graph" / name, format=RdfFormat.TURTLE)
        except SyntaxError as error:
            raise StoreError(describe_turtle_error(error)) from error
    labels, names = _read_names(store, iris)
    years = _read_years(store)
    found = {}
    for id_, label in sorted(labels.items()):
        nodes = (iris.entity(id_).value, *(iris.happening(kind, id_).value for kind in EXISTENCE))
        dates = [next((years[node, part] for node in nodes if (node, part) in years), None) for part in (0, 1)]
        searched = choose_names(id_, label, names[id_], authority.get(id_))
        found[id_] = Named(id_, label, searched, dates[0], dates[1] or (dates[0] if id_.startswith("event/") else None))
    return found


def choose_names(id_: str, label: str, names: Iterable[str], entry: Entry | None) -> tuple[str, ...]:
    """Return the names that tell an entity apart: its label, and what is neither ambiguous nor a single word.

    An acronym or a single word counts where the authority vouches for it, but never for a person.
    """
    unsafe = {variant.text for variant in entry.variants if variant.ambiguous} if entry else set()
    vouched = {variant.text for variant in entry.variants} if entry and not id_.startswith("person/") else set()
    chosen = {name for name in names if name not in unsafe and (name in vouched or len(_words(name)) > 1)}
    return tuple(sorted(chosen | {label} if label not in unsafe else chosen))


def find_problems(links: Iterable[Link], known: Iterable[str]) -> tuple[str, ...]:
    """Return a line for each of a curator's links that no longer applies or that another of his contradicts."""
    entities, exact = set(known), defaultdict(set)
    lines = []
    for link in links:
        if link.curated and link.subject not in entities:
            lines.append(f"links.tsv: {link.subject} is not in this graph; its link to {link.object} is kept")
        elif link.curated and link.positive and link.predicate == EXACT:
            exact[link.subject].add(link.object)
    twice = ((subject, items) for subject, items in sorted(exact.items()) if len(items) > 1)
    return (*lines, *(f"links.tsv: {subject} is exactly {' and '.join(sorted(items))}" for subject, items in twice))


def _read_names(store: Store, iris: Iris) -> tuple[dict[str, str], dict[str, set[str]]]:
    labels: dict[str, str] = {}
    names: dict[str, set[str]] = defaultdict(set)
    for row in _select(store, NAMES_MET):
        id_ = unquote(row["it"].value.removeprefix(iris.base))
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


def _select(store: Store, query: str) -> QuerySolutions:
    rows = store.query(query, prefixes=PREFIXES)
    if not isinstance(rows, QuerySolutions):
        raise TypeError("no SELECT")
    return rows


def _year(day: Literal) -> int:
    return int(day.value[: day.value.index("-", 1)])


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]{2,}", name)

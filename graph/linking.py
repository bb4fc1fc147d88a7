"""A built folder in, its entities linked to Wikidata out: ``links.tsv`` and the links in ``entities.ttl``.

In order: what is written, what the authority states, what an endpoint says of the rest (:mod:`graph.candidates`
chooses), all joined, written, and shown in the graph as the next build would show it.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.candidates import choose_link
from graph.evidence import Named
from graph.iris import Iris
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
from graph.quickstatements import read_said, to_quickstatements
from graph.shown_links import show_links
from graph.spellings import spell
from graph.store import find_turtle
from graph.subjects import read_entities
from graph.wikidata import Access, Item, Match, Wikidata, WikidataError
from ontology.authority import Entry, read_authority

LOOKED_UP: Final = "from the authority lists, for which it was looked up by name"
ROUNDS: Final = 2  # what is sure after the first helps in the second

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class LinkResult:
    """How many links the graph shows, how many of them are certain (exact), and what a curator should look at.

    ``missing`` are lines of QuickStatements, where they were asked for: what the graph knows and Wikidata lacks.
    """

    links: int
    certain: int
    problems: tuple[str, ...]
    missing: str | None = None


def link(
    folder: Path,
    access: Access | None = None,
    *,
    progress: Progress = lambda done, total, name: None,
    authority: Sequence[Entry] | None = None,
    tell_missing: bool = False,
) -> LinkResult:
    """Link the entities of a built folder; without ``access`` to an endpoint from the authority alone.

    A service that fails becomes a problem: the rest is linked all the same. Raises LinkError for a line of
    ``links.tsv`` and StoreError where ``folder`` holds no graph; what was there before is then untouched.
    """
    find_turtle(folder)
    entries = read_authority() if authority is None else authority
    manifest = read_manifest(folder / "graph" / "manifest.json")
    iris, path = Iris(manifest.base), folder / "links.tsv"
    written = read_links(path)
    entities = read_entities(folder, iris, {entry.id: entry for entry in entries})
    stated = [link for link in from_authority(entries) if link.subject in entities]
    problems: list[str] = []
    missing = None
    links = order_links(written, stated)
    if access:
        try:
            with closing(Wikidata(access)) as service:
                search = find_links(choose_entities(entities, written, stated), service, progress, (*written, *stated))
                links = order_links(written, stated, search.links)
                missing = find_missing(folder, iris, links, search, service) if tell_missing else None
        except WikidataError as error:
            kept = "; what it answered is kept, run again to go on" if access.cache else ""
            problems.append(f"{error}; linked without it{kept}")
    write_links(path, links, base=manifest.base, header=read_header(path))
    shown = tuple(line for line in to_statements(links) if line[0] in entities)
    show_links(folder, links, entries)
    certain = sum(predicate == EXACT for _, predicate, _ in shown)
    return LinkResult(len(shown), certain, (*problems, *find_problems(links, entities.keys())), missing)


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


@dataclass(frozen=True, slots=True)
class Found:
    """What the service has of some entities: the items that bear their names, and what tells the items apart."""

    matches: tuple[tuple[Named, tuple[Match, ...]], ...]
    items: Mapping[str, Item]


@dataclass(frozen=True, slots=True)
class Search:
    """What a search came to: a link for each entity that has one, and the entities whose names no item bears."""

    links: tuple[Link, ...]
    absent: tuple[Named, ...]


def find_links(entities: Sequence[Named], service: Wikidata, progress: Progress, known: Iterable[Link] = ()) -> Search:
    """Ask the service for the items that bear the entities' names and return a link for each that stands out.

    ``known`` are the links there are: an item that one rejects for an entity is no candidate for it, and who is sure
    helps to tell those beside. What is found sure helps the others in a second round.
    """
    lines = tuple(known)
    found = gather(entities, service, progress, {(line.subject, line.object) for line in lines if line.negated})
    linked = find_sure(lines)
    links: list[Link | None] = []
    for _ in range(ROUNDS):
        links = [choose_link(entity, matches, found.items, linked) for entity, matches in found.matches]
        linked |= find_sure(link for link in links if link)
    absent = tuple(entity for entity, matches in found.matches if not matches)
    return Search(tuple(link for link in links if link), absent)


def gather(
    entities: Sequence[Named], service: Wikidata, progress: Progress, rejected: Container[tuple[str, str]] = ()
) -> Found:
    """Return the items that bear the entities' names in any spelling, but for the pairs ``rejected``."""
    spelled = {entity.id: dict.fromkeys(find_spellings(entity)) for entity in entities}
    names = {name for some in spelled.values() for name in some}
    by_name: dict[str, list[Match]] = defaultdict(list)
    for match in service.find_matches(names, lambda done, total: progress(done, total, "names")):
        by_name[match.name].append(match)
    matches = tuple(
        (entity, tuple(
            match for name in spelled[entity.id] for match in by_name.get(name, ())
            if (entity.id, f"wd:{match.item}") not in rejected
        ))
        for entity in entities
    )  # fmt: skip
    wanted = {match.item for _, some in matches for match in some}
    return Found(matches, service.read_items(wanted, lambda done, total: progress(done, total, "items")))


def find_spellings(entity: Named) -> Iterator[str]:
    """Yield the names of an entity, then other ways to write them."""
    yield from entity.names
    for name in entity.names:
        yield from spell(name, entity.room)


def find_sure(links: Iterable[Link]) -> dict[str, str]:
    """Return which entities are surely which items (``Q…``)."""
    sure = (link for link in links if link.predicate == EXACT and link.positive)
    return {link.subject: link.object.removeprefix("wd:") for link in sure}


def find_missing(folder: Path, iris: Iris, links: Iterable[Link], search: Search, service: Wikidata) -> str:
    """Return QuickStatements for what the graph knows and the items of the sure links lack, and for new items."""
    sure = find_sure(links)
    said = read_said(folder, iris)
    items = service.read_items({sure[one.subject] for one in said if one.subject in sure})
    return to_quickstatements(said, sure, items, search.absent)


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

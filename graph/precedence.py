"""Links of several hands in, what holds out: a curator's lines first, then the authority lists, then what was found.

Both the build and :mod:`graph.linking` come here for what ``entities.ttl`` shows, so that both show the same.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from graph.links import AUTHORITY, EXACT, LEXICAL, NOTHING, TOOL, Link, read_links, sort_links
from ontology.authority import Entry

LOOKED_UP: Final = "from the authority lists: looked up by name; label, kind and dates agreed"

Statement = tuple[str, str, str]  # entity id, predicate and item as CURIEs


def find_statements(path: Path, entries: Iterable[Entry]) -> tuple[Statement, ...]:
    """Return the links to show: of the file, where there is one, and of these entries of the authority."""
    return to_statements(order_links(read_links(path), from_authority(entries)))


def from_authority(entries: Iterable[Entry]) -> Iterator[Link]:
    """Yield the links that the authority lists state."""
    for entry in entries:
        if entry.wikidata:
            item = f"wd:{entry.wikidata.removeprefix('wd:')}"
            yield Link(entry.id, EXACT, item, LEXICAL, None, AUTHORITY, subject_label=entry.label, comment=LOOKED_UP)


def order_links(written: Iterable[Link], stated: Iterable[Link], found: Iterable[Link] = ()) -> tuple[Link, ...]:
    """Join what is written in the file with what the authority states now and what was found now.

    What the file has of the authority is taken anew, what it has of an earlier look-up stays where nothing newer is.
    """
    lines = tuple(written)
    curated = [link for link in lines if link.curated]
    earlier = [link for link in lines if not link.curated and link.author == TOOL]
    return merge_links(curated, stated, found, earlier)


def merge_links(*groups: Iterable[Link]) -> tuple[Link, ...]:
    """Join groups of links, those that go first first: a subject linked in one takes no link from a later one.

    A rejection in any group silences that pair everywhere else, ``sssom:NoTermFound`` every other link of the subject.
    """
    lists = [tuple(group) for group in groups]
    denied = {(link.subject, link.object) for links in lists for link in links if link.negated}
    absent = {link.subject for links in lists for link in links if link.object == NOTHING and not link.negated}
    taken: set[str] = set()
    merged: list[Link] = []
    for links in lists:
        kept = [link for link in links if not link.positive or _may_stand(link, denied, absent, taken)]
        taken |= {link.subject for link in kept if link.positive}
        merged.extend(kept)
    return sort_links(merged)


def to_statements(links: Iterable[Link]) -> tuple[Statement, ...]:
    """Return what the graph shows of the links: ``(entity id, predicate, item)``, one predicate for each pair.

    A pair that one line links and another rejects is not shown.
    """
    lines = sort_links(links)
    denied = {(link.subject, link.object) for link in lines if link.negated}
    shown: dict[tuple[str, str], str] = {}
    for link in lines:
        if link.positive and (link.subject, link.object) not in denied:
            shown.setdefault((link.subject, link.object), link.predicate)
    return tuple((subject, predicate, item) for (subject, item), predicate in shown.items())


def _may_stand(link: Link, denied: set[tuple[str, str]], absent: set[str], taken: set[str]) -> bool:
    if link.curated:
        return True
    return (link.subject, link.object) not in denied and link.subject not in absent | taken

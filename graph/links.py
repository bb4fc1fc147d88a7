"""``links.tsv`` in and out: which entity is which item of Wikidata, who says so and why, as SSSOM (a table to edit).

https://mapping-commons.github.io/sssom: ``#`` lines of metadata, a header, a link a line (:mod:`graph.link_rows`). What
a curator wrote goes before what was found, and is never dropped (:func:`merge_links`); :mod:`graph.linking` fills the
rest.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Final

from graph.iris import DEFAULT_BASE, ROOMS
from graph.link_rows import (
    AUTHORITY,
    CLOSE,
    COLUMNS,
    EXACT,
    LEXICAL,
    MANUAL,
    NOTHING,
    TOOL,
    Link,
    LinkError,
    check_header,
    read_row,
    to_row,
)  # fmt: skip
from graph.replacing import replace_file
from ontology import files

__all__ = [
    "AUTHORITY", "CLOSE", "EXACT", "LEXICAL", "MANUAL", "NOTHING", "TOOL", "Link", "LinkError", "make_header",
    "merge_links", "order_links", "read_header", "read_links", "sort_links", "to_statements", "write_links",
]  # fmt: skip

LICENSE: Final = "https://creativecommons.org/publicdomain/zero/1.0/"


def read_links(path: Path) -> tuple[Link, ...]:
    """Return the links of the file in a fixed order, none where there is no file; :class:`LinkError` says the line."""
    if not path.exists():
        return ()
    try:
        lines = io.StringIO(path.read_text(encoding="utf-8-sig")).readlines()
    except UnicodeDecodeError as error:
        raise LinkError(f"{path.name}: not UTF-8") from error
    skipped = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    rows = csv.reader(lines[skipped:], delimiter="\t", strict=True)
    found: list[Link] = []
    try:
        header = next(rows, [])
        check_header(header, f"{path.name}:{skipped + 1}")
        found.extend(read_row(row, header, f"{path.name}:{skipped + rows.line_num}") for row in rows if any(row))
    except csv.Error as error:
        raise LinkError(f"{path.name}:{skipped + rows.line_num}: {error}") from error
    return sort_links(found)


def read_header(path: Path) -> tuple[str, ...]:
    """Return the ``#`` lines of metadata as they stand in the file, so that a curator's changes to them stay."""
    if not path.exists():
        return ()
    lines = io.StringIO(path.read_text(encoding="utf-8-sig"))
    return tuple(line.rstrip("\n") for line in takewhile(lambda line: line.startswith("#"), lines))


def write_links(path: Path, links: Iterable[Link], *, base: str = DEFAULT_BASE, header: Sequence[str] = ()) -> None:
    """Write the links sorted, each once, the same bytes for the same links; the file is whole or as it was.

    ``header`` (from :func:`read_header`) is kept where its prefixes are those of ``base``.
    """
    ordered = sort_links(links)
    usual = make_header(base)
    kept = header if {_prefix_line("person", base), _prefix_line("wd")} <= set(header) else usual
    further = sorted({column for link in ordered for column, _ in link.extra})
    file = io.StringIO()
    file.writelines(f"{line}\n" for line in kept)
    writer = csv.writer(file, delimiter="\t", lineterminator="\n")
    writer.writerow([*COLUMNS, *further])
    writer.writerows(to_row(link, further) for link in ordered)
    replace_file(path, file.getvalue().encode("utf-8"))


def make_header(base: str) -> tuple[str, ...]:
    """Return the metadata block of a new file: prefixes, licence, id, and how to edit it."""
    prefixes = [_prefix_line(room, base) for room in ROOMS]
    return (
        "#curie_map:",
        *prefixes,
        *(_prefix_line(prefix) for prefix in ("skos", "wd")),
        '#  semapv: "https://w3id.org/semapv/vocab/"',
        '#  sssom: "https://w3id.org/sssom/"',
        f'#mapping_set_id: "{base}links"',
        '#mapping_set_title: "Smolny: entities and Wikidata"',
        f'#license: "{LICENSE}"',
        f'#comment: "Lines with {MANUAL} are yours: they stay. predicate_modifier Not rejects a link."',
    )


def sort_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return each link once: by subject, links before rejections, exact before close, item."""
    return tuple(sorted(set(links), key=_key))


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


def to_statements(links: Iterable[Link]) -> tuple[tuple[str, str, str], ...]:
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


def _key(link: Link) -> tuple[str, ...]:
    predicate = "" if link.predicate == EXACT else link.predicate
    rest = (link.justification, link.author, str(link.confidence), link.subject_label, link.object_label, link.comment)
    return (link.subject, "x" if link.negated else "", predicate, link.object, *rest, link.tool, repr(link.extra))


def _prefix_line(prefix: str, base: str = "") -> str:
    return f'#  {prefix}: "{f"{base}{prefix}/" if base else files.PREFIXES[prefix]}"'

"""``links.tsv`` in and out: which entity is which item of Wikidata, who says so and why, as SSSOM (a table to edit).

https://mapping-commons.github.io/sssom: ``#`` lines of metadata, a header, a link a line. What a curator wrote goes
before what was found, and is never dropped (:func:`merge_links`); :mod:`graph.linking` fills the rest.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from graph.iris import DEFAULT_BASE, ROOMS, encode
from graph.replacing import replace_file
from ontology import files

EXACT: Final = "skos:exactMatch"
CLOSE: Final = "skos:closeMatch"
PREDICATES: Final = (EXACT, CLOSE)
MANUAL: Final = "semapv:ManualMappingCuration"
LEXICAL: Final = "semapv:LexicalMatching"
NOTHING: Final = "sssom:NoTermFound"  # a curator's word that Wikidata has no such item
AUTHORITY: Final = "Smolny authority"
TOOL: Final = "Smolny"
REQUIRED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
COLUMNS: Final = (
    "subject_id", "subject_label", "predicate_modifier", "predicate_id", "object_id", "object_label",
    "mapping_justification", "confidence", "author_label", "mapping_tool", "comment",
)  # fmt: skip
ITEM: Final = re.compile(r"(?:wd:|https?://www\.wikidata\.org/(?:entity|wiki)/)(Q[1-9]\d*)")
LICENSE: Final = "https://creativecommons.org/publicdomain/zero/1.0/"


class LinkError(ValueError):
    """A line of ``links.tsv`` that can't be read; the message says which."""


@dataclass(frozen=True, slots=True)
class Link:
    """An entity (id such as ``person/leon-trotsky``) and an item (``wd:Q…``); ``negated``: it is *not* that item.

    ``confidence`` is from 0 to 1, None where nobody gave one; ``extra`` holds further SSSOM columns of a curator.
    """

    subject: str
    predicate: str
    object: str
    justification: str
    confidence: float | None = None
    author: str = TOOL
    negated: bool = False
    subject_label: str = ""
    object_label: str = ""
    tool: str = ""
    comment: str = ""
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def curated(self) -> bool:
        """Whether a person wrote the line: by its justification, or because no part of Smolny is its author."""
        return self.justification == MANUAL or self.author not in (AUTHORITY, TOOL)

    @property
    def positive(self) -> bool:
        """Whether it states a link to an item."""
        return not self.negated and self.object != NOTHING


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
        _check_header(header, f"{path.name}:{skipped + 1}")
        found.extend(_read_row(row, header, f"{path.name}:{skipped + rows.line_num}") for row in rows if any(row))
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
    writer.writerows(_to_row(link, further) for link in ordered)
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


def _check_header(header: list[str], place: str) -> None:
    missing = [column for column in REQUIRED if column not in header]
    if missing:
        raise LinkError(f"{place}: columns missing: {', '.join(missing)}")
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise LinkError(f"{place}: columns twice: {', '.join(twice)}")


def _read_row(row: list[str], header: list[str], place: str) -> Link:
    if len(row) != len(header):
        raise LinkError(f"{place}: {len(row)} cells, the header has {len(header)}")
    cells = dict(zip(header, (cell.strip() for cell in row), strict=True))
    for column in REQUIRED:
        if not cells[column]:
            raise LinkError(f"{place}: empty {column}")
    if cells["predicate_id"] not in PREDICATES:
        raise LinkError(f"{place}: predicate_id '{cells['predicate_id']}' is none of {', '.join(PREDICATES)}")
    if cells.get("predicate_modifier", "") not in ("", "Not"):
        raise LinkError(f"{place}: predicate_modifier '{cells['predicate_modifier']}' is neither empty nor Not")
    return Link(
        subject=_read_subject(cells["subject_id"], place),
        predicate=cells["predicate_id"],
        object=_read_item(cells["object_id"], place),
        justification=cells["mapping_justification"],
        confidence=_read_confidence(cells.get("confidence", ""), place),
        author=cells.get("author_label", ""),
        negated=cells.get("predicate_modifier") == "Not",
        subject_label=cells.get("subject_label", ""),
        object_label=cells.get("object_label", ""),
        tool=cells.get("mapping_tool", ""),
        comment=cells.get("comment", ""),
        extra=tuple((column, cells[column]) for column in sorted(cells) if column not in COLUMNS and cells[column]),
    )


def _read_subject(text: str, place: str) -> str:
    room, colon, name = text.partition(":")
    if room not in ROOMS:  # a full IRI: its last two parts
        room, colon, name = text.rpartition("/")[0].rpartition("/")[2], "/", text.rpartition("/")[2]
    if room not in ROOMS or not colon or not name:
        raise LinkError(f"{place}: subject_id '{text}' is no entity such as person:leon-trotsky")
    return f"{room}/{unquote(name)}"


def _read_item(text: str, place: str) -> str:
    if text == NOTHING:
        return text
    match = ITEM.fullmatch(text)
    if not match:
        raise LinkError(f"{place}: object_id '{text}' is no Wikidata item such as wd:Q42 (nor {NOTHING})")
    return f"wd:{match.group(1)}"


def _read_confidence(text: str, place: str) -> float | None:
    if not text:
        return None
    if not re.fullmatch(r"[01]|0?\.\d+|[01]\.0+", text):
        raise LinkError(f"{place}: confidence '{text}' is no number from 0 to 1")
    return float(text)


def _to_row(link: Link, further: Sequence[str]) -> Iterator[str]:
    room, _, name = link.subject.partition("/")
    confidence = "" if link.confidence is None else f"{link.confidence:.4f}".rstrip("0").rstrip(".")
    extra = dict(link.extra)
    for cell in (
        f"{room}:{encode(name)}", link.subject_label, "Not" if link.negated else "", link.predicate, link.object,
        link.object_label, link.justification, confidence, link.author, link.tool, link.comment,
        *(extra.get(column, "") for column in further),
    ):  # fmt: skip
        yield " ".join(cell.split())

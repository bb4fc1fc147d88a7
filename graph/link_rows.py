"""A line of ``links.tsv`` in, a :class:`Link` out, and back; what is wrong with a line is told with its place.

Stands under :mod:`graph.links`, which reads and writes the file.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from graph.iris import ROOMS, encode

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


def check_header(header: list[str], place: str) -> None:
    """Raise :class:`LinkError` where a column is missing or there twice."""
    missing = [column for column in REQUIRED if column not in header]
    if missing:
        raise LinkError(f"{place}: columns missing: {', '.join(missing)}")
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise LinkError(f"{place}: columns twice: {', '.join(twice)}")


def read_row(row: list[str], header: list[str], place: str) -> Link:
    """Return the link of a row; ``place`` is told where something is wrong."""
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


def to_row(link: Link, further: Sequence[str]) -> Iterator[str]:
    """Yield the cells of a link, ``further`` columns last."""
    room, _, name = link.subject.partition("/")
    confidence = "" if link.confidence is None else f"{link.confidence:.4f}".rstrip("0").rstrip(".")
    extra = dict(link.extra)
    for cell in (
        f"{room}:{encode(name)}", link.subject_label, "Not" if link.negated else "", link.predicate, link.object,
        link.object_label, link.justification, confidence, link.author, link.tool, link.comment,
        *(extra.get(column, "") for column in further),
    ):  # fmt: skip
        yield " ".join(cell.split())

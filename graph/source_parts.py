"""The text of a source in, its parts on a shelf out, each a document that is read alone; and back.

A part has its sentences with their mentions and claims as :mod:`graph.source_texts` joins them. Predicates are put into
words when a part is read, so one document serves all languages.
"""

import sqlite3
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from extract.model import Sentence, Source
from graph.sheets import Line, Quote, find_wording
from graph.shelves import Shelf, write_record
from graph.source_texts import Mark, Said, SourceText


@dataclass(frozen=True, slots=True)
class SourceHead:
    """What is told of a source beside its text: where each part begins in the file, how many claims each has."""

    source: Source
    starts: tuple[int, ...]
    counts: tuple[int, ...]
    mentions: int
    claims: int

    def find_part(self, offset: int) -> int:
        """Return the number (from 0) of the part in which a place of the file lies."""
        return max(0, bisect_right(self.starts, offset) - 1)


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A part of a text; ``marks`` and ``said`` are by the sentence's number."""

    sentences: tuple[Sentence, ...]
    marks: Mapping[int, tuple[Mark, ...]]
    said: Mapping[int, tuple[Said, ...]]

    def find_start(self, offset: int) -> int:
        """Return where the sentence begins in which a place of the file lies, or the one before it."""
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        return self.sentences[max(0, index)].start


def write_source(database: sqlite3.Connection, text: SourceText) -> None:
    """Write a source to a shelf that is being made; one without sentences has no text to show."""
    if not text.sentences:
        return
    parts = [text.read_part(number) for number in range(len(text.parts))]
    head = {
        "source": asdict(text.source),
        "starts": [part[0].start for part in parts],
        "counts": [sum(len(text.said.get(one.number, ())) for one in part) for part in parts],
        "mentions": sum(map(len, text.marks.values())),
        "claims": sum(map(len, text.said.values())),
    }
    write_record(database, name_head(text.source.id), head)
    for number, part in enumerate(parts):
        rows = [
            [asdict(one), [asdict(mark) for mark in text.marks.get(one.number, ())],
             [asdict(said) for said in text.said.get(one.number, ())]]
            for one in part
        ]  # fmt: skip
        write_record(database, name_part(text.source.id, number), rows)


def name_head(id_: str) -> str:
    """Return the name of the document that tells of a source."""
    return f"source/{id_}"


def name_part(id_: str, number: int) -> str:
    """Return the name of the document of a part."""
    return f"source/{id_}/{number}"


def load_head(shelf: Shelf, id_: str) -> SourceHead | None:
    """Return what is told of a source, None where the shelf has no text of it."""
    try:
        record = shelf.read(name_head(id_))
    except KeyError:
        return None
    source = record.pop("source")
    lists = {name: tuple(source[name]) for name in ("authors", "pages")}
    numbers = {name: tuple(record[name]) for name in ("starts", "counts")}
    return SourceHead(Source(**{**source, **lists}), **{**record, **numbers})


def load_part(shelf: Shelf, id_: str, number: int, wordings: Mapping[str, str]) -> SourcePart:
    """Return a part of a text; KeyError where there is none of that number."""
    rows = shelf.read(name_part(id_, number))
    sentences = tuple(Sentence(**one) for one, _, _ in rows)
    marks = {one["number"]: tuple(Mark(**mark) for mark in found) for one, found, _ in rows}
    said = {one["number"]: tuple(_to_said(claim, wordings) for claim in found) for one, _, found in rows}
    return SourcePart(sentences, marks, said)


def _to_said(record: dict[str, Any], wordings: Mapping[str, str]) -> Said:
    line = record["line"]
    found = Line(**{**line, "quotes": tuple(Quote(**quote) for quote in line["quotes"])})
    worded = replace(found, wording=find_wording(found.predicate, wordings, inverse=found.inverse))
    return Said(**{**record, "line": worded})

"""A built folder and a source in, its text as it can be read out: sentences with their mentions and claims.

The sentences are those of ``readings.jsonl``; what is a mention, whose, and what is claimed is what the graph says, so
that a curator's corrections are seen.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extract.model import Reading, Sentence, Source
from extract.records import from_json
from graph.iris import Iris, name_of
from graph.query import QueryPool
from graph.readings import find_source
from graph.sheets import Line, Quote, Row, find_wording, select

READINGS: Final = "readings.jsonl"
PART: Final = 8_000  # characters of a part, about
MOST: Final = 120  # sentences of a part
MENTIONS: Final = """SELECT ?mention ?entity ?edtf {{ GRAPH <{iri}> {{
  ?mention smo:mentionClass ?class
  OPTIONAL {{ ?mention oa:hasBody ?entity }} OPTIONAL {{ ?mention smo:edtf ?edtf }} }} }}"""
LABELS: Final = """SELECT DISTINCT ?entity ?label {{ GRAPH <{iri}> {{ ?mention oa:hasBody ?entity }}
  ?entity skos:prefLabel ?label }}"""
CLAIMS: Final = """SELECT DISTINCT ?claim ?subject ?who ?other ?label ?predicate ?edtf ?role ?polarity ?stance ?whose
  ?calendar ?confidence ?start ?evidence ?fact ?against {{
  GRAPH <{iri}> {{ ?claim a smo:Claim ; prov:wasDerivedFrom ?passage . ?passage oa:hasSelector/oa:start ?start }}
  ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; smo:polarity ?polarity ; smo:confidence ?confidence .
  ?subject skos:prefLabel ?who
  OPTIONAL {{ ?claim rdf:object ?other OPTIONAL {{ ?other skos:prefLabel ?label }} }}
  OPTIONAL {{ ?claim smo:edtf ?edtf }} OPTIONAL {{ ?claim smo:calendar ?calendar }}
  OPTIONAL {{ ?claim smo:role ?role }} OPTIONAL {{ ?claim smo:stance ?stance }}
  OPTIONAL {{ ?claim smo:attributedTo/skos:prefLabel ?whose }} OPTIONAL {{ ?claim smo:evidence ?evidence }}
  OPTIONAL {{ ?fact smo:basedOn ?claim }} OPTIONAL {{ ?claim smo:disagreesWith ?against }} }}"""
SPAN: Final = re.compile(r"(\d+)-(\d+)-(\w+)$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention in a sentence: ``at``/``end`` are places in its text, ``kind`` the class in lower case.

    ``iri`` and ``label`` are the entity's, ``""`` for one that is nobody's; ``edtf`` is a date's.
    """

    at: int
    end: int
    kind: str
    iri: str = ""
    label: str = ""
    edtf: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim of a sentence: the line that it makes in the record of its subject."""

    claim: str
    subject: str
    subject_iri: str
    line: Line


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source as it can be read. ``marks`` and ``said`` are by the sentence's number, ``parts`` hold first indexes."""

    source: Source
    sentences: tuple[Sentence, ...]
    marks: Mapping[int, tuple[Mark, ...]]
    said: Mapping[int, tuple[Said, ...]]
    parts: tuple[int, ...]

    def find_part(self, offset: int) -> int:
        """Return the number (from 0) of the part in which a place of the file lies."""
        return max(0, bisect_right(self.parts, self.find_index(offset)) - 1)

    def find_index(self, offset: int) -> int:
        """Return the index of the sentence in which a place of the file lies, or of the one before it."""
        return max(0, bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1)

    def read_part(self, number: int) -> tuple[Sentence, ...]:
        """Return the sentences of a part."""
        ends = (*self.parts[1:], len(self.sentences))
        return self.sentences[self.parts[number] : ends[number]]


def index_readings(folder: Path) -> dict[str, tuple[int, int]]:
    """Return where in ``readings.jsonl`` the line of each source lies: its first byte and its length; {} without it."""
    found: dict[str, tuple[int, int]] = {}
    path = folder / READINGS
    if path.is_file():
        with path.open("rb") as file:
            first = 0
            for line in file:
                id_ = find_source(line[:100_000].decode("utf-8", "replace")).get("id", "")
                found[id_] = (first, len(line))
                first += len(line)
    return found


def read_source_text(
    pool: QueryPool, place: tuple[int, int], base: str, wordings: Mapping[str, str]
) -> SourceText:  # fmt: skip
    """Return the text of the source whose line lies at ``place``; raise ValueError where that is none."""
    with (pool.folder / READINGS).open("rb") as file:
        file.seek(place[0])
        reading = from_json(file.read(place[1]).decode("utf-8"))
    iri = Iris(base).source(reading.source.id).value
    labels = {row["entity"]: row["label"] for row in select(pool, LABELS.format(iri=iri))}
    mentions = [
        {**row, "label": labels.get(row.get("entity", ""), "")} for row in select(pool, MENTIONS.format(iri=iri))
    ]
    return join_text(reading, mentions, select(pool, CLAIMS.format(iri=iri)), wordings)


def join_text(
    reading: Reading, mentions: Iterable[Row], claims: Iterable[Row], wordings: Mapping[str, str]
) -> SourceText:
    """Return a reading with what the graph says of its mentions and claims."""
    sentences = tuple(sorted(reading.sentences, key=lambda sentence: sentence.start))
    text = SourceText(reading.source, sentences, {}, {}, find_parts(sentences))
    return SourceText(
        reading.source, sentences, _place_marks(text, reading, mentions), _place_claims(text, claims, wordings),
        text.parts,
    )  # fmt: skip


def find_parts(sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """Return the index of the sentence that begins each part; parts end with a paragraph where one ends near enough."""
    parts, size = [0], 0
    for index, sentence in enumerate(sentences):
        long = size > PART or index - parts[-1] >= MOST
        if index and long and (begins_paragraph(sentences, index) or size > 1.5 * PART):
            parts.append(index)
            size = 0
        size += len(sentence.text)
    return tuple(parts)


def begins_paragraph(sentences: Sequence[Sentence], index: int) -> bool:
    """Tell whether more than a space stands before a sentence."""
    return index == 0 or sentences[index].start - sentences[index - 1].end > 1


def _place_marks(text: SourceText, reading: Reading, rows: Iterable[Row]) -> dict[int, tuple[Mark, ...]]:
    """Return the marks of each sentence in order; of two that overlap the longer one stays."""
    places = {(one.start, one.end): (one.at, one.at + len(one.text)) for one in reading.mentions}
    found: dict[int, list[Mark]] = defaultdict(list)
    for row in rows:
        span = SPAN.search(row["mention"])
        if not span or not text.sentences:
            continue
        start, end = int(span[1]), int(span[2])
        sentence = text.sentences[text.find_index(start)]
        at, until = places.get((start, end)) or (start - sentence.start, end - sentence.start)
        if 0 <= at < until <= len(sentence.text):
            mark = Mark(at, until, span[3], row.get("entity", ""), row.get("label", ""), row.get("edtf", ""))
            found[sentence.number].append(mark)
    return {number: _drop_overlaps(marks) for number, marks in found.items()}


def _drop_overlaps(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.at - mark.end, mark.at, not mark.iri, mark.kind)):
        if all(mark.end <= other.at or mark.at >= other.end for other in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda mark: mark.at))


def _place_claims(text: SourceText, rows: Iterable[Row], wordings: Mapping[str, str]) -> dict[int, tuple[Said, ...]]:
    found: dict[int, dict[str, Said]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: (int(row["start"]), row["predicate"], row["claim"])):
        if text.sentences:
            sentence = text.sentences[text.find_index(int(row["start"]))]
            said = Said(row["claim"], row["who"], row["subject"], _to_line(row, text.source, wordings))
            found[sentence.number].setdefault(row["claim"], said)
    return {number: tuple(said.values()) for number, said in found.items()}


def _to_line(row: Row, source: Source, wordings: Mapping[str, str]) -> Line:
    name = name_of(row["predicate"])
    quote = Quote(row.get("evidence", ""), source.id, source.title, int(row["start"]), "", row["claim"])
    return Line(
        predicate=name,
        wording=find_wording(name, wordings, inverse=False),
        other=row.get("label", ""),
        other_iri=row.get("other", ""),
        role=row.get("role", ""),
        edtf=row.get("edtf", ""),
        calendar=name_of(row.get("calendar", "")),
        polarity=name_of(row["polarity"]),
        stance=name_of(row.get("stance", "")),
        whose=row.get("whose", ""),
        confidence=float(row["confidence"]),
        preferred="fact" in row,
        disputed="against" in row,
        quotes=(quote,),
    )

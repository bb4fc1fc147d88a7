"""One document in, its reading out. This file is the data flow: :func:`read` has a line for every step.

What :mod:`graph` needs of this folder it takes from here: the files of a corpus, documents, readings, the version of
the reader, and the means to find a quote again.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from extract.claims import Argument, FoundClaim, find_claims, mask
from extract.date_contexts import Context
from extract.dates import FoundDate, find_dates
from extract.edtf import bounds, qualify
from extract.entities import Resolved, resolve_names, to_class
from extract.guesses import find_guesses
from extract.language import load_language
from extract.lexicons import Lexicon, default_lexicon, find_hits, split_words
from extract.metadata import MetadataError
from extract.model import Claim, Document, Entity, Mention, Offsets, Reading, Sentence, Source
from extract.names import FoundName, find_names
from extract.pronouns import find_pronouns, find_references, is_voice, speaks_aside
from extract.quotes import find_quote
from extract.sentences import split_sentences
from extract.texts import Corpus, File, TextError, find_files, read_document

__all__ = [
    "Corpus", "File", "MetadataError", "TextError", "bounds", "find_files", "find_quote", "make_document", "read",
    "read_document", "version",
]  # fmt: skip

Span = tuple[int, int]


def read(document: Document, model: str | None = None) -> Reading:
    """Read one document with the shipped French pipeline or another installed one by name."""
    text, lexicon = document.text, default_lexicon()
    sentences = split_sentences(text, document.breaks)
    guesses = find_guesses(text, document.breaks, model)
    names = find_names(text, sentences, lexicon, guesses)
    dates = find_dates(text, Context(names=tuple((name.start, name.end) for name in names), breaks=document.breaks))
    referents = resolve_names(names, lexicon)
    names = [replace(name, kind=to_class(referent)) for name, referent in zip(names, referents, strict=True)]
    topic = find_topic(document.source.title, lexicon)
    claims = list(read_claims(text, sentences, names, referents, dates, lexicon, topic))
    return write_reading(document, sentences, names, referents, dates, claims)


def make_document(text: str, id_: str = "text", title: str = "") -> Document:
    """Return a document of a clean text that lies in no file (a gold passage, a test)."""
    return Document(Source(id_, f"{id_}.txt", title or id_), text, text, _IDENTITY)


def read_claims(
    text: str,
    sentences: Sequence[Span],
    names: Sequence[FoundName],
    referents: Sequence[Resolved],
    dates: Sequence[FoundDate],
    lexicon: Lexicon,
    topic: str = "",
) -> Iterator[tuple[int, FoundClaim]]:
    """Yield (sentence number, claim) from every sentence that names something."""
    by_sentence = place_arguments(text, sentences, names, referents, dates)
    genders = read_genders(lexicon)
    before: list[Argument] = []
    before_names: list[Argument] = []
    before_span: Span | None = None
    for number, span in enumerate(sentences):
        arguments = by_sentence.get(number, [])
        if topic and span[0] and text[span[0] - 1] == "\n":  # a new paragraph turns back to whom the text is about
            before, before_span = [Argument(span[0], span[0], "Person", topic)], (span[0], span[0])
        persons = [one for one in arguments if one.kind == "Person" and not is_voice(text, one.start)]
        pronouns = list(find_pronouns(text, span, persons, before, before_span, genders, topic))
        references = list(find_references(text, span, arguments, before_names, topic))
        if arguments:
            in_order = put_in_order(arguments, [*pronouns, *references])
            masked = mask(text, *span, list(enumerate(in_order)))
            for claim in find_claims(masked, in_order):
                yield number, claim
        if speaks_aside(text, span[0]) and not pronouns:
            pass
        elif persons or pronouns:
            before, before_span = sorted([*pronouns, *persons], key=lambda argument: argument.start), span
        elif arguments:
            before, before_span = [], span
        before_names = arguments or before_names


def put_in_order(names: Sequence[Argument], others: Sequence[Argument]) -> list[Argument]:
    """Return names and pronouns in text order, without the pronouns that stand in a name (a title may hold one)."""
    apart = [other for other in others if not any(name.start < other.end and other.start < name.end for name in names)]
    return sorted([*names, *apart], key=lambda argument: argument.start)


def find_topic(title: str, lexicon: Lexicon) -> str:
    """Return the id of the one person whom a title names, ``""`` where it names none or several."""
    hits = find_hits(title, split_words(title), lexicon)
    persons = {name.id for hit in hits for name in hit.names if not name.ambiguous and name.id.startswith("person/")}
    return persons.pop() if len(persons) == 1 else ""


def place_arguments(
    text: str,
    sentences: Sequence[Span],
    names: Sequence[FoundName],
    referents: Sequence[Resolved],
    dates: Sequence[FoundDate],
) -> dict[int, list[Argument]]:
    """Return the names and dates of each sentence as arguments of claims."""
    starts = [start for start, _ in sentences]
    placed: dict[int, list[Argument]] = {}
    for name, referent in zip(names, referents, strict=True):
        argument = Argument(name.start, name.end, name.kind, referent.id)
        placed.setdefault(bisect_right(starts, name.start) - 1, []).append(argument)
    for date in dates:
        when = qualify(text[max(0, date.start - 40) : date.start], date.when)
        argument = Argument(date.start, date.end, "Date", "", when)
        placed.setdefault(bisect_right(starts, date.start) - 1, []).append(argument)
    return placed


@cache
def _genders_of_authority() -> dict[str, str]:
    return {
        id_: value for id_, entry in default_lexicon().entries.items() if (value := dict(entry.facts).get("gender"))
    }


def read_genders(lexicon: Lexicon) -> dict[str, str]:
    """Return ``m`` or ``f`` for each person of the lexicon whose gender is known."""
    if lexicon is default_lexicon():
        return _genders_of_authority()
    return _read_genders(lexicon)


def _read_genders(lexicon: Lexicon) -> dict[str, str]:
    return {id_: value for id_, entry in lexicon.entries.items() if (value := dict(entry.facts).get("gender"))}


def write_reading(
    document: Document,
    sentences: Sequence[Span],
    names: Sequence[FoundName],
    referents: Sequence[Resolved],
    dates: Sequence[FoundDate],
    claims: Sequence[tuple[int, FoundClaim]],
) -> Reading:
    """Bring what was found in the cleaned text back to the source's own offsets."""
    text = document.text
    starts = [start for start, _ in sentences]

    def to_mention(start: int, end: int, kind: str, by: str, confidence: float, date: FoundDate | None) -> Mention:
        number = bisect_right(starts, start) - 1
        raw = document.offsets.span(start, end)
        at = start - sentences[number][0]
        return Mention(
            number, *raw, at, f"smo:{kind}", text[start:end], by, round(confidence, 3), date.when if date else None
        )

    found: list[tuple[int, Mention, Resolved | None]] = [
        (name.start, to_mention(name.start, name.end, name.kind, name.by, name.confidence, None), referent)
        for name, referent in zip(names, referents, strict=True)
    ]
    found += [
        (date.start, to_mention(date.start, date.end, "Date", "dates", date.confidence, date), None) for date in dates
    ]
    found.sort(key=lambda item: item[0])
    return Reading(
        source=document.source,
        sentences=tuple(
            Sentence(number, *document.offsets.span(start, end), text[start:end])
            for number, (start, end) in enumerate(sentences)
        ),
        mentions=tuple(mention for _, mention, _ in found),
        entities=gather_entities(
            [(mention, referent) for _, mention, referent in found], [claim for _, claim in claims]
        ),
        claims=tuple(to_claim(document, number, claim) for number, claim in claims),
        problems=document.problems,
    )


def gather_entities(
    found: Sequence[tuple[Mention, Resolved | None]], claims: Sequence[FoundClaim] = ()
) -> tuple[Entity, ...]:
    """Return one entity for each referent, and for a person whom only pronouns stand for, in the order of their ids."""
    mentions: dict[str, list[int]] = {}
    referents: dict[str, Resolved] = {}
    for number, (_, referent) in enumerate(found):
        if referent:
            referents.setdefault(referent.id, referent)
            mentions.setdefault(referent.id, []).append(number)
    for claim in claims:
        if claim.subject not in referents and (entry := default_lexicon().entries.get(claim.subject)):
            referents[entry.id] = Resolved(entry.id, entry.kind, entry.label, "named in the title")
            mentions[entry.id] = []
    return tuple(
        Entity(id_, referent.kind, referent.label, tuple(dict.fromkeys(found[number][0].text for number in numbers)),
               tuple(numbers), referent.why)
        for id_, numbers in sorted(mentions.items())
        for referent in (referents[id_],)
    )  # fmt: skip


def to_claim(document: Document, sentence: int, claim: FoundClaim) -> Claim:
    """Return a found claim with its evidence quoted and its span in the source."""
    start, end = document.offsets.span(claim.start, claim.end)
    return Claim(
        subject=claim.subject,
        predicate=claim.predicate,
        object=claim.object,
        sentence=sentence,
        start=start,
        end=end,
        evidence=document.text[claim.start : claim.end],
        rule=claim.rule,
        confidence=round(claim.confidence, 3),
        role=claim.role,
        office=claim.office,
        when=claim.when,
        polarity=claim.polarity,
        stance=claim.stance,
        attributed_to=claim.attributed_to,
    )


@cache
def version(model: str | None = None) -> str:
    """Return what stands for everything that a reading depends on but its file: code, rules, authority and model."""
    digest = hashlib.sha256()
    for folder in ("extract", "ontology"):
        for path in _files_under(files(folder), folder):
            if model is None or not str(path[0]).startswith("extract/french"):
                digest.update(path[0].encode() + b"\0" + path[1].read_bytes())
    meta = load_language(model).meta if model else {}
    digest.update(f"{model or ''} {meta.get('name', '')} {meta.get('version', '')}".encode())
    return digest.hexdigest()[:16]


def _files_under(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir() and path.name not in ("__pycache__", "training"):
            yield from _files_under(path, f"{name}/{path.name}")
        elif path.is_file() and Path(path.name).suffix not in (".pyc", ".md"):
            yield f"{name}/{path.name}", path


_IDENTITY = Offsets()

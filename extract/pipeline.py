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
from itertools import chain
from pathlib import Path

from extract.anaphors import start_discourse
from extract.authorship import find_authorship
from extract.claims import Argument, FoundClaim
from extract.cyrillic_names import find_cyrillic
from extract.date_contexts import Context
from extract.dates import FoundDate, find_dates
from extract.definites import Recent
from extract.edtf import bounds, qualify
from extract.entities import Resolved, resolve_names, to_class
from extract.epithets import find_epithets
from extract.findings import find_sentence_claims
from extract.genders import find_genders
from extract.guesses import find_guesses
from extract.known_facts import settle_subject
from extract.language import load_language
from extract.lexicons import Lexicon, default_lexicon, find_hits, split_words
from extract.metadata import MetadataError
from extract.model import Document, Offsets, Reading, Source
from extract.names import FoundName, find_names
from extract.pronouns import find_plurals, find_references, is_voice, speaks_aside
from extract.quotes import find_quote
from extract.readings import write_reading
from extract.resolution import join_entities
from extract.scenes import Scenes
from extract.sentences import split_sentences
from extract.sole_titles import find_sole_titles
from extract.syntax import Syntax, parse_paragraphs
from extract.texts import Corpus, File, TextError, find_files, read_document

__all__ = [
    "Corpus", "File", "MetadataError", "TextError", "bounds", "find_files", "find_quote", "join_entities",
    "make_document", "read", "read_document", "version",
]  # fmt: skip

Span = tuple[int, int]


def read(document: Document, model: str | None = None) -> Reading:
    """Read one document with the shipped French pipeline or another installed one by name."""
    text, lexicon = document.text, default_lexicon()
    sentences = split_sentences(text, document.breaks)
    syntax = Syntax()
    guesses = find_guesses(text, syntax.keep(parse_paragraphs(text, document.breaks, model)))
    names = find_names(text, sentences, lexicon, [*guesses, *find_cyrillic(text, lexicon)])
    dates = find_dates(text, Context(names=tuple((name.start, name.end) for name in names), breaks=document.breaks))
    referents = resolve_names(names, lexicon, text)
    names = [replace(name, kind=to_class(referent)) for name, referent in zip(names, referents, strict=True)]
    topic = find_topic(document.source.title, lexicon)
    told = list(read_claims(text, sentences, names, referents, dates, lexicon, topic, syntax))
    told += find_epithets(text, sentences, names, referents, lexicon, told)
    told += find_sole_titles(text, sentences, names, referents, told)
    claims = drop_repeated([*find_authorship(text, sentences, names, referents), *told])
    return write_reading(document, sentences, names, referents, dates, claims)


_IDENTITY = Offsets()


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
    syntax: Syntax | None = None,
) -> Iterator[tuple[int, FoundClaim]]:
    """Yield (sentence number, claim) from every sentence that names something."""
    by_sentence = place_arguments(text, sentences, names, referents, dates)
    genders = find_genders(text, names, referents, lexicon)
    scenes, recent = Scenes(), Recent()
    discourse = start_discourse(text, chain.from_iterable(by_sentence.values()), genders, topic)
    before: list[Argument] = []
    before_names: list[Argument] = []
    before_span: Span | None = None
    told: set[str] = set()
    for number, span in enumerate(sentences):
        arguments = by_sentence.get(number, [])
        if topic and span[0] and text[span[0] - 1] == "\n":  # a new paragraph turns back to whom the text is about
            before, before_span = [Argument(span[0], span[0], "Person", topic)], (span[0], span[0])
        persons = [one for one in arguments if one.kind == "Person" and not is_voice(text, one.start)]
        words = syntax.words(*span) if syntax else []
        plurals = list(find_plurals(text, span, persons, before, before_span))
        pronouns = list(discourse.find(text, span, arguments, words, plurals))
        references = list(find_references(text, span, arguments, before_names, discourse.owners))
        definites = list(recent.find(text, span, arguments))
        scene = scenes.find(text, span, [*arguments, *definites])
        if arguments or (scene and pronouns):
            in_order = put_in_order(arguments, [*pronouns, *plurals, *references, *definites])
            told.update(one.entity for one in persons)
            for claim in find_sentence_claims(text, span, in_order, words, scene, before, genders, discourse):
                if settled := settle_subject(claim, arguments, told, lexicon):
                    yield number, settled
        whom = [one for one in pronouns if one.kind == "Person"]
        if whom or (persons and not speaks_aside(text, span[0])):
            before, before_span = sorted([*whom, *persons], key=lambda argument: argument.start), span
        elif arguments and not plurals and not speaks_aside(text, span[0]):
            before, before_span = [], span
        before_names = arguments or before_names


def drop_repeated(claims: Sequence[tuple[int, FoundClaim]]) -> list[tuple[int, FoundClaim]]:
    """Return the claims in the order of sentences; what two finders say of one sentence counts once, the first's."""
    kept = {(number, claim.subject, claim.predicate, claim.object, claim.when): (number, claim)
            for number, claim in reversed(claims)}  # fmt: skip
    return sorted(kept.values(), key=lambda pair: (pair[0], pair[1].start, pair[1].end))


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
        argument = Argument(name.start, name.end, name.kind, referent.id, sort=referent.kind)
        placed.setdefault(bisect_right(starts, name.start) - 1, []).append(argument)
    for date in dates:
        when = qualify(text[max(0, date.start - 40) : date.start], date.when)
        argument = Argument(date.start, date.end, "Date", "", when)
        placed.setdefault(bisect_right(starts, date.start) - 1, []).append(argument)
    return placed


@cache
def version(model: str | None = None) -> str:
    """Return what stands for everything that a reading depends on but its file: code, rules, authority and model."""
    digest = hashlib.sha256()
    for folder in ("extract", "ontology"):
        for path in _files_under(files(folder), folder):
            if model is None or not str(path[0]).startswith("extract/model"):
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

"""Hand-built and synthetic readings for the tests of graph: no text of anybody, no trained model."""

import importlib
import sys
from types import SimpleNamespace

import pytest

from extract.model import Claim, Entity, Mention, Reading, Sentence, Source, When

YEAR = When("1917", "1917-01-01", "1917-12-31", text="1917")


def make_reading(source_id="note", text="Jean Valjean présida le Soviet de Montreuil en 1917.", **changes):
    """One sentence, three mentions, one claim."""
    source = Source(source_id, f"{source_id}.txt", "Une note", ("Anne Auteur",), "2001", sha256="0" * 64, **changes)
    person, soviet = text.index("Jean Valjean"), text.index("Soviet de Montreuil")
    year = text.index("1917")
    mentions = (
        Mention(0, person, person + 12, person, "smo:Person", "Jean Valjean", "model", 0.9),
        Mention(0, soviet, soviet + 19, soviet, "smo:Soviet", "Soviet de Montreuil", "authority"),
        Mention(0, year, year + 4, year, "smo:Date", "1917", "date-year", 1.0, YEAR),
    )
    entities = (
        Entity("person/jean-valjean", "smo:Person", "Jean Valjean", ("Jean Valjean",), (0,)),
        Entity("soviet/soviet-de-montreuil", "smo:Soviet", "Soviet de Montreuil", ("Soviet de Montreuil",), (1,)),
    )
    claim = make_claim(
        "person/jean-valjean", "smo:holdsOffice", "soviet/soviet-de-montreuil", role="président", office="smv:chair",
        when=YEAR, end=len(text), evidence=text, rule="preside", confidence=0.87,
    )  # fmt: skip
    return Reading(source, (Sentence(0, 0, len(text), text),), mentions, entities, (claim,))


def make_claim(subject, predicate, obj="", **changes):
    """A claim of sentence 0 with everything else as it mostly is."""
    fields = {"sentence": 0, "start": 0, "end": 10, "evidence": "x", "rule": "r", "confidence": 0.9}
    return Claim(subject, predicate, obj, **{**fields, **changes})


def make_claims_reading(source_id, *claims, text="Une phrase sur Jean Valjean."):
    """A reading of one sentence that carries the claims and mentions nobody."""
    source = Source(source_id, f"{source_id}.txt", source_id)
    return Reading(source, (Sentence(0, 0, len(text), text),), (), (), claims)


def make_book(source_id="book", mentions=15_000, claims=1_500):
    """A reading of the size of a book."""
    words = [f"Nom{number % 900}" for number in range(mentions)]
    sentences, found, start = [], [], 0
    for number in range(mentions // 5):
        names = words[number * 5 : number * 5 + 5]
        text = " ".join(f"et puis {name} vint" for name in names) + "."
        at = 0
        for name in names:
            at = text.index(name, at)
            found.append(Mention(number, start + at, start + at + len(name), at, "smo:Person", name, "model", 0.8))
            at += len(name)
        sentences.append(Sentence(number, start, start + len(text), text))
        start += len(text) + 1
    numbers: dict[str, list[int]] = {}
    for number, mention in enumerate(found):
        numbers.setdefault(mention.text, []).append(number)
    entities = tuple(
        Entity(f"person/{name.lower()}", "smo:Person", name, (name,), tuple(members))
        for name, members in numbers.items()
    )
    told = tuple(
        make_claim(
            f"person/{words[number].lower()}", "smo:opposedTo", f"person/{words[number + 7].lower()}",
            sentence=number * 2 % len(sentences), when=YEAR,
        )
        for number in range(claims)
    )  # fmt: skip
    source = Source(
        source_id, f"{source_id}.txt", "Livre", pages=tuple(range(0, start, 2000)), media_type="application/pdf"
    )
    return Reading(source, tuple(sentences), tuple(found), entities, told)


@pytest.fixture(scope="session")
def make():
    """The makers of readings, claims and a book."""
    return SimpleNamespace(reading=make_reading, claim=make_claim, claims_reading=make_claims_reading, book=make_book)


FAKE_READER = '''
"""Reads made-up text: every "X est à Y." is a claim. Stands for extract.pipeline."""
import hashlib, os, re
from dataclasses import dataclass
from pathlib import Path
from extract.model import Claim, Document, Entity, Joins, Mention, Offsets, Reading, Sentence, Source, When

class TextError(Exception):
    pass

class MetadataError(Exception):
    pass

@dataclass(frozen=True)
class Metadata:
    id: str
    line: int = 0

@dataclass(frozen=True)
class File:
    path: Path
    root: Path
    name: str
    metadata: Metadata

@dataclass(frozen=True)
class Corpus:
    files: tuple
    problems: tuple = ()

MEDIA = {".txt": "text/plain", ".pdf": "application/pdf"}
VERSION = "fake-1"
READ = []

def find_files(paths):
    found = []
    for path in paths:
        if not path.exists():
            raise TextError(f"{path.name}: no such file or folder")
        for file in sorted(path.iterdir()):
            if file.is_file() and file.suffix in MEDIA:
                found.append(File(file, path, file.name, Metadata(file.stem)))
    return Corpus(tuple(found))

def read_document(path, metadata=None, root=None):
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise TextError(f"{path.name}: not UTF-8") from error
    sha = hashlib.sha256(data).hexdigest()
    source = Source(metadata.id, path.name, path.stem, media_type=MEDIA[path.suffix], sha256=sha)
    return Document(source, text, text, Offsets())

def read(document, model=None):
    READ.append(document.source.id)
    if document.text == "MOURIR":
        os._exit(9)
    sentences, mentions, claims, numbers = [], [], [], {}
    for number, found in enumerate(re.finditer("(\\\\w+) est à (\\\\w+)[.]", document.text)):
        sentences.append(Sentence(number, found.start(), found.end(), found.group()))
        for group, kind in ((1, "Person"), (2, "Place")):
            numbers.setdefault((kind, found.group(group)), []).append(len(mentions))
            start, end = found.span(group)
            at, name = start - found.start(), found.group(group)
            mentions.append(Mention(number, start, end, at, f"smo:{kind}", name, "fake"))
        who, where = f"person/{found.group(1).lower()}", f"place/{found.group(2).lower()}"
        when = When("1917", "1917-01-01", "1917-12-31")
        start, end = found.span()
        claims.append(Claim(who, "smo:wasIn", where, number, start, end, found.group(), "est-a", 0.9, when=when))
    entities = tuple(
        Entity(f"{kind.lower()}/{name.lower()}", f"smo:{kind}", name, (name,), tuple(which))
        for (kind, name), which in numbers.items()
    )
    return Reading(document.source, tuple(sentences), tuple(mentions), entities, tuple(claims))

def version(model):
    return f"{VERSION} {model}"

def bounds(edtf, calendar):
    return (f"{edtf[:4]}-01-01", f"{edtf[:4]}-12-31") if edtf[:4].isdigit() else ("", "")

def join_entities(entities, apart=frozenset(), claims=(), authority=None):
    return Joins()

def find_quote(raw, start, end, exact):
    return " ".join(raw[start:end].split()) == exact
'''


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """A module that reads made-up text; worker processes can import it too."""
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "fake_reader.py").write_text(FAKE_READER, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "fake_reader", raising=False)
    return importlib.import_module("fake_reader")


@pytest.fixture
def texts(tmp_path):
    """A corpus of three made-up texts, one of them in a format whose text is kept beside the graph."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "un.txt").write_text("Fantine est à Montreuil. Cosette est à Paris.", encoding="utf-8")
    (folder / "deux.txt").write_text("Marius est à Paris. Il dort.", encoding="utf-8")
    (folder / "trois.pdf").write_text("Fantine est à Paris.", encoding="utf-8")
    return folder

"""A source's graph and its file in, the quotes that are not found again out.

The file is looked up where it was built from, or in a corpus folder given; a file that changed is said to have changed,
once, instead of every quote of it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from extract.records import from_json
from graph.iris import name_file, term
from graph.manifest import Input, Manifest, digest_bytes
from graph.readings import has_own_text
from ontology.checks import Problem

FindQuote = Callable[[str, int, int, str], bool]


class Quote(NamedTuple):
    """A passage of a source, in code points, and what should stand there."""

    start: int
    end: int
    exact: str


def find_paths(folder: Path, corpus: Path | None, manifest: Manifest) -> Mapping[str, Path]:
    """Return where each source lies: under ``corpus``, else where the build found it on this machine."""
    if corpus:
        return {read.source: corpus / read.file for read in manifest.inputs}
    return _read_local(folder, "files")


def find_tables(folder: Path) -> Mapping[str, Path]:
    """Return where the tables of corrections lay at the build, by the name that problems tell them by."""
    return _read_local(folder, "corrections")


def _read_local(folder: Path, key: str) -> Mapping[str, Path]:
    try:
        known = json.loads((folder / "local.json").read_text(encoding="utf-8"))[key]
        return {name: Path(path) for name, path in known.items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def read_evidence(folder: Path, manifest: Manifest) -> Mapping[str, tuple[Quote, ...]]:
    """Return the shortest quotes of each source's claims, from the lines of ``readings.jsonl`` that are as built."""
    path = folder / "readings.jsonl"
    if not path.exists():
        return {}
    written = {read.reading for read in manifest.inputs}
    with path.open("rb") as lines:
        whole = (line for line in lines if digest_bytes(line.rstrip(b"\n")) in written)
        readings = (from_json(line.decode("utf-8")) for line in whole)
        return {
            reading.source.id: tuple(Quote(claim.start, claim.end, claim.evidence) for claim in reading.claims)
            for reading in readings
        }


def find_quotes(graph: Iterable[Triple]) -> Iterator[Quote]:
    """Yield the passages of a source's graph; one without a position comes at 0 to 0."""
    said = {(triple.subject, triple.predicate): triple.object for triple in graph}
    exact_of, start_of, end_of = term("oa:exact"), term("oa:start"), term("oa:end")
    for (node, predicate), exact in said.items():
        if predicate == exact_of and isinstance(node, NamedNode) and isinstance(exact, Literal):
            position = NamedNode(node.value.removesuffix("#quote") + "#position")
            start, end = said.get((position, start_of)), said.get((position, end_of))
            yield Quote(_to_offset(start), _to_offset(end), exact.value)


def _to_offset(node: object) -> int:
    return int(node.value) if isinstance(node, Literal) else 0


def check_quotes(
    folder: Path, read: Input, path: Path | None, graph: Iterable[Triple], evidence: Iterable[Quote], find: FindQuote
) -> Iterator[Problem]:
    """Report a source that is gone or changed, else each of its quotes that is not found again at its place."""
    if path is None or not path.is_file():
        yield Problem(read.file, "not found, so its quotes were not checked; say where the texts are")
        return
    content = path.read_bytes()
    if digest_bytes(content) != read.sha256:
        yield Problem(read.file, "changed since the build, so its quotes were not checked; run smolny build")
        return
    triples = tuple(graph)
    raw = _read_raw(folder, read, content, triples)
    for quote in sorted({*find_quotes(triples), *evidence}):
        if not find(raw, quote.start, quote.end, quote.exact):
            yield Problem(f"{read.file}:{quote.start}-{quote.end}", f"'{quote.exact}' is not found again there")


def _read_raw(folder: Path, read: Input, content: bytes, graph: Iterable[Triple]) -> str:
    """Return the text that offsets count in: of the file itself, or the text kept beside the graph."""
    said = {triple.predicate: triple.object.value for triple in graph if isinstance(triple.object, Literal)}
    if has_own_text(said.get(term("dcterms:format"), "text/plain")):
        return content.decode(said.get(term("smo:encoding"), "utf-8"))
    return (folder / "texts" / name_file(read.source, "txt")).read_bytes().decode("utf-8")

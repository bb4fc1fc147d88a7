"""The flow of this folder: files of texts in, a folder with the graph out. Read :func:`build` for the order of steps.

What is built lies aside until it is complete and is put in place by renaming. Only what changed is read again; all
triples are made anew from the readings, so that an incremental build equals a full one.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Final

from pyoxigraph import Triple

from extract.records import to_json as to_line
from graph.claims import mint_claims
from graph.concepts import to_ontology
from graph.entities import Extract
from graph.iris import DEFAULT_BASE, Iris, name_file
from graph.links import read_links, write_links
from graph.manifest import (
    Counts,
    Input,
    Manifest,
    ManifestError,
    digest_bytes,
    digest_ontology,
    find_smolny_version,
    read_manifest,
)
from graph.manifest import to_json as to_manifest_json
from graph.readings import Corpus, Progress, Reader, Result, SourceFile, read_earlier, read_files
from graph.staging import BuildError, hold_folder, stage
from graph.triples import count_merged, make_entities_graph, make_facts_graph, make_source_graph, merge
from graph.turtle import to_turtle
from ontology.authority import Entry, read_authority

LINKS: Final = "links.tsv"
NAMES: Final = ("texts", "readings.jsonl", "local.json", "graph")  # the graph last: it is what others look at


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: how many sources are in the graph, how many of them were not read again, problems, counts."""

    sources: int
    reused: int
    problems: tuple[str, ...]
    counts: Counts


@dataclass(slots=True)
class Ledger:
    """What is gathered while the sources are written one after another."""

    iris: Iris
    version: str
    extracts: list[Extract] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    mentions: Counter[str] = field(default_factory=Counter)
    rules: set[str] = field(default_factory=set)
    digests: dict[str, str] = field(default_factory=dict)
    reused: int = 0


def build(
    paths: Sequence[Path],
    out: Path,
    *,
    base_iri: str = DEFAULT_BASE,
    model: str | None = None,
    jobs: int = 1,
    progress: Progress = lambda done, total, name: None,
    reader: Reader | None = None,
    authority: Sequence[Entry] | None = None,
) -> BuildResult:
    """Read the texts and write the graph to ``out``; what was there before stays whole on any failure.

    ``links.tsv`` is read and heeded, and made (empty) where it is missing; it is never written over.

    Problems of single files are returned; :class:`BuildError` is raised where no file could be read, ValueError for a
    base IRI that can't be one, :class:`graph.links.LinkError` for a line of ``links.tsv``.
    """
    reader = reader or find_reader()
    iris, entries = Iris(base_iri), read_authority() if authority is None else authority
    files, problems = choose_files(find_corpus(reader, paths), out)
    with hold_folder(out):
        check_folder(out)
        links = read_links(out / LINKS)
        with stage(out, NAMES) as staging:
            ledger = Ledger(iris, reader.version(model), problems=list(problems))
            results = read_files(files, reader, model, jobs, read_earlier(out, find_inputs(out)), staging / "texts")
            write_sources(results, len(files), staging, ledger, progress)
            if not ledger.inputs:
                raise BuildError("\n".join(ledger.problems))
            merged = merge(ledger.extracts, entries, reader.bounds)
            counts = {"mentions": dict(ledger.mentions), **count_merged(merged)}
            graphs = {
                "entities.ttl": make_entities_graph(merged, links, ledger.version, iris),
                "facts.ttl": make_facts_graph(merged, iris),
                "ontology.ttl": to_ontology(ledger.rules, {fact.rule for fact in merged.facts}),
            }
            for name, graph in graphs.items():
                ledger.digests[name] = write_turtle(staging / "graph" / name, graph, iris)
            write_manifest(staging, ledger, counts)
            if not (out / LINKS).exists():
                write_links(out / LINKS, (), base=iris.base)
    return BuildResult(len(ledger.inputs), ledger.reused, tuple(ledger.problems), counts)


def find_reader() -> Reader:
    """Return the reader that ships with Smolny; loaded only when a build begins, as it takes seconds."""
    return import_module("extract.pipeline")


def check_folder(out: Path) -> None:
    """Raise :class:`BuildError` where a build would replace what no build has made."""
    kept = {name_file(read.source, "txt") for read in find_inputs(out)}
    strange = [out / name for name in NAMES if (out / name).exists()]
    if (out / "graph" / "manifest.json").exists():
        strange = [path for path in sorted((out / "texts").glob("*")) if kept and path.name not in kept]
    if strange:
        raise BuildError(f"{strange[0]}: not made by smolny build, so it is not replaced; choose another folder")


def find_corpus(reader: Reader, paths: Sequence[Path]) -> Corpus:
    """Return the files of the corpus; raise :class:`BuildError` where a path or corpus.toml is wrong."""
    try:
        return reader.find_files(paths)
    except (reader.TextError, reader.MetadataError) as error:
        raise BuildError(str(error)) from error


def choose_files(corpus: Corpus, out: Path) -> tuple[tuple[SourceFile, ...], tuple[str, ...]]:
    """Return the files to read and the problems: without what a build made, one file an id.

    Raise :class:`BuildError` where no file is left.
    """
    taken: dict[str, SourceFile] = {}
    lines = list(corpus.problems)
    made = [(out / name).resolve() for name in (*NAMES, "index", LINKS)]
    for file in sorted(corpus.files, key=lambda file: (file.metadata.id, file.name)):
        place = Path(os.path.realpath(file.path))  # unlike resolve(), it takes a link that points to itself
        if any(place.is_relative_to(name) for name in made):
            continue
        first = taken.setdefault(file.metadata.id, file)
        if first is not file:
            lines.append(f"{file.name}: source id '{file.metadata.id}' is already that of {first.name}")
    if not taken:
        raise BuildError("\n".join(lines) or "there is no text to read")
    return tuple(taken.values()), tuple(lines)


def find_inputs(out: Path) -> tuple[Input, ...]:
    """Return what the last build read; nothing where there was none of this version."""
    path = out / "graph" / "manifest.json"
    try:
        return read_manifest(path).inputs if path.exists() else ()
    except ManifestError:
        return ()


def write_sources(results: Iterable[Result], total: int, staging: Path, ledger: Ledger, progress: Progress) -> None:
    """Write a line of ``readings.jsonl`` and a named graph for each reading, and keep what the merging needs."""
    folder = staging / "graph" / "sources"
    folder.mkdir(parents=True)
    activity = ledger.iris.activity(ledger.version)
    with (staging / "readings.jsonl").open("w", encoding="utf-8", newline="\n") as lines:
        for done, result in enumerate(results, start=1):
            progress(done, total, result.file.name)
            if result.reading is None:
                ledger.problems.append(result.problem)
                continue
            line = to_line(result.reading)
            lines.write(line + "\n")
            claims = mint_claims(result.reading, ledger.iris)
            triples = make_source_graph(result.reading, claims, activity, ledger.iris)
            name = name_file(result.reading.source.id, "ttl")
            ledger.digests[f"sources/{name}"] = write_turtle(folder / name, triples, ledger.iris)
            extract = Extract(result.reading.source, result.reading.entities, claims)
            note(result, extract, digest_bytes(line.encode("utf-8")), ledger)


def note(result: Result, extract: Extract, line: str, ledger: Ledger) -> None:
    """Keep of a written source what the rest of the build needs; ``line`` is the digest of its reading."""
    source, reading = extract.source, result.reading
    ledger.extracts.append(extract)
    ledger.inputs.append(Input(source.id, source.file, source.sha256, result.key, line))
    ledger.paths[source.id] = str(result.file.path.resolve())
    ledger.reused += result.reused
    if reading:
        ledger.problems.extend(reading.problems)
        ledger.mentions.update(mention.kind for mention in reading.mentions)
        ledger.rules.update(mention.by for mention in reading.mentions)
        ledger.rules.update(claim.rule for claim in reading.claims)


def write_turtle(path: Path, triples: Iterable[Triple], iris: Iris) -> str:
    """Write the triples and return the digest of the file."""
    turtle = to_turtle(triples, iris)
    path.write_bytes(turtle)
    return digest_bytes(turtle)


def write_manifest(staging: Path, ledger: Ledger, counts: Counts) -> None:
    """Write ``manifest.json``, the same on every machine, and ``local.json``: where the files lie on this one."""
    manifest = Manifest(
        base=ledger.iris.base,
        smolny=find_smolny_version(),
        reader=ledger.version,
        ontology=digest_ontology(),
        inputs=tuple(ledger.inputs),
        counts=counts,
        files=ledger.digests,
    )
    (staging / "graph" / "manifest.json").write_text(to_manifest_json(manifest), encoding="utf-8")
    local = json.dumps({"files": ledger.paths}, ensure_ascii=False, indent=1)
    (staging / "local.json").write_text(local + "\n", encoding="utf-8")

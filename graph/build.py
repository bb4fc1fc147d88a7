"""The flow of this folder: files of texts in, a folder with the graph out. Read :func:`build` for the order of steps.

Two passes: the first reads what changed and writes ``readings.jsonl``; then it is settled who is who over all sources
and what a historian's lines change; the second takes the readings up again, one by one, and makes all triples anew, so
that an incremental build equals a full one. What is built lies aside until it is complete and is put in place by
renaming.
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

from extract.model import Reading
from extract.records import to_json as to_line
from graph.claims import mint_claims
from graph.concepts import to_ontology
from graph.correcting import Bounds
from graph.corrections import Correction, Corrections, find_corrections, name_tables, read_tables
from graph.decisions import to_joins
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
from graph.settling import Gathered, Misfit, Settled, correct, settle_all, tell_misfits
from graph.staging import BuildError, hold_folder, stage
from graph.triples import count_merged, make_entities_graph, make_facts_graph, make_source_graph, merge
from graph.turtle import to_turtle
from ontology.authority import Entry, read_authority

LINKS: Final = "links.tsv"
NAMES: Final = ("texts", "readings.jsonl", "local.json", "graph")  # the graph last: it is what others look at


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: how many sources are in the graph, how many of them were not read again, problems, counts.

    ``corrected`` is how many lines of the tables of corrections were applied.
    """

    sources: int
    reused: int
    problems: tuple[str, ...]
    counts: Counts
    corrected: int = 0


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
    misfits: list[Misfit] = field(default_factory=list)
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
    corrections: Path | None = None,
) -> BuildResult:
    """Read the texts and write the graph to ``out``; what was there before stays whole on any failure.

    ``links.tsv`` is read and heeded, and made (empty) where it is missing; it is never written over. So is
    ``corrections.tsv`` beside the texts, or the file given as ``corrections``; its lines are applied at every build.

    Problems of single files and of lines of corrections are returned; :class:`BuildError` is raised where no file could
    be read, ValueError for a base IRI that can't be one, :class:`graph.links.LinkError` for a line of ``links.tsv``.
    """
    reader = reader or find_reader()
    iris, entries = Iris(base_iri), read_authority() if authority is None else authority
    files, problems = choose_files(find_corpus(reader, paths), out)
    tables = (corrections,) if corrections else find_corrections(paths)
    table = read_tables(tables)
    with hold_folder(out):
        check_folder(out)
        links = read_links(out / LINKS)
        with stage(out, NAMES) as staging:
            ledger = Ledger(iris, reader.version(model), problems=list(problems))
            results = read_files(files, reader, model, jobs, read_earlier(out, find_inputs(out)), staging / "texts")
            gathered = write_readings(results, len(files), staging, ledger, progress)
            if not ledger.inputs:
                raise BuildError("\n".join(ledger.problems))
            settled = settle_all(gathered, table.lines, reader, entries)
            write_sources(gathered, settled, staging, ledger, reader.bounds)
            applied, misfits = sort_lines(table, settled, ledger)
            merged = merge(ledger.extracts, entries, reader.bounds, settled.identities)
            counts = {"mentions": dict(ledger.mentions), **count_merged(merged)}
            graphs = {
                "entities.ttl": make_entities_graph(merged, links, ledger.version, iris, settled.identities, applied),
                "facts.ttl": make_facts_graph(merged, iris),
                "ontology.ttl": to_ontology(ledger.rules, {fact.rule for fact in merged.facts}),
            }
            for name, graph in graphs.items():
                ledger.digests[name] = write_turtle(staging / "graph" / name, graph, iris)
            write_manifest(staging, ledger, counts, tables, misfits)
            if not (out / LINKS).exists():
                write_links(out / LINKS, (), base=iris.base)
    return BuildResult(len(ledger.inputs), ledger.reused, (*ledger.problems, *misfits), counts, len(applied))


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


def write_readings(
    results: Iterable[Result], total: int, staging: Path, ledger: Ledger, progress: Progress
) -> Gathered:
    """Write a line of ``readings.jsonl`` for each reading and return what settling needs of it."""
    gathered, start = Gathered(staging / "readings.jsonl"), 0
    staging.mkdir(exist_ok=True)
    with gathered.path.open("wb") as lines:
        for done, result in enumerate(results, start=1):
            progress(done, total, result.file.name)
            if result.reading is None:
                ledger.problems.append(result.problem)
                continue
            line = to_line(result.reading).encode("utf-8")
            lines.write(line + b"\n")
            gathered.add(result.reading, start)
            start += len(line) + 1
            note(result, result.reading, digest_bytes(line), ledger)
    return gathered


def note(result: Result, reading: Reading, line: str, ledger: Ledger) -> None:
    """Keep of a reading what the manifest needs; ``line`` is its digest."""
    source = reading.source
    ledger.inputs.append(Input(source.id, source.file, source.sha256, result.key, line))
    ledger.paths[source.id] = str(result.file.path.resolve())
    ledger.reused += result.reused
    ledger.problems.extend(reading.problems)


def write_sources(gathered: Gathered, settled: Settled, staging: Path, ledger: Ledger, bounds: Bounds) -> None:
    """Write the named graph of each source as corrected, and keep what the merging needs."""
    folder = staging / "graph" / "sources"
    folder.mkdir(parents=True)
    activity = ledger.iris.activity(ledger.version)
    for source in gathered.starts:
        read = gathered.read(source)
        corrected, misfits = correct(read, settled, bounds)
        reading = corrected.reading
        claims = mint_claims(reading, ledger.iris, corrected.preferred)
        triples = [
            *make_source_graph(corrected, claims, activity, ledger.iris),
            *to_joins(source, (entity.id for entity in read.entities), settled.identities, ledger.iris),
        ]
        name = name_file(source, "ttl")
        ledger.digests[f"sources/{name}"] = write_turtle(folder / name, triples, ledger.iris)
        ledger.misfits.extend(misfits)
        ledger.extracts.append(Extract(reading.source, reading.entities, claims))
        ledger.mentions.update(mention.kind for mention in reading.mentions)
        ledger.rules.update(mention.by for mention in reading.mentions)
        ledger.rules.update(claim.rule for claim in reading.claims)


def sort_lines(table: Corrections, settled: Settled, ledger: Ledger) -> tuple[tuple[Correction, ...], tuple[str, ...]]:
    """Return the corrections that were applied, and a line for each that was not or can't be read."""
    misfits = (*settled.misfits, *ledger.misfits)
    unfit = {line for line, _ in misfits}
    applied = tuple(line for line in table.lines if line not in unfit)
    return applied, (*table.problems, *tell_misfits(misfits, table.lines))


def write_turtle(path: Path, triples: Iterable[Triple], iris: Iris) -> str:
    """Write the triples and return the digest of the file."""
    turtle = to_turtle(triples, iris)
    path.write_bytes(turtle)
    return digest_bytes(turtle)


def write_manifest(
    staging: Path, ledger: Ledger, counts: Counts, tables: Sequence[Path] = (), misfits: tuple[str, ...] = ()
) -> None:
    """Write ``manifest.json``, the same on every machine, and ``local.json``: where the files lie on this one."""
    manifest = Manifest(
        base=ledger.iris.base,
        smolny=find_smolny_version(),
        reader=ledger.version,
        ontology=digest_ontology(),
        inputs=tuple(ledger.inputs),
        counts=counts,
        files=ledger.digests,
        corrections={name: digest_bytes(path.read_bytes()) for name, path in name_tables(tables).items()},
        misfits=misfits,
    )
    (staging / "graph" / "manifest.json").write_text(to_manifest_json(manifest), encoding="utf-8")
    places = {name: str(path.resolve()) for name, path in name_tables(tables).items()}
    local = json.dumps({"files": ledger.paths, "corrections": places}, ensure_ascii=False, indent=1)
    (staging / "local.json").write_text(local + "\n", encoding="utf-8")

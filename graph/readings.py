"""Files of texts in, readings out: read anew where something changed, taken from the last build where nothing did.

The reader (:mod:`extract.pipeline`) is handed in, so that this folder is tested without a trained model. A file that
can't be read becomes a problem of one line and never stops the build.
"""

import json
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import import_module
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any, Final, Protocol

from extract.model import Claim, Document, Entity, Joins, Reading
from extract.records import from_json
from graph.iris import digest, name_file
from graph.manifest import Input, digest_bytes
from graph.staging import BuildError
from ontology.authority import Entry

Progress = Callable[[int, int, str], None]


class Described(Protocol):
    """What corpus.toml says of a file: at least its id."""

    @property
    def id(self) -> str:
        """The source's id."""


class SourceFile(Protocol):
    """A file of the corpus: where it lies, the folder that it is named from, what is known about it."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def root(self) -> Path:
        """The folder that it is named from."""

    @property
    def name(self) -> str:
        """Its path from there, with slashes."""

    @property
    def metadata(self) -> Described:
        """A dataclass of what is known about it."""


class Corpus(Protocol):
    """The files to read and what was wrong with others."""

    @property
    def files(self) -> Sequence[SourceFile]:
        """The files, in a fixed order."""

    @property
    def problems(self) -> Sequence[str]:
        """One line each."""


class Reader(Protocol):
    """What this folder calls of :mod:`extract.pipeline`; a module of these functions is one."""

    __name__: str
    TextError: type[Exception]
    MetadataError: type[Exception]

    def find_files(self, paths: Sequence[Path], /) -> Corpus:
        """Return the files at and under the paths; raise ``TextError`` or ``MetadataError``."""

    def read_document(self, path: Path, metadata: Any, root: Path | None, /) -> Document:
        """Return the file's text; raise ``TextError``."""

    def read(self, document: Document, model: str | None = None, /) -> Reading:
        """Return what the document says."""

    def version(self, model: str | None, /) -> str:
        """Return what changes whenever readings could."""

    def bounds(self, edtf: str, calendar: str, /) -> tuple[str, str]:
        """Return the first and the last day of a date."""

    def join_entities(
        self,
        entities: Iterable[tuple[str, Entity]],
        apart: frozenset[frozenset[str]],
        claims: Iterable[tuple[str, Claim]],
        authority: Sequence[Entry] | None,
        /,
    ) -> Joins:
        """Return which entities of the sources, given as (source id, entity), are one; ``apart`` are pairs of ids."""

    def find_quote(self, raw: str, start: int, end: int, exact: str, /) -> bool:
        """Tell whether the quote stands at its place."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file: a reading with the key that it was made under, or a problem."""

    file: SourceFile
    key: str
    reading: Reading | None = None
    problem: str = ""
    reused: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last build's readings: a line of JSON for each source, what the manifest says of it, the kept texts."""

    lines: Mapping[str, str]
    inputs: Mapping[str, Input]
    texts: Path

    def holds(self, source_id: str, key: str) -> bool:
        """Tell whether the reading was made under the same key and its line is still as it was written."""
        line, read = self.lines.get(source_id), self.inputs.get(source_id)
        return bool(line and read and key and read.key == key and digest_bytes(line.encode("utf-8")) == read.reading)


def make_key(file: SourceFile, version: str) -> str:
    """Return a digest of all that a reading depends on: the file, what is known about it, the version of the reader.

    ``""`` for a file that can't be opened.
    """
    try:
        content = digest_bytes(file.path.read_bytes())
    except OSError:
        return ""
    known = {key: value for key, value in asdict(file.metadata).items() if key != "line"}  # type: ignore[call-overload]
    return digest(content, file.name, json.dumps(known, sort_keys=True), version)


def read_earlier(folder: Path, inputs: Iterable[Input]) -> Earlier:
    """Return the readings of the last build in ``folder``, none where there was none."""
    path, read = folder / "readings.jsonl", {row.source: row for row in inputs}
    lines = {}
    if read and path.exists():
        with path.open(encoding="utf-8", newline="\n", errors="replace") as file:
            lines = {find_source(line).get("id", ""): line.rstrip("\n") for line in file}
    return Earlier(lines, read, folder / "texts")


def find_source(line: str) -> dict[str, str]:
    """Return the source of a line of ``readings.jsonl`` without reading the rest of it, nothing of another line."""
    start = '{"source":'
    if not line.startswith(start):
        return {}
    try:
        source, _ = json.JSONDecoder().raw_decode(line, len(start))
    except json.JSONDecodeError:
        return {}
    return source if isinstance(source, dict) else {}


def read_files(
    files: Sequence[SourceFile], reader: Reader, model: str | None, jobs: int, earlier: Earlier, texts: Path
) -> Iterator[Result]:
    """Yield what became of each file, in the order of source ids; the text of binary formats is kept in ``texts``."""
    version = reader.version(model)
    ordered = sorted(files, key=lambda file: file.metadata.id)
    keys = {file.metadata.id: make_key(file, version) for file in ordered}
    kept = {id_ for id_, key in keys.items() if earlier.holds(id_, key) and _carry_text(id_, earlier, texts)}
    fresh = iter(_read_new([file for file in ordered if file.metadata.id not in kept], reader, model, jobs, texts))
    for file in ordered:
        id_ = file.metadata.id
        if id_ in kept:
            yield Result(file, keys[id_], from_json(earlier.lines[id_]), reused=True)
        else:
            yield Result(file, keys[id_], *next(fresh))


def has_own_text(media_type: str) -> bool:
    """Tell whether the file itself is the text that offsets count in; if not, the text is kept beside the graph."""
    return media_type.startswith("text/") or media_type.endswith("xml")


Outcome = tuple[Reading | None, str]


def _read_new(
    files: Sequence[SourceFile], reader: Reader, model: str | None, jobs: int, texts: Path
) -> Iterable[Outcome]:
    if jobs <= 1 or len(files) <= 1:
        for file in files:
            yield _read_one(reader, file, model, texts)
        return
    start = (reader.__name__, model, texts)
    workers = min(jobs, len(files))
    with ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, start) as pool:
        try:
            with _put_off_interrupt():
                outcomes = pool.map(_read_in_worker, files)
            yield from outcomes
        except BrokenProcessPool as error:
            raise BuildError("a reading process died, perhaps for want of memory; try fewer --jobs") from error


@contextmanager
def _put_off_interrupt() -> Iterator[None]:
    """Put Ctrl-C off to the end of the block, and in processes started there until they take it: no half-started one.

    The mask is what they inherit; it is not enough here, as any other thread may take the signal for this one.
    """
    came: list[int] = []
    main = threading.current_thread() is threading.main_thread()
    usual = signal.signal(signal.SIGINT, lambda number, _: came.append(number)) if main else None
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if main:
            signal.signal(signal.SIGINT, usual)
    if came:
        raise KeyboardInterrupt


def _read_one(reader: Reader, file: SourceFile, model: str | None, texts: Path) -> Outcome:
    try:
        document = reader.read_document(file.path, file.metadata, file.root)
    except reader.TextError as error:
        return None, str(error)
    reading = reader.read(document, model)
    if not has_own_text(reading.source.media_type):
        texts.mkdir(parents=True, exist_ok=True)
        (texts / name_file(reading.source.id, "txt")).write_text(document.raw, encoding="utf-8", newline="")
    return reading, ""


def _carry_text(source_id: str, earlier: Earlier, texts: Path) -> bool:
    """Carry the kept text of a reused reading over; False where it is gone and the file must be read again."""
    if has_own_text(find_source(earlier.lines[source_id])["media_type"]):
        return True
    kept = earlier.texts / name_file(source_id, "txt")
    if not kept.exists():
        return False
    texts.mkdir(parents=True, exist_ok=True)
    (texts / kept.name).write_bytes(kept.read_bytes())
    return True


# One of each in a worker process, set once when it starts: loading the trained pipeline takes seconds.
_WORKER: Final[dict[str, tuple[Reader, str | None, Path]]] = {}


def _start_worker(reader: str, model: str | None, texts: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it at once and without a word: the build says it
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _WORKER["reader"] = (import_module(reader), model, texts)


def _end_with_parent() -> None:
    """End this process when the build that started it is killed; nobody else would."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _read_in_worker(file: SourceFile) -> Outcome:
    reader, model, texts = _WORKER["reader"]
    return _read_one(reader, file, model, texts)

"""The folder of Turtle in, its query index out: built where it is missing or stale, never the only copy of anything.

Every source has a named graph; the default graph of the index holds the triples of all, once each, because that is
what is asked without FROM: the engine could join all graphs as it asks them, but takes twice as long. The index lies
in ``index/<digest of the graph>``, so that processes that still read an older one are not disturbed while they finish.
"""

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Store

from graph.iris import Iris, name_file
from graph.manifest import ManifestError, read_manifest

DEFAULT_GRAPH: Final = ("entities.ttl", "facts.ttl", "ontology.ttl")
LAYOUT: Final = b"2"  # of the index; another one is another version
KEPT: Final = 2  # the newest index and the one before it, which a server may still read


class StoreError(Exception):
    """The folder holds no graph that can be asked; one line that says why."""


def find_turtle(folder: Path) -> tuple[tuple[Path, NamedNode | None], ...]:
    """Return the Turtle files of a graph with the named graph that each belongs in, None for the default graph.

    Raise :class:`StoreError` where ``folder`` holds no graph or a file of it is missing.
    """
    graph = folder / "graph"
    try:
        manifest = read_manifest(graph / "manifest.json")
        iris = Iris(manifest.base)
    except FileNotFoundError as error:
        raise StoreError(f"{folder}: no graph here; make one with smolny build") from error
    except (ManifestError, OSError, ValueError) as error:
        raise StoreError(str(error)) from error
    default: list[tuple[Path, NamedNode | None]] = [(graph / name, None) for name in DEFAULT_GRAPH]
    named = [(graph / "sources" / name_file(i.source, "ttl"), iris.source(i.source)) for i in manifest.inputs]
    for path, _ in (*default, *named):
        if not path.is_file():
            raise StoreError(f"{path}: missing; run smolny build again")
    return (*default, *named)


def digest_graph(folder: Path) -> str:
    """Return a digest of the graph's content: of the bytes of its Turtle files and of where each belongs."""
    digest = hashlib.sha256(LAYOUT)
    for path, name in find_turtle(folder):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"{name.value if name else ''} {content}\n".encode())
    return digest.hexdigest()[:32]


def open_index(folder: Path) -> Path:
    """Return the folder of an index that is up to date, after building it where there is none.

    Raise :class:`StoreError` where there is no graph, where its Turtle is broken, or where the index can't be written.
    """
    version = digest_graph(folder)
    index = folder / "index" / version
    if index.is_dir():
        return index
    try:
        with _hold(folder / "index"):
            if not index.is_dir():
                build_index(folder, index)
    except SyntaxError as error:
        raise StoreError(describe_turtle_error(error)) from error
    except OSError as error:
        full = error.errno == errno.ENOSPC or os.strerror(errno.ENOSPC) in str(error)  # the engine gives no number
        reason = "no space left on the disk" if full else error.strerror or error
        raise StoreError(f"{folder / 'index'}: {reason}") from error
    return index


def describe_turtle_error(error: SyntaxError) -> str:
    """Return ``file:line: reason`` and what to do."""
    return f"{error.filename}:{error.lineno}: {error.msg}; run smolny build again"


def build_index(folder: Path, index: Path) -> None:
    """Load the graph into a new index beside ``index`` and rename it there; remove what is older than the last."""
    aside = index.with_name(f".building-{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        load(folder, Store(str(aside)))
        aside.rename(index)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    older = sorted(
        (path for path in index.parent.iterdir() if path.is_dir() and path != index),
        key=lambda path: path.stat().st_mtime_ns,
        reverse=True,
    )
    for path in older[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def load(folder: Path, store: Store) -> None:
    """Load the Turtle of a graph into a store: all of it into the default graph, each source's also into its own."""
    for path, name in find_turtle(folder):
        store.bulk_load(path=path, format=RdfFormat.TURTLE)
        if name:
            store.bulk_load(path=path, format=RdfFormat.TURTLE, to_graph=name)
    store.optimize()
    store.flush()


@contextmanager
def _hold(folder: Path) -> Iterator[None]:
    """Wait until no other process builds the index."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

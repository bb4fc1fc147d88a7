"""The Turtle of a graph in, files of one graph or of the whole dataset in other formats out, without a query.

Whole graphs can be longer than any answer may be, so they are read from the files of the build and written to files.
"""

import gzip
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from graph.query_worker import GRAPH_TYPES
from graph.store import StoreError, find_turtle
from ontology.files import PREFIXES

LEVEL: Final = 5  # of gzip


def find_graph(folder: Path, name: str | None) -> tuple[Path, ...]:
    """Return the files of a named graph, of the default graph for None; nothing where there is no such graph."""
    return tuple(path for path, graph in find_turtle(folder) if (graph.value if graph else None) == name)


def write_graph(paths: tuple[Path, ...], media_type: str, file: IO[bytes]) -> None:
    """Write the triples of some Turtle files in one of :data:`graph.query_worker.GRAPH_TYPES`."""
    serialize(_read_triples(paths), file, format=GRAPH_TYPES[media_type], prefixes=PREFIXES)


def convert(turtle: str, media_type: str) -> bytes:
    """Return Turtle in another format."""
    triples = (quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE))
    return serialize(triples, format=GRAPH_TYPES[media_type], prefixes=PREFIXES) or b""


def make_dump(folder: Path, version: str) -> Path:
    """Return the file of the whole dataset as gzipped N-Quads, made where this version has none; StoreError."""
    path = folder / "index" / f"all-{version}.nq.gz"
    if path.exists():
        return path
    aside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with aside.open("wb") as raw, gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as file:
            serialize(_read_quads(folder), cast(IO[bytes], file), format=RdfFormat.N_QUADS)
        aside.rename(path)
        for other in path.parent.glob("all-*.nq.gz"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: {error.strerror or error}") from error
    finally:
        aside.unlink(missing_ok=True)
    return path


def _read_triples(paths: tuple[Path, ...]) -> Iterator[Triple]:
    for number, path in enumerate(paths):
        quads = parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=number > 0)
        yield from (quad.triple for quad in quads)


def _read_quads(folder: Path) -> Iterator[Quad]:
    for number, (path, name) in enumerate(find_turtle(folder)):
        graph: NamedNode | DefaultGraph = name or DefaultGraph()
        for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=number > 0):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)

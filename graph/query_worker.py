"""The process that asks the index: requests on standard input, answers on standard output, until its input ends.

Run by :mod:`graph.workers` as ``python -m graph.query_worker STORE MEGABYTES``. It opens the store read-only under a
limit of address space and without a way to other machines, so that a hostile query can at worst kill this process. A
message is a length, JSON, and bytes; an answer is as many messages with ``more`` as it is long, and a last one that
tells its rows, or what went wrong.
"""

import json
import signal
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO, Any, Final, cast

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store, Triple, serialize

from graph.confinement import confine
from graph.planning import Planner
from graph.results import WRITERS, ResultError, to_boolean
from ontology.files import PREFIXES

GRAPH_TYPES: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}
Found = QuerySolutions | QueryBoolean | QueryTriples
LENGTHS: Final = struct.Struct(">IQ")  # of the JSON, of the bytes that follow it
PIECE: Final = 1 << 17  # bytes of an answer that are sent at once
REMEMBERED: Final = 100_000  # triples that are not written twice


class LongAnswer(ValueError):  # noqa: N818 (what happened to the query)
    """An answer that is longer than it may be."""


class Outlet:
    """A file that an answer is written to: what is written is sent on in pieces, the last is left to be taken."""

    def __init__(self, max_bytes: int, send: Callable[[bytes], None]) -> None:
        self._room, self._max_bytes, self._send = max_bytes, max_bytes, send
        self._pieces: list[bytes] = []
        self._pending = 0

    def write(self, data: bytes) -> int:
        """Take some bytes; raise LongAnswer where they are too many in all."""
        self._room -= len(data)
        if self._room < 0:
            raise LongAnswer(f"the answer has more than the {self._max_bytes} bytes that are given at most")
        self._pieces.append(data)
        self._pending += len(data)
        if self._pending >= PIECE:
            self._send(self.take())
        return len(data)

    def flush(self) -> None:
        """Do nothing: pieces are sent when they are large enough."""

    def take(self) -> bytes:
        """Return what has not been sent."""
        rest = b"".join(self._pieces)
        self._pieces.clear()
        self._pending = 0
        return rest


def write_message(file: IO[bytes], record: dict[str, Any], body: bytes = b"") -> None:
    """Write one message."""
    head = json.dumps(record).encode("utf-8")
    file.write(LENGTHS.pack(len(head), len(body)) + head)
    file.write(body)
    file.flush()


def read_message(file: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Read one message; None at the end of the input, also where it ends within a message."""
    lengths = file.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head_length, body_length = LENGTHS.unpack(lengths)
    head, body = file.read(head_length), file.read(body_length)
    return (json.loads(head), body) if len(body) == body_length and len(head) == head_length else None


def answer(store: Store, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the whole answer to one request, or what was wrong with it."""
    pieces: list[bytes] = []
    outlet = Outlet(request["max_bytes"], pieces.append)
    record = ask(store, request, outlet)
    return (record, b"") if "error" in record else (record, b"".join((*pieces, outlet.take())))


def ask(store: Store, request: dict[str, Any], outlet: Outlet, planner: Planner | None = None) -> dict[str, Any]:
    """Write the answer to one request, and return what there is to say of it, or what was wrong."""
    try:
        return write_found(find(store, request, planner), request, outlet)
    except SyntaxError as error:
        return {"error": "syntax", "message": str(error)}
    except LongAnswer as error:
        return {"error": "long", "message": str(error)}
    except (ValueError, ResultError, RuntimeError) as error:  # the last for a function that the engine does not know
        return {"error": "refused", "message": str(error)}
    except MemoryError:
        return {"error": "memory", "message": "out of memory"}


def find(store: Store, request: dict[str, Any], planner: Planner | None) -> Found:
    """Return what the engine finds, raise what it raises; an error is told of the query as it was asked."""
    sparql, base, prefixes = request["sparql"], request["base"], request.get("prefixes", PREFIXES)
    planned = planner.plan(sparql, prefixes, base) if planner else sparql
    dataset = _find_dataset(request)
    if planned != sparql:
        try:
            return store.query(planned, base_iri=base, prefixes=prefixes, **dataset)
        except (SyntaxError, ValueError):
            planned = sparql
    return store.query(planned, base_iri=base, prefixes=prefixes, **dataset)


def _find_dataset(request: dict[str, Any]) -> dict[str, Any]:
    """Return the graphs that are asked; without any, the store's default graph, which holds the triples of all."""
    default, named = request["default_graphs"], request["named_graphs"]
    if not default and not named:
        return {}
    return {
        "default_graph": [NamedNode(iri) for iri in default],
        "named_graphs": [NamedNode(iri) for iri in named],
    }


def write_found(found: Found, request: dict[str, Any], outlet: Outlet) -> dict[str, Any]:
    """Write what was found in the media type asked for, cut after as many rows or triples as it may have."""
    media_type, limit = request["media_type"], request["max_rows"]
    if isinstance(found, QueryBoolean):
        outlet.write(to_boolean(media_type, bool(found)))
        return {"rows": 1, "truncated": False}
    counted = Counted(found, limit)
    if isinstance(found, QuerySolutions):
        for piece in WRITERS[media_type]([variable.value for variable in found.variables], counted):
            outlet.write(piece)
    else:
        once = counted if request.get("form") == "CONSTRUCT" else skip_repeated(counted)  # the engine minds that itself
        write_triples(once, media_type, request.get("prefixes", PREFIXES), outlet)
    return {"rows": counted.count, "truncated": counted.truncated}


class Counted:
    """As many of some things as there may be; afterwards it knows how many there were, and whether there are more."""

    def __init__(self, things: Iterable[Any], limit: int) -> None:
        self._things, self._limit = iter(things), limit
        self.count = 0
        self.truncated = False

    def __iter__(self) -> Iterator[Any]:
        for thing in islice(self._things, self._limit):
            self.count += 1
            yield thing
        self.truncated = next(self._things, None) is not None


def write_triples(triples: Iterable[Triple], media_type: str, prefixes: dict[str, str], outlet: Outlet) -> None:
    """Write triples in a graph format."""
    serialize(triples, cast(IO[bytes], outlet), format=GRAPH_TYPES[media_type], prefixes=prefixes)


def skip_repeated(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield triples, those that came among the first not again: a description of two graphs has some twice."""
    seen: set[Triple] = set()
    for triple in triples:
        if triple in seen:
            continue
        if len(seen) < REMEMBERED:
            seen.add(triple)
        yield triple


def main() -> None:
    """Answer until the input ends."""
    path, megabytes = sys.argv[1], int(sys.argv[2])
    store = Store.read_only(path)
    confine(megabytes)
    planner = Planner(store)
    serve(lambda request, outlet: ask(store, request, outlet, planner))


def serve(answer_one: Callable[[dict[str, Any], Outlet], dict[str, Any]]) -> None:
    """Say that the process is ready, and answer until the input ends."""
    output = sys.stdout.buffer
    write_message(output, {"ready": True})
    while message := read_message(sys.stdin.buffer):
        request = message[0]
        signal.alarm(request["seconds"])  # ends this process also where the one that asked was killed
        outlet = Outlet(request["max_bytes"], lambda piece: write_message(output, {"more": True}, piece))
        record = answer_one(request, outlet)
        write_message(output, record, b"" if "error" in record else outlet.take())
        signal.alarm(0)


if __name__ == "__main__":
    main()

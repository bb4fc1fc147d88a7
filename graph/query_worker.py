"""The process that asks the index: requests on standard input, answers on standard output, until its input ends.

Run by :mod:`graph.workers` as ``python -m graph.query_worker STORE MEGABYTES``. It opens the store read-only under a
limit of address space and without a way to other machines, so that a hostile query can at worst kill this process. A
message is a length, JSON, and bytes.
"""

import json
import signal
import struct
import sys
from collections.abc import Callable, Iterable
from itertools import islice
from typing import IO, Any, Final

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store, Triple, serialize

from graph.confinement import confine
from graph.results import WRITERS, ResultError, to_boolean

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
    """Return the answer to one request, or what was wrong with it."""
    try:
        found = store.query(
            request["sparql"], base_iri=request["base"], prefixes=request["prefixes"], **_find_dataset(request)
        )
        return limit_bytes(*write_found(found, request), request["max_bytes"])
    except SyntaxError as error:
        return {"error": "syntax", "message": str(error)}, b""
    except (ValueError, ResultError, RuntimeError) as error:  # the last for a function that the engine does not know
        return {"error": "refused", "message": str(error)}, b""
    except MemoryError:
        return {"error": "memory", "message": "out of memory"}, b""


def _find_dataset(request: dict[str, Any]) -> dict[str, Any]:
    default, named = request["default_graphs"], request["named_graphs"]
    if default or named:
        return {
            "default_graph": [NamedNode(iri) for iri in default],
            "named_graphs": [NamedNode(iri) for iri in named],
        }
    return {"use_default_graph_as_union": request["union"]}


def limit_bytes(record: dict[str, Any], body: bytes, max_bytes: int) -> tuple[dict[str, Any], bytes]:
    """Return an answer as it is, or that it is too long."""
    if len(body) > max_bytes:
        return {"error": "long", "message": f"the answer has {len(body)} bytes, at most {max_bytes} are given"}, b""
    return record, body


def write_found(found: Found, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return what was found in the media type asked for, cut after as many rows or triples as it may have."""
    limit = request["max_rows"]
    if isinstance(found, QueryBoolean):
        return {"rows": 1, "truncated": False}, to_boolean(request["media_type"], bool(found))
    if not isinstance(found, QuerySolutions):
        triples = list(islice(found, limit + 1))
        body = write_triples(triples[:limit], request["media_type"], request["prefixes"])
        return {"rows": min(len(triples), limit), "truncated": len(triples) > limit}, body
    variables = [variable.value for variable in found.variables]
    rows = [[row[index] for index in range(len(variables))] for row in islice(found, limit + 1)]
    body = WRITERS[request["media_type"]](variables, rows[:limit])
    return {"rows": min(len(rows), limit), "truncated": len(rows) > limit}, body


def write_triples(triples: Iterable[Triple], media_type: str, prefixes: dict[str, str]) -> bytes:
    """Return triples, each once, in a graph format."""
    return serialize(dict.fromkeys(triples), format=GRAPH_TYPES[media_type], prefixes=prefixes) or b""


def main() -> None:
    """Answer until the input ends."""
    path, megabytes = sys.argv[1], int(sys.argv[2])
    store = Store.read_only(path)
    confine(megabytes)
    serve(lambda request: answer(store, request))


def serve(answer_one: Callable[[dict[str, Any]], tuple[dict[str, Any], bytes]]) -> None:
    """Say that the process is ready, and answer until the input ends."""
    write_message(sys.stdout.buffer, {"ready": True})
    while message := read_message(sys.stdin.buffer):
        signal.alarm(message[0]["seconds"])  # ends this process also where the one that asked was killed
        write_message(sys.stdout.buffer, *answer_one(message[0]))
        signal.alarm(0)


if __name__ == "__main__":
    main()

"""The manifests of the W3C's tests of SPARQL 1.1 in, the tests out. They lie in ``../shared/data/w3c/sparql11``."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SMOLNY_SHARED", ROOT.parent / "shared"))
SUITE = SHARED / "data" / "w3c" / "sparql11"
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")


@dataclass(frozen=True, slots=True)
class QueryTest:
    """A test of evaluation or of syntax: ``kind`` is the class that its manifest gives it."""

    id: str
    kind: str
    folder: str
    query: Path
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request of a protocol test, and what the response has to be."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: tuple[str, ...]
    format: str = ""
    boolean: bool | None = None


@dataclass(frozen=True, slots=True)
class ProtocolTest:
    """A test of the protocol: data by the IRI of its graph, and requests in order."""

    id: str
    title: str
    data: dict[str, Path]
    exchanges: tuple[Exchange, ...]


def read_query_tests(folder: str) -> Iterator[QueryTest]:
    """Yield the query tests in a folder's manifest, in its order."""
    graph = Graph().parse(SUITE / folder / "manifest.ttl", publicID=f"{BASE}{folder}/manifest.ttl")
    entries = next(graph.objects(None, MF.entries))
    for node in Collection(graph, entries):
        kinds = {str(kind).rpartition("#")[2] for kind in graph.objects(node, RDF.type)}
        kind = next((kind for kind in kinds if kind.endswith(("Test", "Test11"))), "")
        action = graph.value(node, MF.action)
        query = graph.value(action, QT.query) or action
        yield QueryTest(
            f"{folder}/{str(node).rpartition('#')[2]}", kind, folder, to_path(query),
            tuple(sorted(to_path(data) for data in graph.objects(action, QT.data))),
            tuple(sorted(to_path(data) for data in graph.objects(action, QT.graphData))),
            to_path(result) if (result := graph.value(node, MF.result)) is not None else None,
        )  # fmt: skip


def read_protocol_tests() -> Iterator[ProtocolTest]:
    """Yield the tests of the protocol."""
    graph = Graph().parse(SUITE / "protocol" / "manifest.ttl", publicID=f"{BASE}protocol/manifest.ttl")
    for node in Collection(graph, next(graph.objects(None, MF.entries))):
        data = {
            str(graph.value(one, RDFS.label)): to_path(graph.value(one, UT.graph))
            for one in graph.objects(node, UT.graphData)
        }
        requests = Collection(graph, graph.value(graph.value(node, MF.action), HT.requests))
        exchanges = tuple(to_exchange(graph, request) for one in requests for request in flatten(graph, one))
        yield ProtocolTest(str(node).rpartition("#")[2], str(graph.value(node, MF.name)), data, exchanges)


def flatten(graph: Graph, node: Node) -> Iterable[Node]:
    """Return the members of a list, or the node itself where it is none."""
    return Collection(graph, node) if graph.value(node, RDF.first) is not None else (node,)


def to_exchange(graph: Graph, node: Node) -> Exchange:
    response = graph.value(node, HT.resp)
    body = graph.value(node, HT.body)
    encoding = str(graph.value(body, CNT.characterEncoding) or "UTF-8")
    headers = graph.value(node, HT.headers)
    boolean = graph.value(response, MF.expectedBoolean)
    return Exchange(
        str(graph.value(node, HT.methodName)),
        str(graph.value(node, HT.absolutePath)),
        {
            str(graph.value(field, HT.fieldName)): str(graph.value(field, HT.fieldValue))
            for one in (Collection(graph, headers) if headers else ())
            for field in flatten(graph, one)
        },
        str(graph.value(body, CNT.chars) or "").encode(encoding) if body else b"",
        tuple(sorted(str(status).rpartition("#")[2][-3:] for status in graph.objects(response, MF.expectedStatus))),
        str(graph.value(response, MF.expectedFormat) or ""),
        None if boolean is None else bool(boolean.toPython()),
    )


def to_path(iri: Node | None) -> Path:
    return SUITE / str(iri).removeprefix(BASE)


def to_iri(path: Path) -> str:
    return BASE + path.relative_to(SUITE).as_posix()

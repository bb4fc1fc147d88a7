"""Whole graphs: by the Graph Store Protocol, as files, in one dump; all as the build wrote them."""

import gzip
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, RdfFormat, parse

from graph.dumps import make_dump

NOTICE = "https://w3id.org/smolny/id/source/notice"
FORMATS = {
    "text/turtle": RdfFormat.TURTLE, "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML, "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG, "application/n-quads": RdfFormat.N_QUADS,
}  # fmt: skip


def read(data: bytes, format_: RdfFormat = RdfFormat.TURTLE) -> Dataset:
    """Return quads that can be compared whatever their blank nodes are called."""
    dataset = Dataset(parse(data, format=format_))
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return dataset


@pytest.mark.parametrize(("media_type", "format_"), FORMATS.items())
def test_a_named_graph_in_every_format(client: TestClient, built: Path, media_type: str, format_: RdfFormat) -> None:
    answer = client.get("/graph", params={"graph": NOTICE}, headers={"Accept": media_type})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    file = (built / "graph" / "sources" / "notice.ttl").read_bytes()
    assert read(answer.content, format_) == read(file)


def test_the_default_graph_is_what_no_source_says(client: TestClient, built: Path) -> None:
    files = [(built / "graph" / name).read_bytes() for name in ("entities.ttl", "facts.ttl", "ontology.ttl")]
    assert read(client.get("/graph?default").content) == read(b"\n".join(files))


def test_a_format_may_be_named(client: TestClient) -> None:
    answer = client.get("/graph", params={"graph": NOTICE, "format": "nt"}, headers={"Accept": "text/turtle"})
    assert answer.headers["content-type"] == "application/n-triples"


@pytest.mark.parametrize(
    ("query", "accept", "status"),
    [
        ("", "*/*", 400),
        ("?default&graph=" + quote(NOTICE), "*/*", 400),
        ("?graph=" + quote(NOTICE) + "&graph=" + quote(NOTICE), "*/*", 400),
        ("?graph=notice", "*/*", 400),
        ("?graph=" + quote(NOTICE + "x"), "*/*", 404),
        ("?graph=file:///etc/passwd", "*/*", 404),
        ("?default", "image/png", 406),
        ("?default&format=pdf", "*/*", 406),
    ],
)
def test_what_is_refused(client: TestClient, query: str, accept: str, status: int) -> None:
    for method in ("GET", "HEAD"):
        answer = client.request(method, "/graph" + query, headers={"Accept": accept})
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_graphs_are_not_written(client: TestClient, method: str) -> None:
    answer = client.request(method, "/graph?default", content="", headers={"Content-Type": "text/turtle"})
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_head_and_the_etag(client: TestClient) -> None:
    get, head = (client.request(method, "/graph", params={"graph": NOTICE}) for method in ("GET", "HEAD"))
    assert head.content == b""
    assert head.headers["etag"] == get.headers["etag"]
    assert head.headers["content-type"] == get.headers["content-type"]
    again = client.get("/graph", params={"graph": NOTICE}, headers={"If-None-Match": get.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/graph?default", headers={"If-None-Match": get.headers["etag"]})
    assert other.status_code == 200


def test_the_dump_holds_every_graph(client: TestClient, built: Path) -> None:
    answer = client.get("/files/all.nq.gz")
    assert answer.headers["content-type"] == "application/gzip"
    assert "content-encoding" not in answer.headers
    dump = Dataset(parse(gzip.decompress(answer.content), format=RdfFormat.N_QUADS))
    graphs = {quad.graph_name for quad in dump}
    assert graphs == {DefaultGraph(), NamedNode(NOTICE), NamedNode(NOTICE.replace("notice", "memoire"))}
    files = list((built / "graph").rglob("*.ttl"))
    assert len(dump) == sum(len(read(path.read_bytes())) for path in files)
    assert client.get("/files/all.nq.gz").content == answer.content


def test_a_new_graph_has_a_new_dump(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    shutil.copytree(built, folder)
    first = make_dump(folder, "1")
    assert make_dump(folder, "1") == first
    second = make_dump(folder, "2")
    assert [path.name for path in sorted((folder / "index").glob("*.gz"))] == [second.name]
    assert first.name != second.name

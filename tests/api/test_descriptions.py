"""What the graph holds, told as VoID and as a service description: the same in every format, and right."""

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse
from rdflib import DCTERMS, RDF, Graph, Namespace, URIRef

from api.app import create_app
from api.descriptions import to_turtle
from api.served import ServedGraph
from api.settings import Settings
from graph.query import QueryPool, QueryTimeout, ask

FORMATS = {
    "text/turtle": RdfFormat.TURTLE, "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML, "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG, "application/n-quads": RdfFormat.N_QUADS,
}  # fmt: skip
VOID = Namespace("http://rdfs.org/ns/void#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
BASE = "https://w3id.org/smolny/id/"
DATASET = URIRef("http://testserver/.well-known/void#dataset")
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def read(data: bytes, format_: RdfFormat) -> Dataset:
    dataset = Dataset(parse(data, format=format_))
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return dataset


@pytest.fixture(scope="module")
def described(client: TestClient) -> Graph:
    return Graph().parse(data=client.get("/.well-known/void").text, format="turtle")


@pytest.mark.parametrize("path", ["/.well-known/void", "/sparql"])
@pytest.mark.parametrize(("media_type", "format_"), FORMATS.items())
def test_the_same_in_every_format(client: TestClient, path: str, media_type: str, format_: RdfFormat) -> None:
    answer = client.get(path, headers={"Accept": f"{media_type};q=0.9, image/png"})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["vary"].startswith("Accept")
    expected = read(client.get("/.well-known/void").content, RdfFormat.TURTLE)
    assert read(answer.content, format_) == expected


@pytest.mark.parametrize("path", ["/.well-known/void", "/sparql"])
def test_negotiation(client: TestClient, path: str) -> None:
    assert client.get(path).headers["content-type"].startswith("text/turtle")
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406
    assert client.get(path, params={"format": "rdf"}).headers["content-type"] == "application/rdf+xml"
    assert client.head(path).headers["content-type"].startswith("text/turtle")


def test_a_browser_gets_the_page_to_ask_in_or_turtle(client: TestClient) -> None:
    assert client.get("/sparql", headers=BROWSER).headers["content-type"].startswith("text/html")
    assert client.get("/.well-known/void", headers=BROWSER).headers["content-type"].startswith("text/turtle")


def test_the_version_of_the_graph_saves_a_description(client: TestClient) -> None:
    etag = client.get("/.well-known/void").headers["etag"]
    again = client.get("/.well-known/void", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    other = {"If-None-Match": etag, "Accept": "application/rdf+xml"}
    assert client.get("/.well-known/void", headers=other).status_code == 200


@pytest.mark.parametrize(
    ("kind", "name", "number", "query"),
    [
        ("classPartition", "class", "entities", "SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{}> }}"),
        ("propertyPartition", "property", "triples", "SELECT (COUNT(*) AS ?n) {{ ?s <{}> ?o }}"),
    ],
)
def test_the_statistics_are_right(described: Graph, built: Path, kind: str, name: str, number: str, query: str) -> None:
    parts = list(described.objects(DATASET, VOID[kind]))
    assert len(parts) == int(str(described.value(DATASET, VOID["classes" if name == "class" else "properties"])))
    for part in parts[::7]:
        term = described.value(part, VOID[name])
        counted = ask(built, query.format(term), media_type="text/csv").body.split()[1].decode()
        assert str(described.value(part, VOID[number])) == counted


def test_every_named_graph_can_be_had(described: Graph, client: TestClient) -> None:
    graphs = list(described.objects(DATASET, SD.namedGraph))
    assert len(graphs) == 2
    for graph in graphs:
        content = described.value(graph, SD.graph)
        dump = str(described.value(content, VOID.dataDump))
        triples = Graph().parse(data=client.get(dump).text, format="turtle")
        assert len(triples) == int(str(described.value(content, VOID.triples)))


def test_every_dump_can_be_had(described: Graph, client: TestClient) -> None:
    dumps = [str(dump) for dump in described.objects(DATASET, VOID.dataDump)]
    assert any(dump.endswith("/files/all.nq.gz") for dump in dumps)
    for dump in dumps:
        assert client.head(dump).status_code == 200


def test_links_and_the_other_service_are_told(described: Graph) -> None:
    linkset = described.value(predicate=RDF.type, object=VOID.Linkset)
    assert described.value(linkset, VOID.objectsTarget) == URIRef("http://www.wikidata.org/entity/")
    assert int(str(described.value(linkset, VOID.triples))) >= 1
    reconciliation = described.value(URIRef("http://testserver/reconcile"), DCTERMS.conformsTo)
    assert "reconciliation" in str(reconciliation)


def test_no_request_counts(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(self: ServedGraph, *asked: object, **named: object) -> None:
        raise AssertionError(f"asked: {asked}")

    with TestClient(create_app(Settings(folder=built, workers=1))) as client:
        for name in ("ask", "ask_spooled", "call"):
            monkeypatch.setattr(ServedGraph, name, refuse)
        for path in ("/.well-known/void", "/sparql"):
            for media_type in ("text/turtle", "application/rdf+xml"):
                assert "triples" in client.get(path, headers={"Accept": media_type}).text


def test_a_graph_that_cannot_be_counted_is_described_without_numbers(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(pool: QueryPool) -> None:
        raise QueryTimeout("too long")

    monkeypatch.setattr("api.preparing.count_statistics", fail)
    folder = tmp_path / "g"
    shutil.copytree(built, folder, ignore=shutil.ignore_patterns("*.pages"))
    with TestClient(create_app(Settings(folder=folder, workers=1))) as client:
        found = Graph().parse(data=client.get("/.well-known/void").text, format="turtle")
        assert client.get("/search?q=serge").status_code == 200
    assert set(found.objects(DATASET, VOID.sparqlEndpoint)) == {URIRef("http://testserver/sparql")}
    assert not list(found.triples((None, VOID.triples, None)))
    assert found.isomorphic(Graph().parse(data=to_turtle("http://testserver", BASE, None), format="turtle"))

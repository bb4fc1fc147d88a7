"""What all routes have in common, and the pages and files beside SPARQL."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph, Namespace, URIRef

from api.app import create_app, create_routers
from api.reference import find_routes
from api.settings import Settings
from graph.query import ask

BASE = "https://w3id.org/smolny/id/"
VOID = Namespace("http://rdfs.org/ns/void#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
PATHS = sorted(route.path for route in find_routes(create_routers(None)))  # type: ignore[arg-type]
GOOD = {
    "/": "/",
    "/.well-known/void": "/.well-known/void",
    "/conflicts": "/conflicts",
    "/corpus": "/corpus",
    "/data/{path:path}": "/data/person/leon-trotsky.ttl",
    "/examples": "/examples",
    "/files/{name:path}": "/files/sources/notice.ttl",
    "/graph": "/graph?default",
    "/health": "/health",
    "/id/{path:path}": "/id/person/leon-trotsky",
    "/map": "/map",
    "/metrics": "/metrics",
    "/network": "/network",
    "/network/{name}.gexf": "/network/all.gexf",
    "/network/{name}.json": "/network/all.json",
    "/page/source/{id_:path}": "/page/source/notice",
    "/page/{path:path}": "/page/person/leon-trotsky",
    "/reconcile": "/reconcile",
    "/reconcile/flyout/{kind}": "/reconcile/flyout/type?id=smo:Person",
    "/reconcile/preview": "/reconcile/preview?id=person/leon-trotsky",
    "/reconcile/properties": "/reconcile/properties?type=smo:Person",
    "/reconcile/suggest/{kind}": "/reconcile/suggest/entity?prefix=trot",
    "/search": "/search?q=trotsky",
    "/sparql": "/sparql",
    "/suggest": "/suggest?q=trotsky",
}
BAD = ("/nothing", "/data/person/nobody.ttl", "/data/person/leon-trotsky", "/files/../manifest.json", "/files/x.ttl",
       "/page/person/nobody", "/static/nothing.css", "/sparql?query=x", "/page/%3E%20x")  # fmt: skip


def test_every_route_is_tried() -> None:
    assert list(GOOD) == PATHS


@pytest.mark.parametrize("path", GOOD.values())
def test_every_route_answers_get_head_and_options(client: TestClient, path: str) -> None:
    get, head = client.get(path), client.head(path)
    assert get.status_code in (200, 303)
    assert head.status_code == get.status_code
    assert client.options(path).status_code == 204
    assert get.headers["access-control-allow-origin"] == "*"
    assert get.headers["x-content-type-options"] == "nosniff"
    policy = get.headers["content-security-policy"]
    assert "default-src 'none';" in policy
    assert "script-src 'self';" in policy or "script-src" not in policy  # a preview in a frame runs none at all


@pytest.mark.parametrize("path", GOOD.values())
def test_every_route_has_one_error_shape(client: TestClient, path: str) -> None:
    assert_problem(client.delete(path), 405)


@pytest.mark.parametrize("path", BAD)
def test_what_is_not_there_has_the_same_shape(client: TestClient, path: str) -> None:
    assert_problem(client.get(path), 400 if path.startswith("/sparql") else 404)


def test_a_mistake_of_ours_has_the_same_shape_and_tells_nothing(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(self: object) -> str:
        raise KeyError("a secret")

    monkeypatch.setattr("api.served.ServedGraph.find_version", fail)
    with TestClient(create_app(Settings(folder=built, workers=1)), raise_server_exceptions=False) as client:
        answer = client.get("/health")
    assert_problem(answer, 500)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "secret" not in answer.text


def assert_problem(answer, status: int) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    record = answer.json()
    assert record["status"] == status
    assert {"type", "title", "status", "detail"} <= set(record)
    assert record["detail"]


def test_a_reader_gets_an_error_as_a_page(client: TestClient) -> None:
    answer = client.get("/page/person/nobody", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<h1>404 Not Found</h1>" in answer.text


def test_health_tells_the_version_of_the_graph(client: TestClient) -> None:
    record = client.get("/health").json()
    assert record["status"] == "ok"
    assert re.fullmatch("[0-9a-f]{32}", record["graph"])


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("text/html", "/page/person/leon-trotsky"),
        ("text/turtle", "/data/person/leon-trotsky.ttl"),
        ("application/ld+json", "/data/person/leon-trotsky.jsonld"),
        ("application/rdf+xml, text/html;q=0.5", "/data/person/leon-trotsky.rdf"),
        ("image/png", "/data/person/leon-trotsky.ttl"),
    ],
)
def test_an_iri_leads_where_the_client_likes(client: TestClient, accept: str, location: str) -> None:
    answer = client.get("/id/person/leon-trotsky", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, location)


def test_the_page_of_a_person_has_names_facts_and_quotes(client: TestClient) -> None:
    page = client.get("/page/person/leon-trotsky").text
    assert "<h1>Léon Trotsky</h1>" in page
    assert "Лев Троцкий" in page
    assert "est élu président du Soviet de Petrograd" in page
    assert 'href="/page/source/notice"' in page


def test_the_triples_of_a_person(client: TestClient) -> None:
    graph = Graph().parse(data=client.get("/data/person/leon-trotsky.ttl").text, format="turtle")
    assert (URIRef(BASE + "person/leon-trotsky"), RDF.type, URIRef("https://w3id.org/smolny/ontology#Person")) in graph
    assert any(subject.startswith(BASE + "claim/") for subject in graph.subjects())


def test_files_are_given_as_they_lie_there(client: TestClient, built: Path) -> None:
    assert client.get("/files/facts.ttl").content == (built / "graph" / "facts.ttl").read_bytes()


def test_the_first_page_tells_sources_and_counts(client: TestClient) -> None:
    page = client.get("/").text
    assert "notice" in page
    assert "Personnes" in page
    assert 'href="/files/entities.ttl"' in page


def test_pages_behind_a_proxy_lead_to_its_path(built: Path) -> None:
    app = create_app(Settings(folder=built, workers=1))
    with TestClient(app, root_path="/smolny", follow_redirects=False) as client:
        assert 'href="/smolny/sparql"' in client.get("/").text
        assert client.get("/id/person/leon-trotsky").headers["location"] == "/smolny/page/person/leon-trotsky"
        assert "http://testserver/smolny/sparql" in client.get("/.well-known/void").text


def test_pages_name_no_other_host(client: TestClient) -> None:
    for path in ("/", "/sparql", "/page/person/leon-trotsky"):
        page = client.get(path, headers={"Accept": "text/html"}).text
        assert not re.findall(r'(?:src|<link[^>]*href)="(?:https?:)?//', page)
        assert not re.findall(r"<script(?![^>]* src=)|\son\w+=", page)


@pytest.mark.parametrize("path", ["/.well-known/void", "/sparql"])
def test_the_description_counts_right(client: TestClient, built: Path, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    graph = Graph().parse(data=answer.text, format="turtle")
    dataset = graph.value(predicate=RDF.type, object=VOID.Dataset)
    counted = ask(built, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", media_type="text/csv").body.split()[1]
    assert str(graph.value(dataset, VOID.triples)) == counted.decode()
    assert len(set(graph.objects(dataset, SD.namedGraph))) == 2
    person = URIRef("https://w3id.org/smolny/ontology#Person")
    partition = graph.value(predicate=VOID["class"], object=person)
    assert int(str(graph.value(partition, VOID.entities))) >= 2
    assert graph.value(predicate=RDF.type, object=SD.Service) == URIRef("http://testserver/sparql")


def test_every_example_is_answered(client: TestClient) -> None:
    examples = client.get("/examples").json()
    assert examples
    for example in examples:
        assert example["title"]
        assert client.post("/sparql", data={"query": example["query"]}).status_code == 200, example["name"]

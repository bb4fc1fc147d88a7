"""The SPARQL protocol at /sparql, request by request."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.query import MEDIA_TYPES

NAMES = "SELECT ?nom WHERE { ?qui a smo:Person ; skos:prefLabel ?nom } ORDER BY ?nom"
SOURCES = "SELECT DISTINCT ?s WHERE { ?s a smo:Source } ORDER BY ?s"
PERSONS = "CONSTRUCT { ?s a smo:Person } WHERE { ?s a smo:Person }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
QUERY = {"Content-Type": "application/sparql-query"}
UTF_16 = {"Content-Type": "application/sparql-query; charset=UTF-16"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
BASE = "https://w3id.org/smolny/id/"


def read_names(body: str) -> list[str]:
    return [row["nom"]["value"] for row in json.loads(body)["results"]["bindings"]]


def test_the_three_ways_to_ask_agree(client: TestClient) -> None:
    answers = [
        client.get("/sparql", params={"query": NAMES}),
        client.post("/sparql", data={"query": NAMES}),
        client.post("/sparql", content=NAMES, headers=QUERY),
        client.post("/sparql", content=NAMES, headers={"Content-Type": "application/sparql-query; charset=UTF-8"}),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert "Léon Trotsky" in read_names(answers[0].text)


@pytest.mark.parametrize("media_type", MEDIA_TYPES["SELECT"])
def test_rows_in_every_type(client: TestClient, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": NAMES}, headers={"Accept": media_type})
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert "Léon Trotsky" in answer.text
    assert answer.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("media_type", MEDIA_TYPES["CONSTRUCT"])
def test_triples_in_every_type(client: TestClient, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": PERSONS}, headers={"Accept": media_type})
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert "leon-trotsky" in answer.text


def test_ask_in_xml(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "ASK { ?s a smo:Person }", "format": "xml"})
    boolean = ElementTree.fromstring(answer.text).find("{http://www.w3.org/2005/sparql-results#}boolean")
    assert boolean is not None
    assert boolean.text == "true"


@pytest.mark.parametrize("name", ["format", "output"])
def test_a_named_format_goes_before_accept(client: TestClient, name: str) -> None:
    answer = client.get("/sparql", params={"query": NAMES, name: "csv"}, headers=BROWSER)
    assert answer.text.startswith("nom\r\n")


def test_the_request_restricts_the_dataset(client: TestClient) -> None:
    def count(**parameters: str | list[str]) -> int:
        answer = client.get("/sparql", params={"query": SOURCES, **parameters})
        return len(answer.json()["results"]["bindings"])

    both = [BASE + "source/notice", BASE + "source/memoire"]
    assert count(**{"default-graph-uri": both[0]}) == 1
    assert count(**{"default-graph-uri": both}) == 2
    assert count(**{"named-graph-uri": both}) == 0


def test_named_graphs_of_the_request(client: TestClient) -> None:
    query = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    answer = client.post("/sparql", data={"query": query, "named-graph-uri": BASE + "source/notice"})
    assert [row["g"]["value"] for row in answer.json()["results"]["bindings"]] == [BASE + "source/notice"]


def test_the_dataset_of_a_direct_post_stands_in_its_address(client: TestClient) -> None:
    parameters = {"default-graph-uri": BASE + "source/notice"}
    answer = client.post("/sparql", params=parameters, content=SOURCES, headers=QUERY)
    assert len(answer.json()["results"]["bindings"]) == 1


@pytest.mark.parametrize(
    ("method", "request_", "status", "word"),
    [
        ("GET", {"params": {"query": "SELECT * {"}}, 400, "line 1, column 11"),
        ("GET", {"params": {"query": ""}}, 400, "SELECT"),
        ("GET", {"params": [("query", NAMES), ("query", NAMES)]}, 400, "more than one"),
        ("GET", {"params": {"query": NAMES, "default-graph-uri": "here"}}, 400, "IRI"),
        ("GET", {"params": {"query": NAMES, "format": "pdf"}}, 406, "text/csv"),
        ("GET", {"params": {"query": NAMES}, "headers": {"Accept": "image/png"}}, 406, "text/csv"),
        ("GET", {"params": {"query": NAMES}, "headers": {"Accept": "text/turtle"}}, 406, "text/csv"),
        ("GET", {"params": {"query": PERSONS}, "headers": {"Accept": "text/csv"}}, 406, "text/turtle"),
        ("GET", {"params": {"query": "INSERT DATA { <a:b> <a:b> <a:b> }"}}, 403, "update"),
        ("GET", {"params": {"query": "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }"}}, 403, "SERVICE"),
        ("GET", {"params": {"query": "SELECT * " + "{" * 500}}, 403, "nested"),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 405, "posted"),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403, "update"),
        ("POST", {"data": {"update": ["CLEAR ALL", "CLEAR NAMED"]}}, 400, "more than one"),
        ("POST", {"data": {"update": "CLEAR ALL", "query": NAMES}}, 400, "more than one"),
        ("POST", {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403, "update"),
        ("POST", {"data": {"question": NAMES}}, 400, "query"),
        ("POST", {"content": NAMES}, 415, "application/sparql-query"),
        ("POST", {"content": NAMES, "headers": {"Content-Type": "text/plain"}}, 415, "application/sparql-query"),
        ("POST", {"content": NAMES.encode("utf-16"), "headers": UTF_16}, 415, "utf-8"),
        ("POST", {"content": b"SELECT \xff", "headers": QUERY}, 400, "UTF-8"),
        ("POST", {"content": "#" * 100_001, "headers": QUERY}, 413, "100000"),
        ("POST", {"data": {"query": "#" * 100_001}}, 413, "100000"),
        ("PUT", {"content": NAMES, "headers": QUERY}, 405, "Method"),
        ("DELETE", {}, 405, "Method"),
    ],
)  # fmt: skip
def test_what_is_refused(client: TestClient, method: str, request_: dict, status: int, word: str) -> None:
    answer = client.request(method, "/sparql", **request_)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.json()["detail"]


def test_an_address_that_is_not_utf_8(client: TestClient) -> None:
    answer = client.get("/sparql?query=%FF")
    assert answer.status_code == 400
    assert "utf-8" in answer.json()["detail"]


def test_iris_may_be_relative_to_the_base_of_the_graph(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "ASK { <person/leon-trotsky> a smo:Person }"})
    assert answer.json()["boolean"] is True


def test_a_syntax_error_tells_where(client: TestClient) -> None:
    record = client.get("/sparql", params={"query": "SELECT *\n{ ?s"}).json()
    assert (record["line"], record["column"]) == (2, 5)


def test_the_etag_saves_an_answer(client: TestClient) -> None:
    first = client.get("/sparql", params={"query": NAMES})
    again = client.get("/sparql", params={"query": NAMES}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = client.get("/sparql", params={"query": NAMES, "format": "csv"})
    assert other.headers["etag"] != first.headers["etag"]


def test_an_answer_that_changes_has_no_etag(client: TestClient) -> None:
    assert "etag" not in client.get("/sparql", params={"query": "SELECT (RAND() AS ?x) {}"}).headers


def test_head_has_the_headers_of_get(client: TestClient) -> None:
    head, get = (client.request(method, "/sparql", params={"query": NAMES}) for method in ("HEAD", "GET"))
    assert head.status_code == 200
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.headers["content-length"] == get.headers["content-length"]


def test_options_tells_the_methods(client: TestClient) -> None:
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    answer = client.options("/sparql", headers=headers)
    assert answer.status_code == 204
    assert "POST" in answer.headers["allow"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Content-Type" in answer.headers["access-control-allow-headers"]


@pytest.fixture(scope="module")
def strict(built: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(folder=built, workers=1, timeout_s=0.5, max_rows=1, page_rows=1))) as client:
        yield client


def test_a_query_that_never_ends(strict: TestClient) -> None:
    answer = strict.get("/sparql", params={"query": ENDLESS})
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["content-type"] == "application/problem+json"
    assert strict.get("/sparql", params={"query": NAMES}).status_code == 200


def test_a_cut_answer_says_so(strict: TestClient) -> None:
    answer = strict.get("/sparql", params={"query": NAMES})
    assert answer.headers["smolny-truncated"] == "1"
    assert len(read_names(answer.text)) == 1


def test_a_browser_gets_the_page(client: TestClient) -> None:
    page = client.get("/sparql", headers=BROWSER)
    assert page.headers["content-type"].startswith("text/html")
    assert "<textarea" in page.text
    assert page.text.count("data-example=") == len(client.get("/examples").json())


def test_a_browser_gets_the_answer_on_the_page(client: TestClient) -> None:
    page = client.get("/sparql", params={"query": "SELECT ?qui { ?qui a smo:Person }"}, headers=BROWSER).text
    assert '<a href="/page/person/leon-trotsky">person/leon-trotsky</a>' in page
    assert "format=csv" in page


def test_a_browser_gets_triples_and_booleans(client: TestClient) -> None:
    assert "leon-trotsky" in client.get("/sparql", params={"query": PERSONS}, headers=BROWSER).text
    assert "<td>✓ true</td>" in client.get("/sparql", params={"query": "ASK {}"}, headers=BROWSER).text


def test_a_browser_is_told_what_is_wrong(client: TestClient) -> None:
    query = "SELECT * { <script>"
    page = client.get("/sparql", params={"query": query}, headers=BROWSER)
    assert page.status_code == 400
    assert "line 1, column" in page.text
    assert "<script>" not in page.text


def test_the_page_says_when_rows_are_missing(strict: TestClient) -> None:
    page = strict.get("/sparql", params={"query": NAMES}, headers=BROWSER).text
    assert "Les premières : 1 ligne" in " ".join(page.split())

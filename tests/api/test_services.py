"""SERVICE: the hosts on the list are asked, within bounds, and no other; what they say is joined with the graph."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from api.app import create_app
from api.settings import Settings
from graph.guards import QueryRefused
from graph.query import read_question
from graph.services import check_address, parse_hosts

BASE = "https://w3id.org/smolny/id/"
SERGE = NamedNode(BASE + "person/victor-serge")
TROTSKY = NamedNode(BASE + "person/leon-trotsky")
NOTE = NamedNode("http://example.org/note")


class Elsewhere(ThreadingHTTPServer):
    """A second endpoint: a store, and a list of the queries that came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answerer)
        self.store = Store()
        for person, text in ((SERGE, "écrivain"), (TROTSKY, 'l\'orateur "rouge"\n')):
            self.store.add(Quad(person, NOTE, Literal(text, language="fr")))
        self.store.add(Quad(SERGE, NamedNode("http://example.org/knows"), BlankNode()))
        self.asked: list[str] = []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class Answerer(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        query = parse_qs(body)["query"][0]
        self.server.asked.append(query)
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", f"http://{self.server.host}/sparql")
            self.end_headers()
        elif self.path == "/broken":
            self.send_error(500)
        elif self.path == "/drip":
            self.drip()
        else:
            self.answer(query)

    def answer(self, query: str) -> None:
        found = self.server.store.query(query)
        assert isinstance(found, QuerySolutions)
        body = b" " * 6_000_000 if self.path == "/long" else found.serialize(format=QueryResultsFormat.JSON) or b""
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if self.path == "/html" else "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            for _ in range(100):
                self.wfile.write(b"X: y\r\n")
                time.sleep(0.1)
        except ConnectionError:
            return

    def log_message(self, *arguments: object) -> None:
        """Write nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Elsewhere]:
    server = Elsewhere()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def allowed(built: Path, elsewhere: Elsewhere) -> Iterator[TestClient]:
    settings = Settings(folder=built, workers=1, timeout_s=3, services=f"example.org, {elsewhere.host}")
    with TestClient(create_app(settings)) as client:
        yield client


def ask(client: TestClient, query: str) -> list[dict[str, str]]:
    answer = client.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code == 200, answer.text
    rows = json.loads(answer.text)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def test_an_allowed_service_is_joined(allowed: TestClient, elsewhere: Elsewhere) -> None:
    rows = ask(
        allowed,
        "PREFIX ex: <http://example.org/> # of the other endpoint\n"
        f"SELECT ?name ?note {{ ?who a smo:Person ; skos:prefLabel ?name . SERVICE <http://{elsewhere.host}/sparql> "
        "{ ?who ex:note ?note # a comment }\n } } ORDER BY ?name",
    )
    assert rows == [
        {"name": "Léon Trotsky", "note": "l'orateur \"rouge\"\n"}, {"name": "Victor Serge", "note": "écrivain"},
    ]  # fmt: skip


def test_prefixes_and_the_base_hold_there_too(allowed: TestClient, elsewhere: Elsewhere) -> None:
    query = (
        f"PREFIX there: <http://{elsewhere.host}/> PREFIX ex: <http://example.org/> SELECT ?note {{ "
        "SERVICE there:sparql { <person/victor-serge> ex:note ?note } "
        f"SERVICE SILENT <http://{elsewhere.host}/sparql> {{ ?who ex:note ?note FILTER(?note != skos:note) }} }}"
    )
    assert ask(allowed, query) == [{"note": "écrivain"}]
    assert elsewhere.asked[-2].startswith(f"BASE <{BASE}>")
    assert "PREFIX skos:" in elsewhere.asked[-1]


def test_an_optional_service_without_rows_leaves_the_others(allowed: TestClient, elsewhere: Elsewhere) -> None:
    call = f"SERVICE <http://{elsewhere.host}/> {{ ?who <http://example.org/nothing> ?x }}"
    rows = ask(allowed, f"SELECT ?who ?x {{ ?who a smo:Person OPTIONAL {{ {call} }} }}")
    assert len(rows) >= 2
    assert not any("x" in row for row in rows)


def test_a_service_may_change_so_its_answer_is_not_kept(allowed: TestClient, elsewhere: Elsewhere) -> None:
    answer = allowed.get(
        "/sparql",
        params={"query": f"ASK {{ SERVICE <http://{elsewhere.host}/> {{ ?s <http://example.org/note> ?o }} }}"},
    )
    assert answer.json()["boolean"] is True
    assert "etag" not in answer.headers


@pytest.mark.parametrize(
    ("path", "group", "status", "words"),
    [
        ("broken", "{ ?s ?p ?o }", 502, "500"),
        ("away", "{ ?s ?p ?o }", 502, "302"),
        ("html", "{ ?s ?p ?o }", 502, "text/html"),
        ("long", "{ ?s ?p ?o }", 502, "bytes"),
        ("drip", "{ ?s ?p ?o }", 504, "in time"),
        ("sparql", "{ ?s <http://example.org/knows> ?b }", 502, "blank nodes"),
    ],
)
def test_a_service_that_fails_is_told_or_passed_over(
    allowed: TestClient, elsewhere: Elsewhere, path: str, group: str, status: int, words: str
) -> None:
    started = time.monotonic()
    query = f"SELECT * {{ SERVICE <http://{elsewhere.host}/{path}> {group} }}"
    answer = allowed.get("/sparql", params={"query": query})
    assert (answer.status_code, words in answer.json()["detail"]) == (status, True), answer.text
    assert time.monotonic() - started < 8
    if path != "drip":
        assert ask(allowed, query.replace("SERVICE", "SERVICE SILENT")) == [{}]


def test_too_many_rows_are_refused(allowed: TestClient, elsewhere: Elsewhere) -> None:
    numbers = " ".join(map(str, range(150)))
    group = f"{{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
    answer = allowed.get("/sparql", params={"query": f"SELECT * {{ SERVICE <http://{elsewhere.host}/> {group} }}"})
    assert (answer.status_code, "10000 rows" in answer.json()["detail"]) == (502, True)


@pytest.mark.parametrize(
    "call",
    [
        "SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }",
        "SERVICE <http://{host}@127.0.0.1:1/> {{ ?s ?p ?o }}",
        "SERVICE <file:///etc/passwd> { ?s ?p ?o }",
        "SERVICE ?anywhere { ?s ?p ?o }",
        "SERVICE unknown:x { ?s ?p ?o }",
        "\\u0053ERVICE <http://{host}/> {{ ?s ?p ?o }}",
        "?a ?b 1SERVICE <http://{host}/> {{ ?s ?p ?o }}",
        "SERVICE <http://{host}/> {{ ?s ?p ?o }} " * 5,
    ],
)
def test_nobody_else_is_asked(allowed: TestClient, elsewhere: Elsewhere, call: str) -> None:
    before = len(elsewhere.asked)
    text = call.format(host=elsewhere.host) if "{host}" in call else call
    answer = allowed.get("/sparql", params={"query": f"SELECT * {{ {text} }}"})
    assert answer.status_code == 403, answer.text
    assert "SERVICE" in answer.json()["detail"] or "services" in answer.json()["detail"]
    assert len(elsewhere.asked) == before


def test_by_default_nobody_is_asked(client: TestClient, elsewhere: Elsewhere) -> None:
    before = len(elsewhere.asked)
    query = f"SELECT * {{ SERVICE SILENT <http://{elsewhere.host}/> {{ ?s ?p ?o }} }}"
    answer = client.get("/sparql", params={"query": query})
    assert (answer.status_code, len(elsewhere.asked)) == (403, before)


@pytest.mark.parametrize(
    ("listed", "address", "good"),
    [
        ("example.org", "https://example.org/sparql", True),
        ("example.org", "http://EXAMPLE.org:80/sparql", True),
        ("example.org:3030", "http://example.org:3030/", True),
        ("example.org", "http://example.org:3030/", False),
        ("example.org", "http://www.example.org/", False),
        ("example.org", "http://example.org.evil.test/", False),
        ("example.org", "http://example.org\\@evil.test/", False),
        ("example.org", "http://user@example.org/", False),
        ("example.org", "ftp://example.org/", False),
        ("example.org", "http://example.org:x/", False),
        ("example.org", "http://[::1/", False),
    ],
)
def test_hosts_are_compared_whole(listed: str, address: str, good: bool) -> None:
    if good:
        check_address(address, parse_hosts(listed))
        return
    with pytest.raises(QueryRefused):
        check_address(address, parse_hosts(listed))


def test_a_service_in_a_comment_or_a_text_is_none() -> None:
    hosts = parse_hosts("example.org")
    query = "SELECT * { ?s ?p 'SERVICE <http://a/> {' } # SERVICE <http://a/> { }"
    assert read_question(query, hosts).calls == ()

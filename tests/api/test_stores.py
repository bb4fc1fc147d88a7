"""The same endpoint, pages and exports from two real stores: ``oxigraph serve`` and Debian's Virtuoso."""

import contextlib
import importlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from api.cli import app
from api.settings import Settings
from graph.mirrors import find_base, write_mirror
from graph.network import read_network
from graph.pushing import push
from graph.query import QueryPool, StoreFailure, StoreLate
from graph.store import StoreError
from graph.stores import Access, StorePool, ask

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
synthetic = importlib.import_module("synthetic")
BASE = "https://w3id.org/smolny/id/"
JSON = "application/sparql-results+json"
OXIGRAPH = Path(sys.executable).with_name("oxigraph")
VIRTUOSO = """[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = {odbc}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = {http}
ServerThreads = 8
"""
QUERIES = [
    "SELECT (COUNT(*) AS ?n) { ?c a smo:Claim }",
    "SELECT ?n { <person/person-3> skos:prefLabel ?n }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?c a smo:Claim } } GROUP BY ?g",
    "SELECT ?e (COUNT(?c) AS ?n) { ?c rdf:predicate smo:wasIn ; rdf:object <place/place-1> ; smo:edtf ?e } GROUP BY ?e",
    f"SELECT (COUNT(*) AS ?n) FROM <{BASE}source/source-1> {{ ?c a smo:Claim }}",
    "SELECT ?a ?b { ?a a smo:Party . OPTIONAL { ?a smo:memberOf ?b } }",
    "ASK { ?p a smo:Person }",
    "ASK { ?p a smo:Nothing }",
]


@dataclass(frozen=True)
class Running:
    """A store that holds the graph, asked as :class:`graph.stores.Access` says."""

    folder: Path
    access: Access


def find_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if process.poll() is not None:
            pytest.skip(f"the store ended with status {process.returncode} before it answered")
        try:
            urllib.request.urlopen(f"{url}?query=ASK%7B%7D", timeout=5).close()
            return
        except OSError:
            time.sleep(0.25)
    process.kill()
    pytest.skip("the store did not answer within a minute")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("stores") / "g"
    synthetic.write_folder(found, 38_000)
    return found


def run_oxigraph(folder: Path) -> Iterator[Running]:
    if not OXIGRAPH.exists():
        pytest.skip("oxigraph (PyPI) is not installed")
    port = find_port()
    process = subprocess.Popen(
        [OXIGRAPH, "serve", "--bind", f"127.0.0.1:{port}", "--timeout-s", "5"],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        url, main = f"http://127.0.0.1:{port}", f"{BASE}graph"
        wait(f"{url}/query", process)
        assert push(folder, Access(f"{url}/store", default_graph=main)).sent == 3
        yield Running(folder, Access(f"{url}/query", default_graph=main))
    finally:
        process.kill()
        process.wait()


def run_virtuoso(folder: Path, place: Path) -> Iterator[Running]:
    program = shutil.which("virtuoso-t")
    if not program:
        pytest.skip("virtuoso-t (Debian's virtuoso-opensource) is not installed")
    port = find_port()
    (place / "virtuoso.ini").write_text(VIRTUOSO.format(odbc=find_port(), http=port), encoding="ascii")
    process = subprocess.Popen(
        [program, "+foreground", "+configfile", "virtuoso.ini"], cwd=place,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        url, main = f"http://127.0.0.1:{port}/sparql", f"{BASE}graph"
        wait(url, process)
        writer = Access(f"{url}-graph-crud-auth", "dba", "dba", "digest", main)
        assert push(folder, writer).sent == 3
        yield Running(folder, Access(url, default_graph=main))
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def running(
    request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    if request.param == "oxigraph":
        yield from run_oxigraph(folder)
    else:
        yield from run_virtuoso(folder, tmp_path_factory.mktemp("virtuoso"))


def normalise(body: bytes) -> object:
    found = json.loads(body)
    if "boolean" in found:
        return found["boolean"]
    rows = found["results"]["bindings"]
    return sorted(sorted((name, term["value"]) for name, term in row.items()) for row in rows)


def test_queries_are_answered_as_by_the_index(running: Running) -> None:
    with QueryPool(running.folder, 1) as index, StorePool(running.folder, running.access, 1) as store:
        for query in QUERIES:
            assert normalise(store.ask(query).body) == normalise(index.ask(query).body), query
        construct = "CONSTRUCT { ?s skos:prefLabel ?o } { ?s a smo:Place ; skos:prefLabel ?o }"
        found = [pool.ask(construct, media_type="application/n-triples") for pool in (index, store)]
        assert sorted(found[0].body.splitlines()) == sorted(found[1].body.splitlines())
        assert found[1].rows == 20
        cut = store.ask("SELECT * { ?s ?p ?o }", max_rows=10, media_type="text/csv")
        assert (cut.rows, cut.truncated, len(cut.body.splitlines())) == (10, True, 11)
        assert store.version != index.version


def test_the_endpoint_the_pages_and_exports_are_there(running: Running) -> None:
    access = running.access
    settings = Settings(folder=running.folder, store=access.url, store_default_graph=access.default_graph, workers=1)
    with TestClient(create_app(settings), follow_redirects=False) as client:
        found = client.get("/sparql", params={"query": QUERIES[0]}, headers={"Accept": JSON})
        assert found.json()["results"]["bindings"][0]["n"]["value"] == "2000"
        assert client.get("/id/person/person-3", headers={"Accept": "text/html"}).status_code == 303
        assert "Person 3" in client.get("/page/person/person-3").text
        assert client.get("/page/person/nobody").status_code == 404
        assert "skos:prefLabel" in client.get("/data/person/person-3.ttl").text
        wrong = client.get("/sparql", params={"query": "SELECT * {\n ?s ?p }"})
        assert (wrong.status_code, wrong.json()["line"]) == (400, 2)
        refused = client.get("/sparql", params={"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"})
        assert refused.status_code == 403
    network = read_network(running.folder, "persons-bodies", access)
    assert network.number_of_nodes() == read_network(running.folder, "persons-bodies").number_of_nodes()


def test_a_store_is_served_without_the_built_folder(running: Running, tmp_path: Path) -> None:
    access = running.access
    manifest = write_mirror(tmp_path, access)
    assert (manifest.base, len(manifest.inputs)) == (BASE, 2)
    assert manifest.counts["claims"] == {f"smo:{name}": 500 for name in synthetic.PREDICATES}
    assert manifest.counts["entities"]["smo:Person"] == 80
    settings = Settings(folder=tmp_path, store=access.url, store_default_graph=access.default_graph, workers=1)
    with TestClient(create_app(settings), follow_redirects=False) as client:
        assert "les textes des sources et les fichiers manquent" in client.get("/").text
        assert "Person 3" in client.get("/page/person/person-3").text
        assert "Person 3" in client.get("/search?q=person+3").text
        for path in ("/map", "/network/all.json", "/corpus", "/conflicts", "/network", "/page/source/source-1"):
            assert client.get(path, headers={"accept": "text/html"}).status_code == 200, path
        for path in ("/files/entities.ttl", "/files/all.nq.gz", "/graph?default"):
            assert (client.get(path).status_code, "without the built folder" in client.get(path).text) == (404, True)


def test_commands_ask_the_store(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMOLNY_STORE_DEFAULT_GRAPH", running.access.default_graph)
    for command in (["show", "person/person-3"], ["conflicts"]):
        asked = [command[0], str(running.folder), *command[1:]]
        own = CliRunner().invoke(app, asked)
        found = CliRunner().invoke(app, [*asked, "--store", running.access.url])
        assert (found.exit_code, found.output) == (0, own.output)
    nobody = CliRunner().invoke(app, ["conflicts", str(running.folder), "--store", "http://127.0.0.1:9/"])
    assert nobody.exit_code == 1
    assert "refused" in nobody.output


def test_a_server_without_folder_or_store_is_wrong_use() -> None:
    told = CliRunner().invoke(app, ["serve"])
    assert told.exit_code == 2
    assert "--store" in told.output


def test_a_store_with_another_content_is_told() -> None:
    assert find_base([f"{BASE}source/a", f"{BASE}source/b"]) == BASE
    with pytest.raises(StoreError, match="no source"):
        find_base([])
    with pytest.raises(StoreError, match="several bases"):
        find_base([f"{BASE}source/a", "https://example.org/source/a"])


def test_words_of_the_store_s_own_do_not_reach_it(folder: Path) -> None:
    access = Access("http://127.0.0.1:9/never-asked")
    for query in ("SELECT (<bif:version>() AS ?v) {}", 'DEFINE get:soft "soft" SELECT * { ?s ?p ?o }', "DROP ALL"):
        with pytest.raises(Exception, match=r"not supported|expected|is an update"):
            ask(folder, query, access)


class Broken(BaseHTTPRequestHandler):
    """A store that answers by its path."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        kind, _, rest = self.path.strip("/").partition("-")
        if kind == "slow":
            time.sleep(3)
        status = int(kind) if kind.isdigit() else 200
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if rest == "html" else JSON)
        self.end_headers()
        with contextlib.suppress(BrokenPipeError):  # who asked did not wait
            self.wfile.write(
                b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a"' if kind == "torn" else b"<h1>no</h1>"
            )

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def broken() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Broken)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("500", 502, "the store"),
        ("401", 502, "the store"),
        ("503", 502, "HTTP 503"),
        ("504", 504, "HTTP 504"),
        ("torn", 502, "can't be read"),
        ("ok-html", 502, "text/html"),
        ("slow", 504, "no answer"),
    ],
)
def test_failures_of_a_store_are_502_or_504_and_say_why(
    folder: Path, broken: str, path: str, status: int, words: str
) -> None:
    settings = Settings(folder=folder, store=f"{broken}/{path}", timeout_s=1.5, workers=1)
    with TestClient(create_app(settings)) as client:
        found = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, headers={"Accept": JSON})
    assert (found.status_code, words in found.json()["detail"]) == (status, True), found.text


def test_a_store_that_is_not_there_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreFailure, match="refused"):
        ask(folder, "ASK {}", Access("http://127.0.0.1:9/"))
    with pytest.raises(StoreError, match="no address"):
        Access("ftp://example.org/")
    assert issubclass(StoreLate, StoreFailure)
    assert os.environ.get("SMOLNY_STORE") is None

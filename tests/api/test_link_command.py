"""``smolny link`` with an endpoint, over real HTTP: links, kept answers, a file for QuickStatements, failures told."""

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store
from typer.testing import CliRunner, Result

from api.cli import app

TURTLE = """
@prefix wd: <http://www.wikidata.org/entity/> . @prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix schema: <http://schema.org/> .
wd:Q900001 rdfs:label "Mexico"@fr ; schema:description "capitale du Mexique"@fr ; wdt:P31 wd:Q2221906 .
"""


class Handler(BaseHTTPRequestHandler):
    server: Any

    def do_POST(self) -> None:
        query = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"][0]
        self.server.agents.append(self.headers["User-Agent"])
        body = self.server.store.query(query).serialize(format=QueryResultsFormat.JSON)
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.store, server.status, server.agents = Store(), 200, []
    server.store.bulk_load(input=TURTLE.encode(), format=RdfFormat.TURTLE)
    server.url = f"http://127.0.0.1:{server.server_port}/sparql"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def graph(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "graph")
    return tmp_path / "graph"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in ("link", *arguments)])


def test_names_are_looked_up_once_and_the_service_hears_who_asks(graph: Path, service: Any) -> None:
    arguments = (graph, "--endpoint", service.url, "--pause", "0", "--contact", "moi@example.org")
    first = run(*arguments)
    assert first.exit_code == 0, first.output
    assert (graph / "wikidata.sqlite").is_file()
    assert all("Smolny/" in agent and "moi@example.org" in agent for agent in service.agents)
    asked, links = len(service.agents), (graph / "links.tsv").read_bytes()
    assert run(*arguments).exit_code == 0
    assert len(service.agents) == asked
    assert (graph / "links.tsv").read_bytes() == links
    assert run(*arguments, "--keep", "0").exit_code == 0
    assert len(service.agents) > asked


def test_what_wikidata_lacks_is_written_for_quickstatements(graph: Path, service: Any, tmp_path: Path) -> None:
    file = tmp_path / "missing.txt"
    result = run(graph, "--endpoint", service.url, "--pause", "0", "--quickstatements", file)
    assert result.exit_code == 0, result.output
    assert "to read before you send them" in result.stdout
    lines = file.read_text(encoding="utf-8").splitlines()
    assert all(line == "CREATE" or line.startswith(("Q", "LAST\t")) for line in lines)


def test_quickstatements_need_an_endpoint(graph: Path, tmp_path: Path) -> None:
    result = run(graph, "--quickstatements", tmp_path / "missing.txt")
    assert result.exit_code == 2
    assert "--endpoint" in result.stderr
    assert not (tmp_path / "missing.txt").exists()


def test_a_service_that_refuses_is_told_and_the_lists_still_link(graph: Path, service: Any) -> None:
    service.status = 403
    result = run(graph, "--endpoint", service.url, "--pause", "0")
    assert result.exit_code == 1
    assert "HTTP 403" in result.stderr
    assert "Traceback" not in result.output
    assert "links, " in result.stdout

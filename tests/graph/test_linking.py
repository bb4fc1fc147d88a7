"""Linking a built folder: offline from the authority, with an endpoint over real HTTP, a curator's word above all."""

import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from graph.build import build
from graph.checks import check
from graph.linking import link
from graph.links import (
    AUTHORITY,
    CLOSE,
    EXACT,
    LEXICAL,
    MANUAL,
    NOTHING,
    TOOL,
    Link,
    LinkError,
    read_links,
    write_links,
)
from graph.store import StoreError
from graph.wikidata import Access
from ontology.authority import Entry

SHARED = Path(os.environ.get("SMOLNY_SHARED", Path(__file__).parents[2].parent / "shared"))
TURTLE = """
@prefix wd: <http://www.wikidata.org/entity/> . @prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
wd:Q900001 rdfs:label "Cosette Fauchelevent"@fr ; wdt:P31 wd:Q5 ; wdt:P569 "1815-01-01T00:00:00Z"^^xsd:dateTime .
wd:Q900002 rdfs:label "Paris"@fr ; wdt:P31 wd:Q2221906 .
wd:Q900003 rdfs:label "Fantine"@fr ; wdt:P31 wd:Q5 .
"""
LIST = (
    Entry("person/marius", "Marius", "smo:Person", (), "", "", "Q2", "x", (), "test.tsv", 3),
    Entry("person/cosette", "Cosette Fauchelevent", "smo:Person", (), "1815", "", "", "x", (), "test.tsv", 4),
    Entry("person/absent", "Absent", "smo:Person", (), "", "", "Q3", "x", (), "test.tsv", 5),
)
MINE = Link("place/montreuil", EXACT, "wd:Q77", MANUAL, None, "Anne Auteur")


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        query = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"][0]
        body = self.server.store.query(query).serialize(format=QueryResultsFormat.JSON)
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def serve():
    """Serve a store over HTTP until the tests of this file are done."""
    servers = []

    def start(store):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.store, server.status = store, 200
        server.url = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def server(serve):
    store = Store()
    store.bulk_load(input=TURTLE.encode(), format=RdfFormat.TURTLE)
    return serve(store)


@pytest.fixture
def out(reader, texts, tmp_path):
    build([texts], tmp_path / "out", reader=reader, authority=LIST)
    return tmp_path / "out"


def shown(folder):
    turtle = (folder / "graph" / "entities.ttl").read_text(encoding="utf-8")
    return sorted(line.strip(" ;.\n") for line in turtle.splitlines() if "Match wd:" in line)


def test_offline_the_authority_links_what_is_in_the_graph(out):
    result = link(out, authority=LIST)
    assert (result.links, result.certain, result.problems) == (1, 1, ())
    (line,) = read_links(out / "links.tsv")
    assert (line.subject, line.object, line.author, line.curated) == ("person/marius", "wd:Q2", AUTHORITY, False)


def test_an_endpoint_links_the_rest(out, server):
    result = link(out, Access(server.url, pause_s=0), authority=LIST)
    lines = {line.subject: line for line in read_links(out / "links.tsv")}
    assert (result.links, result.certain, result.problems) == (3, 2, ())
    cosette, paris = lines["person/cosette"], lines["place/paris"]
    assert (cosette.predicate, cosette.object, cosette.author) == (EXACT, "wd:Q900001", TOOL)
    assert (paris.predicate, paris.object) == (CLOSE, "wd:Q900002")
    assert "person/fantine" not in lines  # a first name alone
    assert len(shown(out)) == 3


def test_what_is_shown_is_what_the_next_build_shows(out, server, reader, texts):
    link(out, Access(server.url, pause_s=0), authority=LIST)
    before = {path: path.read_bytes() for path in (out / "graph").rglob("*") if path.is_file()}
    assert check(out, find_quote=reader.find_quote) == []
    build([texts], out, reader=reader, authority=LIST)
    assert {path: path.read_bytes() for path in before} == before


def test_linking_again_changes_nothing(out, server):
    link(out, Access(server.url, pause_s=0), authority=LIST)
    before = (out / "links.tsv").read_bytes()
    link(out, Access(server.url, pause_s=0), authority=LIST)
    assert (out / "links.tsv").read_bytes() == before
    link(out, authority=LIST)
    assert (out / "links.tsv").read_bytes() == before


def test_a_curator_goes_first_and_stays(out, server):
    no = Link("place/paris", EXACT, "wd:Q900002", MANUAL, None, "Anne Auteur", negated=True)
    write_links(out / "links.tsv", [MINE, no])
    link(out, Access(server.url, pause_s=0), authority=LIST)
    lines = read_links(out / "links.tsv")
    assert {MINE, no} <= set(lines)
    assert [line.object for line in lines if line.subject == "place/montreuil"] == ["wd:Q77"]
    assert not any("Q900002" in line for line in shown(out))


def test_a_link_of_nobody_is_told_and_kept(out):
    orphan = Link("person/personne", EXACT, "wd:Q5", MANUAL, None, "Anne Auteur")
    write_links(out / "links.tsv", [orphan])
    result = link(out, authority=LIST)
    assert result.problems == ("links.tsv: person/personne is not in this graph; its link to wd:Q5 is kept",)
    assert orphan in read_links(out / "links.tsv")


def test_two_exact_links_of_a_curator_are_told(out):
    write_links(out / "links.tsv", [MINE, Link("place/montreuil", EXACT, "wd:Q78", MANUAL, None, "Bernard")])
    assert link(out, authority=LIST).problems == ("links.tsv: place/montreuil is exactly wd:Q77 and wd:Q78",)


def test_a_service_that_fails_is_a_problem_and_the_rest_is_linked(out, server, monkeypatch):
    link(out, Access(server.url, pause_s=0), authority=LIST)
    monkeypatch.setattr(server, "status", 403)
    result = link(out, Access(server.url, pause_s=0), authority=LIST)
    assert result.links == 3
    assert len(result.problems) == 1
    assert "HTTP 403" in result.problems[0]


def test_a_wrong_line_stops_before_anything_is_written(out):
    (out / "links.tsv").write_text("subject_id\n", encoding="utf-8")
    before = (out / "graph" / "entities.ttl").read_bytes()
    with pytest.raises(LinkError, match=r"links\.tsv:1: columns missing"):
        link(out, authority=LIST)
    assert (out / "graph" / "entities.ttl").read_bytes() == before
    assert (out / "links.tsv").read_text(encoding="utf-8") == "subject_id\n"


def test_a_folder_without_a_graph_is_told(tmp_path):
    with pytest.raises(StoreError):
        link(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_link_of_the_tool_is_lexical(out, server):
    link(out, Access(server.url, pause_s=0), authority=LIST)
    found = [line for line in read_links(out / "links.tsv") if line.author == TOOL]
    assert {line.justification for line in found} == {LEXICAL}
    assert all(line.comment and 0 < line.confidence < 1 for line in found)


def test_missing_statements_are_told_where_asked_for(out, server):
    plain = link(out, Access(server.url, pause_s=0), authority=LIST)
    told = link(out, Access(server.url, pause_s=0), authority=LIST, tell_missing=True)
    assert plain.missing is None
    assert told.missing is not None
    assert all(line == "CREATE" or line.startswith(("Q", "LAST\t")) for line in told.missing.splitlines())


def test_a_curator_who_says_there_is_no_item_is_not_contradicted(out, server):
    nothing = Link("person/cosette", EXACT, NOTHING, MANUAL, None, "Anne Auteur")
    write_links(out / "links.tsv", [nothing])
    link(out, Access(server.url, pause_s=0), authority=LIST)
    assert [line for line in read_links(out / "links.tsv") if line.subject == "person/cosette"] == [nothing]
    assert not any("Q900001" in line for line in shown(out))


def test_what_a_failing_service_answered_is_kept_for_the_next_run(out, server, tmp_path, monkeypatch):
    access = Access(server.url, pause_s=0, cache=tmp_path / "kept.sqlite")
    monkeypatch.setattr(server, "status", 403)
    result = link(out, access, authority=LIST)
    assert "run again to go on" in result.problems[0]

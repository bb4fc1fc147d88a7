"""Linking a built folder: offline from the authority, with an endpoint over real HTTP, a curator's word above all."""

import gzip
import os
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from graph.build import build
from graph.checks import check
from graph.evidence import Named
from graph.linking import find_links, link
from graph.links import AUTHORITY, CLOSE, EXACT, LEXICAL, MANUAL, TOOL, Link, LinkError, read_links, write_links
from graph.store import StoreError
from graph.subjects import choose_names
from graph.wikidata import Access, Wikidata
from ontology.authority import Entry, Variant, read_authority

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


def test_ambiguous_names_and_single_words_are_not_searched():
    variants = (Variant("Parti", ambiguous=True), Variant("POSDR"), Variant("РСДРП", "ru"))
    entry = Entry("party/p", "Parti ouvrier", "smo:Party", variants, "", "", "", "x", (), "t.tsv", 2)
    names = ("Parti", "POSDR", "РСДРП", "parti des ouvriers", "ouvriers")
    assert choose_names("party/p", "Parti ouvrier", names, entry) == (
        "POSDR", "Parti ouvrier", "parti des ouvriers", "РСДРП",
    )  # fmt: skip
    names = ("Jean", "J. Valjean", "Père Madeleine")
    assert choose_names("person/x", "Valjean", names, None) == ("Père Madeleine", "Valjean")


@pytest.mark.shared
def test_the_authority_is_found_again_in_the_subset(serve, capsys):
    """Leave the identifiers out, look the names up, count how many come back right: links for sure must be right."""
    path = SHARED / "data" / "wikidata" / "wikidata-subset.nt.gz"
    if not path.exists():
        pytest.skip("the Wikidata subset is not in ../shared/data/wikidata")
    store = Store()
    with gzip.open(path, "rb") as file:
        store.bulk_load(input=file, format=RdfFormat.N_TRIPLES)
    service = Wikidata(Access(serve(store).url, pause_s=0))
    known = {entry.id: entry for entry in read_authority() if entry.wikidata}
    links = find_links([to_named(entry) for entry in known.values()], service, lambda done, total, name: None).links
    outcome = Counter((one.predicate, one.object == f"wd:{known[one.subject].wikidata}") for one in links)
    exact_right, exact_wrong = outcome[EXACT, True], outcome[EXACT, False]
    close_right, close_wrong = outcome[CLOSE, True], outcome[CLOSE, False]
    wrong = [(one.subject, one.object, one.predicate, known[one.subject].wikidata) for one in links]
    with capsys.disabled():
        print(f"\n{len(known)} entries: exact {exact_right} right {exact_wrong} wrong, close {close_right} right "
              f"{close_wrong} wrong, {len(known) - len(links)} without a link")  # fmt: skip
        print(*(row for row in wrong if row[1] != f"wd:{row[3]}"), sep="\n")
    assert exact_right / len(known) >= 0.6
    assert exact_right / max(1, exact_right + exact_wrong) >= 0.97
    assert (exact_right + close_right) / max(1, len(links)) >= 0.95


def to_named(entry):
    """The entity that a build would make of an entry, without its identifier."""
    names = choose_names(entry.id, entry.label, [variant.text for variant in entry.variants], entry)
    years = [(int(day[:4]), int(day[:4])) if day[:4].isdigit() else None for day in (entry.start, entry.end)]
    return Named(entry.id, entry.label, names, *years, entry.description)


def test_a_link_of_the_tool_is_lexical(out, server):
    link(out, Access(server.url, pause_s=0), authority=LIST)
    found = [line for line in read_links(out / "links.tsv") if line.author == TOOL]
    assert {line.justification for line in found} == {LEXICAL}
    assert all(line.comment and 0 < line.confidence < 1 for line in found)

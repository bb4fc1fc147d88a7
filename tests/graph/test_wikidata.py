"""The service over real HTTP: a small server on this machine answers from Turtle in Wikidata's shape, or fails."""

import json
import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from graph.endpoints import Endpoint
from graph.wikidata import Item, Match, Wikidata, WikidataError, make_user_agent

TURTLE = """
@prefix wd: <http://www.wikidata.org/entity/> . @prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <http://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
wd:Q900001 rdfs:label "Jean Valjean"@fr, "Жан Вальжан"@ru ; skos:altLabel "Monsieur Madeleine"@fr ;
  schema:description "forçat (1769–1833)"@fr ; wdt:P31 wd:Q5 ; wdt:P569 "1769-01-01T00:00:00Z"^^xsd:dateTime .
wd:Q900002 rdfs:label "Jean Valjean"@en ; wdt:P31 wd:Q900009 . wd:Q900009 wdt:P279 wd:Q386724 .
wd:Q900003 rdfs:label "Soviet de Montreuil"@mul ; wdt:P31 wd:Q43229 ; wdt:P571 "1917-03-01T00:00:00Z"^^xsd:dateTime .
wd:P900004 rdfs:label "Jean Valjean"@fr .
"""


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        query = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"][0]
        self.server.seen.append((time.monotonic(), self.headers["User-Agent"], query))
        status, headers, body = self.server.faults.pop(0) if self.server.faults else (200, {}, None)
        if body is None:
            body = self.server.store.query(query).serialize(format=QueryResultsFormat.JSON)
        if status == "slow":
            time.sleep(1.6)
            status = 200
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):  # the client has given up
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def running():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.store = Store()
    server.store.bulk_load(input=TURTLE.encode(), format=RdfFormat.TURTLE)
    server.faults, server.seen = [], []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.url = f"http://127.0.0.1:{server.server_port}/sparql"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def server(running):
    running.faults.clear()
    running.seen.clear()
    return running


ANY = "SELECT ?s { ?s ?p ?o } LIMIT 1"


def test_items_are_found_by_label_and_variant_in_four_languages(server):
    service = Wikidata(server.url, pause=0)
    names = ["Jean Valjean", "Monsieur Madeleine", "Жан Вальжан", "Soviet de Montreuil", 'Per"sonne\\']
    assert service.find_matches(names) == (
        Match("Q900001", "Jean Valjean", True),
        Match("Q900001", "Monsieur Madeleine", False),
        Match("Q900001", "Жан Вальжан", True),
        Match("Q900002", "Jean Valjean", True),
        Match("Q900003", "Soviet de Montreuil", True),
    )


def test_items_tell_kind_years_and_descriptions(server):
    items = Wikidata(server.url, pause=0).read_items(["Q900001", "Q900002"])
    assert items["Q900001"] == Item(
        "Q900001", "Jean Valjean", ("forçat (1769–1833)",), frozenset({"Q5"}), frozenset({1769})
    )
    assert items["Q900002"].roots == {"Q386724"}


def test_many_names_go_out_in_batches_one_at_a_time_with_a_pause(server):
    told = []
    Wikidata(server.url, pause=0.05).find_matches((f"Nom {n}" for n in range(90)), lambda *at: told.append(at))
    times = [when for when, _, _ in server.seen]
    assert len(times) == 3
    assert all(second - first >= 0.05 for first, second in pairwise(times))
    assert told == [(0, 90), (40, 90), (80, 90), (90, 90)]


def test_the_service_is_told_who_asks(server):
    Endpoint(server.url, make_user_agent("mailto:moi@example.org"), pause=0).ask(ANY)
    assert server.seen[0][1].startswith("Smolny/")
    assert "mailto:moi@example.org" in server.seen[0][1]


def test_retry_after_is_obeyed(server):
    server.faults.append((429, {"Retry-After": "1"}, b"slow down"))
    assert len(Endpoint(server.url, pause=0).ask(ANY)) == 1
    (first, _, _), (second, _, _) = server.seen
    assert second - first >= 1


def test_retry_after_may_be_a_date(server):
    server.faults.append((503, {"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}, b""))
    assert len(Endpoint(server.url, pause=0).ask(ANY)) == 1


def test_a_service_that_wants_too_long_a_wait_is_told(server):
    server.faults.append((429, {"Retry-After": "3600"}, b""))
    with pytest.raises(WikidataError, match=r"HTTP 429 .*; it asks to wait 3600 s"):
        Endpoint(server.url, pause=0).ask(ANY)
    assert len(server.seen) == 1


def test_a_service_that_stays_busy_is_given_up(server):
    waited = []
    server.faults.extend([(503, {}, b"")] * 4)
    with pytest.raises(WikidataError, match=r"HTTP 503 .*; gave up after 4 tries"):
        Endpoint(server.url, pause=0, sleep=waited.append).ask(ANY)
    assert [round(seconds) for seconds in waited] == [0, 1, 2, 4]


def test_a_time_out_is_tried_again(server):
    server.faults.append(("slow", {}, None))
    waited = []
    assert len(Endpoint(server.url, pause=0, timeout_s=1, sleep=waited.append).ask(ANY)) == 1
    assert len(server.seen) == 2


def test_a_time_out_that_stays_is_told(server):
    server.faults.extend([("slow", {}, None)] * 2)
    with pytest.raises(WikidataError, match="no answer in time; gave up after 2 tries"):
        Endpoint(server.url, pause=0, timeout_s=1, tries=2, sleep=lambda _: None).ask(ANY)


def test_broken_json_is_tried_again(server):
    server.faults.append((200, {}, b'{"results": {"bindings": [{"s"'))
    assert len(Endpoint(server.url, pause=0, sleep=lambda _: None).ask(ANY)) == 1


def test_an_answer_cut_short_is_tried_again(server):
    server.faults.append((200, {"Content-Length": "99"}, b"{}"))
    assert len(Endpoint(server.url, pause=0, timeout_s=1, sleep=lambda _: None).ask(ANY)) == 1


def test_json_of_another_kind_is_an_error(server):
    server.faults.append((200, {}, b"[]"))
    with pytest.raises(WikidataError, match="no SPARQL result"):
        Endpoint(server.url, pause=0).ask(ANY)


@pytest.mark.parametrize(("status", "message"), [(403, "HTTP 403"), (400, "bad|Bad"), (404, "check it is correct")])
def test_a_refusal_is_not_tried_again(server, status, message):
    server.faults.append((status, {}, b"no"))
    with pytest.raises(WikidataError, match=message):
        Endpoint(server.url, pause=0).ask(ANY)
    assert len(server.seen) == 1


def test_a_dead_server_is_told():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(WikidataError, match=r"no answer \(.*refused.*\); gave up after 4 tries"):
        Endpoint(f"http://127.0.0.1:{port}/", sleep=lambda _: None).ask(ANY)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "query.wikidata.org", "http:///sparql", ""])
def test_an_address_that_is_none_is_told(address):
    with pytest.raises(WikidataError, match="no address of a SPARQL endpoint"):
        Wikidata(address)


def test_answers_are_kept_where_a_folder_is_given(server, tmp_path):
    first = Endpoint(server.url, pause=0, cache=tmp_path).ask(ANY)
    assert Endpoint(server.url, pause=0, cache=tmp_path).ask(ANY) == first
    assert len(server.seen) == 1
    (kept,) = tmp_path.iterdir()
    assert json.loads(kept.read_text(encoding="utf-8"))["head"] == {"vars": ["s"]}

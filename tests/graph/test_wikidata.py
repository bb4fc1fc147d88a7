"""The service over real HTTP: a small server on this machine answers from Turtle in Wikidata's shape, or fails."""

import email.utils
import socket
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from graph.endpoints import Access, Endpoint, make_user_agent
from graph.wikidata import Item, Match, Wikidata, WikidataError

TURTLE = """
@prefix wd: <http://www.wikidata.org/entity/> . @prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <http://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
wd:Q900001 rdfs:label "Jean Valjean"@fr, "Жан Вальжан"@ru ; skos:altLabel "Monsieur Madeleine"@fr ;
  schema:description "forçat (1769–1833)"@fr ; wdt:P31 wd:Q5 ; wdt:P569 "1769-01-01T00:00:00Z"^^xsd:dateTime .
wd:Q900002 rdfs:label "Jean Valjean"@en ; wdt:P31 wd:Q900009 . wd:Q900009 wdt:P279 wd:Q386724 .
wd:Q900003 rdfs:label "Soviet de Montreuil"@mul ; wdt:P31 wd:Q43229 ; wdt:P571 "1917-03-01T00:00:00Z"^^xsd:dateTime ;
  wdt:P131 wd:Q900005 ; wdt:P625 "Point(2.44 48.86)"^^<http://www.opengis.net/ont/geosparql#wktLiteral> .
wd:P900004 rdfs:label "Jean Valjean"@fr .
"""


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        query = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"][0]
        self.server.seen.append((time.monotonic(), self.headers["User-Agent"], query))
        status, headers, body = self.server.faults.pop(0) if self.server.faults else (200, {}, None)
        if body is None:
            body = self.server.store.query(query).serialize(format=QueryResultsFormat.JSON)
        if status == "cut":  # promises more than it sends, then hangs up
            status, headers = 200, {"Connection": "close"}
            promised = len(body) + 100
        else:
            promised = len(body)
        if status == "slow":
            time.sleep(1.6)
            status = 200
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(promised))
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
    service = Wikidata(Access(server.url, pause_s=0))
    names = ["Jean Valjean", "Monsieur Madeleine", "Жан Вальжан", "Soviet de Montreuil", 'Per"sonne\\']
    assert service.find_matches(names) == (
        Match("Q900001", "Jean Valjean", True),
        Match("Q900001", "Monsieur Madeleine", False),
        Match("Q900001", "Жан Вальжан", True),
        Match("Q900002", "Jean Valjean", True),
        Match("Q900003", "Soviet de Montreuil", True),
    )


def test_items_tell_kind_years_and_descriptions(server):
    items = Wikidata(Access(server.url, pause_s=0)).read_items(["Q900001", "Q900002"])
    assert items["Q900001"] == Item(
        "Q900001", ("Jean Valjean", "Жан Вальжан"), ("forçat (1769–1833)",), frozenset({"Q5"}), frozenset({1769})
    )
    assert items["Q900002"].roots == {"Q386724"}


def test_items_tell_what_lies_beside_them_and_where_they_are(server):
    (item,) = Wikidata(Access(server.url, pause_s=0)).read_items(["Q900003"]).values()
    assert item.beside == {("P131", "Q900005")}
    assert item.points == {(48.86, 2.44)}


def test_many_names_go_out_in_batches_one_at_a_time_with_a_pause(server):
    told = []
    Wikidata(Access(server.url, pause_s=0.05)).find_matches(
        (f"Nom {n}" for n in range(90)), lambda *at: told.append(at)
    )
    times = [when for when, _, _ in server.seen]
    assert len(times) == 3
    assert all(second - first >= 0.05 for first, second in pairwise(times))
    assert told == [(0, 90), (40, 90), (80, 90), (90, 90)]


def test_the_service_is_told_who_asks(server):
    Endpoint(Access(server.url, make_user_agent("mailto:moi@example.org"), 0)).ask(ANY)
    assert server.seen[0][1].startswith("Smolny/")
    assert "mailto:moi@example.org" in server.seen[0][1]


def test_retry_after_is_obeyed(server):
    server.faults.append((429, {"Retry-After": "1"}, b"slow down"))
    assert len(Endpoint(Access(server.url, pause_s=0)).ask(ANY)) == 1
    (first, _, _), (second, _, _) = server.seen
    assert second - first >= 1


def test_retry_after_may_be_a_date(server):
    server.faults.append((503, {"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}, b""))
    assert len(Endpoint(Access(server.url, pause_s=0)).ask(ANY)) == 1


def test_a_service_that_wants_too_long_a_wait_is_told(server):
    server.faults.append((429, {"Retry-After": "3600"}, b""))
    with pytest.raises(WikidataError, match=r"HTTP 429 .*; it asks to wait 3600 s"):
        Endpoint(Access(server.url, pause_s=0)).ask(ANY)
    assert len(server.seen) == 1


def test_a_service_that_stays_busy_is_given_up(server):
    waited = []
    server.faults.extend([(503, {}, b"")] * 4)
    with pytest.raises(WikidataError, match=r"HTTP 503 .*; gave up after 4 tries"):
        Endpoint(Access(server.url, pause_s=0), waited.append).ask(ANY)
    assert [round(seconds) for seconds in waited] == [0, 1, 2, 4]


def test_a_time_out_is_tried_again(server):
    server.faults.append(("slow", {}, None))
    waited = []
    assert len(Endpoint(Access(server.url, pause_s=0, timeout_s=1), waited.append).ask(ANY)) == 1
    assert len(server.seen) == 2


def test_a_time_out_that_stays_is_told(server):
    server.faults.extend([("slow", {}, None)] * 2)
    with pytest.raises(WikidataError, match="no answer in time; gave up after 2 tries"):
        Endpoint(Access(server.url, pause_s=0, timeout_s=1, tries=2), lambda _: None).ask(ANY)


def test_broken_json_is_tried_again(server):
    server.faults.append((200, {}, b'{"results": {"bindings": [{"s"'))
    assert len(Endpoint(Access(server.url, pause_s=0), lambda _: None).ask(ANY)) == 1


def test_an_answer_cut_short_is_tried_again(server):
    server.faults.append((200, {"Content-Length": "99"}, b"{}"))
    assert len(Endpoint(Access(server.url, pause_s=0, timeout_s=1), lambda _: None).ask(ANY)) == 1


def test_json_of_another_kind_is_an_error(server):
    server.faults.append((200, {}, b"[]"))
    with pytest.raises(WikidataError, match="no SPARQL result"):
        Endpoint(Access(server.url, pause_s=0)).ask(ANY)


@pytest.mark.parametrize(("status", "message"), [(403, "HTTP 403"), (400, "bad|Bad"), (404, "check it is correct")])
def test_a_refusal_is_not_tried_again(server, status, message):
    server.faults.append((status, {}, b"no"))
    with pytest.raises(WikidataError, match=message):
        Endpoint(Access(server.url, pause_s=0)).ask(ANY)
    assert len(server.seen) == 1


def test_a_dead_server_is_told():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(WikidataError, match=r"no answer \(.*refused.*\); gave up after 4 tries"):
        Endpoint(Access(f"http://127.0.0.1:{port}/"), lambda _: None).ask(ANY)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "query.wikidata.org", "http:///sparql", ""])
def test_an_address_that_is_none_is_told(address):
    with pytest.raises(WikidataError, match="no address of a SPARQL endpoint"):
        Wikidata(Access(address))


def test_what_was_answered_is_not_asked_again(server, tmp_path):
    access = Access(server.url, pause_s=0, cache=tmp_path / "kept.sqlite")
    first = Wikidata(access).find_matches(["Jean Valjean", "Personne"])
    assert Wikidata(access).find_matches(["Personne", "Jean Valjean"]) == first
    assert len(server.seen) == 1
    Wikidata(access).find_matches(["Personne", "Jean Valjean", "Cosette"])
    assert len(server.seen) == 2
    assert "Cosette" in server.seen[1][2]
    assert "Jean Valjean" not in server.seen[1][2]


def test_an_old_answer_is_asked_anew(server, tmp_path):
    for _ in range(2):
        access = Access(server.url, pause_s=0, cache=tmp_path / "kept.sqlite", keep_days=0)
        Wikidata(access).find_matches(["Jean Valjean"])
    assert len(server.seen) == 2


def test_a_run_that_broke_off_goes_on_where_it_stopped(server, tmp_path):
    names = [f"Nom {number:03}" for number in range(120)]
    access = Access(server.url, pause_s=0, cache=tmp_path / "kept.sqlite")
    server.faults.extend([(200, {}, None), (403, {}, b"dead")])
    with pytest.raises(WikidataError, match="HTTP 403"):
        Wikidata(access).find_matches(names)
    asked = [query for _, _, query in server.seen]
    server.seen.clear()
    Wikidata(access).find_matches(names)
    assert len(server.seen) == 2
    assert not any(query == asked[0] for _, _, query in server.seen)


def test_a_question_that_takes_too_long_is_asked_in_halves(server):
    server.faults.extend([(504, {}, b"")] * 2)
    names = ["Jean Valjean", "Cosette", "Fantine", "Marius"]
    found = Wikidata(Access(server.url, pause_s=0, tries=2), lambda _: None).find_matches(names)
    assert {match.item for match in found} == {"Q900001", "Q900002"}
    assert len(server.seen) == 4


def test_blazegraph_says_timeout_in_a_500(server):
    server.faults.append((500, {}, b"java.util.concurrent.TimeoutException"))
    names = ["Jean Valjean", "Cosette", "Fantine", "Marius"]
    assert len(Wikidata(Access(server.url, pause_s=0, tries=1), lambda _: None).find_matches(names)) == 2
    assert len(server.seen) == 3


def test_a_page_of_html_instead_of_an_answer_is_told(server):
    server.faults.extend([(200, {}, b"<!DOCTYPE html><title>Wikimedia Error</title>")] * 2)
    with pytest.raises(WikidataError, match=r"the answer is no JSON .* gave up after 2 tries"):
        Endpoint(Access(server.url, pause_s=0, tries=2), lambda _: None).ask(ANY)


def test_a_server_that_dies_half_way_through_an_answer_is_tried_again(server):
    server.faults.append(("cut", {}, b'{"head"'))
    assert len(Endpoint(Access(server.url, pause_s=0), lambda _: None).ask(ANY)) == 1
    assert len(server.seen) == 2


def test_a_future_date_of_retry_after_is_waited_for(server):
    waited = []
    later = email.utils.format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    server.faults.append((429, {"Retry-After": later}, b""))
    assert len(Endpoint(Access(server.url, pause_s=0), waited.append).ask(ANY)) == 1
    assert 25 < waited[1] <= 31


def test_what_is_no_file_of_answers_is_told(server, tmp_path):
    (tmp_path / "kept.sqlite").write_text("no database, but long enough to be looked at as one" * 40, encoding="utf-8")
    with pytest.raises(WikidataError, match="no file of kept answers"):
        Wikidata(Access(server.url, cache=tmp_path / "kept.sqlite"))

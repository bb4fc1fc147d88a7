"""The real thing over HTTP: the Wikidata subset of ../shared served on this machine, in good and in bad health."""

import gzip
import os
import threading
import time
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from graph.evidence import Named
from graph.linking import find_links
from graph.links import CLOSE, EXACT
from graph.subjects import choose_names
from graph.wikidata import Access, Wikidata, WikidataError
from ontology.authority import read_authority

SHARED = Path(os.environ.get("SMOLNY_SHARED", Path(__file__).parents[2].parent / "shared"))
SUBSET = SHARED / "data" / "wikidata" / "wikidata-subset.nt.gz"
pytestmark = pytest.mark.shared


class Handler(BaseHTTPRequestHandler):
    """Answers, unless ``server.faults`` has a fault for the number of the request."""

    def do_POST(self):
        query = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"][0]
        with self.server.at_once:
            self.server.most_at_once = max(self.server.most_at_once, 1 + self.server.busy)
            self.server.busy += 1
            self.server.number += 1
            fault = self.server.faults.get(self.server.number, "")
        body = self.server.store.query(query).serialize(format=QueryResultsFormat.JSON)
        if fault == "slow":
            time.sleep(3.5)
        with self.server.at_once:
            self.server.busy -= 1
        if fault == "dead":
            self.connection.close()
            return
        status = fault if isinstance(fault, int) else 200
        body = {"html": b"<html>Wikimedia Error</html>", "cut": body[: len(body) // 2]}.get(fault, body)
        with suppress(OSError):  # the client has given up
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "0")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """A connection that was cut on purpose is no news."""


@pytest.fixture(scope="module")
def running():
    if not SUBSET.exists():
        pytest.skip("the Wikidata subset is not in ../shared/data/wikidata")
    server = Server(("127.0.0.1", 0), Handler)
    server.store = Store()
    with gzip.open(SUBSET, "rb") as file:
        server.store.bulk_load(input=file, format=RdfFormat.N_TRIPLES)
    server.at_once, server.url = threading.Lock(), f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def subset(running):
    running.faults, running.number, running.busy, running.most_at_once = {}, 0, 0, 0
    return running


def to_named(entry):
    """The entity that a build would make of an entry, without its identifier."""
    names = choose_names(entry.id, entry.label, [variant.text for variant in entry.variants], entry)
    years = [(int(day[:4]), int(day[:4])) if day[:4].isdigit() else None for day in (entry.start, entry.end)]
    return Named(entry.id, entry.label, names, *years, entry.description)


def known_entries():
    """What the authority has an identifier for that was looked up, places and works left to the benchmark."""
    rooms = ("person", "party", "organisation", "front")
    return {entry.id: entry for entry in read_authority() if entry.wikidata and entry.room in rooms}


def look_up(entries, access):
    service = Wikidata(access, lambda _: None)
    return find_links([to_named(entry) for entry in entries], service, lambda done, total, name: None).links


def test_what_the_authority_knows_is_found_again(subset, capsys):
    known = known_entries()
    links = look_up(known.values(), Access(subset.url, pause_s=0))
    assert subset.most_at_once == 1
    outcome = Counter((one.predicate, one.object == f"wd:{known[one.subject].wikidata}") for one in links)
    right, wrong = outcome[EXACT, True], outcome[EXACT, False]
    with capsys.disabled():
        print(f"\n{len(known)} entries: exact {right} right {wrong} wrong, close {outcome[CLOSE, True]} right "
              f"{outcome[CLOSE, False]} wrong, {len(known) - len(links)} without a link")  # fmt: skip
    assert right / (right + wrong) >= 0.98
    assert right / len(known) >= 0.6
    assert (right + outcome[CLOSE, True]) / len(links) >= 0.95


def test_a_service_in_bad_health_gives_the_same_links_in_the_end(subset, tmp_path):
    some = list(known_entries().values())[::4]
    clean = look_up(some, Access(subset.url, pause_s=0))
    asked = subset.number
    subset.number = 0
    subset.faults = {1: 429, 2: "html", 4: 503, 5: "cut", 7: "dead", 9: "slow", 11: 500}
    access = Access(subset.url, pause_s=0, timeout_s=3, cache=tmp_path / "kept.sqlite")
    assert look_up(some, access) == clean
    assert subset.number >= asked + len(subset.faults)  # more where this machine is busy


def test_a_service_that_dies_half_way_is_told_and_the_next_run_goes_on(subset, tmp_path):
    some = list(known_entries().values())[::4]
    clean = look_up(some, Access(subset.url, pause_s=0))
    asked, half = subset.number, subset.number // 2
    subset.number, subset.faults = 0, dict.fromkeys(range(half + 1, 10_000), "dead")
    access = Access(subset.url, pause_s=0, cache=tmp_path / "kept.sqlite")
    with pytest.raises(WikidataError, match=r"no answer .*gave up after 4 tries"):
        look_up(some, access)
    subset.number, subset.faults = 0, {}
    assert look_up(some, access) == clean
    assert asked - half <= subset.number <= asked - half + 1  # a batch of items is two requests
    before = subset.number
    assert look_up(some, access) == clean  # all of it kept: nobody is asked
    assert subset.number == before

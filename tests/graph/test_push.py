"""A graph is pushed to a store graph by graph: resumed where it broke off, and only what changed is sent again."""

import base64
import importlib
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pyoxigraph import RdfFormat, parse

from graph import pushing
from graph.pushing import GraphStore, Pushed, PushError, list_parts, push, read_pieces
from graph.stores import Access

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
synthetic = importlib.import_module("synthetic")
BASE = "https://w3id.org/smolny/id/"


class Keeper(ThreadingHTTPServer):
    """A store that keeps triples by graph; ``failing`` are the answers that the next requests get instead."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.graphs: dict[str, set[str]] = {}
        self.requests: list[tuple[str, str]] = []
        self.failing: list[int] = []
        self.credentials = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/store"


class Handler(BaseHTTPRequestHandler):
    server: Keeper

    def take(self) -> None:
        asked = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        name = "" if "default" in asked else asked["graph"][0]
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.server.requests.append((self.command, name))
        wanted = "Basic " + base64.b64encode(self.server.credentials.encode()).decode()
        if self.server.credentials and self.headers.get("Authorization") != wanted:
            self.answer(401)
        elif self.server.failing and (status := self.server.failing.pop(0)):
            self.answer(status)
        elif self.command == "DELETE":
            self.answer(204 if self.server.graphs.pop(name, None) is not None else 404)
        else:
            triples = {str(quad.triple) for quad in parse(body, format=RdfFormat.TURTLE)}
            kept = self.server.graphs.get(name, set()) if self.command == "POST" else set()
            self.server.graphs[name] = kept | triples
            self.answer(204)

    do_PUT = do_POST = do_DELETE = take  # noqa: N815

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "22")
        self.end_headers()
        self.wfile.write(b"<h1>the disk</h1> full" if status != 204 else b"")

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Iterator[Keeper]:
    monkeypatch.setattr(pushing.time, "sleep", lambda seconds: None)
    server = Keeper()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    synthetic.write_folder(tmp_path / "g", 57_000)
    return tmp_path / "g"


def read(paths: tuple[Path, ...]) -> set[str]:
    return {str(quad.triple) for path in paths for quad in parse(path=path, format=RdfFormat.TURTLE)}


def make_store(keeper: Keeper) -> GraphStore:
    return GraphStore(Access(keeper.url), sleep=lambda seconds: None)


def test_all_graphs_arrive_whole_and_what_is_unchanged_is_not_sent_again(keeper: Keeper, folder: Path) -> None:
    access = Access(keeper.url)
    assert push(folder, access) == Pushed(sent=4, unchanged=0, deleted=0)
    assert keeper.graphs == {part.name: read(part.paths) for part in list_parts(folder)}
    assert set(keeper.graphs) == {"", *(f"{BASE}source/source-{n}" for n in range(3))}
    keeper.requests.clear()
    assert push(folder, access) == Pushed(sent=0, unchanged=4, deleted=0)
    assert keeper.requests == []
    assert push(folder, access, everything=True) == Pushed(sent=4, unchanged=0, deleted=0)


def test_what_changed_is_sent_and_what_is_gone_deleted(keeper: Keeper, folder: Path, tmp_path: Path) -> None:
    push(folder, Access(keeper.url))
    synthetic.write_folder(tmp_path / "smaller", 38_000)
    (folder / "graph" / "manifest.json").write_bytes((tmp_path / "smaller/graph/manifest.json").read_bytes())
    (folder / "graph" / "sources" / "source-1.ttl").write_text("<a:a> <a:b> <a:c> .", encoding="utf-8")
    keeper.requests.clear()
    assert push(folder, Access(keeper.url)) == Pushed(sent=1, unchanged=2, deleted=1)
    assert keeper.requests == [("PUT", f"{BASE}source/source-1"), ("DELETE", f"{BASE}source/source-2")]
    assert keeper.graphs[f"{BASE}source/source-1"] == {"<a:a> <a:b> <a:c>"}


def test_a_push_that_broke_off_goes_on_where_it_stopped(keeper: Keeper, folder: Path) -> None:
    keeper.failing = [0, 0, 0, 0, 507]  # the three files of the unnamed graph and one source are taken
    with pytest.raises(PushError, match=r"PUT of .*source-1\.ttl to .*source/source-1: HTTP 507 .*: the disk full"):
        push(folder, Access(keeper.url))
    keeper.requests.clear()
    assert push(folder, Access(keeper.url)) == Pushed(sent=2, unchanged=2, deleted=0)
    assert [name.rpartition("/")[2] for _, name in keeper.requests] == ["source-1", "source-2"]
    keeper.failing = [0, 0, 413]  # in the midst of the unnamed graph: begun again from its first file
    (folder / "graph" / "entities.ttl").write_text("<a:a> <a:b> <a:c> .", encoding="utf-8")
    with pytest.raises(PushError, match="unnamed graph"):
        push(folder, Access(keeper.url))
    assert push(folder, Access(keeper.url)).sent == 1
    assert keeper.graphs[""] == read(list_parts(folder)[0].paths)


def test_a_busy_store_is_tried_again_and_a_dead_one_told(keeper: Keeper) -> None:
    keeper.failing = [503, 429]
    make_store(keeper).send("PUT", "a:g", body=b"<a:a> <a:b> <a:c> .")
    assert keeper.graphs["a:g"] == {"<a:a> <a:b> <a:c>"}
    keeper.failing = [503, 503, 503]
    with pytest.raises(PushError, match="HTTP 503"):
        make_store(keeper).send("DELETE", "a:g")
    make_store(keeper).send("DELETE", "a:never-there")
    with pytest.raises(PushError, match="no answer"):
        GraphStore(Access("http://127.0.0.1:9/store"), sleep=lambda seconds: None).send("PUT", "")


def test_who_asks_is_told_and_a_refusal_says_what_to_set(keeper: Keeper, folder: Path) -> None:
    keeper.credentials = "reader:secret"
    with pytest.raises(PushError, match=r"HTTP 401 .*SMOLNY_STORE_USER"):
        push(folder, Access(keeper.url))
    assert push(folder, Access(keeper.url, "reader", "secret")).sent == 4


def test_the_unnamed_graph_may_have_a_name(keeper: Keeper, folder: Path) -> None:
    push(folder, Access(keeper.url, default_graph="a:main"))
    assert "" not in keeper.graphs
    assert keeper.graphs["a:main"] == read(list_parts(folder)[0].paths)
    assert push(folder, Access(keeper.url)).sent == 4  # another place, another note


def test_long_files_are_cut_between_triples(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushing, "PIECE", 50_000)
    path = folder / "graph" / "sources" / "source-0.ttl"
    pieces = [body for _, body in read_pieces([path])]
    assert len(pieces) > 10
    assert max(map(len, pieces)) < 52_000
    found = {str(quad.triple) for body in pieces for quad in parse(body, format=RdfFormat.TURTLE)}
    assert found == read((path,))


def test_a_torn_note_sends_all_again(keeper: Keeper, folder: Path) -> None:
    push(folder, Access(keeper.url))
    (note,) = (folder / "index").glob("pushed-*.json")
    note.write_bytes(b"{")
    assert push(folder, Access(keeper.url)).sent == 4

"""Long answers: memory stays where it is, half an answer never looks whole, and who leaves takes his query with him."""

import http.client
import importlib
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.spools import Room, Spool
from graph.query import Ending, PoolBusy

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
hostile = importlib.import_module("hostile")
synthetic = importlib.import_module("synthetic")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory and processes are read from /proc")
PERSONS = 80
MANY = "SELECT ?a ?b ?c { ?a a smo:Person . ?b a smo:Person . ?c a smo:Place }"  # 80 * 80 * 20 rows
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
Address = tuple[str, int]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("long") / "g"
    synthetic.write_folder(found, 38_000)
    return found


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[tuple[Address, int]]:
    """A server that sends an answer when a megabyte of it is there, and gives a query five seconds."""
    limits = {"SMOLNY_TIMEOUT_S": "5", "SMOLNY_HELD_BYTES": "1000000", "SMOLNY_MAX_ROWS": "2000000"}
    with hostile.serve(folder, **limits) as served:
        hostile.ask_many(served[0], 40)
        yield served


@contextmanager
def ask(address: Address, query: str, accept: str = "text/csv") -> Iterator[http.client.HTTPResponse]:
    connection = http.client.HTTPConnection(*address, timeout=60, source_address=(hostile.HOSTILE, 0))
    try:
        connection.request("GET", hostile.query(query), headers={"Accept": accept})
        yield connection.getresponse()
    finally:
        connection.close()


def list_workers(process: int) -> set[int]:
    return set(hostile.list_children(process))


def read_cpu(process: int) -> float:
    """Return the seconds of processor time of a process, 0 where it is gone."""
    try:
        values = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("query", [MANY, "CONSTRUCT { ?a smo:x ?b . ?b smo:y ?c } " + MANY[MANY.index("{") :]])
@pytest.mark.parametrize("packed", [False, True])
def test_a_long_answer_leaves_memory_where_it_is(server: tuple[Address, int], query: str, packed: bool) -> None:
    address, process = server
    most, length, over = hostile.read_memory(process), 0, threading.Event()
    before = most

    def look() -> None:
        nonlocal most
        while not over.wait(0.05):
            most = max(most, hostile.read_memory(process))

    thread = threading.Thread(target=look)
    thread.start()
    headers = {"Accept": "text/csv, application/n-triples", **({"Accept-Encoding": "gzip"} if packed else {})}
    connection = http.client.HTTPConnection(*address, timeout=60)
    connection.request("GET", hostile.query(query), headers=headers)
    response = connection.getresponse()
    while piece := response.read(100_000):
        length += len(piece)
    over.set()
    thread.join()
    connection.close()
    assert response.status == 200
    assert packed or length > 700_000
    assert most - before < 60


def test_the_rows_of_a_long_answer_are_all_there(server: tuple[Address, int]) -> None:
    with ask(server[0], MANY) as response:
        assert response.status == 200
        assert response.getheader("Content-Length") is None  # it began before it was whole
        assert response.read().count(b"\n") == 1 + PERSONS * PERSONS * 20


def test_an_answer_that_is_cut_after_it_began_is_broken_off(server: tuple[Address, int]) -> None:
    with ask(server[0], "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }") as response:
        assert response.status == 200
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            response.read()


def test_before_it_began_it_says_so(server: tuple[Address, int]) -> None:
    with ask(server[0], ENDLESS) as response:
        assert response.status == 503


def test_rows_beyond_the_limit_are_told_where_the_answer_is_held(folder: Path) -> None:
    with hostile.serve(folder, SMOLNY_MAX_ROWS="50000", SMOLNY_MAX_BYTES="12000000") as (address, _):
        with ask(address, MANY) as response:
            assert response.getheader("Smolny-Truncated") == "50000"
            body = response.read()
            assert body.count(b"\n") == 50_001
            assert response.getheader("Content-Length") == str(len(body))
        with ask(address, MANY, "application/sparql-results+xml") as response:
            assert (response.status, b"bytes" in response.read()) == (422, True)


def test_rows_beyond_the_limit_break_off_what_has_begun(folder: Path) -> None:
    with (
        hostile.serve(folder, SMOLNY_MAX_ROWS="50000", SMOLNY_HELD_BYTES="1000") as (address, _),
        ask(address, MANY) as response,
        pytest.raises((http.client.IncompleteRead, ConnectionError)),
    ):
        response.read()


def test_head_has_the_length(folder: Path) -> None:
    with hostile.serve(folder) as (address, _):
        connection = http.client.HTTPConnection(*address, timeout=60)
        lengths = []
        for method in ("HEAD", "GET"):
            connection.request(method, hostile.query(MANY), headers={"Accept": "text/csv"})
            response = connection.getresponse()
            response.read()
            lengths.append(response.getheader("Content-Length"))
        connection.close()
    assert lengths[0] == lengths[1] is not None


def test_who_hangs_up_has_his_query_ended(folder: Path) -> None:
    with hostile.serve(folder, SMOLNY_TIMEOUT_S="60") as (address, process):
        hostile.ask_many(address, 40)
        before = list_workers(process)
        with socket.create_connection(address, source_address=(hostile.HOSTILE, 0)) as connection:
            connection.sendall(f"GET {hostile.query(ENDLESS)} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            time.sleep(0.5)
            assert list_workers(process) == before
        started = time.monotonic()
        while len(list_workers(process) & before) > 1 or len(list_workers(process)) < 2:
            assert time.monotonic() - started < 10
            time.sleep(0.05)
        with ask(address, hostile.SMALL) as response:
            assert response.status == 200
        time.sleep(2)  # until the new one has opened its store
        used = {worker: read_cpu(worker) for worker in list_workers(process)}
        time.sleep(1)
        assert all(read_cpu(worker) - cpu < 0.3 for worker, cpu in used.items())


def test_who_hangs_up_on_a_short_query_costs_no_process(folder: Path) -> None:
    with hostile.serve(folder, SMOLNY_WORKERS="1") as (address, process):
        hostile.ask_many(address, 40)
        before = list_workers(process)
        for _ in range(20):
            with socket.create_connection(address) as connection:
                connection.sendall(f"GET {hostile.query(hostile.SMALL)} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        time.sleep(1)
        assert list_workers(process) == before


def test_who_does_not_read_holds_no_worker(folder: Path) -> None:
    with hostile.serve(folder, SMOLNY_WORKERS="1", SMOLNY_TIMEOUT_S="20", SMOLNY_REQUEST_S="20") as (address, _):
        hostile.ask_many(address, 40)
        with ask(address, MANY) as response:
            assert response.status == 200
            status, body = hostile.request(address, "GET", hostile.query(hostile.SMALL))
            assert (status, b"Person 1" in body) == (200, True)
            assert response.read().count(b"\n") == 1 + 100_000  # as many rows as by default


@pytest.mark.anyio
async def test_all_answers_have_so_much_room_and_one_client_half_of_it() -> None:
    room = Room(2_000_000)
    one, other, third = (Spool(room, client, 10**9) for client in ("a", "a", "b"))
    one.write(bytes(600_000))
    with pytest.raises(PoolBusy):
        other.write(bytes(600_000))
    third.write(bytes(900_000))
    assert room.taken == 1_500_000
    one.end(Ending(1, truncated=False))
    await one.begin()
    assert one.read_all() is None
    assert sum([len(piece) async for piece in one.read()]) == 600_000
    for spool in (one, other, third):
        spool.close()
    assert room.taken == 0


@pytest.mark.anyio
async def test_what_is_short_stays_in_memory() -> None:
    spool = Spool(Room(1), "a", 10**9)
    spool.write(b"a")
    spool.write(b"b")
    spool.end(Ending(1, truncated=True))
    await spool.begin()
    assert spool.read_all() == b"ab"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"

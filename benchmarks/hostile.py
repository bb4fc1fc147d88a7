"""What strangers may send to bring ``smolny serve`` down, and what becomes of it: each refused or cut within its bound.

    python benchmarks/hostile.py                 every case, then 10,000 requests; prints the table
    python benchmarks/hostile.py --triples N     on a graph of N triples (100,000)

A second client, at another address, asks a small query all the while; its slowest answer stands in the table.
``tests/api/test_hostile.py`` runs the same, shorter.
"""

import argparse
import gzip
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from synthetic import write_folder

HOSTILE, MODEST = "127.0.0.2", "127.0.0.3"  # the addresses that the two clients come from
SETTINGS = {"SMOLNY_WORKERS": "2", "SMOLNY_TIMEOUT_S": "2", "SMOLNY_REQUEST_S": "2", "SMOLNY_MEMORY_MB": "1500"}
BOUND_S = 6.0  # the time of a query, of a request, and some for a machine that is busy
SMALL = "SELECT ?n WHERE { <person/person-1> skos:prefLabel ?n }"
CUT = (200, 403, 422, 503)  # cut after the rows that it may have, refused by the engine, too large, too long
Address = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Case:
    """Something hostile: its name, how it is sent, the statuses that it may be answered with; 0 for a closed socket."""

    name: str
    send: Callable[[Address], int]
    statuses: tuple[int, ...]


@dataclass(slots=True)
class Watch:
    """The second client's answers: the seconds of each, and what failed."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def request(
    address: Address, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None,
    source: str = HOSTILE,
) -> tuple[int, bytes]:  # fmt: skip
    """Return status and body; 0 where the server closed the connection instead."""
    connection = http.client.HTTPConnection(*address, timeout=60, source_address=(source, 0))
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.read()
    except (ConnectionError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def post(query: str | bytes) -> Callable[[Address], int]:
    data = query.encode() if isinstance(query, str) else query
    return lambda address: request(address, "POST", "/sparql", data, {"Content-Type": "application/sparql-query"})[0]


def get(path: str, headers: dict[str, str] | None = None) -> Callable[[Address], int]:
    return lambda address: request(address, "GET", path, None, headers)[0]


def query(text: str) -> str:
    return "/sparql?" + urlencode({"query": text})


def form(fields: str, headers: dict[str, str] | None = None) -> Callable[[Address], int]:
    kind = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
    return lambda address: request(address, "POST", "/sparql", fields.encode(), kind)[0]


def converse(*parts: bytes, pause_s: float = 0.0) -> Callable[[Address], int]:
    """Return what sends bytes with pauses between them, and reads the status of what comes."""

    def send(address: Address) -> int:
        with socket.create_connection(address, timeout=60, source_address=(HOSTILE, 0)) as connection:
            try:
                for part in parts:
                    connection.sendall(part)
                    time.sleep(pause_s)
                answer = connection.recv(100)
            except ConnectionError:
                return 0
        found = re.match(rb"HTTP/1\.1 (\d+)", answer)
        return int(found.group(1)) if found else 0

    return send


def together(count: int, send: Callable[[Address], int]) -> Callable[[Address], int]:
    """Return what sends the same many times at once, and gives the highest status."""

    def send_all(address: Address) -> int:
        with ThreadPoolExecutor(count) as threads:
            return max(threads.map(send, [address] * count))

    return send_all


def leave(address: Address) -> int:
    """Ask thirty endless queries and hang up at once."""
    path = query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    for _ in range(30):
        with socket.create_connection(address, timeout=60, source_address=(HOSTILE, 0)) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    return 0


def do_not_read(address: Address) -> int:
    """Ask for a long answer and never read it."""
    path = query("SELECT * { ?s ?p ?o . ?s ?q ?r } LIMIT 100000")
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.bind((HOSTILE, 0))
        connection.connect(address)
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        time.sleep(5.0)
        connection.settimeout(1.0)
        with suppress(ConnectionError, TimeoutError):
            while connection.recv(1_000_000):
                pass
        return 0


def make_cases() -> list[Case]:
    """Return all cases, in the order in which they are sent."""
    three = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
    head = "POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
    values = " ".join(map(str, range(15000)))
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    return [
        Case("10,000 nested parentheses", post("SELECT * { FILTER" + "(" * 10000 + "1" + ")" * 10000 + " }"), (403,)),
        Case("10,000 nested braces", post("SELECT * " + "{" * 10000 + "}" * 10000), (403,)),
        Case("50,000 signs of negation", post("SELECT * { FILTER(" + "!" * 50000 + "true) }"), (403,)),
        Case("a sum of 20,000 terms", post("SELECT * { BIND(" + "1+" * 20000 + "1 AS ?x) }"), (200, 403, 422)),
        Case(
            "1,000 patterns without a join",
            post("SELECT * { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(1000)) + " }"),
            CUT,
        ),
        Case("the count of a cross join", post(f"SELECT (COUNT(*) AS ?n) {{ {three} }}"), (422, 503)),
        Case("ORDER BY over a cross join", post(f"SELECT * {{ {three} }} ORDER BY ?c ?f ?i"), (422, 503)),
        Case(
            "DISTINCT over a cross join", post(f"SELECT DISTINCT ?a ?d ?g {{ {three} }} OFFSET 100000000"), (422, 503)
        ),
        Case("LIMIT 1,000,000,000", post(f"SELECT * {{ {three} }} LIMIT 1000000000"), CUT),
        Case("OFFSET 1,000,000,000", post(f"SELECT * {{ {three} }} OFFSET 1000000000"), (422, 503)),
        Case("CONSTRUCT of a cross join", post(f"CONSTRUCT {{ ?a ?e ?i }} {{ {three} }}"), CUT),
        Case("DESCRIBE of everything", post("DESCRIBE ?s ?o { ?s ?p ?o }"), CUT),
        Case(
            "a regular expression that backtracks",
            post(f'SELECT * {{ {three} FILTER(REGEX(CONCAT(STR(?a), STR(?d)), "^(([a-z:/.]+)+)+$")) }} OFFSET 9999999'),
            (422, 503),
        ),
        Case(
            "a regular expression of a gigabyte",
            post('SELECT * { BIND(REGEX("a", "((a{1,999}){1,999}){1,999}") AS ?x) }'),
            CUT,
        ),
        Case(
            "texts doubled 40 times",
            post(f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("0123456789" AS ?x0) {doubled} }}'),
            CUT,
        ),
        Case(
            "REPLACE that multiplies",
            post(
                'SELECT * { BIND("aaaaaaaa" AS ?a0) '
                + " ".join(f'BIND(REPLACE(?a{n}, "a", "aaaaaaaaaaaaaaaa") AS ?a{n + 1})' for n in range(12))
                + " }"
            ),
            CUT,
        ),
        Case(
            "GROUP_CONCAT of all",
            post(f"SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f), STR(?i))) AS ?all) {{ {three} }}"),
            (422, 503),
        ),
        Case(
            "VALUES of 15,000, crossed",
            post(f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {values} }} ?b ?c ?d . ?e ?f ?g }}"),
            (413, 422, 503),
        ),
        Case(
            "any path from anywhere to anywhere", post("SELECT (COUNT(*) AS ?n) { ?a (!<x:>|^!<x:>)* ?b }"), (422, 503)
        ),
        Case(
            "paths of paths",
            post("SELECT (COUNT(*) AS ?n) { ?a ((<x:>|!<x:>)+/(!<y:>)*)+ ?b . ?b (!<z:>)* ?c }"),
            (422, 503),
        ),
        Case(
            "120 OPTIONAL in each other",
            post(
                "SELECT * { ?s ?p ?o " + "".join(f"OPTIONAL {{ ?s{n} ?p ?o{n} " for n in range(120)) + "}" * 120 + " }"
            ),
            CUT,
        ),
        Case("4,000 UNION", post("SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 4000) + " }"), CUT),
        Case(
            "100 SELECT in each other",
            post("SELECT * { " * 100 + three + " }" * 100 + " OFFSET 999999999"),
            (403, 422, 503),
        ),
        Case(
            "EXISTS in each other",
            post(
                "SELECT * { ?s ?p ?o "
                + "".join(f"FILTER NOT EXISTS {{ ?a{n} ?b{n} ?c{n} " for n in range(60))
                + "FILTER(false)"
                + "}" * 60
                + " }"
            ),
            CUT,
        ),
        Case("SERVICE", post("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), (403,)),
        Case(
            "SERVICE without a space",
            post("PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:x { ?s ?p ?o } }"),
            (403,),
        ),
        Case("SERVICE in escapes", post("SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), (403,)),
        Case("FROM a file", post("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"), (200,)),
        Case("FROM another host", post("SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }"), (200,)),
        Case("default-graph-uri of a file", get(query("ASK {}") + "&default-graph-uri=file:///etc/passwd"), (200,)),
        Case("an update", form("update=" + quote("DROP ALL")), (403,)),
        Case("LOAD of a file", post("LOAD <file:///etc/passwd>"), (403,)),
        Case("a query of 45,000 dashes", post("SELECT * { " + "a-" * 45000), (400,)),
        Case("quotes that do not close", post('SELECT * { "' + '\\"' * 45000), (400,)),
        Case("a body of 50 MB", post(b"#" * 50_000_000), (0, 413)),
        Case(
            "a chunk that never ends",
            converse(f"{head}Transfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n".encode(), b"#" * 500_000),
            (0, 408, 413),
        ),
        Case(
            "gzip that swells",
            lambda address: request(
                address,
                "POST",
                "/sparql",
                gzip.compress(b"#" * 50_000_000),
                {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"},
            )[0],
            (400, 413, 415),
        ),
        Case("broken UTF-8, posted", post(b"SELECT * { ?s ?p '\xff\xfe' }"), (400,)),
        Case("broken UTF-8, in the address", get("/sparql?query=ASK%7B%ff%fe%7D"), (400,)),
        Case("null bytes", post(b"SELECT * { ?s ?p '\x00\x00' }\x00"), (200, 400)),
        Case("null bytes in paths", get("/id/person%00/..%2f..%2f"), (400, 404)),
        Case("a way out of the folder", get("/files/..%2f..%2f..%2f..%2fetc%2fpasswd"), (400, 404)),
        Case("a way out of the style's", get("/static/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd"), (400, 404)),
        Case("20,000 parameters", form("&".join(f"p{n}=1" for n in range(20000)) + "&query=ASK%7B%7D"), (400, 413)),
        Case("30 queries at once", get("/sparql?" + "&".join(["query=ASK%7B%7D"] * 30)), (400,)),
        Case("a header of 1 MB", get("/sparql?query=ASK%7B%7D", {"X-Long": "a" * 1_000_000}), (0, 400, 431)),
        Case("an address of 1 MB", get("/sparql?query=" + "a" * 1_000_000), (0, 400, 414)),
        Case(
            "Accept of 10,000 types",
            get("/sparql?query=ASK%7B%7D", {"Accept": ",".join(["a/b;q=0.1"] * 6000)}),
            (400, 406),
        ),
        Case(
            "two lengths of one body",
            converse(f"{head}Content-Length: 5\r\nContent-Length: 6\r\n\r\nASK{{}}".encode()),
            (400,),
        ),
        Case("no HTTP at all", converse(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"), (0, 400)),
        Case("300 connections that dawdle", together(300, converse(b"GET / HT", pause_s=0.1)), (0, 408, 503)),
        Case("a head, letter by letter", converse(*[b"a"] * 40, pause_s=0.1), (0, 400, 408)),
        Case(
            "a body that does not come", converse(f"{head}Content-Length: 90000\r\n\r\nSELECT".encode()), (0, 400, 408)
        ),
        Case(
            "500 requests in a row without waiting", converse(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n" * 500), (200,)
        ),
        Case("a long answer that is not read", do_not_read, (0,)),
        Case("30 endless queries, not waited for", leave, (0,)),
        Case("30 endless queries at once", together(30, post(f"SELECT (COUNT(*) AS ?n) {{ {three} }}")), (503,)),
    ]


@contextmanager
def serve(folder: Path, **settings: str) -> Iterator[tuple[Address, int]]:
    """Run ``smolny serve``; yield its address and the id of its process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", str(folder), "--port", "0"],
        stderr=subprocess.PIPE, text=True, env={**os.environ, **SETTINGS, **settings},
    )  # fmt: skip
    try:
        assert process.stderr
        line = next(line for line in process.stderr if "served at" in line)
        threading.Thread(target=process.stderr.read, daemon=True).start()
        parts = urlsplit(line.partition("served at ")[2].split()[0])
        yield (str(parts.hostname), int(parts.port or 0)), process.pid
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def watch(address: Address, pause_s: float = 0.02) -> Iterator[Watch]:
    """Ask a small query over and over as the second client, as long as the block runs."""
    seen, over = Watch(), threading.Event()

    def ask() -> None:
        number = 0
        while not over.is_set():
            number += 1
            started = time.monotonic()
            status, body = request(address, "GET", query(f"{SMALL} # {number}"), source=MODEST)
            seen.seconds.append(time.monotonic() - started)
            if status != 200 or b"Person 1" not in body:
                seen.failures.append(f"{status}: {body[:200]!r}")
            over.wait(pause_s)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def ask_many(address: Address, count: int) -> list[int]:
    """Return the statuses that tell of a failure, of requests of five kinds from four clients on kept connections."""
    paths = [
        query(SMALL),
        "/health",
        "/id/person/person-2",
        "/data/person/person-3.ttl",
        query("ASK { ?s a smo:Person }"),
    ]

    def ask(client: int) -> list[int]:
        wrong = []
        connection = http.client.HTTPConnection(*address, timeout=60, source_address=(f"127.0.1.{client + 1}", 0))
        for number in range(count // 4):
            connection.request("GET", paths[number % len(paths)], headers={"Accept": "*/*"})
            response = connection.getresponse()
            response.read()
            if response.status not in (200, 303):
                wrong.append(response.status)
        connection.close()
        return wrong

    with ThreadPoolExecutor(4) as threads:
        return [status for found in threads.map(ask, range(4)) for status in found]


def read_memory(process: int) -> int:
    """Return the resident megabytes of a process and all that it started."""
    own = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
    return own + sum(map(read_memory, list_children(process)))


def list_children(process: int) -> list[int]:
    """Return the processes that a process has started, in whichever thread."""
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text(encoding="ascii").split()]


def main() -> None:
    """Print what becomes of each case."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder) / "g", options.triples)
        with serve(Path(folder) / "g") as (address, process):
            ask_many(address, 400)  # until the workers are warm
            before = read_memory(process)
            print("| sent | answered | seconds | slowest answer to the second client, ms |\n|---|---|---|---|")
            for case in make_cases():
                with watch(address) as seen:
                    started = time.monotonic()
                    status = case.send(address)
                    seconds = time.monotonic() - started
                    time.sleep(0.1)
                good = status in case.statuses and not seen.failures
                told = f"{status or 'closed'}{'' if good else ' (WRONG) ' + str(seen.failures[:1])}"
                print(f"| {case.name} | {told} | {seconds:.2f} | {1000 * max(seen.seconds):.0f} |", flush=True)
            started = time.monotonic()
            wrong = ask_many(address, options.requests)
            seconds = time.monotonic() - started
            print(f"\n{options.requests} requests afterwards: {len(wrong)} failed, {options.requests / seconds:.0f}/s")
            print(f"memory of server and workers: {before} MB before, {read_memory(process)} MB after")


if __name__ == "__main__":
    main()

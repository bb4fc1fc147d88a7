"""Smolny's endpoint beside rdflib-endpoint and ``oxigraph serve``, on the same graph: latency, throughput, memory.

    python benchmarks/endpoint.py --rdflib-endpoint VENV/bin/rdflib-endpoint    prints the tables of docs/endpoint.md
    python benchmarks/endpoint.py --triples N --seconds S                       a smaller graph, a shorter run

The graph is invented (``synthetic.py``). The servers run together and are asked in turn, so that whatever else the
machine does falls on all alike; this process is the load: two clients on kept connections ask each query for some
seconds. rdflib-endpoint has all triples in one graph in memory, oxigraph on disk with the union of graphs as default,
Smolny as it is but that one client may hold both workers, and that it keeps no answers: each is found anew.
rdflib-endpoint is installed beside (``pip install 'rdflib-endpoint[cli]'`` in a virtual environment of its own),
``oxigraph`` with the tests.
"""

import argparse
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import hostile
from synthetic import write_folder

from graph.pushing import push
from graph.store_worker import add_prologue
from graph.stores import Access
from ontology.files import DATA, PREFIXES

CLIENTS = 2
PATIENCE_S = 60.0  # for an answer; the query that takes longest is the last, so that no other one suffers
PERSON = "<person/person-1>"
QUERIES = {
    "the name of a person": f"SELECT ?n {{ {PERSON} skos:prefLabel ?n }}",
    "all claims on a person": f"SELECT ?p ?o ?d {{ ?c a smo:Claim ; rdf:subject {PERSON} ; rdf:predicate ?p ; "
    "rdf:object ?o ; smo:edtf ?d } ORDER BY ?d",
    "claims with quotes and sources": f"SELECT ?c ?q ?t {{ ?c rdf:subject {PERSON} ; prov:wasDerivedFrom ?s . "
    "?s oa:hasSelector/oa:exact ?q ; oa:hasSource/dcterms:title ?t }",
    "members of a party between dates": "SELECT DISTINCT ?who ?n { ?c rdf:predicate smo:memberOf ; rdf:object "
    "<party/party-3> ; rdf:subject ?who ; smo:earliest ?d . ?who skos:prefLabel ?n "
    'FILTER(?d >= "1917-01-01"^^xsd:date && ?d < "1922-01-01"^^xsd:date) }',
    "places year by year": f"SELECT ?y ?n {{ ?c rdf:subject {PERSON} ; rdf:predicate smo:wasIn ; rdf:object ?o ; "
    "smo:edtf ?y . ?o skos:prefLabel ?n } ORDER BY ?y",
    "events with most participants": "SELECT ?e (COUNT(DISTINCT ?who) AS ?n) { ?c rdf:predicate smo:tookPartIn ; "
    "rdf:object ?e ; rdf:subject ?who } GROUP BY ?e ORDER BY DESC(?n) LIMIT 20",
    "claims by predicate": "SELECT ?p (COUNT(*) AS ?n) { ?c a smo:Claim ; rdf:predicate ?p } GROUP BY ?p",
    "persons named most": "SELECT ?who (COUNT(?c) AS ?n) { ?c a smo:Claim ; rdf:subject ?who } GROUP BY ?who "
    "ORDER BY DESC(?n) LIMIT 20",
    "a word in a name": 'SELECT ?s ?n { ?s skos:prefLabel ?n FILTER(CONTAINS(LCASE(STR(?n)), "soviet 1")) }',
    "who was in the same body in the same year": f"SELECT DISTINCT ?who {{ ?a rdf:subject {PERSON} ; rdf:predicate "
    "smo:memberOf ; rdf:object ?b ; smo:edtf ?y . ?c rdf:object ?b ; smo:edtf ?y ; rdf:predicate smo:memberOf ; "
    "rdf:subject ?who }",
}
Server = tuple[str, int, str, int]  # host, port, path of the endpoint, process


@contextmanager
def run_smolny(folder: Path, kept_mb: int = 0) -> Iterator[Server]:
    settings = {"SMOLNY_TIMEOUT_S": "60", "SMOLNY_CLIENT_WORKERS": "2", "SMOLNY_KEPT_MB": str(kept_mb)}
    with hostile.serve(folder, **settings) as ((host, port), process):
        yield host, port, "/sparql", process


@contextmanager
def run_oxigraph(folder: Path) -> Iterator[Server]:
    program = str(Path(sys.executable).with_name("oxigraph"))
    with tempfile.TemporaryDirectory() as place:
        command = [program, "serve", "--location", place, "--bind", "127.0.0.1:27979", "--union-default-graph"]
        process = subprocess.Popen([*command, "--timeout-s", "60"], stderr=subprocess.DEVNULL)
        try:
            wait(27979, "/query?query=ASK%7B%7D", process)
            push(folder, Access("http://127.0.0.1:27979/store"), everything=True)
            yield "127.0.0.1", 27979, "/query", process.pid
        finally:
            process.terminate()
            process.wait()


def run_rdflib(program: str) -> Callable[[Path], "contextmanager[Server]"]:
    @contextmanager
    def run(folder: Path) -> Iterator[Server]:
        files = [str(path) for path in sorted((folder / "graph").rglob("*.ttl"))]
        process = subprocess.Popen(
            [program, "serve", "--host", "127.0.0.1", "--port", "27980", *files],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait(27980, "/?query=ASK%7B%7D", process)
            yield "127.0.0.1", 27980, "/", process.pid
        finally:
            process.kill()  # it would first answer what nobody waits for any more
            process.wait()

    return run  # type: ignore[return-value]


def wait(port: int, path: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a server answers."""
    while process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"{process.args}: ended with status {process.returncode}")


def measure(server: Server, query: str, seconds: float) -> tuple[float, float, float, int]:
    """Return median and 99th percentile in ms, requests per second, and how many bytes an answer has."""
    host, port, path, _ = server
    text = add_prologue(query, PREFIXES, DATA)
    address = f"{path}?{urlencode({'query': text})}"
    end = time.monotonic() + seconds
    lengths = set()

    def ask() -> list[float]:
        connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_S)
        found = []
        while not found or time.monotonic() < end:
            started = time.perf_counter()
            connection.request("GET", address, headers={"Accept": "application/sparql-results+json"})
            response = connection.getresponse()
            body = response.read()
            found.append(time.perf_counter() - started)
            if response.status != 200:
                raise SystemExit(f"{response.status}: {body[:300]!r}")
            lengths.add(body.count(b'"type"'))
        connection.close()
        return found

    started = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as threads:
        times = sorted(t for found in threads.map(lambda _: ask(), range(CLIENTS)) for t in found)
    rate = len(times) / (time.monotonic() - started)
    return 1000 * statistics.median(times), 1000 * times[len(times) * 99 // 100], rate, max(lengths)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rdflib-endpoint", default="")
    parser.add_argument("--kept", action="store_true", help="only Smolny, with short answers kept, as by default")
    parser.add_argument("--folder", type=Path, help="where the graph is made, and found again the next time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = options.folder or Path(place) / "g"
        if not (folder / "graph" / "manifest.json").exists():
            write_folder(folder, options.triples)
        subprocess.run(
            [sys.executable, "-m", "api.cli", "query", str(folder), "ASK {}"], check=True, stdout=subprocess.DEVNULL,
            env=os.environ,
        )  # fmt: skip
        servers = {"Smolny": run_smolny, "oxigraph serve": run_oxigraph}
        if options.kept:
            servers = {"Smolny, answers kept": partial(run_smolny, kept_mb=16)}
        if options.rdflib_endpoint:
            servers["rdflib-endpoint"] = run_rdflib(options.rdflib_endpoint)
        print(
            "| query | server | median, ms | 99 %, ms | requests/s | terms in the answer |\n|---|---|---|---|---|---|"
        )
        with ExitStack() as running:
            started = {name: running.enter_context(run(folder)) for name, run in servers.items()}
            for title, query in QUERIES.items():
                for name, server in started.items():
                    print(f"| {title} | {name} | {describe(server, query, options.seconds)} |", flush=True)
            memory = {name: hostile.read_memory(server[3]) for name, server in started.items()}
        print("\n| server | resident memory afterwards, MB |\n|---|---|")
        for name, megabytes in memory.items():
            print(f"| {name} | {megabytes} |")


def describe(server: Server, query: str, seconds: float) -> str:
    """Return the cells of a query: it is asked once before it is measured."""
    try:
        measure(server, query, 0.0)
        median, worst, rate, terms = measure(server, query, seconds)
    except TimeoutError:
        return f"no answer within {PATIENCE_S:.0f} s | | |"
    return f"{median:.1f} | {worst:.1f} | {rate:.1f} | {terms}"


if __name__ == "__main__":
    main()

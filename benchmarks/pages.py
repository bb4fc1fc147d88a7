"""How long the pages of ``smolny serve`` take on a graph: the first time after the start, and the median of more.

    python benchmarks/pages.py FOLDER [--times N] [--port N]      prints the table of docs/pages.md

The server is started anew; nothing is asked before each page's first time but other pages. Who is shown is who has most
claims. The client is another process (this one), on one kept connection, without gzip.
"""

import argparse
import http.client
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlencode

from graph.iris import ROOMS
from graph.query import QueryPool
from graph.sheets import select
from graph.stores import read_base

MOST = """SELECT ?it (COUNT(*) AS ?n) { ?claim a smo:Claim ; rdf:subject|rdf:object ?it .
  FILTER(STRSTARTS(STR(?it), "%s")) } GROUP BY ?it ORDER BY DESC(?n) ?it LIMIT 1"""
LARGEST = """SELECT ?it (COUNT(*) AS ?n) { GRAPH ?it { ?c a smo:Claim } } GROUP BY ?it ORDER BY DESC(?n) ?it LIMIT 1"""
BATCH = '{"q0": {"query": "Trotzki"}, "q1": {"query": "Parti communiste", "type": "smo:Party"}}'
NAMED = {
    "start": "/",
    "search: two letters": "/suggest?q=tr",
    "search: a name in another spelling": "/suggest?q=trotzki",
    "search page": "/search?q=parti",
    "search page, spelt wrongly": "/search?q=Trotzqui+Lyon",
    "search page, all": "/search",
    "corpus": "/corpus",
    "contradictions": "/conflicts",
    "map": "/map",
    "map, three years": "/map?from=1917&to=1919",
    "network": "/network",
    "network, data": "/network/all.json",
    "network, GEXF": "/network/persons-bodies.gexf",
    "reconcile, two names": "/reconcile?" + urlencode({"queries": BATCH}),
    "reconcile, suggest": "/reconcile/suggest/entity?prefix=trot",
    "query": "/sparql",
    "description (VoID)": "/.well-known/void",
}


def find_pages(folder: Path) -> dict[str, str]:
    """Return the addresses of the pages by name; those of entities first."""
    base = read_base(folder)
    found = {}
    with QueryPool(folder, 1) as pool:
        for room in ROOMS:
            for row in select(pool, MOST % f"{base}{room}/"):
                found[f"{room} with most claims ({row['n']})"] = f"/page/{quote(row['it'].removeprefix(base))}"
        for row in select(pool, LARGEST):
            path = f"/page/source/{quote(row['it'].rpartition('/')[2])}"
            found["source, first part"], found["source, another part"] = path, f"{path}?part=5"
    return {**found, **NAMED}


def measure(connection: http.client.HTTPConnection, path: str, times: int) -> tuple[float, float, float, int]:
    """Return the first time, the median and the longest of the others in ms, and how many bytes the page has."""
    spent, length = [], 0
    for _ in range(times + 1):
        start = time.perf_counter()
        connection.request("GET", path, headers={"Accept": "text/html,*/*;q=0.5"})
        response = connection.getresponse()
        length = len(response.read())
        spent.append(1000 * (time.perf_counter() - start))
        if response.status != 200:
            raise SystemExit(f"{path}: {response.status}")
    return spent[0], statistics.median(spent[1:]), max(spent[1:]), length


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--port", type=int, default=27990)
    given = parser.parse_args()
    pages = find_pages(given.folder)
    start = time.perf_counter()
    command = [sys.executable, "-m", "api.cli", "serve", str(given.folder), "--port", str(given.port)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", given.port, timeout=600)
                connection.request("GET", "/health")
                connection.getresponse().read()
                break
            except OSError:
                if server.poll() is not None:
                    raise SystemExit("the server ended") from None
                time.sleep(0.05)
        print(
            f"ready after {time.perf_counter() - start:.1f} s\n\n| page | first, ms | median, ms | longest, ms | kB |"
        )
        print("|---|---|---|---|---|")
        for name, path in pages.items():
            first, middle, longest, length = measure(connection, path, given.times)
            print(f"| {name} | {first:.0f} | {middle:.0f} | {longest:.0f} | {length / 1000:.0f} |", flush=True)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()

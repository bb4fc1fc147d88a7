"""What an answer of a million rows, or triples, costs: seconds to its first byte and its last, megabytes of memory.

    python benchmarks/long_answers.py [--folder DIR] [--triples N]    prints the table of docs/endpoint.md

The graph is invented (``synthetic.py``). Memory is that of the server and of its largest worker, before and at its
peak. Answers are sent when a megabyte of them is there, or held back until they are whole.
"""

import argparse
import http.client
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import hostile
from synthetic import write_folder

ROWS = 1_000_000
LIMITS = {
    "SMOLNY_WORKERS": "1", "SMOLNY_TIMEOUT_S": "300", "SMOLNY_MEMORY_MB": "0", "SMOLNY_MAX_ROWS": "2000000",
    "SMOLNY_MAX_BYTES": "2000000000",
}  # fmt: skip
ASKED = (
    ("SELECT, JSON", f"SELECT * {{ ?s ?p ?o }} LIMIT {ROWS}", "application/sparql-results+json"),
    ("SELECT, CSV", f"SELECT * {{ ?s ?p ?o }} LIMIT {ROWS}", "text/csv"),
    ("CONSTRUCT, N-Triples", f"CONSTRUCT WHERE {{ ?s ?p ?o }} LIMIT {ROWS}", "application/n-triples"),
)


@dataclass(slots=True)
class Peak:
    """Megabytes that the server and its largest worker had at most."""

    server: int = 0
    worker: int = 0

    def look(self, process: int) -> None:
        workers = [hostile.read_memory(child) for child in hostile.list_children(process)]
        self.worker = max(self.worker, *workers)
        self.server = max(self.server, hostile.read_memory(process) - sum(workers))


def ask(address: hostile.Address, query: str, accept: str) -> tuple[float, float, int]:
    """Return seconds to the first byte and to the last, and bytes."""
    connection = http.client.HTTPConnection(*address, timeout=600)
    started = time.monotonic()
    connection.request("GET", hostile.query(query), headers={"Accept": accept})
    response = connection.getresponse()
    first, length = time.monotonic() - started, 0
    while piece := response.read(1 << 20):
        length += len(piece)
    connection.close()
    if response.status != 200:
        raise SystemExit(f"{query}: {response.status}")
    return first, time.monotonic() - started, length


def measure(folder: Path, held: int) -> None:
    with hostile.serve(folder, **LIMITS, SMOLNY_HELD_BYTES=str(held)) as (address, process):
        hostile.ask_many(address, 40)
        for title, query, accept in ASKED:
            before, peak, over = Peak(), Peak(), threading.Event()
            before.look(process)

            def watch(peak: Peak = peak, over: threading.Event = over) -> None:
                while not over.wait(0.05):
                    peak.look(process)

            thread = threading.Thread(target=watch)
            thread.start()
            first, last, length = ask(address, query, accept)
            over.set()
            thread.join()
            print(
                f"| {title} | {'held' if held > length else 'sent as it comes'} | {length / 1e6:.0f} | {first:.2f} | "
                f"{last:.1f} | {before.server} → {peak.server} | {before.worker} → {peak.worker} |",
                flush=True,
            )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where the graph is made, and found again the next time")
    options = parser.parse_args()
    print("| answer | | MB | first byte, s | last byte, s | server, MB | worker, MB |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        folder = options.folder or Path(place) / "g"
        if not (folder / "graph" / "manifest.json").exists():
            write_folder(folder, options.triples)
        for held in (1_000_000, 1_000_000_000):
            measure(folder, held)


if __name__ == "__main__":
    main()

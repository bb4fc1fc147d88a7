"""Linking to Wikidata measured: entities whose items are known, their identifiers withheld, looked up in the subset.

    python benchmarks/linking.py                 builds ../shared/seeds, serves the subset over HTTP, prints the tables
    python benchmarks/linking.py --graph DIR     takes a graph that was built before
    python benchmarks/linking.py --fit           fits the weights anew, on each half, and prints them

Who is judged: every entity of the graph of ../shared/seeds that ``tests/data/links/truth.tsv`` or the authority knows
(as an item, or as none), and every further entry of the authority with an identifier. The halves are drawn by the
digest of the entity's id: what is fitted on one is measured on the other.
"""

import argparse
import gzip
import os
import tempfile
import threading
import zlib
from collections import defaultdict
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs

import numpy
from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from graph import candidates
from graph.build import build
from graph.candidates import LIKELY, SURE, WEIGHTS, Candidate
from graph.evidence import Named
from graph.iris import Iris
from graph.linking import Found, gather
from graph.links import EXACT
from graph.manifest import read_manifest
from graph.subjects import choose_names, read_entities
from graph.wikidata import Access, Wikidata
from ontology.authority import Entry, read_authority

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("SMOLNY_SHARED", ROOT.parent / "shared"))
TRUTH = ROOT / "tests" / "data" / "links" / "truth.tsv"
BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
ROOMS = ("person", "party", "organisation", "soviet", "front", "place", "event", "work")
BY_HAND = ("beside", "place")  # the subset has neither neighbours nor coordinates


@dataclass(frozen=True)
class Pair:
    """An entity, a candidate for it with what speaks for and against it, and whether it is right."""

    entity: Named
    candidate: Candidate
    points: dict[str, float]
    right: bool


class Service(BaseHTTPRequestHandler):
    """The SPARQL protocol, as far as it is asked: POST with the query in a form."""

    def do_POST(self):
        query = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"][0]
        body = self.server.store.query(query).serialize(format=QueryResultsFormat.JSON)
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def serve(path):
    """Serve the subset over HTTP on a free port of this machine; return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.store = Store()
    with gzip.open(path, "rb") as file:
        server.store.bulk_load(input=file, format=RdfFormat.N_TRIPLES)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def read_truth():
    """Return what is known by entity: a set of items (empty: there is none), None where it is doubtful."""
    lines = [line.split("\t") for line in TRUTH.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    known = {entity: None if item == "?" else set(item.split("|")) - {"-"} for entity, item, _ in lines[1:]}
    return known | {entry.id: {entry.wikidata} for entry in read_authority() if entry.wikidata}


def read_judged(folder, truth):
    """Return the entities of the graph and of the authority that can be judged, and those that can't."""
    authority = {entry.id: entry for entry in read_authority()}
    base = read_manifest(folder / "graph" / "manifest.json").base
    entities = read_entities(folder, Iris(base), authority)
    more = {id_: to_named(entry) for id_, entry in authority.items() if entry.wikidata and id_ not in entities}
    judged = [entity for id_, entity in {**entities, **more}.items() if truth.get(id_) is not None]
    print(f"{len(entities)} entities in the graph, {len(more)} more of the authority; {len(judged)} judged, "
          f"{sum(bool(truth[entity.id]) for entity in judged)} of them have an item")  # fmt: skip
    return judged, [entity for id_, entity in entities.items() if id_ not in truth]


def to_named(entry: Entry) -> Named:
    """Return the entity that a build would make of an entry, without its identifier."""
    names = choose_names(entry.id, entry.label, [variant.text for variant in entry.variants], entry)
    years = [(int(day[:4]), int(day[:4])) if day[:4].isdigit() else None for day in (entry.start, entry.end)]
    return Named(entry.id, entry.label, names, *years, entry.description)


def find_pairs(found: Found, truth):
    """Return every candidate of every entity, as a search without any links known sees it."""
    pairs = []
    for entity, matches in found.matches:
        ranked = candidates.rank(entity, matches, found.items, {})
        for one in ranked:
            points = candidates.find_points(entity, one, [other for other in ranked if other is not one])
            pairs.append(Pair(entity, one, points, one.item.id in truth[entity.id]))
    return pairs


def fit(pairs):
    """Return the weights of a logistic regression with a little ridge, by Newton's method."""
    names = [name for name in WEIGHTS if name not in BY_HAND]
    points = numpy.array([[pair.points[name] for name in names] for pair in pairs])
    right = numpy.array([float(pair.right) for pair in pairs])
    weights = numpy.zeros(len(names))
    for _ in range(60):
        sure = 1 / (1 + numpy.exp(-points @ weights))
        slope = points.T @ (sure - right) + 0.3 * weights
        weights -= numpy.linalg.solve((points.T * (sure * (1 - sure))) @ points + 0.3 * numpy.eye(len(names)), slope)
    fitted = dict(zip(names, (round(float(weight), 1) for weight in weights), strict=True))
    return fitted | {name: WEIGHTS[name] for name in BY_HAND}


def judge(pairs, weights):
    """Return the best candidate of each entity: (confidence, exact, right), by id."""
    best = {}
    for pair in pairs:
        confidence = candidates.weigh(pair.points, weights)
        if confidence > best.get(pair.entity.id, (0.0,))[0]:
            exact = confidence >= SURE and candidates.is_supported(pair.entity, pair.candidate)
            best[pair.entity.id] = (confidence, exact, pair.right, pair)
    return best


def print_table(title, entities, best, truth):
    """Print precision and recall of exact and close links, by room."""
    print(f"\n{title}\n{'':14}judged  have an item   exact  precision  recall   close  precision  recall of both")
    for room in (*ROOMS, "all"):
        ids = [entity.id for entity in entities if room in (entity.room, "all")]
        linkable = sum(bool(truth[id_]) for id_ in ids)
        exact = [best[id_][2] for id_ in ids if id_ in best and best[id_][1]]
        close = [best[id_][2] for id_ in ids if id_ in best and not best[id_][1] and best[id_][0] >= LIKELY]
        print(f"{room:14}{len(ids):6}{linkable:14}{len(exact):8}{share(exact, len(exact))}{share(exact, linkable)}"
              f"{len(close):8}{share(close, len(close))}{share(exact + close, linkable):>14}")  # fmt: skip


def share(right, whole):
    """Return how many are right as a share, for a cell."""
    return f"{sum(right) / whole:10.3f}" if whole else f"{'-':>10}"


def print_reliability(pairs, weights):
    """Print how often candidates of some confidence are right: at .8 it should be four times out of five."""
    print("\nconfidence     candidates   mean   right")
    bins = defaultdict(list)
    for pair in pairs:
        confidence = candidates.weigh(pair.points, weights(pair))
        bins[max(low for low in BINS if low <= confidence)].append((confidence, pair.right))
    for low, high in pairwise(BINS):
        some = bins[low]
        mean = sum(confidence for confidence, _ in some) / max(1, len(some))
        print(
            f"{low:.2f} - {min(high, 1):.2f}{len(some):13}{mean:8.3f}{share([one for _, one in some], len(some))[2:]}"
        )


def print_unjudged(entities, service):
    """Print the exact links of entities that nobody has looked up: for the next reader of the truth."""
    found = gather(entities, service, lambda done, total, name: None)
    links = [candidates.choose_link(entity, matches, found.items) for entity, matches in found.matches]
    exact = [one for one in links if one and one.predicate == EXACT]
    print(f"{len(entities)} entities were looked up by nobody; {len(exact)} of them are linked exactly:",
          ", ".join(f"{one.subject} {one.object} '{one.object_label}'" for one in exact) or "-")  # fmt: skip


def find_half(entity: Named) -> int:
    """Return the half that an entity is in."""
    return zlib.crc32(entity.id.encode()) % 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, help="a folder that smolny build has made of ../shared/seeds")
    parser.add_argument("--fit", action="store_true", help="fit the weights on each half, measure them on the other")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.graph or Path(scratch) / "graph"
        if not options.graph:
            build([SHARED / "seeds"], folder)
        truth = read_truth()
        judged, unknown = read_judged(folder, truth)
    subset = SHARED / "data" / "wikidata" / "wikidata-subset.nt.gz"
    service = Wikidata(Access(serve(subset), pause_s=0))
    print_unjudged(unknown, service)
    found = gather(judged, service, lambda done, total, name: None)
    pairs = find_pairs(found, truth)
    reached = sum(any(match.item in truth[entity.id] for match in matches) for entity, matches in found.matches)
    alone = [not truth[entity.id] for entity, matches in found.matches if not matches]
    print(f"{reached} found by a name; {len(alone)} whose name no item bears, rightly "
          f"{share(alone, len(alone)).strip()} of them; {len(pairs)} candidates")  # fmt: skip
    halves = [[entity for entity in judged if find_half(entity) == half] for half in (0, 1)]
    if options.fit:
        fitted = [fit([pair for pair in pairs if find_half(pair.entity) == half]) for half in (0, 1)]
        for half in (0, 1):
            best = judge(pairs, fitted[half])
            print_table(f"fitted on half {half}, measured on the other", halves[1 - half], best, truth)
        print_reliability(pairs, lambda pair: fitted[1 - find_half(pair.entity)])
        print("\nfitted on all:", *(f"{name} {weight}" for name, weight in fit(pairs).items()), sep="\n  ")
        return
    best = judge(pairs, WEIGHTS)
    for half in (0, 1):
        print_table(f"half {half}", halves[half], best, truth)
    print_table("all", judged, best, truth)
    print_reliability(pairs, lambda pair: WEIGHTS)
    wrong = [(id_, one) for id_, one in best.items() if one[1] and not one[2]]
    print("\nexact and wrong:")
    for id_, (confidence, _, _, pair) in sorted(wrong):
        print(
            f"  {id_} {pair.candidate.item.id} '{pair.candidate.item.label}' {confidence}, known: {truth[id_] or '-'}"
        )


if __name__ == "__main__":
    main()

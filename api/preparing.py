"""A graph in, the shelf out from which its pages are served: names, networks, texts, stays, numbers, contradictions.

A small graph is prepared within the server; a large one by ``python -m api.preparing FOLDER FILE`` in a process of its
own, so that neither its memory stays nor anybody waits for it. How a store is reached is read from standard input.
"""

import json
import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from api.catalogues import write_catalogue
from api.languages import LANGUAGES
from api.network_records import write_networks
from graph.conflicts import Conflict, Side, read_conflicts
from graph.guards import QueryError
from graph.holdings import Held, Holdings, read_holdings
from graph.query import QueryPool
from graph.sheets import read_wordings, select
from graph.shelves import Shelf, make_shelf, write_record
from graph.source_parts import write_source
from graph.source_texts import index_readings, read_source_text
from graph.statistics import Statistics, count_statistics, load_statistics
from graph.stays import Place, Stay, read_stays
from graph.store import StoreError
from graph.stores import Access, open_pool, read_base

TIMEOUT_S: Final = 600.0
MAX_BYTES: Final = 4_000_000_000
LOGGER: Final = logging.getLogger("smolny.server")
STATISTICS: Final = "statistics"
RULES: Final = """SELECT ?rule ?label {{ ?rule skos:inScheme smv:preference-rules ; skos:{property} ?label
  FILTER(lang(?label) = "{language}") }}"""


def prepare(pool: QueryPool, path: Path) -> None:
    """Write the shelf of the graph that ``pool`` asks; raises what asking raises and OSError where it can't be."""
    make_shelf(path, partial(write_all, pool))


def prepare_apart(folder: Path, access: Access | None, path: Path) -> None:
    """Write the shelf in a process of its own; StoreError with its last word where that fails."""
    root = str(Path(__file__).resolve().parents[1])
    python_path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "api.preparing", str(folder), str(path)],
        input=json.dumps(asdict(access) if access else {}), capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": python_path},
    )  # fmt: skip
    if done.returncode:
        raise StoreError(f"the pages could not be prepared: {(done.stderr.strip().splitlines() or ['killed'])[-1]}")


def write_all(pool: QueryPool, database: sqlite3.Connection) -> None:
    """Write all that pages read at once."""
    wordings = {language: read_wordings(pool, language) for language in LANGUAGES}
    write_record(database, "wordings", wordings)
    write_record(database, "rules", {language: read_rules(pool, language, "prefLabel") for language in LANGUAGES})
    write_record(database, "reasons", {language: read_rules(pool, language, "definition") for language in LANGUAGES})
    write_catalogue(pool, database)
    write_networks(pool, database, wordings)
    write_record(database, "holdings", _to_numbers(read_holdings(pool)))
    write_statistics(pool, database)
    write_record(database, "conflicts", [asdict(conflict) for conflict in read_conflicts(pool)])
    write_sources(pool, database)
    stays, places = read_stays(pool)
    write_record(database, "places", [asdict(place) for place in places.values()])
    write_record(database, "stays", [_to_record(stay) for stay in stays])


def write_statistics(pool: QueryPool, database: sqlite3.Connection) -> None:
    """Write how much the graph holds for its description; without it, where a store does not count that much."""
    try:
        write_record(database, STATISTICS, asdict(count_statistics(pool)))
    except QueryError as error:
        LOGGER.warning("%s: the graph is described without numbers: %s", pool.folder, error)


def write_sources(pool: QueryPool, database: sqlite3.Connection) -> None:
    """Write the texts of the sources, as far as the folder has their readings."""
    base = read_base(pool.folder)
    for id_, place in index_readings(pool.folder).items():
        try:
            write_source(database, read_source_text(pool, place, base, {}))
        except ValueError as error:
            LOGGER.warning("%s: the reading of %s can't be shown: %s", pool.folder, id_, error)


def read_rules(pool: QueryPool, language: str, property_: str) -> dict[str, str]:
    """Return what the rules that prefer a claim are called (``prefLabel``), or what they mean (``definition``)."""
    rows = select(pool, RULES.format(language=language, property=property_))
    return {row["rule"].rpartition("/")[2]: row["label"] for row in rows}


def load_stays(shelf: Shelf) -> tuple[tuple[Stay, ...], dict[str, Place]]:
    """Return the stays and all places by IRI."""
    places = {record["iri"]: _to_place(record) for record in shelf.read("places")}
    stays = tuple(Stay(**{**record, "place": places[record["place"]]}) for record in shelf.read("stays"))
    return stays, places


def load_holdings(shelf: Shelf) -> Holdings:
    """Return what the graph holds."""
    record = shelf.read("holdings")
    sources = tuple(Held(**{**one, "authors": tuple(one["authors"])}) for one in record["sources"])
    years = {name: {int(year): n for year, n in record[name].items()} for name in ("claim_years", "date_years")}
    return Holdings(sources, years["claim_years"], years["date_years"], record["exact"], record["close"])


def load_numbers(shelf: Shelf) -> Statistics | None:
    """Return how much the graph holds, for its description; None where that could not be counted."""
    try:
        return load_statistics(shelf.read(STATISTICS))
    except KeyError:
        return None


def load_conflicts(shelf: Shelf) -> tuple[Conflict, ...]:
    """Return what can't all be true."""
    return tuple(
        Conflict(**{**one, "one": Side(**one["one"]), "other": Side(**one["other"])}) for one in shelf.read("conflicts")
    )


def _to_numbers(held: Holdings) -> dict[str, Any]:
    return asdict(replace(held, claim_years=dict(held.claim_years), date_years=dict(held.date_years)))


def _to_record(stay: Stay) -> dict[str, Any]:
    return {name: getattr(stay, name) for name in Stay.__slots__} | {"place": stay.place.iri}


def _to_place(record: Mapping[str, Any]) -> Place:
    points = {name: tuple(record[name]) if record[name] else None for name in ("point", "middle")}
    return Place(**{**record, **points})


def main() -> None:
    """Prepare the folder that the command line names; one line on standard error where that fails."""
    access: dict[str, Any] = json.loads(sys.stdin.read() or "{}")
    store = Access(**access) if access else None
    try:
        bounds = {"workers": 1, "timeout_s": TIMEOUT_S, "max_bytes": MAX_BYTES, "memory_mb": 0}
        with open_pool(Path(sys.argv[1]), store, **bounds) as pool:
            prepare(pool, Path(sys.argv[2]))
    except (QueryError, StoreError, OSError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()

"""A SPARQL store that holds a graph in, a folder with its manifest out: to serve it where it was not built.

The base, the sources and the counts are asked of the store. What only the built folder has is missing: the texts of the
sources, and the files of the graph.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from graph.iris import DEFAULT_BASE, ROOMS
from graph.manifest import Counts, Input, Manifest, to_json
from graph.replacing import replace_file
from graph.sheets import Row, select
from graph.store import StoreError
from graph.stores import Access, StorePool
from ontology.files import shorten

SOURCES: Final = "SELECT ?source ?id { GRAPH ?source { ?source a smo:Source ; dcterms:identifier ?id } } ORDER BY ?id"
CLASSES: Final = " ".join(f"smo:{room.capitalize()}" for room in ROOMS)
COUNTS: Final = {
    "entities": f"""SELECT ?of (COUNT(DISTINCT ?it) AS ?n) {{ VALUES ?of {{ {CLASSES} }} ?it a ?of ; smo:slug ?slug
      FILTER NOT EXISTS {{ ?it smo:eventKind ?kind }} }} GROUP BY ?of""",
    "mentions": "SELECT ?of (COUNT(DISTINCT ?it) AS ?n) { ?it smo:mentionClass ?of } GROUP BY ?of",
    "claims": "SELECT ?of (COUNT(DISTINCT ?it) AS ?n) { ?it a smo:Claim ; rdf:predicate ?of } GROUP BY ?of",
    "facts": "SELECT ?of (COUNT(DISTINCT ?it) AS ?n) { ?it a smo:Fact ; rdf:predicate ?of } GROUP BY ?of",
}
TIMEOUT_S: Final = 300.0
SEVERAL: Final = "the store holds graphs of several bases"
NONE: Final = "the store holds no source of a graph of Smolny: load one with smolny push"


def write_mirror(folder: Path, access: Access) -> Manifest:
    """Write the manifest of the graph in a store to ``folder``; raise StoreError where there is none, or several."""
    (folder / "graph").mkdir(parents=True, exist_ok=True)
    manifest = Manifest(DEFAULT_BASE, "", "", {})
    _write(folder, manifest)
    with StorePool(folder, replace(access, default_graph=""), 1, timeout_s=TIMEOUT_S) as pool:
        rows = select(pool, SOURCES)
    base = find_base(row["source"] for row in rows)
    inputs = tuple(Input(row["id"], "", "", "", "") for row in rows)
    manifest = replace(manifest, base=base, inputs=inputs)
    _write(folder, manifest)
    with StorePool(folder, access, 1, timeout_s=TIMEOUT_S) as pool:
        counts: Counts = {name: to_counts(select(pool, query)) for name, query in COUNTS.items()}
    manifest = replace(manifest, counts=counts)
    _write(folder, manifest)
    return manifest


def find_base(sources: Iterable[str]) -> str:
    """Return what the IRIs of sources begin with; raise StoreError where that is nothing, or not one."""
    bases = Counter(iri.rpartition("source/")[0] for iri in sources)
    if len(bases) > 1:
        raise StoreError(f"{SEVERAL}: {', '.join(sorted(bases))}")
    if not bases:
        raise StoreError(NONE)
    return next(iter(bases))


def to_counts(rows: Iterable[Row]) -> dict[str, int]:
    """Return the counts of rows by class or predicate."""
    return {shorten(row["of"]): int(row["n"]) for row in rows if "of" in row}


def _write(folder: Path, manifest: Manifest) -> None:
    replace_file(folder / "graph" / "manifest.json", to_json(manifest).encode("utf-8"))

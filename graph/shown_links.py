"""``links.tsv`` in, ``entities.ttl`` with just these links out: what a build would write, without a build.

The manifest and its digest follow, so that the folder stays of one piece and the query index is made anew.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from graph.entities import choose_links
from graph.iris import Iris, term
from graph.links import AUTHORITY, CLOSE, EXACT, LEXICAL, Link
from graph.manifest import digest_bytes, read_manifest, to_json
from graph.replacing import replace_file
from graph.turtle import to_turtle
from ontology.authority import Entry


def show_links(folder: Path, links: Iterable[Link], authority: Iterable[Entry]) -> None:
    """Write the links of entities into ``entities.ttl`` in place of those there; both files are whole at any moment."""
    manifest = read_manifest(folder / "graph" / "manifest.json")
    iris, path = Iris(manifest.base), folder / "graph" / "entities.ttl"
    triples = [quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)]
    known = {triple.subject for triple in triples if triple.predicate == term("smo:slug")}
    own = (
        Link(entry.id, EXACT, f"wd:{entry.wikidata.removeprefix('wd:')}", LEXICAL, author=AUTHORITY)
        for entry in authority
        if entry.wikidata
    )
    shown = [
        Triple(iris.entity(entity), term(predicate), term(item))
        for entity, predicate, item in choose_links(links, own)
        if iris.entity(entity) in known
    ]
    turtle = to_turtle([*(triple for triple in triples if not is_link(triple)), *shown], iris)
    replace_file(path, turtle)
    digests = {**manifest.files, path.name: digest_bytes(turtle)}
    replace_file(folder / "graph" / "manifest.json", to_json(replace(manifest, files=digests)).encode("utf-8"))


def is_link(triple: Triple) -> bool:
    """Tell whether a triple links an entity to Wikidata."""
    target = triple.object
    to_item = isinstance(target, NamedNode) and target.value.startswith(term("wd:Q").value)
    return to_item and triple.predicate in (term(EXACT), term(CLOSE))

"""A built graph in, what is wrong with it out: one problem a line, nothing changed.

What the files hold is compared with the manifest, every reference is followed, every quote is looked up again in its
source, and all is held against the shapes; one source after another, so that memory holds one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Final

import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.build import find_reader
from graph.iris import name_file, term
from graph.links import LinkError, read_links
from graph.manifest import Manifest, ManifestError, digest_bytes, read_manifest
from graph.quotes import FindQuote, check_quotes, find_paths, find_tables, read_evidence
from graph.store import describe_turtle_error
from ontology.checks import Problem, check_shapes
from ontology.files import shorten

DEFAULT_GRAPH: Final = ("entities.ttl", "facts.ttl")
Graph = tuple[Triple, ...]
Counts = dict[str, Counter[str]]


def check(
    folder: Path, corpus: Path | None = None, *, find_quote: FindQuote | None = None, language: str = "en"
) -> list[Problem]:
    """Return what is wrong with the graph in ``folder``, sorted; messages of the shapes in ``language``.

    The sources are looked for where they were built from, or under ``corpus``. A graph that can't be read at all is a
    problem too.
    """
    try:
        manifest = read_manifest(folder / "graph" / "manifest.json")
        problems = set(_check(folder, corpus, manifest, find_quote or find_reader().find_quote, language))
    except FileNotFoundError as error:
        return [Problem(str(error.filename), "is missing; run smolny build")]
    except ManifestError as error:
        return [Problem(*str(error).split(": ", 1))]
    except SyntaxError as error:
        return [Problem(*describe_turtle_error(error).split(": ", 1))]
    except (OSError, UnicodeDecodeError) as error:
        return [Problem(str(folder / "graph"), str(error))]
    return sorted(problems)


def _check(folder: Path, corpus: Path | None, manifest: Manifest, find: FindQuote, language: str) -> Iterator[Problem]:
    default = tuple(triple for name in DEFAULT_GRAPH for triple in read_graph(folder / "graph" / name))
    described = {triple.subject for triple in default}
    paths, evidence = find_paths(folder, corpus, manifest), read_evidence(folder, manifest)
    claims, counts = set(), {"claims": Counter[str](), "mentions": Counter[str]()}
    yield from check_digests(folder, manifest)
    yield from check_links(folder)
    yield from check_corrections(folder, manifest)
    for read in manifest.inputs:
        name = f"sources/{name_file(read.source, 'ttl')}"
        graph = read_graph(folder / "graph" / name)
        if read.source not in evidence:
            yield Problem("readings.jsonl", f"the reading of {read.source} is not as it was written; run smolny build")
        claims |= find_claims(graph)
        count(graph, counts)
        yield from check_references(name, graph, described | {triple.subject for triple in graph}, manifest.base)
        yield from check_quotes(folder, read, paths.get(read.source), graph, evidence.get(read.source, ()), find)
        yield from check_shapes(to_rdflib([*graph, *find_described(graph, default)]), language)
    yield from check_references("entities.ttl and facts.ttl", default, described | claims, manifest.base)
    yield from check_counts(manifest, counts)
    yield from check_shapes(to_rdflib(default), language)


def read_graph(path: Path) -> Graph:
    """Return the triples of a Turtle file; SyntaxError where it is none, FileNotFoundError where it is missing."""
    path.stat()  # its error says which file, the parser's does not
    return tuple(quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE))


def check_digests(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """Report files of the graph that are not as they were written."""
    for name, digest in manifest.files.items():
        if digest_bytes((folder / "graph" / name).read_bytes()) != digest:
            yield Problem(f"graph/{name}", "changed since the build; the next build overwrites it")


def check_links(folder: Path) -> Iterator[Problem]:
    """Report what the next build or link can't read in ``links.tsv``."""
    try:
        read_links(folder / "links.tsv")
    except LinkError as error:
        yield Problem(*str(error).split(": ", 1))


def check_corrections(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """Report the lines of corrections that fitted nothing at the build, and a table that has changed since."""
    for line in manifest.misfits:
        yield Problem(*line.split(": ", 1))
    for name, path in find_tables(folder).items():
        if name in manifest.corrections and (
            not path.is_file() or digest_bytes(path.read_bytes()) != manifest.corrections[name]
        ):
            yield Problem(name, "changed since the build; run smolny build")


def check_counts(manifest: Manifest, counts: Counts) -> Iterator[Problem]:
    """Report numbers of claims and mentions in the manifest that the graph does not bear out."""
    for what, found in counts.items():
        stated = manifest.counts.get(what, {})
        for key in sorted({*stated, *found}):
            if stated.get(key, 0) != found[key]:
                yield Problem("graph/manifest.json", f"{stated.get(key, 0)} {what} of {key}; there are {found[key]}")


def check_references(name: str, graph: Graph, described: Set[object], base: str) -> Iterator[Problem]:
    """Report IRIs of the data that are pointed to but never described."""
    for triple in graph:
        target = triple.object
        if isinstance(target, NamedNode) and target.value.startswith(base) and target not in described:
            yield Problem(f"graph/{name}", f"{triple.subject} points to {target}, which is not described")


def find_claims(graph: Graph) -> set[object]:
    """Return the claims of a source's graph, and the source itself: what other graphs may point to."""
    kinds = (term("smo:Claim"), term("smo:Source"))
    return {triple.subject for triple in graph if triple.object in kinds and triple.predicate == term("rdf:type")}


def count(graph: Graph, counts: Counts) -> None:
    """Add the claims by predicate and the mentions by class of a source's graph."""
    for what, predicate in (("claims", term("rdf:predicate")), ("mentions", term("smo:mentionClass"))):
        objects = (triple.object for triple in graph if triple.predicate == predicate)
        counts[what].update(shorten(node.value) for node in objects if isinstance(node, NamedNode))


def find_described(graph: Graph, default: Graph) -> Iterator[Triple]:
    """Yield what the default graph says of the entities that a source's graph names."""
    named = {triple.object for triple in graph if isinstance(triple.object, NamedNode)}
    kinds = {term(name) for name in ("rdf:type", "skos:prefLabel", "smo:slug", "smo:correctionKind")}
    kinds.add(term("dcterms:description"))
    return (triple for triple in default if triple.predicate in kinds and triple.subject in named)


def to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return the triples as an rdflib graph; TypeError for anything but IRIs and literals."""
    graph = rdflib.Graph()
    for triple in triples:
        graph.add((_to_term(triple.subject), _to_term(triple.predicate), _to_term(triple.object)))
    return graph


def _to_term(node: object) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(node, NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, Literal) and node.language:
        return rdflib.Literal(node.value, lang=node.language)
    if isinstance(node, Literal):
        return rdflib.Literal(node.value, datatype=rdflib.URIRef(node.datatype.value))
    raise TypeError(f"built data holds only IRIs and literals, not {node}")

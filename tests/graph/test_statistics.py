"""The numbers of a graph's description: those of its files to the last triple, before and after they lay on a shelf."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple, parse

from graph.build import build
from graph.query import QueryPool, ask
from graph.statistics import Statistics, count_statistics, load_statistics
from ontology.files import PREFIXES

CORPUS = Path(__file__).parents[2] / "examples" / "corpus"
RDF_TYPE = NamedNode(PREFIXES["rdf"] + "type")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build([CORPUS], folder)
    return folder


@pytest.fixture(scope="module")
def counted(folder: Path) -> Statistics:
    with QueryPool(folder, 1) as pool:
        return count_statistics(pool)


@pytest.fixture(scope="module")
def triples(folder: Path) -> set[Triple]:
    return {triple for path in (folder / "graph").rglob("*.ttl") for triple in read(path)}


def read(path: Path) -> Iterator[Triple]:
    yield from (quad.triple for quad in parse(path=str(path)))


def to_counts(names: Iterable[object]) -> tuple[tuple[str, int], ...]:
    found = Counter(name.value for name in names if isinstance(name, NamedNode))
    return tuple(sorted(found.items()))


def test_they_are_those_of_the_files(counted: Statistics, triples: set[Triple]) -> None:
    assert counted.triples == len(triples) > 1000
    assert counted.properties == to_counts(triple.predicate for triple in triples)
    assert counted.classes == to_counts(triple.object for triple in triples if triple.predicate == RDF_TYPE)
    assert counted.entities == sum(triple.predicate.value.endswith("ontology#slug") for triple in triples) > 100
    links = [triple for triple in triples if triple.predicate.value.endswith(("#exactMatch", "#closeMatch"))]
    assert counted.links == len(links) > 0
    persons = {triple.subject for triple in triples if triple.object == NamedNode(PREFIXES["smo"] + "Person")}
    assert NamedNode(counted.example) in persons


def test_each_source_is_a_graph_with_its_triples(counted: Statistics, folder: Path) -> None:
    sizes = {path.stem: len(set(read(path))) for path in (folder / "graph" / "sources").glob("*.ttl")}
    assert {iri.rpartition("/")[2]: found for iri, found in counted.graphs} == sizes


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"),
        ("graphs", "SELECT ?name (COUNT(*) AS ?n) WHERE { GRAPH ?name { ?s ?p ?o } } GROUP BY ?name ORDER BY ?name"),
        ("example", "SELECT ?name WHERE { ?name a smo:Person } ORDER BY ?name LIMIT 1"),
    ],
)
def test_the_endpoint_says_the_same(counted: Statistics, folder: Path, name: str, query: str) -> None:
    rows = ask(folder, query, media_type="text/csv").body.decode().split()[1:]
    expected = getattr(counted, name)
    shown = [",".join(map(str, row)) for row in expected] if name == "graphs" else [str(expected)]
    assert rows == shown


def test_they_come_back_as_they_were_written(counted: Statistics) -> None:
    assert load_statistics(json.loads(json.dumps(asdict(counted)))) == counted

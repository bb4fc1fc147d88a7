"""The shipped model has no problem, and each check finds the mistake that it is there for."""

from collections.abc import Callable

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, URIRef
from rdflib.term import Node

from ontology import checks, files
from ontology.checks import CHECKS, PREDICATES, Check, check_shapes
from ontology.generate import read_ontology

Change = Callable[[Graph], object]


def smo(name: str) -> URIRef:
    return URIRef(files.SMO + name)


def smv(name: str) -> URIRef:
    return URIRef(files.SMV + name)


@pytest.fixture(scope="module")
def shipped() -> Graph:
    return read_ontology()


@pytest.mark.parametrize(("name", "check"), CHECKS, ids=[name for name, _ in CHECKS])
def test_shipped_model(name: str, check: Check, shipped: Graph) -> None:
    assert check(shipped) == [], name


def test_shipped_model_has_no_blank_nodes(shipped: Graph) -> None:
    assert not [node for node in shipped.all_nodes() if isinstance(node, BNode)]


def add(subject: Node, predicate: Node, value: Node) -> Change:
    return lambda graph: graph.add((subject, predicate, value))


def drop(subject: Node, predicate: Node | None, value: Node | None = None) -> Change:
    return lambda graph: graph.remove((subject, predicate, value))


MISTAKES: tuple[tuple[Check, Change, str], ...] = (
    (checks.check_labels, drop(smo("Person"), RDFS.comment), "smo:Person"),
    (checks.check_types, drop(smo("Party"), RDF.type), "smo:Party"),
    (checks.check_references, add(smo("Party"), RDFS.subClassOf, smo("Nothing")), "smo:Party"),
    (checks.check_signatures, drop(smo("memberOf"), RDFS.range), "smo:memberOf"),
    (checks.check_signatures, add(smo("memberOf"), RDFS.domain, smo("Place")), "smo:memberOf"),
    (checks.check_cycles, add(smo("Event"), RDFS.subClassOf, smo("Congress")), "smo:Congress"),
    (checks.check_predicates, drop(smo("wasIn"), None), "smo:wasIn"),
    (checks.check_inverses, drop(smo("hasMember"), OWL.inverseOf), "smo:hasMember"),
    (checks.check_inverses, drop(smo("alliedWith"), RDF.type, OWL.SymmetricProperty), "smo:alliedWith"),
    (checks.check_concepts, drop(smv("chair"), SKOS.inScheme), "smv:chair"),
    (checks.check_concepts, drop(smv("chair"), SKOS.prefLabel), "smv:chair"),
    (checks.check_shape_classes, lambda graph: graph.set((smo("bornIn"), RDFS.range, smo("Body"))), "smo:bornIn"),
)


@pytest.mark.parametrize(("check", "change", "where"), MISTAKES)
def test_check_finds_its_mistake(check: Check, change: Change, where: str) -> None:
    graph = read_ontology()
    change(graph)
    assert where in {problem.where for problem in check(graph)}


def test_check_names_finds_a_name_of_two_concepts() -> None:
    graph = read_ontology()
    for label in graph.objects(smv("chair"), SKOS.prefLabel):
        graph.add((smv("leader"), SKOS.altLabel, label))
    assert [problem.where for problem in checks.check_names(graph)] == ["smv:chair smv:leader"]


def test_predicates_are_those_of_the_shapes() -> None:
    targets = {str(node) for node in checks.read_shapes().objects(None, SH.targetNode)}
    assert {files.SMO + name for name in PREDICATES} <= targets


def test_every_shape_speaks_both_languages() -> None:
    shapes = checks.read_shapes()
    for shape in set(shapes.subjects(SH.message)):
        messages = shapes.objects(shape, SH.message)
        assert sorted(str(message.n3())[-2:] for message in messages) == ["en", "fr"]


def test_data_is_not_changed_by_checking() -> None:
    data = Graph().parse(data="@prefix smo: <https://w3id.org/smolny/ontology#> . <urn:x> a smo:Person .", format="ttl")
    before = set(data)
    assert [problem.where for problem in check_shapes(data)] == ["urn:x", "urn:x"]
    assert set(data) == before

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.iris import Iris, term
from graph.literals import to_decimal
from graph.turtle import to_turtle

NODES = st.sampled_from(
    [NamedNode(f"https://w3id.org/smolny/id/{path}") for path in ("person/a", "place/b%20c", "x/y")]
)
PREDICATES = st.sampled_from([term("smo:slug"), term("skos:altLabel")])
LITERALS = st.builds(Literal, st.text(), language=st.sampled_from(["fr", "ru-latn"]))
TYPES = st.builds(Triple, NODES, st.just(term("rdf:type")), NODES)
TRIPLES = TYPES | st.builds(Triple, NODES, PREDICATES, NODES | LITERALS)


@given(st.lists(TRIPLES), st.randoms())
def test_the_order_of_triples_does_not_show(triples, rng):
    shuffled = [*triples, *triples[:2]]
    rng.shuffle(shuffled)
    assert to_turtle(shuffled, Iris()) == to_turtle(triples, Iris())


@given(st.lists(TRIPLES))
def test_turtle_is_read_back_as_the_same_triples(triples):
    read = parse(to_turtle(triples, Iris()), format=RdfFormat.TURTLE)
    assert {quad.triple for quad in read} == set(triples)


def test_only_used_prefixes_are_declared_in_order():
    turtle = to_turtle([Triple(Iris().entity("person/a"), term("rdf:type"), term("smo:Person"))], Iris())
    assert turtle.decode().splitlines() == [
        "@prefix person: <https://w3id.org/smolny/id/person/> .",
        "@prefix smo: <https://w3id.org/smolny/ontology#> .",
        "",
        "person:a a smo:Person .",
    ]


@pytest.mark.parametrize(("value", "text"), [(0.9, "0.9"), (1.0, "1"), (0.87004, "0.87"), (0.0, "0"), (10.0, "10")])
def test_decimals_have_no_trailing_zeros(value, text):
    assert to_decimal(value).value == text


def test_a_large_graph_is_the_same_from_any_order(make):
    from graph.passages import to_mentions

    triples = list(to_mentions(make.book(mentions=500, claims=50), Iris()))
    shuffled = random.Random(1).sample(triples, len(triples))
    assert to_turtle(shuffled, Iris()) == to_turtle(triples, Iris())

"""What is rarest comes first, and no query means anything else than before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.planning import Planner, find_pairs

BASE = "http://a/"
PREFIXES = {"p": "http://p/"}
MANY = 50


@pytest.fixture(scope="module")
def store() -> Store:
    """Fifty claims of one kind, each on one of five bodies."""
    made = Store()
    for number in range(MANY):
        claim = NamedNode(f"{BASE}claim/{number}")
        made.add(Quad(claim, NamedNode("http://p/kind"), NamedNode("http://p/member")))
        made.add(Quad(claim, NamedNode("http://p/of"), NamedNode(f"{BASE}body/{number % 5}")))
        made.add(Quad(claim, NamedNode("http://p/year"), Literal(number)))
    return made


@pytest.mark.parametrize(
    ("query", "planned"),
    [
        (
            "SELECT * { ?c p:kind p:member ; p:of <body/3> ; p:year ?y . }",
            "SELECT * { ?c p:of <body/3> ; p:kind p:member ; p:year ?y . }",
        ),
        (
            "PREFIX q: <http://p/> SELECT * { ?c p:year ?y ; q:kind q:member ; # a comment\n q:of <http://a/body/3> }",
            "PREFIX q: <http://p/> SELECT * { ?c q:of <http://a/body/3> ; p:year ?y ; q:kind q:member }",
        ),
        (
            "BASE <http://a/> SELECT * { ?c p:kind p:member ; p:of <body/3> }",
            "BASE <http://a/> SELECT * { ?c p:of <body/3> ; p:kind p:member }",
        ),
        (
            "SELECT * { { ?c p:kind p:member ; p:of <body/3> } UNION { ?c p:kind p:member ; p:of ?b FILTER(?b > 1) } }",
            "SELECT * { { ?c p:of <body/3> ; p:kind p:member } UNION { ?c p:kind p:member ; p:of ?b FILTER(?b > 1) } }",
        ),
    ],
)
def test_the_rarest_pair_comes_first(store: Store, query: str, planned: str) -> None:
    assert Planner(store).plan(query, PREFIXES, BASE) == planned


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?c p:of <body/3> ; p:kind p:member }",  # as it should be
        "SELECT * { ?c p:kind p:member ; p:of ?b }",
        "SELECT * { ?c p:kind p:member ; p:of/p:x <body/3> }",
        "SELECT * { ?c p:kind p:member , p:other ; p:of <body/3> }",
        "SELECT * { ?c p:kind p:member ; ^p:of <body/3> }",
        "SELECT * { ?c p:kind p:member ; p:of <../body/3> }",
        "SELECT * { ?c p:kind p:member ; p:of b:3 }",
        "BASE <http://b/> BASE <http://a/> SELECT * { ?c p:kind p:member ; p:of <body/3> }",
        "SELECT * { ?c p:kind p:member ; p:of <body/3> FILTER(true) }",
        "SELECT * { ?s ?p '?c p:kind p:member ; p:of <body/3> .' }",
        "SELECT * { [] p:kind p:member ; p:of <body/3> . }",
    ],
)
def test_all_else_stays_as_it_is(store: Store, query: str) -> None:
    assert Planner(store).plan(query, PREFIXES, BASE) == query


TERM = st.sampled_from(["?a", "?b", "p:member", "<body/3>", "<body/4>", "7", "'x;y'@fr", "p:kind", "[]"])
PROPERTY = st.sampled_from(["p:kind", "p:of", "p:year", "a", "?p", "p:kind/p:of", "^p:of", "<http://p/of>"])
PAIRS = st.lists(st.tuples(PROPERTY, TERM), min_size=1, max_size=4)
END = st.sampled_from([" .", ".", "", " FILTER(1 = 1)", " OPTIONAL { ?c p:year ?y ; p:kind p:member ; p:of <body/1> }"])


@given(PAIRS, END, PAIRS)
def test_the_answer_is_the_same(first: list[tuple[str, str]], end: str, second: list[tuple[str, str]]) -> None:
    made = Store()
    for number in range(10):
        claim = NamedNode(f"{BASE}claim/{number}")
        made.add(Quad(claim, NamedNode("http://p/kind"), NamedNode("http://p/member")))
        made.add(Quad(claim, NamedNode("http://p/of"), NamedNode(f"{BASE}body/{number % 5}")))
        made.add(Quad(claim, NamedNode("http://p/year"), Literal(number)))
    groups = [" ; ".join(f"{name} {value}" for name, value in pairs) for pairs in (first, second)]
    query = f"SELECT * {{ ?c {groups[0]}{end} {{ ?d {groups[1]} }} }}"
    planned = Planner(made).plan(query, PREFIXES, BASE)
    answers = []
    for text in (query, planned):
        found = made.query(text, base_iri=BASE, prefixes=PREFIXES)
        answers.append(sorted(str(sorted(zip(map(str, found.variables), map(str, row), strict=True))) for row in found))
    assert answers[0] == answers[1]


def test_pairs_are_read_with_their_iris() -> None:
    (pairs,) = find_pairs("SELECT * { ?c a p:x ; p:of <y> . }", PREFIXES, BASE)
    assert [(pair.predicate.rpartition("#")[2], pair.value) for pair in pairs] == [
        ("type", "http://p/x"), ("http://p/of", "http://a/y"),
    ]  # fmt: skip

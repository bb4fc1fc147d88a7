import random

from graph.claims import mint_claims
from graph.correcting import Corrected
from graph.entities import Extract
from graph.iris import Iris
from graph.triples import make_entities_graph, make_facts_graph, make_source_graph, merge
from graph.turtle import to_turtle

IRIS = Iris()


def no_bounds(edtf, calendar):
    return "", ""


def merged_turtle(readings):
    extracts = [Extract(one.source, one.entities, mint_claims(one, IRIS)) for one in readings]
    merged = merge(extracts, (), no_bounds)
    return to_turtle(make_entities_graph(merged, (), "1", IRIS), IRIS) + to_turtle(make_facts_graph(merged, IRIS), IRIS)


def test_what_is_merged_does_not_depend_on_the_order_of_sources(make):
    books = [make.book(f"book-{number}", mentions=60, claims=12) for number in range(5)]
    readings = [
        *books,
        make.reading("a"),
        make.reading("b", text="En 1917, Jean Valjean quitta le Soviet de Montreuil."),
    ]
    shuffled = random.Random(11).sample(readings, len(readings))
    assert merged_turtle(shuffled) == merged_turtle(readings)


def test_a_whole_book_becomes_turtle(make):
    book = make.book(mentions=15_000, claims=1_500)
    turtle = to_turtle(make_source_graph(Corrected(book), mint_claims(book, IRIS), IRIS.activity("1"), IRIS), IRIS)
    assert turtle.count(b" a oa:Annotation") == 15_000
    assert turtle.count(b" a smo:Claim") == 1_500

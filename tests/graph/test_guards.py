"""What the guards see in a query: every way to write SERVICE that the engine reads, and all in linear time."""

import contextlib
import time

import pytest
from pyoxigraph import Store

from graph.guards import MAX_LENGTH, QueryRefused, QuerySyntaxError, check_query

AWAY = "<http://127.0.0.1:9/> { ?a ?b ?c } }"
HIDDEN = [
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:9/> PREFIX SERVICE: <a:> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX a: <http://127.0.0.1:9/> SELECT * { SERVICEa:x # {\n { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT" + AWAY,
    "SELECT * { servicesilent" + AWAY,
    "SELECT * { ?s ?p 1SERVICE" + AWAY,
    "SELECT * { ?s ?p true.SERVICE" + AWAY,
    "SELECT * { BIND(1AS ?x)SERVICE" + AWAY,
    "PREFIX ex: <a:> SELECT * { ?s ?p ex:.SERVICE" + AWAY,
    "PREFIX ex: <a:> SELECT * { ?s ?p ex:b.:.SERVICE" + AWAY,
    "PREFIX : <a:> SELECT * { ?s ?p :.SERVICE" + AWAY,
    "SELECT * { ?s ?p [].SERVICE" + AWAY,
    "SELECT * { \\u0053\\U00000045RVICE" + AWAY,
    "SELECT * { ?s ?p ?o } #\r VALUES ?x { 1 } SERVICE" + AWAY,
]
UNCLOSED = ['SELECT * { VALUES ?x { """a" } SERVICE ' + AWAY, "SELECT * { ?s ?p 'a\n }", "SELECT * { ?s ?p '''a'' }"]
HARMLESS = [
    "PREFIX service: <a:a> SELECT * { ?s service:SERVICE ?service }",
    "SELECT ?service { ?service <http://service/> 'SERVICE <http://a/> {' } # SERVICE",
    "SELECT * { ?s ?p \"\"\"\"SERVICE\"\"\" , '''it's''' , '' , \"\" , 'a\\'b' }",
    "PREFIX a: <a:> SELECT * { ?s a:b.c-d ?o ; a:x%20y 1.5 , -2e3 , true .}",
]
LONG = ["a-", "a.", "\\'", "<a", "'''a'''", '""', "a:", "@a-", "\\u0041", "_", "?", ".:", "#", "-", "1 "]


@pytest.mark.parametrize("query", HIDDEN)
def test_service_is_seen_however_it_is_written(query: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE is not allowed"):
        check_query(query)


@pytest.mark.parametrize("query", UNCLOSED)
def test_a_string_that_is_not_closed_is_no_place_to_hide_in(query: str) -> None:
    with pytest.raises(QuerySyntaxError, match="not closed") as told:
        check_query(query)
    assert told.value.line == 1
    assert query[told.value.column - 1] in "'\""


@pytest.mark.parametrize("query", HARMLESS)
def test_what_the_engine_reads_as_a_name_or_text_is_let_through(query: str) -> None:
    assert check_query(query).form == "SELECT"
    assert list(Store().query(query)) == []


@pytest.mark.parametrize("part", LONG)
@pytest.mark.parametrize("before", ["SELECT * { ", 'SELECT * { "', "SELECT * { '''", "SELECT * { a:"])
def test_the_longest_query_is_read_in_a_moment(before: str, part: str) -> None:
    query = (before + part * MAX_LENGTH)[:MAX_LENGTH]
    started = time.process_time()
    with contextlib.suppress(QueryRefused, QuerySyntaxError):
        check_query(query)
    assert time.process_time() - started < 1.5


def test_a_dataset_is_seen_without_spaces() -> None:
    assert check_query("SELECT *FROM<a:a>WHERE{?s ?p ?o}").has_dataset
    assert check_query("PREFIX : <a:> SELECT *FROM:a WHERE{?s ?p ?o}").has_dataset
    assert not check_query("SELECT * { ?s ?p 'FROM' ; <a:FROM> ?from }").has_dataset

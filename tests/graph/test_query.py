import csv
import io
import json
import time
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, parse, parse_query_results

from graph import results
from graph.build import build
from graph.guards import MAX_NESTING, check_query
from graph.query import (
    MEDIA_TYPES,
    QueryPool,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooLarge,
    UnfitMediaType,
    ask,
    find_form,
)
from graph.store import StoreError, open_index

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
WHO = "SELECT DISTINCT ?name { ?c rdf:subject/skos:prefLabel ?name ; rdf:predicate smo:wasIn } ORDER BY ?name"


@pytest.fixture
def graph(reader, texts, tmp_path):
    build([texts], tmp_path / "out", reader=reader, authority=())
    return tmp_path / "out"


@pytest.fixture
def pool(graph):
    with QueryPool(graph, workers=1, timeout_s=10) as pool:
        yield pool


def values(answer):
    return [row[0] for row in csv.reader(io.StringIO(answer.body.decode()))][1:]


def test_a_question_needs_no_prefixes_and_no_graph(pool):
    answer = pool.ask(WHO, media_type="text/csv")
    assert values(answer) == ["Cosette", "Fantine", "Marius"]
    assert (answer.rows, answer.truncated) == (3, False)


def test_ask_once(graph):
    answer = ask(graph, "ASK { ?s a smo:Claim }")
    assert json.loads(answer.body) == {"head": {}, "boolean": True}


def test_sources_are_named_graphs(pool):
    answer = pool.ask("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?c a smo:Claim } } GROUP BY ?g", media_type="text/csv")
    assert sorted(name.rpartition("/")[2] for name in values(answer)) == ["deux", "trois", "un"]


def test_graphs_given_with_the_request_are_the_dataset(pool):
    source = "https://w3id.org/smolny/id/source/un"
    query = "SELECT (COUNT(*) AS ?n) { ?c a smo:Claim }"
    assert values(pool.ask(query, media_type="text/csv")) == ["4"]
    assert values(pool.ask(query, media_type="text/csv", default_graphs=[source])) == ["2"]
    assert values(pool.ask(query, media_type="text/csv", named_graphs=[source])) == ["0"]


def test_from_in_the_query_is_the_dataset(pool):
    query = "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/smolny/id/source/deux> { ?c a smo:Claim }"
    assert values(pool.ask(query, media_type="text/csv")) == ["1"]


@pytest.mark.parametrize(("media_type", "limit"), [("text/csv", 2), ("application/sparql-results+json", 1)])
def test_rows_beyond_the_limit_are_cut_and_said_to_be(pool, media_type, limit):
    answer = pool.ask(WHO, media_type=media_type, max_rows=limit)
    assert (answer.rows, answer.truncated) == (limit, True)


def test_triples_beyond_the_limit_are_cut(pool):
    answer = pool.ask("CONSTRUCT WHERE { ?s ?p ?o }", media_type="application/n-triples", max_rows=7)
    assert answer.truncated
    assert len(answer.body.splitlines()) == 7


@pytest.mark.parametrize("media_type", MEDIA_TYPES["CONSTRUCT"])
def test_every_graph_format_is_written(pool, media_type):
    answer = pool.ask("DESCRIBE <https://w3id.org/smolny/id/person/fantine>", media_type=media_type)
    assert b"Fantine" in answer.body


@pytest.mark.parametrize("media_type", MEDIA_TYPES["SELECT"])
@pytest.mark.parametrize("query", [WHO, "ASK { ?s ?p ?o }"])
def test_every_result_format_is_written(pool, query, media_type):
    assert pool.ask(query, media_type=media_type).media_type == media_type


def test_a_media_type_that_does_not_fit_is_refused(pool):
    with pytest.raises(UnfitMediaType, match="SELECT is answered in"):
        pool.ask(WHO, media_type="text/turtle")


def test_a_syntax_error_says_where(pool):
    with pytest.raises(QuerySyntaxError) as caught:
        pool.ask("SELECT ?s {\n ?s ?p ")
    assert caught.value.line == 2


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://localhost/> { ?s ?p ?o } }",
        "SELECT * { <http://x/\\u0041#> ?p ?o . SERVICE <http://localhost/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'it''s' . # harmless '\nSERVICE <http://localhost/> { ?s ?p ?o } }",
        "INSERT DATA { <a:a> <a:b> 1 }",
        "PREFIX x: <a:a> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://localhost/>",
        "SELECT * { ?s ?p ?o } #" + "x" * 100_000,
        "ASK { FILTER" + "(" * 10_000 + "1" + ")" * 10_000 + "}",
        "ASK { FILTER(" + "!" * 10_000 + "true) }",
    ],
)
def test_what_must_not_reach_the_engine_is_refused(query):
    with pytest.raises(QueryRefused):
        check_query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service ?p 'SERVICE' }",
        "SELECT * { ?s <http://x/service#SERVICE> ?o } # SERVICE",
        "PREFIX service: <a:a> SELECT * { ?s service:SERVICE ?insert FILTER(?insert < 3 && 4 > 2) }",
        'SELECT * { ?s ?p """SERVICE "quoted" """ }',
        "ASK { FILTER" + "(" * (MAX_NESTING - 1) + "1" + ")" * (MAX_NESTING - 1) + "}",
    ],
)
def test_what_only_looks_dangerous_is_let_through(query):
    assert find_form(query) in MEDIA_TYPES


def test_a_query_that_never_ends_is_cut_and_the_next_is_answered(pool):
    triples = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6))
    begun = time.monotonic()
    with pytest.raises(QueryTimeout):
        pool.ask(f"SELECT (COUNT(*) AS ?n) {{ {triples} }}", timeout_s=1)
    assert time.monotonic() - begun < 3
    assert values(pool.ask(WHO, media_type="text/csv"))


def test_a_query_that_eats_memory_is_ended_and_the_next_is_answered(graph):
    triples = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(4))
    with QueryPool(graph, workers=1, timeout_s=60, memory_mb=400) as pool:
        with pytest.raises(QueryTooLarge):
            pool.ask(f"SELECT * {{ {triples} }} ORDER BY ?c3 ?c2 ?c1", timeout_s=60)
        assert values(pool.ask(WHO, media_type="text/csv"))


def test_many_threads_ask_one_pool(graph):
    with QueryPool(graph, workers=2, timeout_s=20) as pool, ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: pool.ask(WHO, media_type="text/csv").body, range(24)))
    assert len(set(answers)) == 1


def test_a_new_build_is_taken_up(graph, pool, reader, texts):
    before = pool.version
    (texts / "six.txt").write_text("Javert est à Toulon.", encoding="utf-8")
    build([texts], graph, reader=reader, authority=())
    assert "Javert" in values(pool.ask(WHO, media_type="text/csv"))
    assert pool.version != before


def test_a_deleted_or_stale_index_is_built_again(graph):
    first = open_index(graph)
    again = open_index(graph)
    assert first == again
    facts = graph / "graph" / "facts.ttl"
    facts.write_bytes(facts.read_bytes() + b"# by hand\n")
    assert open_index(graph) != first


def test_a_folder_without_a_graph_is_an_error(tmp_path):
    with pytest.raises(StoreError, match="no graph here"):
        ask(tmp_path, COUNT)


def test_broken_turtle_is_an_error_that_names_the_folder(graph):
    (graph / "graph" / "facts.ttl").write_text("<a:a> <a:b", encoding="utf-8")
    with pytest.raises(StoreError, match="graph"):
        open_index(graph)
    assert not [path for path in (graph / "index").iterdir() if path.is_dir()]


TERMS = st.one_of(
    st.none(),
    st.just(NamedNode("http://example.org/é&<".replace("<", "%3C"))),
    st.just(BlankNode("b0")),
    # the engine's XML reader drops white space at both ends, hence the letters there
    st.builds("x{}x".format, st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))).map(Literal),
    st.builds("x{}x".format, st.text("a\t\n\"\\',")).map(lambda text: Literal(text, language="fr")),
    st.builds(Literal, st.integers()),
)
ENGINE = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
}
ENGINE |= {"text/tab-separated-values": QueryResultsFormat.TSV}


@pytest.mark.parametrize("media_type", ENGINE)
@given(rows=st.lists(st.tuples(TERMS, TERMS), max_size=5))
def test_what_is_written_is_read_back_by_another_reader(media_type, rows):
    body = b"".join(results.WRITERS[media_type](["a", "b"], rows))
    solutions = parse_query_results(body, format=ENGINE[media_type])
    assert [tuple(solution) for solution in solutions] == rows


def test_csv_holds_plain_values():
    body = b"".join(results.to_csv(["a", "b"], [(Literal('x "y", z', language="fr"), None)]))
    assert body == b'a,b\r\n"x ""y"", z",\r\n'


def test_characters_that_xml_forbids_are_replaced():
    body = b"".join(results.to_xml(["a"], [(Literal("a\x0bb"),)]))
    assert "�" in "".join(ElementTree.fromstring(body).itertext())


def test_construct_of_everything_equals_the_files(graph, pool):
    body = pool.ask("CONSTRUCT WHERE { ?s ?p ?o }", media_type="application/n-triples").body
    stored = {str(quad.triple) for quad in parse(body, format=RdfFormat.N_TRIPLES)}
    files = [*(graph / "graph").glob("*.ttl"), *(graph / "graph" / "sources").glob("*.ttl")]
    assert stored == {str(quad.triple) for path in files for quad in parse(path=path)}


def test_a_prefix_that_the_query_declares_is_the_querys(pool):
    query = "PREFIX smo: <http://example.org/> SELECT (COUNT(*) AS ?n) { ?c a smo:Claim }"
    assert values(pool.ask(query, media_type="text/csv")) == ["0"]


@pytest.mark.parametrize("iri", ["not an iri", "x y:z"])
def test_a_graph_name_that_is_no_iri_is_refused(pool, iri):
    with pytest.raises(QueryRefused):
        pool.ask("ASK { ?s ?p ?o }", default_graphs=[iri])


def test_waiting_for_a_worker_counts_as_time(graph):
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6)) + " }"
    with QueryPool(graph, workers=1) as pool, ThreadPoolExecutor(2) as threads:
        first = threads.submit(pool.ask, endless, timeout_s=2)
        time.sleep(0.5)
        with pytest.raises(QueryTimeout, match="busy"):
            pool.ask(WHO, timeout_s=0.3)
        with pytest.raises(QueryTimeout, match="longer"):
            first.result()

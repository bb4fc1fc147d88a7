"""Periods: joined where they touch; edges lie within the lives of their ends, which are widened and never cut."""

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.lives import OPEN, find_lives, first_day, join_periods, last_day

days = st.one_of(st.just(""), st.dates().map(str))
periods = st.tuples(days, days).filter(lambda period: period != OPEN)
edges = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.lists(periods, max_size=3).map(join_periods)), max_size=8
)


@given(st.lists(periods))
def test_joined_periods_are_apart_and_in_order(some):
    joined = join_periods(some)
    for one, other in pairwise(joined):
        assert last_day(one) + 1 < first_day(other)
    assert join_periods(joined) == joined


@given(edges, st.lists(periods, min_size=4, max_size=4))
def test_an_edge_lies_within_both_lives(some, known):
    graph = nx.MultiDiGraph()
    for number, (start, end) in enumerate(known):
        graph.add_node(str(number), start=start, end=end)
    for number, (source, target, when) in enumerate(some):
        graph.add_edge(str(source), str(target), key=str(number), periods=when)
    lives, found = find_lives(graph)
    assert found.keys() == {(source, target, key) for source, target, key in graph.edges(keys=True)}
    for (source, target, key), when in found.items():
        assert when or not graph.edges[source, target, key]["periods"]
        for period in when or (OPEN,):
            for node in (source, target):
                assert first_day(lives[node]) <= first_day(period)
                assert last_day(period) <= last_day(lives[node])


def test_neighbouring_years_join():
    years = [("1918-01-01", "1918-12-31"), ("1917-01-01", "1917-12-31")]
    assert join_periods(years) == (("1917-01-01", "1918-12-31"),)


def test_an_edge_without_a_date_lasts_while_both_live():
    graph = nx.MultiDiGraph()
    graph.add_node("a", start="1890-01-01", end="1947-12-31")
    graph.add_node("b", start="1917-03-01", end="")
    graph.add_edge("a", "b", key="k", periods=())
    lives, found = find_lives(graph)
    assert found["a", "b", "k"] == (("1917-03-01", "1947-12-31"),)
    assert lives["a"] == ("1890-01-01", "1947-12-31")

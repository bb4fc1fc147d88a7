"""Periods joined, and the lives that a dynamic network needs: an edge lies inside the lives of both its ends.

A period is a pair of Gregorian days ``YYYY-MM-DD``, both inclusive, ``""`` where open. What is known
of a life may be narrower than what is told of it: nodes are widened, edges never cut.
"""

from collections.abc import Iterable
from typing import Final

import networkx as nx

from graph.periods import count_days

Period = tuple[str, str]
EdgeKey = tuple[str, str, str]

OPEN: Final[Period] = ("", "")
FAR: Final = 10**9


def join_periods(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return the periods in order, those that touch joined; one that ends before it begins is left out.

    >>> join_periods([("1917-11-01", ""), ("1905-01-01", "1905-12-31"), ("1917-01-01", "1917-10-31")])
    (('1905-01-01', '1905-12-31'), ('1917-01-01', ''))
    """
    joined: list[Period] = []
    for period in sorted(set(periods), key=lambda period: (first_day(period), last_day(period))):
        if first_day(period) > last_day(period):
            continue
        if joined and first_day(period) <= last_day(joined[-1]) + 1:
            joined[-1] = (joined[-1][0], max(joined[-1], period, key=last_day)[1])
        else:
            joined.append(period)
    return tuple(joined)


def span_periods(*periods: Period) -> Period:
    """Return the shortest period that holds all."""
    return min(periods, key=first_day)[0], max(periods, key=last_day)[1]


def find_lives(graph: nx.MultiDiGraph) -> tuple[dict[str, Period], dict[EdgeKey, tuple[Period, ...]]]:
    """Return the lives of nodes and the periods of edges, each edge within the lives of its ends.

    An edge without a date lasts while both its ends live; where they never do at once, from the first to the last of
    them. An edge without any bound has no periods.
    """
    lives = {node: _known_life(data) for node, data in graph.nodes(data=True)}
    found: dict[EdgeKey, tuple[Period, ...]] = {}
    for source, target, key, periods in graph.edges(keys=True, data="periods"):
        if periods:
            found[source, target, key] = tuple(periods)
            for node in (source, target):
                lives[node] = span_periods(lives[node], *periods)
    dated = dict(lives)
    for source, target, key in graph.edges(keys=True):
        if (source, target, key) not in found:
            shared = _share(dated[source], dated[target])
            found[source, target, key] = () if shared == OPEN else (shared,)
            for node in (source, target):
                lives[node] = span_periods(lives[node], shared)
    return lives, found


def first_day(period: Period) -> int:
    """Return a number that grows with the first day, very low where it is open."""
    return count_days(period[0]) if period[0] else -FAR


def last_day(period: Period) -> int:
    """Return a number that grows with the last day, very high where it is open."""
    return count_days(period[1]) if period[1] else FAR


def _known_life(data: dict[str, str]) -> Period:
    life = (data.get("start", ""), data.get("end", ""))
    return life if first_day(life) <= last_day(life) else OPEN


def _share(one: Period, other: Period) -> Period:
    shared = max(one, other, key=first_day)[0], min(one, other, key=last_day)[1]
    return shared if first_day(shared) <= last_day(shared) else span_periods(one, other)

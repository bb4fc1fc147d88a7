"""Proposals in, clusters of nodes out, each union with its reason. The middle of :mod:`extract.resolution`.

A union is made only where nothing in either whole cluster forbids it, so that no chain of likely joins brings together
what can't be one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.proposals import Node, Proposal

Apart = frozenset[frozenset[str]]
Life = Mapping[str, frozenset[int]]  # "born", "died" -> years

GAP = 10
"""Years between two births or two deaths beyond which they are not one person's, whatever sources mistake."""


@dataclass(slots=True)
class Cluster:
    """Nodes that are one: their numbers, all their ids, the authority's id among them, the years told of a life."""

    numbers: list[int]
    names: set[str]
    known: str = ""
    years: dict[str, set[int]] = field(default_factory=dict)


class Unions:
    """The clusters as they grow; ``reasons`` has for each node the first proposal that brought it to others."""

    def __init__(self, nodes: Sequence[Node], lives: Mapping[int, Life], apart: Apart) -> None:
        self.clusters = [to_cluster(number, node, lives.get(number, {})) for number, node in enumerate(nodes)]
        self.reasons: dict[int, Proposal] = {}
        self._barred: dict[str, set[str]] = defaultdict(set)
        for pair in apart:
            for name in pair:
                self._barred[name] |= pair - {name}

    def join(self, proposal: Proposal) -> str:
        """Carry out a proposal; return ``""``, or why it is forbidden."""
        one, other = self.clusters[proposal.one], self.clusters[proposal.other]
        if one is not other:
            if veto := self.find_veto(one, other):
                return veto
            self._merge(one, other)
        self.reasons.setdefault(proposal.other, proposal)
        return ""

    def find_veto(self, one: Cluster, other: Cluster) -> str:
        """Return what forbids that two clusters are one: ``authority``, ``apart``, ``lives`` or ``""``."""
        if one.known and other.known:
            return "authority"
        few, many = sorted((one, other), key=lambda cluster: len(cluster.names))
        if any(not self._barred[name].isdisjoint(many.names) for name in few.names if name in self._barred):
            return "apart"
        for event in one.years.keys() & other.years.keys():
            gaps = [abs(left - right) for left in one.years[event] for right in other.years[event]]
            if min(gaps) > GAP:
                return "lives"
        return ""

    def _merge(self, one: Cluster, other: Cluster) -> None:
        few, many = sorted((one, other), key=lambda cluster: len(cluster.numbers))
        many.numbers.extend(few.numbers)
        many.names |= few.names
        many.known = many.known or few.known
        for event, years in few.years.items():
            many.years.setdefault(event, set()).update(years)
        for number in few.numbers:
            self.clusters[number] = many


def to_cluster(number: int, node: Node, life: Life) -> Cluster:
    """Return the cluster of one node alone; it is held apart by its id, or by id and source (``id@source``)."""
    names = {node.id, *(f"{node.id}@{source}" for source in node.sources)}
    return Cluster([number], names, node.id if node.known else "", {event: set(years) for event, years in life.items()})

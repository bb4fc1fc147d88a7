"""Persons of all sources in, proposals which of them are one out. A step of :mod:`extract.resolution`.

Blocks are surnames with a key in common. In a block the persons are grouped by first names, most complete first; a
group with less (initials, a bare surname) goes to the one group with more that agrees with it. Where several agree none
is chosen, unless the source itself names only one of them. Work grows with the different names in a block, not with
its persons.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extract.lexicons import fold
from extract.person_names import FirstName, PersonName, agree, read_person
from extract.proposals import Node, Proposal
from extract.spellings import find_keys

First = tuple[FirstName, ...]

SAME, FULL, INITIALS, ONLY, BARE, LOCAL = 0.95, 0.9, 0.8, 0.7, 0.75, 0.65
NEAR = 0.4
SHORT = 4
"""Letters of a key below which a bare surname in another spelling says too little."""
SHOWN = 4
"""Near joins shown for one ambiguous name."""


@dataclass(slots=True)
class Bearer:
    """One who bears a surname: a known person, or the strangers who share first names and a key of the surname.

    ``keys`` are those that all of them share, ``forms`` every row of first names that a known person has.
    """

    first: First
    keys: frozenset[str]
    mark: str = ""
    numbers: list[int] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    forms: list[First] = field(default_factory=list)
    known: bool = False

    @property
    def bare(self) -> bool:
        """Whether a surname alone means this known person."""
        return () in self.forms

    @property
    def weight(self) -> int:
        """How much of the first names is known: three for each in full, one for each initial."""
        return sum(3 if name.full else 1 for name in self.first)


def propose_persons(nodes: Sequence[Node], numbers: Iterable[int]) -> Iterator[Proposal]:
    """Yield proposals among the persons of ``nodes`` whose ``numbers`` are given."""
    for block in find_blocks(nodes, numbers):
        if not all(bearer.known for bearer in block):
            yield from match_block(block, nodes)


def find_blocks(nodes: Sequence[Node], numbers: Iterable[int]) -> list[list[Bearer]]:
    """Return the bearers of each surname; surnames stand together where a chain of shared keys joins them."""
    bearers: dict[tuple[object, ...], Bearer] = {}
    parents: dict[str, str] = {}
    for number in numbers:
        for name in read_names(nodes[number]) if nodes[number].known else best_names(nodes[number]):
            keys = find_keys(name.surname)
            if keys:
                _place(bearers, number, nodes[number], name, keys)
                _chain(parents, sorted(keys))
    blocks: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers.values():
        blocks[_find(parents, min(bearer.keys))].append(bearer)
    return list(blocks.values())


def _place(
    bearers: dict[tuple[object, ...], Bearer], number: int, node: Node, name: PersonName, keys: frozenset[str]
) -> None:
    group = (number, keys) if node.known else (tuple(first.key for first in name.first), name.mark, keys)
    bearer = bearers.setdefault(group, Bearer(name.first, keys, name.mark, known=node.known))
    if bearer.known:
        bearer.forms.append(name.first)
        bearer.first = max(bearer.first, name.first, key=len)
    if number not in bearer.numbers[-1:]:
        bearer.numbers.append(number)
    bearer.sources.update(node.sources)


def _chain(parents: dict[str, str], keys: Sequence[str]) -> None:
    roots = [_find(parents, key) for key in keys]
    for root in roots[1:]:
        parents[_find(parents, root)] = _find(parents, roots[0])


def _find(parents: dict[str, str], key: str) -> str:
    parent = parents.setdefault(key, key)
    while parent != parents[parent]:
        parents[key] = parent = parents[parent]
    return parent


def read_names(node: Node) -> list[PersonName]:
    """Return every form of a person's name, each once."""
    return list(dict.fromkeys(read_person(text) for text in (node.label, *node.names)))


def best_names(node: Node) -> list[PersonName]:
    """Return the fullest name of a person under each surname that a source gives to him or her."""
    best: list[PersonName] = []
    for name in sorted(read_names(node), key=lambda name: (-name.weight, name.surname)):
        keys = find_keys(name.surname)
        if keys and all(keys.isdisjoint(find_keys(other.surname)) for other in best):
            best.append(name)
    return best


def match_block(block: Iterable[Bearer], nodes: Sequence[Node]) -> Iterator[Proposal]:
    """Yield the proposals of one block: the members of each group, and each group to the one bearer that it fits."""
    roots: dict[str, list[Bearer]] = defaultdict(list)
    everyone: list[Bearer] = []
    for bearer in sorted(block, key=_order):
        fitting = [] if bearer.known else find_fitting(bearer, roots, everyone)
        if len({other.numbers[0] for other in fitting}) > 1:
            if any(name.full for name in bearer.first):
                yield from _within(bearer, nodes)
            yield from _one_by_one(bearer, fitting, nodes)
            continue
        yield from _within(bearer, nodes)
        if fitting:
            fitting[0].sources |= bearer.sources
            fitting[0].keys = fitting[0].keys if fitting[0].known else fitting[0].keys & bearer.keys
            yield _to_bearer(bearer, fitting[0], nodes)
        else:
            _enter(bearer, roots, everyone)


def _order(bearer: Bearer) -> tuple[bool, int, int, int]:
    """Return the order in which bearers are matched: the known, then by what is known of them, the surest spelling."""
    return not bearer.known, -bearer.weight, len(bearer.keys), bearer.numbers[0]


def _enter(bearer: Bearer, roots: dict[str, list[Bearer]], everyone: list[Bearer]) -> None:
    everyone.append(bearer)
    for form in bearer.forms or [bearer.first]:
        for sound in form[0].sounds if form else ():
            if bearer not in roots[sound][-1:]:
                roots[sound].append(bearer)


def find_fitting(bearer: Bearer, roots: Mapping[str, list[Bearer]], everyone: Sequence[Bearer]) -> list[Bearer]:
    """Return the bearers whom a group may be; for a bare surname the one whom it always means."""
    if not bearer.first:
        spelled = [other for other in everyone if _may_share(bearer, other)]
        always = [other for other in spelled if other.bare]
        return always if len(always) == 1 and not _named_in(bearer, spelled) else spelled
    near = {id(other): other for sound in bearer.first[0].sounds for other in roots.get(sound, ())}
    return [
        other
        for other in near.values()
        if _may_share(bearer, other)
        and any(form and agree(bearer.first, form) for form in (other.forms or [other.first]))
    ]


def _may_share(one: Bearer, other: Bearer) -> bool:
    """Return whether two may have one surname: a key in common, and not father and son."""
    return not one.keys.isdisjoint(other.keys) and (one.mark == other.mark or not one.mark or not other.mark)


def _named_in(bearer: Bearer, everyone: Iterable[Bearer]) -> bool:
    """Return whether a source of ``bearer`` names a stranger of this surname in full."""
    return any(not other.known and not other.sources.isdisjoint(bearer.sources) for other in everyone)


def _within(bearer: Bearer, nodes: Sequence[Node]) -> Iterator[Proposal]:
    """Yield proposals to join the members of a group to its first."""
    first, *others = bearer.numbers
    for other in others:
        yield _same(bearer, first, other, nodes)


def _same(bearer: Bearer, first: int, other: int, nodes: Sequence[Node]) -> Proposal:
    """Return the proposal to join two of one surname and the same first names, initials, or none."""
    same = fold(nodes[first].label) == fold(nodes[other].label)
    spelled = "" if same else f", in two spellings: {nodes[first].label}, {nodes[other].label}"
    if any(name.full for name in bearer.first):
        return Proposal(SAME, first, other, f"same first names and surname{spelled}")
    if bearer.first:
        return Proposal(INITIALS, first, other, f"same initials and surname{spelled}")
    near = min(map(len, bearer.keys)) < SHORT and not same
    why = f"same surname{spelled}; no source names two who bear it"
    return Proposal(NEAR if near else BARE, first, other, why, near)


def _to_bearer(bearer: Bearer, other: Bearer, nodes: Sequence[Node]) -> Proposal:
    """Return the proposal to join a group to the only bearer that it fits."""
    one, into = bearer.numbers[0], other.numbers[0]
    if not other.known and [name.key for name in bearer.first] == [name.key for name in other.first]:
        return _same(bearer, into, one, nodes)
    where = "of the authority and the sources" if other.known else "of the sources"
    if any(name.full for name in bearer.first):
        why = f"{nodes[one].label} is a spelling or a shorter form of {nodes[into].label}, the only one {where}"
        return Proposal(FULL, into, one, why)
    if bearer.first:
        return Proposal(INITIALS, into, one, f"the initials fit {nodes[into].label} alone, {where}")
    return Proposal(ONLY, into, one, f"a surname alone, which only {nodes[into].label} bears, {where}")


def _one_by_one(bearer: Bearer, fitting: Sequence[Bearer], nodes: Sequence[Node]) -> Iterator[Proposal]:
    """Yield for each member the one bearer whom its own source names; else leave all to a reviewer."""
    for number in bearer.numbers:
        here = [other for other in fitting if not other.sources.isdisjoint(nodes[number].sources)]
        if len(here) == 1:
            why = f"of those who bear the surname the source names {nodes[here[0].numbers[0]].label} alone"
            yield Proposal(LOCAL, here[0].numbers[0], number, why)
            continue
        named = " or ".join(nodes[other.numbers[0]].label for other in fitting[:SHOWN])
        for other in fitting[:SHOWN]:
            yield Proposal(NEAR, other.numbers[0], number, f"may be {named}", near=True)

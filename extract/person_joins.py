"""Persons of all sources in, proposals which of them are one out. A step of :mod:`extract.resolution`.

Blocks are surname keys. In a block the persons are grouped by first names, most complete first; a group with less
(initials, a bare surname) goes to the one group with more that agrees with it. Where several agree none is chosen,
unless the source itself names only one of them. Work in a block grows with its different first names, not its persons.
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
    """One who bears the surname of a block: a known person, or the strangers who share first names."""

    first: First
    numbers: list[int] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    forms: list[First] = field(default_factory=list)
    known: bool = False

    @property
    def bare(self) -> bool:
        """Whether a surname alone means this known person."""
        return () in self.forms


@dataclass(slots=True)
class Block:
    """Who bears one surname: known persons, and strangers grouped by first names (and père, fils)."""

    known: dict[int, Bearer] = field(default_factory=dict)
    strangers: dict[tuple[str, ...], Bearer] = field(default_factory=dict)


def propose_persons(nodes: Sequence[Node], numbers: Iterable[int]) -> Iterator[Proposal]:
    """Yield proposals among the persons of ``nodes`` whose ``numbers`` are given."""
    for key, block in sorted(find_blocks(nodes, numbers).items()):
        if block.strangers:
            yield from match_block(key, block, nodes)


def find_blocks(nodes: Sequence[Node], numbers: Iterable[int]) -> Mapping[str, Block]:
    """Return who bears each surname key."""
    blocks: dict[str, Block] = defaultdict(Block)
    for number in numbers:
        node = nodes[number]
        for name in read_names(node) if node.known else best_names(node):
            for key in find_keys(name.surname):
                _place(blocks[key], number, node, name)
    return blocks


def _place(block: Block, number: int, node: Node, name: PersonName) -> None:
    if node.known:
        bearer = block.known.setdefault(number, Bearer(name.first, [number], set(node.sources), known=True))
        bearer.forms.append(name.first)
        bearer.first = max(bearer.first, name.first, key=len)
        return
    group = (*(first.key for first in name.first), *((f"({name.mark})",) if name.mark else ()))
    bearer = block.strangers.setdefault(group, Bearer(name.first))
    if number not in bearer.numbers[-1:]:
        bearer.numbers.append(number)
    bearer.sources.update(node.sources)


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


def match_block(key: str, block: Block, nodes: Sequence[Node]) -> Iterator[Proposal]:
    """Yield the proposals of one block: each group within itself, and to the one bearer with more first names."""
    roots: dict[str, list[Bearer]] = defaultdict(list)
    everyone: list[Bearer] = []
    for bearer in sorted(block.known.values(), key=lambda bearer: bearer.numbers):
        _enter(bearer, roots, everyone)
    groups = sorted(block.strangers.items(), key=lambda item: (-_weight(item[1].first), item[0]))
    for group, bearer in groups:
        marked = bool(group) and group[-1].startswith("(")
        fitting = [] if marked else find_fitting(bearer, roots, everyone)
        if len(fitting) <= 1 or any(name.full for name in bearer.first):
            yield from _within(key, bearer, nodes)
        if len(fitting) == 1:
            fitting[0].sources |= bearer.sources
            yield from _to_bearer(bearer, fitting[0], nodes)
        elif fitting:
            yield from _one_by_one(bearer, fitting, nodes)
        elif bearer.first:
            _enter(bearer, roots, everyone)


def _weight(first: First) -> int:
    return sum(2 if name.full else 1 for name in first)


def _enter(bearer: Bearer, roots: dict[str, list[Bearer]], everyone: list[Bearer]) -> None:
    everyone.append(bearer)
    for form in bearer.forms or [bearer.first]:
        for sound in form[0].sounds if form else ():
            if bearer not in roots[sound][-1:]:
                roots[sound].append(bearer)


def find_fitting(bearer: Bearer, roots: Mapping[str, list[Bearer]], everyone: Sequence[Bearer]) -> list[Bearer]:
    """Return the bearers with more first names that a group may be; for a bare surname the one whom it always means."""
    if not bearer.first:
        always = [other for other in everyone if other.bare]
        return always if len(always) == 1 and not _named_in(bearer, everyone) else list(everyone)
    near = {id(other): other for sound in bearer.first[0].sounds for other in roots.get(sound, ())}
    return [
        other
        for other in near.values()
        if any(form and agree(bearer.first, form) for form in (other.forms or [other.first]))
    ]


def _named_in(bearer: Bearer, everyone: Iterable[Bearer]) -> bool:
    """Return whether a source of ``bearer`` names a stranger of this surname in full."""
    return any(not other.known and not other.sources.isdisjoint(bearer.sources) for other in everyone)


def _within(key: str, bearer: Bearer, nodes: Sequence[Node]) -> Iterator[Proposal]:
    """Yield proposals to join the members of a group to its first."""
    first, *others = bearer.numbers
    for other in others:
        same = fold(nodes[first].label) == fold(nodes[other].label)
        spelled = "" if same else f", in two spellings: {nodes[first].label}, {nodes[other].label}"
        if any(name.full for name in bearer.first):
            yield Proposal(SAME, first, other, f"same first names and surname{spelled}")
        elif bearer.first:
            yield Proposal(INITIALS, first, other, f"same initials and surname{spelled}")
        else:
            near = len(key) < SHORT and not same
            why = f"same surname{spelled}; no source names two who bear it"
            yield Proposal(NEAR if near else BARE, first, other, why, near)


def _to_bearer(bearer: Bearer, other: Bearer, nodes: Sequence[Node]) -> Iterator[Proposal]:
    one, into = bearer.numbers[0], other.numbers[0]
    where = "of the authority and the sources" if other.known else "of the sources"
    if any(name.full for name in bearer.first):
        why = f"{nodes[one].label} is a spelling or a shorter form of {nodes[into].label}, the only one {where}"
        yield Proposal(FULL, into, one, why)
    elif bearer.first:
        yield Proposal(INITIALS, into, one, f"the initials fit {nodes[into].label} alone, {where}")
    else:
        yield Proposal(ONLY, into, one, f"a surname alone, which only {nodes[into].label} bears, {where}")


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

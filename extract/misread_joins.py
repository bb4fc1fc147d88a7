"""Entities of all sources in, proposals to join those whose names differ as scanned or set type errs out.

A step of :mod:`extract.resolution`. Letters that a reader of scans takes for one another are brought to one outline
("Boukharme", "Boukharine"), so that names meet by a look-up; one letter lost or gained is found by leaving out each
letter in turn. Only persons with a full first name and bodies of several words are joined so.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from extract.body_joins import find_words, is_number
from extract.lexicons import fold
from extract.person_joins import best_names
from extract.person_names import PersonName
from extract.proposals import Node, Proposal
from extract.spellings import share_key

OUTLINE, PATRONYMIC, NEAR = 0.6, 0.6, 0.35
SHORTEST: Final = 6
"""Letters of a surname below which one letter more or less makes another name."""
LONG_SURNAME: Final = 8
"""Letters of a known person's surname above which one letter lost in the middle is the source's mistake."""
LONG: Final = 14
"""Letters of a body's name above which a letter misread is more likely than another body."""

# what scans confuse, most letters first: rn and m, in and m, cl and d, ii and u; then letter by letter
_CLUSTERS: Final = re.compile("rn|ni|in|nn|cl|ii|vv")
_AS_ONE: Final = {"rn": "m", "ni": "m", "in": "m", "nn": "m", "cl": "d", "ii": "n", "vv": "w"}
_LETTERS: Final = str.maketrans("cl1uybf0", "eiinvhso")


@lru_cache(maxsize=400_000)
def find_outline(word: str) -> str:
    """Return what is left of a word's letters where those that scans confuse are one."""
    letters = "".join(char for char in fold(word) if char.isalnum())
    return _CLUSTERS.sub(lambda match: _AS_ONE[match[0]], letters).translate(_LETTERS)


def propose_misread(nodes: Sequence[Node], numbers: Iterable[int], room: str) -> Iterator[Proposal]:
    """Yield proposals among the nodes of one room whose ``numbers`` are given."""
    return _persons(nodes, numbers) if room == "person" else _bodies(nodes, numbers)


def _persons(nodes: Sequence[Node], numbers: Iterable[int]) -> Iterator[Proposal]:
    outlines: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    shorter: dict[tuple[str, str], dict[str, tuple[int, PersonName]]] = defaultdict(dict)
    for number in numbers:
        for name in best_names(nodes[number]):
            surname = "".join(char for char in fold(name.surname) if char.isalpha())
            if not name.first or not name.first[0].full or len(surname) < SHORTEST:
                continue
            first = name.first[0].key
            _keep(outlines[first, find_outline(surname)], name.surname, number, nodes)
            for place in range(len(surname)):
                shorter[first, surname[:place] + surname[place + 1 :]].setdefault(surname, (number, name))
            shorter[first, surname].setdefault(surname, (number, name))
    for _, found in sorted(outlines.items()):
        yield from _misread(found, nodes)
    for _, pairs in sorted(shorter.items()):
        yield from _lost_letter(list(pairs.values()), nodes)


def _keep(found: dict[str, int], surname: str, number: int, nodes: Sequence[Node]) -> None:
    """Keep one node for each way a name is written: the known, else the most mentioned."""
    other = found.setdefault(surname, number)
    if (nodes[number].known, nodes[number].mentions) > (nodes[other].known, nodes[other].mentions):
        found[surname] = number


def _misread(found: dict[str, int], nodes: Sequence[Node]) -> Iterator[Proposal]:
    if len(found) < 2:
        return
    ranked = sorted(found.items(), key=lambda item: (not nodes[item[1]].known, -nodes[item[1]].mentions, item))
    (right, first), *others = ranked
    for wrong, other in others:
        if not share_key(right, wrong) and not nodes[other].known:
            yield Proposal(OUTLINE, first, other, f"same first names; {wrong} looks like {right} misread")


def _lost_letter(pairs: Sequence[tuple[int, PersonName]], nodes: Sequence[Node]) -> Iterator[Proposal]:
    (first, name), *others = sorted(pairs, key=lambda pair: (not nodes[pair[0]].known, pair[0]))
    for other, second in others:
        if share_key(name.surname, second.surname) or nodes[other].known or _differ_by_gender(name, second):
            continue
        ends_alike = name.surname[-3:] == second.surname[-3:]
        long = nodes[first].known and len(name.surname) >= LONG_SURNAME and ends_alike
        patronymics = [
            one for one, two in zip(name.first[1:], second.first[1:], strict=False) if one.full and one.key == two.key
        ]
        why = f"{second.surname} is {name.surname} but for a letter; the first names are the same"
        sure = long or bool(patronymics)
        yield Proposal(PATRONYMIC if sure else NEAR, first, other, why, not sure)


def _differ_by_gender(one: PersonName, other: PersonName) -> bool:
    """Return whether two surnames are a man's and a woman's: Ivanov, Ivanova."""
    short, long = sorted((fold(one.surname), fold(other.surname)), key=len)
    return long == f"{short}a"


def _bodies(nodes: Sequence[Node], numbers: Iterable[int]) -> Iterator[Proposal]:
    outlines: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for number in numbers:
        words = find_words(nodes[number].label)
        if len(words) > 1 and sum(map(len, words)) >= LONG:
            key = tuple(word if is_number(word) else find_outline(word) for word in words)
            _keep(outlines[key], " ".join(words), number, nodes)
    for _, found in sorted(outlines.items()):
        ranked = sorted(found.values(), key=lambda number: (not nodes[number].known, -nodes[number].mentions, number))
        for other in ranked[1:]:
            if not nodes[other].known:
                why = f"{nodes[other].label} looks like {nodes[ranked[0]].label} misread"
                yield Proposal(OUTLINE, ranked[0], other, why)

"""Parties, soviets, fronts, organisations, places, events and works of all sources in, proposals to join out.

A step of :mod:`extract.resolution`. Names meet by their content words, each brought to a key: articles and prepositions
left out, ordinals as figures, peoples as their countries ("Parti communiste allemand", "d'Allemagne"). An acronym meets
the one expansion that some source gives with it, else the one whose initials it has.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from extract.lexicons import fold
from extract.ordinals import to_ordinal
from extract.proposals import Node, Proposal
from extract.rules import read_rows
from extract.spellings import find_keys

Words = tuple[str, ...]

SAME, SPELLED, EXPANDED, INITIALS, NEAR = 0.9, 0.85, 0.85, 0.7, 0.4
SHORTEST = 4
"""Letters of an acronym that are enough to know a body by the initials of its name."""
SHOWN = 4

_WORD = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"(?:[A-ZÀ-Þ]\.?){2,8}(?:\([a-z]\))?$")
_SMALL = frozenset(
    "a au aux avec d da das de del della den der des di die du e el en et for in l la las le les los of og para per"
    " pour s sur the to un und une y zu zum zur".split()
)
_NUMBER = re.compile(r"(?:\d+|[IVX]+)(?:e|er|re|ère|ème|d|nd|nde)?")
_GENERIC = frozenset(
    "armee assemblee bureau central centrale centre cercle comite commission conference congres conseil constituante"
    " delegation direction executif executive exterieur federation front general generale gouvernement groupe"
    " groupement international internationale journal ligue manifeste mouvement national nationale opposition parti"
    " permanent plenum politique presidium proces programme provisoire regional section secretariat session societe"
    " soviet supreme syndicat tribunal union lettre bulletin revue".split()
)


def propose_bodies(nodes: Sequence[Node], numbers: Iterable[int]) -> Iterator[Proposal]:
    """Yield proposals among the nodes of one room whose ``numbers`` are given."""
    chosen = list(numbers)
    yield from _by_words(nodes, chosen)
    yield from _by_acronyms(nodes, chosen)


def is_acronym(name: str) -> bool:
    """Return whether a name is an acronym: ``POUM``, ``P.O.U.M.``."""
    return bool(_ACRONYM.match(name))


def is_generic(words: Words) -> bool:
    """Return whether a name's words tell no body from another: "Comité central", "IIe Congrès"."""
    return all(word in generic_words() or is_number(word) for word in words)


def is_number(word: str) -> bool:
    """Return whether a content word is a number: ``II``, ``1921``."""
    return bool(_NUMBER.fullmatch(word))


@cache
def generic_words() -> frozenset[str]:
    """Return the words that many bodies' names hold, as :func:`find_words` has them."""
    return frozenset(_singular(word) for word in _GENERIC)


@lru_cache(maxsize=400_000)
def find_words(name: str) -> Words:
    """Return the content words of a name, folded, ordinals as figures, peoples as their countries."""
    found = []
    for match in _WORD.finditer(name):
        word = fold(match.group())
        if word in _SMALL:
            continue
        country = peoples().get(word)
        found.append(fold(country) if country else _ordinal(match.group()) or _singular(word))
    return tuple(found)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1] in "sx" and word[-2] not in "su" else word


def _ordinal(word: str) -> str:
    """Return an ordinal in Roman figures (``IIe``, ``2e``, ``deuxième`` → ``II``), ``""`` where the word is none."""
    if not _NUMBER.fullmatch(word) and to_ordinal(word) == word:
        return ""
    if not _NUMBER.fullmatch(word) and word[0] in "IVX":
        return ""
    return to_ordinal(word).rstrip("er")


@cache
def peoples() -> dict[str, str]:
    """Return the country that each people's adjective stands for, folded: ``allemande`` → ``Allemagne``."""
    return {
        form: row["country"]
        for _, row in read_rows("peoples.tsv", ("country", "forms"))
        for form in (fold(part) for part in row["forms"].split("|"))
    }


def _by_words(nodes: Sequence[Node], numbers: Sequence[int]) -> Iterator[Proposal]:
    """Join what has the same content words, as written or as another spelling has them."""
    blocks: dict[Words, list[int]] = defaultdict(list)
    for number in numbers:
        for words in {find_words(text) for text in find_forms(nodes[number])}:
            for key in find_word_keys(words):
                blocks[key].append(number)
    for _, members in sorted(blocks.items()):
        if len(members) > 1 and not all(nodes[number].known for number in members):
            yield from _match_words(members, nodes)


def find_forms(node: Node) -> list[str]:
    """Return the names that tell a body from others: its label, the authority's variants; no short form of a text."""
    if node.known:
        return [name for name in (node.label, *node.names) if not is_acronym(name)]
    least = len(find_words(node.label))
    return [node.label, *(name for name in node.names if not is_acronym(name) and len(find_words(name)) >= least)]


def find_word_keys(words: Words) -> set[Words]:
    """Return the keys of a row of words: one for each way to read its spellings, usually one in all."""
    if not words:
        return set()
    read = [[word] if is_number(word) else sorted(find_keys(word)) or [word] for word in words]
    return {tuple(keys[min(turn, len(keys) - 1)] for keys in read) for turn in range(max(map(len, read)))}


def _match_words(members: Sequence[int], nodes: Sequence[Node]) -> Iterator[Proposal]:
    known = [number for number in members if nodes[number].known]
    first = known[0] if known else members[0]
    for other in members:
        if other == first or nodes[other].known:
            continue
        one, two = nodes[first].label, nodes[other].label
        generic = nodes[other].room != "place" and is_generic(find_words(two))
        if generic:
            yield Proposal(NEAR, first, other, f"a name of words that many bodies bear: {two}", near=True)
        elif len(known) > 1:
            yield Proposal(NEAR, first, other, f"a name that several of the authority bear: {two}", near=True)
        elif fold(one) == fold(two):
            yield Proposal(SAME, first, other, "same name")
        else:
            yield Proposal(SPELLED, first, other, f"the same words, written otherwise: {one}, {two}")


def _by_acronyms(nodes: Sequence[Node], numbers: Sequence[int]) -> Iterator[Proposal]:
    """Join a bare acronym to the one body that some source or the authority gives it to, else by initials."""
    bare: dict[str, list[int]] = defaultdict(list)
    given: dict[str, list[int]] = defaultdict(list)
    spelled: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        node = nodes[number]
        if is_acronym(node.label) and not node.known and all(is_acronym(name) for name in node.names):
            bare[to_letters(node.label)].append(number)
            continue
        for letters in {to_letters(name) for name in node.names if is_acronym(name)}:
            given[letters].append(number)
        if not node.known:
            spelled["".join(word[0] for word in find_words(node.label))].append(number)
    for letters, members in sorted(bare.items()):
        yield from _expand(letters, members, given[letters], spelled[letters], nodes)


def to_letters(acronym: str) -> str:
    """Return an acronym's letters: ``P.O.U.M.`` → ``poum``."""
    return "".join(_WORD.findall(fold(acronym)))


def _expand(
    letters: str, members: Sequence[int], given: Sequence[int], spelled: Sequence[int], nodes: Sequence[Node]
) -> Iterator[Proposal]:
    bodies = given or (spelled if len(letters) >= SHORTEST else ())
    names = {number if nodes[number].known else find_words(nodes[number].label) for number in bodies}
    first, *others = members
    for other in others:
        yield Proposal(
            SAME if len(names) < 2 else NEAR, first, other, f"same acronym: {letters.upper()}", len(names) > 1
        )
    if len(names) == 1:
        how = "is given with" if given else "has the initials of"
        why = f"{letters.upper()} {how} {nodes[bodies[0]].label}, and with no other name"
        yield Proposal(EXPANDED if given else INITIALS, bodies[0], first, why)
    for body in bodies[:SHOWN] if len(names) > 1 else ():
        yield Proposal(NEAR, body, first, f"{letters.upper()} may be several bodies", near=True)

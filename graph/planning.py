"""A query in, the same out with what is rarest first: the engine knows no numbers, and begins with what it reads first.

Between ``?c rdf:predicate smo:memberOf ; rdf:object <party/x>`` it can't choose: both are a property with a value. One
has a hundred thousand subjects and the other ten. Here the pairs of one subject change places by what the index counts,
which changes no answer. Only what is plain is touched; whatever else stands in a query stays as it is. Called by
:mod:`graph.query_worker`, after the guards.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Store

from graph.guards import TOKEN

COUNTED: Final = 500  # subjects; more are many
REMEMBERED: Final = 4096
LONGEST: Final = 10_000  # characters of a query that is looked at
TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
PREFIX: Final = re.compile(r"\bPREFIX\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE)
BASE: Final = re.compile(r"\bBASE\b(?:\s*<([^<>\s]*)>)?", re.IGNORECASE)
RELATIVE: Final = re.compile(r"[\w-]+(?:/[\w-]+)*")
PLAIN_NAME: Final = re.compile(r"([\w-]*):([\w-]+)")
Token = re.Match[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A property and its value in a query, from where to where; the IRIs of both where they are plain, else ""."""

    start: int
    end: int
    predicate: str
    value: str


class Planner:
    """Puts the rarest first, for one index."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._count = lru_cache(maxsize=REMEMBERED)(self._count_anew)

    def plan(self, sparql: str, prefixes: Mapping[str, str], base: str) -> str:
        """Return the query, reordered where that helps."""
        if len(sparql) > LONGEST or ";" not in sparql or "\\" in sparql:
            return sparql
        parts, position = [], 0
        for pairs in find_pairs(sparql, {**prefixes, **dict(PREFIX.findall(sparql))}, base):
            if (best := self._find_rarest(pairs)) is None:
                continue
            ordered = (pairs[best], *pairs[:best], *pairs[best + 1 :])
            parts += [sparql[position : pairs[0].start], " ; ".join(sparql[one.start : one.end] for one in ordered)]
            position = pairs[-1].end
        return "".join((*parts, sparql[position:]))

    def _find_rarest(self, pairs: tuple[Pair, ...]) -> int | None:
        """Return the place of the pair that should be the first; None where that is the first already."""
        plain = [number for number, pair in enumerate(pairs) if pair.predicate and pair.value]
        if len(plain) < 2:
            return None
        best = min(plain, key=lambda number: self._count(pairs[number].predicate, pairs[number].value))
        return best if best != plain[0] else None

    def _count_anew(self, predicate: str, value: str) -> int:
        found = self._store.quads_for_pattern(None, NamedNode(predicate), NamedNode(value), DefaultGraph())
        return sum(1 for _ in islice(found, COUNTED))


def find_pairs(sparql: str, prefixes: Mapping[str, str], base: str) -> Iterator[tuple[Pair, ...]]:
    """Yield the pairs of each subject that is a variable: as many of the first as are one property and one value."""
    tokens = [match for match in TOKEN.finditer(sparql) if match.lastgroup != "comment"]
    bases = BASE.findall(sparql)
    base = base if not bases else bases[0] if len(bases) == 1 else ""
    for number, token in enumerate(tokens[1:], 1):
        if token.lastgroup == "variable" and tokens[number - 1].group() in ("{", "."):
            pairs = tuple(_read_pairs(tokens, number + 1, prefixes, base))
            if len(pairs) > 1:
                yield pairs


def _read_pairs(tokens: list[Token], number: int, prefixes: Mapping[str, str], base: str) -> Iterator[Pair]:
    while number + 2 < len(tokens):
        predicate, value, after = tokens[number : number + 3]
        if after.group() not in (";", ".", "}") or not (_is_term(predicate) and _is_term(value)):
            return
        iri = TYPE if predicate.group() == "a" else _to_iri(predicate.group(), prefixes, base)
        yield Pair(predicate.start(), value.end(), iri, _to_iri(value.group(), prefixes, base))
        if after.group() != ";":
            return
        number += 3


def _is_term(token: Token) -> bool:
    """Tell whether a token is by itself a variable, an IRI, or a name."""
    text = token.group()
    return token.lastgroup in ("variable", "iri") or text == "a" or PLAIN_NAME.fullmatch(text) is not None


def _to_iri(text: str, prefixes: Mapping[str, str], base: str) -> str:
    """Return the IRI that stands in a query as it is, under the base, or with a prefix; "" for anything else."""
    if text.startswith("<"):
        iri = text[1:-1]
        relative = RELATIVE.fullmatch(iri) is not None
        return f"{base}{iri}" if relative and base.endswith("/") else "" if relative or ":" not in iri else iri
    name = PLAIN_NAME.fullmatch(text)
    return prefixes[name.group(1)] + name.group(2) if name and name.group(1) in prefixes else ""

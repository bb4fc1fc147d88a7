"""What a user types in, the one entity that it names out: a name, a slug, an id or an IRI.

Accents, case and hyphens don't count. A main name goes before a variant; where several are left, the one most often
mentioned does not win silently: the user is asked to choose.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from graph.iris import ROOMS
from graph.query import QueryPool
from graph.sheets import select

NAMES: Final = """SELECT ?it ?name ?main {
  { ?it skos:prefLabel ?name BIND(true AS ?main) } UNION { ?it skos:altLabel ?name } ?it smo:slug ?slug }"""
LIKE: Final = 70.0  # how like a name must be (of 100) to be proposed
SHOWN: Final = 8


class LookupFailure(Exception):  # noqa: N818 (it is told, not raised at a bug)
    """No entity of that name, or several; the message has a line for each one that may be meant."""


@dataclass(frozen=True, slots=True)
class Known:
    """The names of a graph: by folded name, the IRIs that bear it as their main name and as a variant."""

    labels: Mapping[str, str]
    main: Mapping[str, tuple[str, ...]]
    variants: Mapping[str, tuple[str, ...]]


def find_entity(pool: QueryPool, text: str) -> str:
    """Return the IRI of the entity that ``text`` names; raise :class:`LookupFailure` where that is none or several."""
    known = read_names(pool)
    for iri in known.labels:
        path = iri.rpartition("/")
        if text in (iri, f"{path[0].rpartition('/')[2]}/{path[2]}"):
            return iri
    folded = fold(text)
    named = known.main.get(folded) or known.variants.get(folded) or _by_slug(text, known)
    if len(named) == 1:
        return named[0]
    if named:
        raise LookupFailure("\n".join([f"'{text}' names several; take one of", *_describe(named, known)]))
    like = _find_like(folded, known)
    lines = [f"'{text}': nobody and nothing of that name", *(["like it are", *_describe(like, known)] if like else [])]
    raise LookupFailure("\n".join(lines))


def read_names(pool: QueryPool) -> Known:
    """Return all names of the graph's entities."""
    labels: dict[str, str] = {}
    main: dict[str, set[str]] = {}
    variants: dict[str, set[str]] = {}
    for row in select(pool, NAMES):
        if _room(row["it"]) in ROOMS:
            (main if "main" in row else variants).setdefault(fold(row["name"]), set()).add(row["it"])
            if "main" in row:
                labels[row["it"]] = row["name"]
    return Known(labels, _freeze(main), _freeze(variants))


def fold(text: str) -> str:
    """Return a name without accents, case, hyphens and points.

    >>> fold("Parti communiste d’Allemagne"), fold("KAMENEV, L. B.")
    ('parti communiste d allemagne', 'kamenev l b')
    """
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in bare).casefold().split())


def _freeze(names: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(iris)) for name, iris in names.items()}


def _room(iri: str) -> str:
    return iri.rpartition("/")[0].rpartition("/")[2]


def _by_slug(text: str, known: Known) -> tuple[str, ...]:
    return tuple(iri for iri in sorted(known.labels) if iri.rpartition("/")[2] == text)


def _find_like(folded: str, known: Known) -> tuple[str, ...]:
    names = [*known.main, *known.variants]
    found = process.extract(folded, names, scorer=fuzz.WRatio, limit=SHOWN, score_cutoff=LIKE)
    iris = dict.fromkeys(iri for name, _, _ in found for iri in (known.main.get(name) or known.variants[name]))
    return tuple(iris)[:SHOWN]


def _describe(iris: Sequence[str], known: Known) -> list[str]:
    return [f"  {_room(iri)}/{iri.rpartition('/')[2]}  {known.labels.get(iri, '')}".rstrip() for iri in iris]

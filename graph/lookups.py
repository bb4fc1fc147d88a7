"""What a user types in, the one entity that it names out: a name in any spelling, a slug, an id or an IRI.

A main name goes before a variant; where several are left, the one most often mentioned does not win silently: the user
is asked to choose.
"""

from collections.abc import Sequence
from typing import Final

from graph.iris import ROOMS
from graph.name_tables import hold_names
from graph.names_index import Name, NamesIndex
from graph.query import QueryPool
from graph.sheets import select

NAMES: Final = """SELECT ?it ?name ?main {
  { ?it skos:prefLabel ?name BIND(true AS ?main) } UNION { ?it skos:altLabel ?name } ?it smo:slug ?slug }"""
LIKE: Final = 60.0  # how well a name must fit (of 100) to be proposed
SHOWN: Final = 8


class LookupFailure(Exception):  # noqa: N818 (it is told, not raised at a bug)
    """No entity of that name, or several; the message has a line for each one that may be meant."""


def find_entity(pool: QueryPool, text: str) -> str:
    """Return the IRI of the entity that ``text`` names; raise :class:`LookupFailure` where that is none or several."""
    names = read_names(pool)
    labels = {name.entity: name.text for name in names if name.main}
    exact = [iri for iri in sorted(labels) if text in (iri, to_id(iri))]
    named = exact or [iri for iri in sorted(labels) if text == iri.rpartition("/")[2]]
    if not named:
        found = NamesIndex(hold_names(names)).find(text)
        same = [one for one in found if one.same]
        named = [one.entity for one in same if one.name.main] or [one.entity for one in same]
        if not named:
            like = [one.entity for one in found if one.score >= LIKE][:SHOWN]
            lines = ["like it are", *_describe(like, labels)] if like else []
            raise LookupFailure("\n".join([f"'{text}': nobody and nothing of that name", *lines]))
    if len(named) > 1:
        raise LookupFailure("\n".join([f"'{text}' names several; take one of", *_describe(named, labels)]))
    return named[0]


def read_names(pool: QueryPool) -> list[Name]:
    """Return all names of the graph's persons, bodies, places, events and works."""
    rows = select(pool, NAMES)
    return [Name(row["it"], row["name"], "main" in row) for row in rows if to_id(row["it"]).partition("/")[0] in ROOMS]


def to_id(iri: str) -> str:
    """Return the id at the end of an entity's IRI: ``person/victor-serge``."""
    return "/".join(iri.rsplit("/", 2)[-2:])


def _describe(iris: Sequence[str], labels: dict[str, str]) -> list[str]:
    return [f"  {to_id(iri)}  {labels.get(iri, '')}".rstrip() for iri in iris]

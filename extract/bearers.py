"""A surname that several persons of the authority bear and what is named around it in, its bearers by likelihood out.

What counts, for each bearer: the bodies that their description names, where they are named around or those around
belong to them; whether they could live in the year told last; how well the authority knows them.
"""

from collections.abc import Sequence
from typing import Final

from extract.kinships import find_ties
from extract.lexicons import Lexicon
from extract.rankings import Surroundings, find_tied, weigh_named
from ontology.authority import Entry

SHARED, CHILD, LINKED, KNOWN = 0.5, -3.0, 0.3, 0.02
"""Weights: of what a body named around counts, of one not yet fourteen in the year told last, of one with an identifier
of Wikidata, of each name that the authority lists."""
_GROWN: Final = 14


def rank_bearers(candidates: Sequence[str], around: Surroundings, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the bearers of a surname, the likeliest first; those that nothing sets apart keep their order."""
    tied = find_tied(around, lexicon)

    def weigh(id_: str) -> float:
        bodies = find_ties(id_, lexicon)
        shared = sum(weigh_named(around.named.get(body, 0)) + tied.get(body, 0) for body in bodies)
        return SHARED * shared + _weigh_life(lexicon.entries[id_], around) + _weigh_fame(lexicon.entries[id_])

    return tuple(sorted(candidates, key=lambda id_: -weigh(id_)))


def _weigh_life(entry: Entry, around: Surroundings) -> float:
    born = entry.start[:4]
    young = born.isdigit() and around.year.isdigit() and int(around.year) < int(born) + _GROWN
    return CHILD if young else 0.0


def _weigh_fame(entry: Entry) -> float:
    return LINKED * bool(entry.wikidata) + KNOWN * len(entry.variants)

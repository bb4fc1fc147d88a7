"""An entity and the items that bear one of its names in, the one that it is (or perhaps is) out: pure functions.

A name alone proves nothing. Every item gets a confidence from what speaks for it (:mod:`graph.evidence`): the share of
such items that were right where the truth is known. Stands between :mod:`graph.wikidata` and :mod:`graph.linking`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log2, log10
from typing import Final

from graph.evidence import Agreement, Named, compare
from graph.links import CLOSE, EXACT, LEXICAL, TOOL, Link
from graph.wikidata import Item, Match

SURE: Final = 0.9  # exactMatch from here, measured: docs/decisions/0004-linking.md
LIKELY: Final = 0.5  # closeMatch, for review, from here: rather right than wrong
SUREST: Final = 0.999  # nothing found by a machine is certain
NEWEST: Final = 9.0  # the logarithm of a number that no item has yet
MOST: Final = 3  # what goes beyond three counts no more
# Fitted by benchmarks/linking.py --fit; the last two by hand: the data measured on have neither.
WEIGHTS: Final[Mapping[str, float]] = {
    "always": -1.9,
    "kind": 2.6,
    "told kind": 0.5,
    "date": 1.0,
    "other date": -1.1,
    "more names": 1.8,
    "single word": -1.7,
    "single word of a person": -1.4,
    "described": 2.5,
    "notions": 1.0,
    "rivals": -1.6,
    "older than rivals": 1.7,
    "old": 3.2,
    "beside": 1.5,
    "place": 2.0,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item for an entity: the names of the entity that it bears, how both agree, and how sure that makes it."""

    item: Item
    names: tuple[str, ...]
    agreement: Agreement
    confidence: float = 0.0
    rivals: int = 0

    def find_given(self, entity: Named) -> list[str]:
        """Return the names borne that the graph itself has, without other spellings of them."""
        return [name for name in self.names if name in entity.names]


def choose_link(
    entity: Named, matches: Sequence[Match], items: Mapping[str, Item], linked: Mapping[str, str] | None = None
) -> Link | None:
    """Return the link to the best item: exact where it is sure, close (for review) where likely, None below.

    ``linked`` says of other entities which items they surely are.
    """
    ranked = rank(entity, matches, items, linked or {})
    if not ranked or ranked[0].confidence < LIKELY:
        return None
    best, supported = ranked[0], is_supported(entity, ranked[0])
    if entity.room == "person" and not supported and all(_is_single(name) for name in best.names):
        return None
    certain = best.confidence >= SURE and supported
    return Link(
        entity.id, EXACT if certain else CLOSE, f"wd:{best.item.id}", LEXICAL, best.confidence, TOOL,
        subject_label=entity.label, object_label=best.item.label, tool=TOOL, comment=explain(best),
    )  # fmt: skip


def rank(
    entity: Named, matches: Iterable[Match], items: Mapping[str, Item], linked: Mapping[str, str]
) -> list[Candidate]:
    """Return the items that can be the entity, the most certain first."""
    by_item: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        if match.item in items:
            by_item[match.item].append(match)
    met = [_meet(entity, some, items[id_], linked) for id_, some in sorted(by_item.items())]
    fit = [one for one in met if not is_excluded(entity, one.agreement)]
    weighed = [_weigh(entity, one, [other for other in fit if other is not one]) for one in fit]
    return sorted(weighed, key=lambda one: (-one.confidence, len(one.item.id), one.item.id))


def is_excluded(entity: Named, agreement: Agreement) -> bool:
    """Tell whether an item can't be the entity: another kind, another place, or another's life.

    Bodies and events are dated in many ways: another year of theirs is held against an item (:func:`find_points`).
    """
    ends = (agreement.start, agreement.end)
    other_life = False in ends if entity.room == "person" else ends == (False, False)
    return agreement.kind is False or agreement.place is False or other_life


def is_supported(entity: Named, one: Candidate) -> bool:
    """Tell whether more than one name and the kind speak for an item.

    A name and a kind are enough only for what the authority lists describe and what is no person: Wikidata has more
    namesakes than any sample of it on which a confidence can be measured.
    """
    seen = one.agreement
    if seen.dates or seen.years or seen.notions or seen.beside or seen.place or len(one.find_given(entity)) > 1:
        return True
    return bool(entity.description) and entity.room != "person"


def find_points(entity: Named, one: Candidate, rivals: Sequence[Candidate]) -> dict[str, float]:
    """Return what speaks for and against an item among its rivals, by the name of its weight.

    Items are numbered as people thought of them: an old one is better known than its namesakes.
    """
    seen, own = one.agreement, int(one.item.id[1:])
    single = float(all(_is_single(name) for name in one.names))
    nearest = min((int(rival.item.id[1:]) for rival in rivals), default=own)
    return {
        "always": 1.0,
        "kind": float(seen.kind is True and not seen.told),
        "told kind": float(seen.kind is True and seen.told),
        "date": float(seen.dates > 0),
        "other date": float(False in (seen.start, seen.end)),
        "more names": float(min(max(len(one.find_given(entity)) - 1, 0), MOST)),
        "single word": single,
        "single word of a person": single * (entity.room == "person"),
        "described": float(bool(entity.description)),
        "notions": float(min(seen.notions, MOST)),
        "rivals": log2(1 + len(rivals)),
        "older than rivals": max(-3.0, min(3.0, log10(nearest / own))),
        "old": (NEWEST - log10(own)) / NEWEST,
        "beside": float(min(seen.beside, MOST)),
        "place": float(seen.place is True),
    }


def weigh(points: Mapping[str, float], weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the confidence, from 0 to 1, that the points make: logistic regression."""
    return min(SUREST, round(1 / (1 + exp(-sum(weights[name] * value for name, value in points.items()))), 3))


def explain(one: Candidate) -> str:
    """Return what agreed, for the curator."""
    seen = one.agreement
    agreed = [
        ("kind, as described" if seen.told else "kind") if seen.kind else "",
        "start" if seen.start else "", "end" if seen.end else "",
        "place" if seen.place else "", f"{seen.notions} word(s) of the description" if seen.notions else "",
        f"{seen.beside} neighbour(s)" if seen.beside else "",
    ]  # fmt: skip
    against = [name for name, value in (("start", seen.start), ("end", seen.end)) if value is False]
    parts = [f"name '{one.names[0]}'", f"agrees in {', '.join(filter(None, agreed)) or 'nothing else that is known'}"]
    parts += [f"differs in {', '.join(against)}"] if against else []
    parts += [f"{one.rivals} other item(s) of that name fit less well"] if one.rivals else []
    return "; ".join(parts)


def _is_single(name: str) -> bool:
    return len(re.findall(r"\w{2,}", name)) < 2


def _meet(entity: Named, matches: Iterable[Match], item: Item, linked: Mapping[str, str]) -> Candidate:
    order = {name: number for number, name in enumerate((entity.label, *entity.names))}
    names = sorted({match.name for match in matches}, key=lambda name: (order.get(name, len(order)), name))
    return Candidate(item, tuple(names), compare(entity, item, linked))


def _weigh(entity: Named, one: Candidate, rivals: Sequence[Candidate]) -> Candidate:
    confidence = weigh(find_points(entity, one, rivals))
    return replace(one, confidence=confidence, rivals=len(rivals))

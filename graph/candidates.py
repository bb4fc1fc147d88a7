"""An entity and the items that bear one of its names in, the one that it is (or perhaps is) out: pure functions.

A name alone proves nothing. Kind and years speak for or against an item; only where both agree, and for one item alone,
is the link certain. Stands between :mod:`graph.wikidata` and :mod:`graph.linking`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.links import CLOSE, EXACT, LEXICAL, TOOL, Link
from graph.wikidata import Item, Match

HUMAN: Final = "Q5"
BODY: Final = frozenset({"Q43229", "Q7278"})
KINDS: Final[Mapping[str, frozenset[str]]] = {
    "person": frozenset({HUMAN}),
    "party": BODY,
    "soviet": BODY,
    "front": BODY | {"Q1190554", "Q1656682"},
    "organisation": BODY,
    "place": frozenset({"Q2221906"}),
    "event": frozenset({"Q1190554", "Q1656682"}),
    "work": frozenset({"Q386724"}),
}
LIFE: Final = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)\s*[-–—]\s*(?:[^\d()]{0,20})(1[5-9]\d\d|20\d\d)(?!\d)")
AHEAD: Final = 0.15  # how much better the best of several must be


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of the graph: its names that may be searched, and the years (first, last) of its start and its end."""

    id: str
    label: str
    names: tuple[str, ...]
    start: tuple[int, int] | None = None
    end: tuple[int, int] | None = None

    @property
    def room(self) -> str:
        """The first part of the id."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item for an entity: for each point True where they agree, False where they can't, None where unknown."""

    item: Item
    name: str
    as_label: bool
    kind: bool | None
    start: bool | None
    end: bool | None

    @property
    def excluded(self) -> bool:
        """Whether something speaks against it."""
        return False in (self.kind, self.start, self.end)

    @property
    def dates(self) -> int:
        """How many of its dates agree: 0, 1 or 2."""
        return (self.start is True) + (self.end is True)

    @property
    def confidence(self) -> float:
        """From 0 to 1: a name .3, a main name .35; the kind .25; the first date .25, the second .1 (uncalibrated)."""
        dated = 0.25 * (self.dates > 0) + 0.1 * (self.dates > 1)
        return round(0.3 + 0.05 * self.as_label + 0.25 * (self.kind is True) + dated, 2)


def choose_link(entity: Named, matches: Sequence[Match], items: Mapping[str, Item]) -> Link | None:
    """Return the link to the best item, None where none stands out.

    ``skos:exactMatch`` where one item alone agrees in kind and in a date, or in kind and both dates where others are
    undated; ``skos:closeMatch``, for review, where it is the only one or clearly the best
    (of a person, by a date).
    """
    ranked = rank(entity, matches, items)
    if not ranked:
        return None
    best, others = ranked[0], ranked[1:]
    if others and (best.confidence - others[0].confidence < AHEAD or (entity.room == "person" and not best.dates)):
        return None
    needed = 2 if others else 1
    certain = best.kind is True and best.dates >= needed
    if not certain and is_weak(entity, best):
        return None
    return Link(
        entity.id, EXACT if certain else CLOSE, f"wd:{best.item.id}", LEXICAL, best.confidence, TOOL,
        subject_label=entity.label, object_label=best.item.label, tool=TOOL, comment=explain(best, len(others)),
    )  # fmt: skip


def rank(entity: Named, matches: Iterable[Match], items: Mapping[str, Item]) -> list[Candidate]:
    """Return the items that nothing speaks against, the most certain first."""
    best: dict[str, Candidate] = {}
    for match in sorted(matches, key=lambda match: (match.item, not match.as_label, match.name)):
        if match.item in items and match.item not in best:
            best[match.item] = weigh(entity, match, items[match.item])
    fit = [candidate for candidate in best.values() if not candidate.excluded]
    return sorted(fit, key=lambda candidate: (-candidate.confidence, len(candidate.item.id), candidate.item.id))


def weigh(entity: Named, match: Match, item: Item) -> Candidate:
    """Compare an entity with an item that bears its name."""
    told = [years for text in item.descriptions for years in LIFE.findall(text)]
    starts = item.starts or {int(start) for start, _ in told}
    ends = item.ends or {int(end) for _, end in told}
    as_label = match.as_label and match.name == entity.label
    return Candidate(
        item, match.name, as_label, agree_in_kind(entity.room, item.roots),
        agree_in_years(entity.start, starts), agree_in_years(entity.end, ends),
    )  # fmt: skip


def agree_in_kind(room: str, roots: frozenset[str]) -> bool | None:
    """Tell whether an item under these root classes can be what the room holds, None where it has no known class."""
    return bool(roots & KINDS.get(room, frozenset())) if roots else None


def agree_in_years(ours: tuple[int, int] | None, theirs: Iterable[int]) -> bool | None:
    """Tell whether one of their years lies within ours; one year beside it (another calendar) proves nothing.

    >>> agree_in_years((1890, 1890), {1890}), agree_in_years((1890, 1890), {1891}), agree_in_years((1890, 1890), {1917})
    (True, None, False)
    """
    years = set(theirs)
    if ours is None or not years:
        return None
    first, last = ours
    if any(first <= year <= last for year in years):
        return True
    return None if any(first - 1 <= year <= last + 1 for year in years) else False


def is_weak(entity: Named, candidate: Candidate) -> bool:
    """Tell whether too little speaks for the item even to be reviewed: a bare surname, or a name without a kind."""
    single = " " not in candidate.name.strip() and "-" not in candidate.name
    if entity.room == "person":
        return candidate.dates == 0 and (single or candidate.kind is None)
    return single and candidate.dates == 0 and not (candidate.kind and candidate.as_label)


def explain(candidate: Candidate, others: int) -> str:
    """Return what agreed, for the curator."""
    points = (("kind", candidate.kind), ("start", candidate.start), ("end", candidate.end))
    agreed = [name for name, point in points if point]
    rest = f"; {others} other item(s) of that name fit less well" if others else ""
    return f"name '{candidate.name}'; agrees in {', '.join(agreed) or 'nothing else that is known'}{rest}"

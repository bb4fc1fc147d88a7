"""An entity and an item that bears its name in, what speaks for and against their being one out: pure functions.

Each point is a number, 0 where nothing is known. What a point weighs was fitted on entities whose items are known
(``benchmarks/linking.py``, ``docs/decisions/0004-linking.md``). Stands under :mod:`graph.candidates`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import hypot
from typing import Final

from graph.wikidata import Item

Years = tuple[int, int]
Notion = tuple[re.Pattern[str], re.Pattern[str]]

HUMAN: Final = "Q5"
BODY: Final = frozenset({"Q43229", "Q7278"})
HAPPENING: Final = frozenset({"Q1190554", "Q1656682"})
KINDS: Final[Mapping[str, frozenset[str]]] = {
    "person": frozenset({HUMAN}),
    "party": BODY,
    "soviet": BODY,
    "front": BODY | HAPPENING,
    "organisation": BODY,
    "place": frozenset({"Q2221906"}),
    "event": HAPPENING,
    "work": frozenset({"Q386724"}),
}
# what a description calls an item where its classes are not known
TOLD: Final[Mapping[str, re.Pattern[str]]] = {
    room: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for room, words in {
        "person": "politician|homme politique|revolutionary|révolutionnaire|leader|writer|author|écrivain|poet|"
        "novelist|journalist|philosopher|historian|historien|general |admiral|marshal|commander|minister|"
        "president|"
        "prince\\b|emperor|king of|"
        "queen|economist|activist|anarchist|statesman|diplomat|composer|painter|artist|priest|khan|"
        "actor|actress|director|singer|scientist|astronaut|figure|footballer|player|engineer|mathematician",
        "body": "(?:political )?party|organi[sz]ation|movement|faction|army|armed force|military|police|trade union|"
        "committee|government|agency|league|confederation|alliance|association|society|paramilitary|parliament|"
        "legislative|university|library|lower house|grouping",
        "place": "country|city|town|village|region|province|river|sea\\b|gulf|island|capital of|municipality|borough|"
        "fortress|palace|railway|mountain|lake|peninsula|square|building|castle|ville|state in|empire|kingdom|monarch",
        "event": "war\\b|battle|revolution\\b|uprising|rebellion|treaty|pact|conference|strike|massacre|coup|conflict|"
        "theatre|theater|offensive",
        "work": "newspaper|book\\b|novel|magazine|journal\\b|publication|pamphlet|play\\b|poem|film|album|song|series|"
        "painting|manifesto|treatise|work by",
        "": "band\\b|brand|software|language|video game|duo|company|manufacturer|retailer|character|podcast|rocket",
    }.items()
}
# items about names and pages, and of fields that are not ours, in which the same names abound
ELSEWHERE: Final = re.compile(
    r"wikim[eé]dia|disambiguation|homonymie|family name|surname|nom de famille|given name|prénom|scientific article|"
    r"scholarly article|article scientifique|\btaxon|species of|espèce d|genus of|asteroid|astéroïde|lunar crater",
    re.IGNORECASE,
)
GROUPS: Final = {"party": "body", "soviet": "body", "front": "body", "organisation": "body"}
LIFE: Final = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)\s*[-–—]\s*(?:[^\d()]{0,20})(1[5-9]\d\d|20\d\d)(?!\d)")
YEAR: Final = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
NEAR_DEGREES: Final = 0.5
BROAD: Final = frozenset({"P17", "P27", "P131", "P276"})  # half the graph shares a country


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of the graph as it is searched: its names, what is known of it, and the entities beside it.

    ``start`` and ``end`` are the first and last year of its beginning and its end; ``beside`` holds ids; ``point`` is a
    pair of latitude and longitude.
    """

    id: str
    label: str
    names: tuple[str, ...]
    start: Years | None = None
    end: Years | None = None
    description: str = ""
    beside: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None

    @property
    def room(self) -> str:
        """The first part of the id."""
        return self.id.partition("/")[0]

    @property
    def group(self) -> str:
        """The kind of thing: ``person``, ``body``, ``place``, ``event`` or ``work``."""
        return GROUPS.get(self.room, self.room)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How an item agrees with an entity: True, False or None where nothing is known; the rest are counts.

    ``told`` says that the kind is known from a description only; ``years`` counts its years within the entity's span,
    ``notions`` what both descriptions say, ``beside`` the entities beside both.
    """

    kind: bool | None = None
    told: bool = False
    start: bool | None = None
    end: bool | None = None
    years: int = 0
    notions: int = 0
    beside: int = 0
    place: bool | None = None

    @property
    def dates(self) -> int:
        """How many of its dates agree: 0, 1 or 2."""
        return (self.start is True) + (self.end is True)


def compare(entity: Named, item: Item, linked: Mapping[str, str]) -> Agreement:
    """Compare an entity with an item that bears its name; ``linked`` says which entities are surely which items."""
    roots = agree_in_kind(entity.room, item.roots)
    spans = [years for text in item.descriptions for years in LIFE.findall(text)]
    starts = item.starts or {int(start) for start, _ in spans}
    ends = item.ends or {int(end) for _, end in spans}
    start, end = agree_in_years(entity.start, starts), agree_in_years(entity.end, ends)
    return Agreement(
        agree_in_told_kind(entity, item) if roots is None else roots, roots is None, start, end,
        count_years(entity, item), count_notions(entity, item), count_beside(entity, item, linked),
        agree_in_place(entity.point, item.points),
    )  # fmt: skip


def agree_in_kind(room: str, roots: frozenset[str]) -> bool | None:
    """Tell whether an item under these root classes can be what the room holds, None where it has no known class."""
    return bool(roots & KINDS.get(room, frozenset())) if roots else None


def agree_in_told_kind(entity: Named, item: Item) -> bool | None:
    """Tell whether the descriptions of an item call it what the entity is, None where they call it nothing known."""
    text = " ; ".join(item.descriptions)
    if ELSEWHERE.search(text):
        return False
    told = {group for group, pattern in TOLD.items() if pattern.search(text)}
    if not told and LIFE.search(text):
        told = {"person"}
    return entity.group in told if told else None


def agree_in_years(ours: Years | None, theirs: Iterable[int]) -> bool | None:
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


def agree_in_place(ours: tuple[float, float] | None, theirs: Iterable[tuple[float, float]]) -> bool | None:
    """Tell whether a point lies within half a degree of ours, None where either is unknown."""
    points = tuple(theirs)
    if ours is None or not points:
        return None
    return any(hypot(ours[0] - one[0], ours[1] - one[1]) <= NEAR_DEGREES for one in points)


def count_years(entity: Named, item: Item) -> int:
    """Count the years in an item's labels and descriptions that the entity begins or ends in."""
    told = {int(year) for text in (*item.labels, *item.descriptions) for year in YEAR.findall(text)}
    spans = [span for span in (entity.start, entity.end) if span]
    return sum(any(first <= year <= last for first, last in spans) for year in told)


def count_notions(entity: Named, item: Item) -> int:
    """Count the notions that both descriptions express (``evidence.tsv``)."""
    ours, theirs = f"{entity.label} ; {entity.description}", " ; ".join(item.descriptions)
    if not theirs:
        return 0
    return sum(bool(one.search(ours) and (other.search(theirs) or one.search(theirs))) for one, other in read_notions())


def count_beside(entity: Named, item: Item, linked: Mapping[str, str]) -> int:
    """Count the entities beside ours that are surely items beside the item; a country counts for little: not at all."""
    theirs = {value for name, value in item.beside if name not in BROAD}
    return len({linked[other] for other in entity.beside if other in linked} & theirs)


@cache
def read_notions() -> tuple[Notion, ...]:
    """Return the notions of ``evidence.tsv`` as pairs of patterns: in our descriptions, in those of items."""
    lines = (files("graph") / "evidence.tsv").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((_to_pattern(ours), _to_pattern(theirs)) for ours, theirs in cells)


def _to_pattern(stems: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{stems})", re.IGNORECASE)

"""Pairs of statements that can't both be true in, what pages show of them side by side out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from api.asking import to_address
from api.languages import read_texts
from graph.conflicts import Conflict, Side
from graph.date_labels import say_date
from graph.holdings import Held
from graph.sheets import Sheet, find_wording

Labels = Mapping[str, str]
ONLY: Final = "only-claim"


@dataclass(frozen=True, slots=True)
class ShownSide:
    """One of two statements in words; ``rule`` tells why it was preferred, ``reason`` the same in a sentence."""

    wording: str
    value: str
    date: str
    role: str
    denied: bool
    quote: str
    source: str
    href: str
    rule: str
    reason: str = ""
    title: str = ""
    written: str = ""
    claim: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """Two statements that can't both be true; ``decided`` where one of them is held for a fact."""

    kind: str
    subject: str
    href: str
    sides: tuple[ShownSide, ShownSide]

    @property
    def decided(self) -> bool:
        """Whether one of the two is held for a fact."""
        return any(side.rule for side in self.sides)


@dataclass(frozen=True, slots=True)
class Words:
    """What statements are put into words with: names of predicates and rules, reasons by rule, sources by id."""

    labels: Labels
    reasons: Labels
    sources: Mapping[str, Held]
    base: str
    root: str
    language: str


def find_conflicts(sheet: Sheet, conflicts: Iterable[Conflict]) -> Iterator[Conflict]:
    """Yield the conflicts that a record shows: on the entity, or between claims that it is part of."""
    claims = {quote.claim for section in sheet.sections for line in section.lines for quote in line.quotes}
    for conflict in conflicts:
        if conflict.iri == sheet.iri or {conflict.one.claim, conflict.other.claim} & claims:
            yield conflict


def to_conflict(conflict: Conflict, words: Words) -> ShownConflict:
    """Return a conflict as pages show it."""
    sides = (to_side(conflict.one, words), to_side(conflict.other, words))
    if any(side.denied for side in sides):  # "the only claim": that affirms
        said = read_texts()[words.language]["only-affirmed"]
        one, other = (replace(side, rule=said, reason="") if side.key == ONLY else side for side in sides)
        sides = (one, other)
    return ShownConflict(conflict.kind, conflict.subject, to_address(conflict.iri, words.base, words.root), sides)


def to_side(side: Side, words: Words) -> ShownSide:
    """Return one of two statements as pages show it; without a source it is the authority's."""
    name, language = side.predicate.partition(":")[2], words.language
    value, date, role = side.value, say_date(side.date, language), side.role
    if value and not side.date and (said := say_date(value, language)) != value:
        value = said
    office = bool(role) and name == "holdsOffice"
    if office and not side.date:
        value, date, role = role, value, ""
    shown = ShownSide(
        "" if office else find_wording(name, words.labels, inverse=False),
        value,
        date,
        role,
        side.polarity == "denied",
        side.quote,
        side.source,
        f"{words.root}/page/source/{quote(side.source)}?at={side.start}#at-{side.start}" if side.source else "",
        words.labels.get(side.rule, side.rule),
        words.reasons.get(side.rule, ""),
        side.source,
        claim=to_address(side.claim, words.base, words.root) if side.claim else "",
        key=side.rule,
    )
    held = words.sources.get(side.source)
    return replace(shown, title=held.title, written=say_date(held.date, language)) if held else shown

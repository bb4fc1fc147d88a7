"""A bound frame and its sentence's items in, the date of what it states out: that of its own clause."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extract.claims import Argument, FoundClaim
from extract.frame_slots import Bound
from extract.items import Item
from extract.model import When
from extract.subjects import Analysis
from extract.verbs import VerbGroup


def find_clause_date(bound: Bound, done: Analysis, arguments: Sequence[Argument]) -> When | None:
    """Return the date of a claim's clause: after its verb, else before it, else that which opens the sentence."""
    group, items = bound.group, done.items
    if bound.local[1]:
        found = _dates(items, arguments, *bound.local)
        if found or group is None:
            return found[0] if found else None
    return _find_group_date(group, done, arguments) if group is not None else None


def _find_group_date(group: VerbGroup, done: Analysis, arguments: Sequence[Argument]) -> When | None:
    """Return the date of a verb's clause."""
    items = done.items
    opens = (place for place in range(group.last + 1, group.end) if items[place].type == "s")
    end = next((place for place in opens if not _is_only(items, place, group)), group.end)
    end = min((other.first for other in done.groups if group.last < other.first < end), default=end)
    after = _dates(items, arguments, group.last, max(end, group.last + 1))
    before = _own_dates(items, arguments, group) or _cleft_date(items, arguments, group)
    opening = _opening_date(items, arguments) if group.shape == "fin" and _is_told(group) else None
    return after[0] if after else before[-1] if before else opening


def _is_only(items: Sequence[Item], place: int, group: VerbGroup) -> bool:
    """Return whether "que" is that of "ne … qu'en mai": no clause begins."""
    ne = any(item.form in ("ne", "n'", "n’") for item in items[group.start : group.last])
    led = place + 1 < group.end and items[place + 1].type == "p"
    return ne and led and items[place].form in ("que", "qu'", "qu’")


def _cleft_date(items: Sequence[Item], arguments: Sequence[Argument], group: VerbGroup) -> list[When]:
    """Return the date of "ce n'est que le 3 mars, …, que X devint"."""
    place = group.start
    if not group.depth or items[place].form not in ("que", "qu'", "qu’"):
        return []
    for last in range(place - 1, max(0, place - 14), -1):
        opened = any(item.lemma == "être" for item in items[max(0, last - 6) : last])
        if items[last].type == "T" and opened:
            when = arguments[items[last].number].when
            return [when] if when and when.edtf else []
    return []


def _is_told(group: VerbGroup) -> bool:
    """Return whether a verb tells what happened on the date that opens its sentence: in its main clause, not before."""
    return group.depth == 0 and not group.pluperfect


def _dates(items: Sequence[Item], arguments: Sequence[Argument], start: int, end: int) -> list[When]:
    """Return the dates between two items that stand in no brackets: of "le 3 avril (16 avril) 1917" the first."""
    return [when for _, when in _dates_outside(items, arguments, start, end)]


def _dates_outside(
    items: Sequence[Item], arguments: Sequence[Argument], start: int, end: int
) -> Iterator[tuple[int, When]]:
    depth = 0
    for place in range(start, end):
        item = items[place]
        depth += (item.type == "(") - (item.type == ")")
        when = arguments[item.number].when if item.type == "T" else None
        if when and when.edtf and depth <= 0:
            yield place, when


def _own_dates(items: Sequence[Item], arguments: Sequence[Argument], group: VerbGroup) -> list[When]:
    """Return the dates between a clause's start and its verb that are not those of an insertion."""
    found = _dates_outside(items, arguments, group.start, group.first)
    return [when for place, when in found if not is_inserted(items, place)]


_PARTS: Final = frozenset("fin début mi milieu courant printemps été automne hiver mois année".split())


def is_inserted(items: Sequence[Item], place: int) -> bool:
    """Return whether a date is that of what stands before the clause's verb: "Reçu à l'école en 1909, il fonda"."""
    first = place
    while first > 0 and items[first - 1].type not in ",.(":
        first -= 1
    before = [item for item in items[first:place] if item.type not in "cb"]
    if any(item.type == "v" and item.lemma != "être" for item in before):  # "ce ne fut qu'en 1909 que"
        return True
    return bool(before) and before[0].type == "n" and before[0].form not in _PARTS


def date_pattern(claim: FoundClaim, done: Analysis, arguments: Sequence[Argument]) -> FoundClaim:
    """Return a pattern's claim without a date that is another's, or with that of its one verb's clause.

    What stands before the claim's words dates no participle, no title and nothing after an insertion that holds it.
    """
    groups = [group for group in done.groups if claim.start <= done.items[group.last].start < claim.end]
    if claim.when is None:
        told = groups[0] if len(groups) == 1 and groups[0].shape == "fin" and groups[0].lemma != "être" else None
        if told is None or claim.predicate in _LASTING:
            return claim
        return replace(claim, when=_find_group_date(told, done, arguments))
    place = _find_before(claim, done.items, arguments)
    if place is None:
        return claim
    if not groups:
        stated = claim.predicate in _STATES and claim.rule not in _TOLD
        return replace(claim, when=None) if stated else claim
    foreign = is_inserted(done.items, place) and not _is_caught(claim, done.items, place)
    return replace(claim, when=None) if foreign or all(_is_bare(group, done, claim) for group in groups) else claim


def _is_bare(group: VerbGroup, done: Analysis, claim: FoundClaim) -> bool:
    """Return whether a verb is a mere participle with a complement: "une revue créée par X", "X, venu de New York"."""
    led = group.last + 1 < len(done.items) and done.items[group.last + 1].type in "pbT"
    return group.shape == "past" and led and claim.predicate in _DONE


_DONE: Final = frozenset(f"smo:{name}" for name in ("founded", "wasIn", "memberOf", "holdsOffice"))
_CAUGHT: Final = frozenset("arrêter condamner capturer juger prendre".split())


def _is_caught(claim: FoundClaim, items: Sequence[Item], place: int) -> bool:
    """Return whether the date is that of the arrest after which someone was brought to a place."""
    first = next((item for item in reversed(items[:place]) if item.type == "v"), None)
    return claim.predicate == "smo:wasIn" and first is not None and first.lemma in _CAUGHT


_LASTING: Final = frozenset(("smo:relativeOf", "smo:authorOf", "smo:partOf", "smo:locatedIn", "smo:occurredOn"))
_STATES: Final = frozenset(("smo:holdsOffice", "smo:memberOf", "smo:relativeOf", "smo:partOf"))
_TOLD: Final = frozenset(("o-board-of", "o-then-succeeded"))
"""Rules without a verb that tell who makes up a body at a time, or who comes after whom."""


def _find_before(claim: FoundClaim, items: Sequence[Item], arguments: Sequence[Argument]) -> int | None:
    """Return the place of the date of a claim where it stands before the claim's words, and nowhere else."""
    places = [place for place, item in enumerate(items) if item.type == "T"
              and arguments[item.number].when == claim.when]  # fmt: skip
    if not places or items[places[-1]].start >= claim.start:
        return None
    return places[-1]


def _opening_date(items: Sequence[Item], arguments: Sequence[Argument]) -> When | None:
    for item in items[:5]:
        if item.type == "T" and (when := arguments[item.number].when) and when.edtf:
            return when
        if item.type not in "pdabn":
            return None
    return None

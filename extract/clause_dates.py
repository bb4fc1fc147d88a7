"""A bound frame and its sentence's items in, the date of what it states out: that of its own clause."""

from collections.abc import Sequence

from extract.claims import Argument
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
    if group is None:
        return None
    opens = (place for place in range(group.last + 1, group.end) if items[place].type == "s")
    end = next((place for place in opens if not _is_only(items, place, group)), group.end)
    end = min((other.first for other in done.groups if group.last < other.first < end), default=end)
    after = _dates(items, arguments, group.last, max(end, group.last + 1))
    before = _dates(items, arguments, group.start, group.first) or _cleft_date(items, arguments, group)
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
    """Return the dates between two items that stand in no brackets and follow no name as part of its designation."""
    depth, found = 0, []
    for item in items[start:end]:
        depth += (item.type == "(") - (item.type == ")")
        when = arguments[item.number].when if item.type == "T" else None
        if when and when.edtf and depth <= 0:
            found.append(when)
    return found


def _opening_date(items: Sequence[Item], arguments: Sequence[Argument]) -> When | None:
    for item in items[:5]:
        if item.type == "T" and (when := arguments[item.number].when) and when.edtf:
            return when
        if item.type not in "pdabn":
            return None
    return None

"""The words around an office that nothing else ties to a name in, whom they describe out.

In: the items of a sentence and its verbs. Out: the persons to whom a chain of appositions leads back ("X, ouvrier,
ancien député, secrétaire du parti"), or the subject that follows those that open a sentence ("Ouvrier, secrétaire du
parti, X partit"). Used by :mod:`extract.offices`.
"""

from collections.abc import Sequence
from typing import Final

from extract.items import Item
from extract.subjects import Analysis

_LONGEST: Final = 4
"""Appositions that may stand between a name and an office."""
_BARE: Final = "naNbpdTc"


def find_apposed(items: Sequence[Item], first: int) -> tuple[int, ...]:
    """Return the person to whom the appositions before the office at ``first`` lead back, in brackets or not."""
    start = _open_segment(items, first - 1)
    between = items[start + 1 : first]
    if between and not any(item.type == "c" for item in between):
        return ()
    for _ in range(_LONGEST):
        if start <= 0 or items[start].type != ",":
            return ()
        last = _skip_bracket(items, start - 1)
        if items[last].type == "N" and items[last].kind == "P":
            return (items[last].number,)
        start = _open_segment(items, last)
        if start == last or items[start + 1].lemma in ("à", "dans", "pour", "par", "avec", "contre", "selon"):
            return ()
    return ()


def find_fronted(done: Analysis, first: int, end: int) -> tuple[int, ...]:
    """Return the person who is the subject after the appositions that open a sentence, the office's among them."""
    items, place = done.items, first - 1
    while place >= 0 and items[place].type != ".":
        item = items[place]
        if not (item.type == "," or _is_bare(item)) or (item.kind == "P" and items[place - 1].type not in "pd"):
            return ()
        place -= 1
    if place >= 0 and items[place + 1].lemma in ("à", "comme", "pour", "dans"):
        return ()
    told = [group for group in done.groups if group.shape == "fin" and group.first >= end and group.depth == 0]
    subject = told[0].subjects[0] if told and told[0].subjects else None
    if subject is None or subject.first < end or any(item.type == "." for item in items[end : subject.first]):
        return ()
    persons = {item.number for item in items if item.kind == "P" and item.number >= 0}
    return subject.numbers if len(subject.numbers) == 1 and set(subject.numbers) <= persons else ()


def _is_bare(item: Item) -> bool:
    """Return whether a word may stand in an apposition: a noun's or a participle's, no clause's."""
    return item.type in _BARE or (item.type == "v" and item.shape == "past")


def _open_segment(items: Sequence[Item], last: int) -> int:
    """Return the mark or verb before the words that end at ``last``."""
    while last >= 0 and _is_bare(items[last]) and not (items[last].kind == "P" and items[last - 1].type not in "pd"):
        last -= 1
    return last


def _skip_bracket(items: Sequence[Item], place: int) -> int:
    """Return the item before a bracket that closes at ``place``, else ``place``."""
    if items[place].type != ")":
        return place
    return next((start - 1 for start in range(place, 0, -1) if items[start].type == "("), place)

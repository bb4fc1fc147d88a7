"""Names in, names out: a lone name that the model guessed takes the class of the sure names that it is listed with.

"Louis Blanc, Michelet et Jaurès" are three persons; "Hangö, Helsinki et Loviisa" are three places.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract.endings import is_place_cue
from extract.found_names import FoundName

_STRONG: Final = re.compile(r" ?,? (?:et|ou|ni|puis)(?: de| d['’]| à| en| le| la)? ?$|/$| ?, (?:de |d['’]|à |en )$")
_WEAK: Final = re.compile(r" ?,(?: de| d['’]| à| en)? ?$")
_CLASSES: Final = ("Person", "Place")


def agree_in_lists(text: str, names: Sequence[FoundName]) -> list[FoundName]:
    """Return ``names``, the model's lone persons and places in the class of their sure neighbours in a list."""
    agreed = list(names)
    for number, name in enumerate(agreed):
        if name.kind in _CLASSES and " " not in name.text:
            kinds = Counter(_neighbours(text, agreed, number))
            if len(kinds) == 1 and name.by == "model":
                agreed[number] = replace(name, kind=next(iter(kinds)))
            elif len(kinds) == 1 and kinds["Person"] > 1 and number and _follows(text, agreed[number - 1], name):
                # "Malraux, Aragon et Bloch": a town's name that a person bears
                agreed[number] = replace(name, kind="Person", candidates=(), sure=False)
    return agreed


def _follows(text: str, before: FoundName, name: FoundName) -> bool:
    """Return whether a known town's name comes after a person in a list, with no word for a place before it."""
    gap = text[before.end : name.start]
    listed = bool(_STRONG.match(gap) or _WEAK.match(gap)) and not is_place_cue(gap)
    return listed and before.kind == "Person" and name.kind == "Place" and name.by == "authority"


def _neighbours(text: str, names: Sequence[FoundName], number: int) -> list[str]:
    """Return the classes of the sure neighbours in the list that the name stands in, none where it is in no list."""
    sides: list[tuple[FoundName, bool]] = []
    for step in (-1, 1):
        here = number
        while 0 <= here + step < len(names):
            first, second = sorted((here, here + step))
            gap = text[names[first].end : names[second].start]
            if not (strong := bool(_STRONG.match(gap))) and not _WEAK.match(gap):
                break
            here += step
            sides.append((names[here], strong))
    if not any(strong for _, strong in sides) and len(sides) < 2:
        return []
    return [name.kind for name, _ in sides if name.by == "authority" and name.sure and name.kind in _CLASSES]

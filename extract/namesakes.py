"""The persons whom one text names with first names in, which of them a surname or initials mean out.

Two who share a surname are told apart by first names, by a title's gender ("Mme Trotsky" is not Léon), by "père" and
"fils"; a surname alone that two bear in a text is the one named last before it.
"""

import re
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.person_names import FirstName, PersonName, agree, read_person
from extract.referents import Resolved
from extract.spellings import find_keys


@dataclass(slots=True)
class Bearer:
    """A person of this text: first names as fully as known, keys of the surname, where named, and who it is."""

    first: tuple[FirstName, ...]
    keys: frozenset[str]
    mark: str
    gender: str
    resolved: Resolved
    starts: list[int] = field(default_factory=list)


class Namesakes:
    """The bearers of each surname in one text."""

    def __init__(self) -> None:
        self._bearers: dict[str, list[Bearer]] = defaultdict(list)

    def note(self, text: str, start: int, resolved: Resolved, gender: str = "") -> None:
        """Keep a person named with first names at ``start``."""
        name = read_person(text)
        for bearer in self.find_all(name):
            if bearer.resolved.id == resolved.id:
                insort(bearer.starts, start)
                return
        bearer = Bearer(name.first, find_keys(name.surname), name.mark, gender, resolved, [start])
        for key in bearer.keys:
            self._bearers[key].append(bearer)

    def find_all(self, name: PersonName, gender: str = "") -> list[Bearer]:
        """Return all whom a name may stand for, in the order in which they were kept."""
        keys = find_keys(name.surname)
        found = {id(one): one for key in keys for one in self._bearers.get(key, ())}
        return [
            one
            for one in found.values()
            if agree(name.first, one.first)
            and (not name.mark or not one.mark or name.mark == one.mark)
            and (not gender or not one.gender or gender == one.gender)
        ]

    def find(self, text: str, start: int, gender: str = "") -> Bearer | None:
        """Return whom a name at ``start`` stands for: of several the one named last before it, else the first."""
        found = self.find_all(read_person(text), gender)
        before = [one for one in found if one.starts[0] < start]
        if before:
            return max(before, key=lambda one: one.starts[bisect_right(one.starts, start) - 1])
        return min(found, key=lambda one: one.starts[0], default=None)


_FEMALE = re.compile(
    r"\b(?:Mm?e|Mlle|Mmes|[Mm]adame|[Mm]ademoiselle|[Ll]a (?:camarade|citoyenne|comtesse|princesse|baronne|veuve))\.? $"
)
_MALE = re.compile(r"\b(?:MM?\.|[Mm]onsieur|[Ll]e (?:camarade|citoyen|comte|prince|baron|père|colonel|général)) ?$")
_SEVERAL = re.compile(r"\b(?P<what>frères|sœurs|époux|famille|couple) $")
_AFTER = re.compile(r" (?P<mark>père|fils)\b")


def find_gender(text: str, start: int) -> str:
    """Return ``m`` or ``f`` where a title before a name at ``start`` tells it, else ``""``."""
    before = text[max(0, start - 20) : start]
    return "f" if _FEMALE.search(before) else "m" if _MALE.search(before) else ""


def find_group(text: str, start: int) -> str:
    """Return ``frères``, ``famille`` … where a surname at ``start`` names several persons together, else ``""``."""
    match = _SEVERAL.search(text[max(0, start - 10) : start])
    return match["what"] if match else ""


def find_generation(text: str, end: int) -> str:
    """Return ``père`` or ``fils`` where it follows a name that ends at ``end``, else ``""``."""
    match = _AFTER.match(text, end)
    return match["mark"] if match else ""


def choose_generation(mark: str, births: Iterable[tuple[str, str]]) -> str:
    """Return the id of the elder for ``père``, of the younger for ``fils``, of (birth, id) pairs; ``""`` if unknown."""
    known = sorted((birth, id_) for birth, id_ in births if birth)
    if len(known) < 2:
        return ""
    return known[0][1] if mark == "père" else known[-1][1]

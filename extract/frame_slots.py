"""What :mod:`extract.frames` and :mod:`extract.nominals` share: a frame with its slots filled."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extract.frame_rules import Frame, Slot
from extract.items import Item
from extract.phrases import Phrase
from extract.verbs import VerbGroup


@dataclass(frozen=True, slots=True)
class Bound:
    """A frame whose slots are filled: subject and object numbers (-1 for none), the items it spans, its verb."""

    frame: Frame
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    trigger: int
    group: VerbGroup | None
    role: str = ""
    local: tuple[int, int] = (0, 0)


# "visita deux fois l'URSS": how often or how long is no object
_TIMES: Final = frozenset("fois an année mois semaine jour journée heure nuit soir matin temps instant moment".split())


def list_phrases(place: str, group: VerbGroup, passive: bool) -> list[Phrase]:
    """Return the phrases of a verb that stand in a place of the active voice (``suj``, ``obj``) or by a preposition."""
    if place == "suj":
        return [one for one in group.phrases if one.prep == "par"] if passive else group.subjects
    if place == "obj":
        bare = (one for one in group.phrases if not one.prep and one.lemma not in _TIMES)
        return group.subjects if passive else [*group.objects, *bare][:1]
    # what follows the verb is rather its own: "X, menuisier à Brooklyn, mourut à Taganrog"
    return sorted((one for one in group.phrases if one.prep == place), key=lambda one: one.first < group.first)


def find_numbers(phrase: Phrase, slot: Slot, frame: Frame, items: Sequence[Item]) -> tuple[int, ...]:
    """Return the arguments of a slot's classes that a phrase stands for, also through a noun that the frame allows."""
    if phrase.numbers:
        kinds = {item.number: item.kind for item in items if item.number >= 0}
        return tuple(number for number in phrase.numbers if kinds[number] in slot.letters)
    if "*" in frame.through and phrase.of and "P" in slot.letters and phrase.determined:
        persons = Slot(slot.places, "P")
        for inner in phrase.of:
            if inner.numbers and (numbers := find_numbers(inner, persons, frame, items)):
                return numbers
    if frame.through & {phrase.lemma, items[phrase.head].form, items[phrase.head].form.removesuffix("s")}:
        for inner in phrase.of:
            if numbers := find_numbers(inner, slot, frame, items):
                return numbers
        if phrase.owner >= 0 and fits_clitic(phrase.owner, slot, items):
            return (phrase.owner,)  # "condamna son attitude"
    return ()


def fits_clitic(number: int, slot: Slot, items: Sequence[Item]) -> bool:
    """Return whether the argument that "en", "y" or "son" stands for is of a slot's classes."""
    return any(item.number == number and item.kind in slot.letters for item in items)

"""A sentence's clauses in, claims out: the second finder beside the surface patterns of :mod:`extract.claims`.

Each verb, noun and office's word that has a frame in ``rules/frames/*.tsv`` is asked for the phrases in its slots. What
its verb group knows (negation, condition, plan) makes polarity and stance; the date is that of the same clause.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product
from typing import Final

from extract.claims import Argument, FoundClaim, list_pairs
from extract.clause_dates import find_clause_date
from extract.frame_rules import Frame, Slot, index_frames
from extract.frame_slots import Bound, find_numbers, fits_clitic, list_phrases
from extract.items import Item
from extract.nominals import bind_nouns, bind_roles
from extract.phrases import Phrase
from extract.roles import clean_role, find_office
from extract.subjects import Analysis
from extract.verbs import VerbGroup


def find_frame_claims(
    text: str, done: Analysis, arguments: Sequence[Argument], scene: int = -1
) -> Iterator[FoundClaim]:
    """Yield the claims of one sentence; ``scene`` is the number of the meeting at which it plays, -1 for none."""
    bounds = [*_bind_verbs(done, scene), *bind_nouns(done), *bind_roles(text, done)]
    for bound in bounds:
        yield from _write_claims(bound, done, arguments)


# --- verbs


def _bind_verbs(done: Analysis, scene: int) -> Iterator[Bound]:
    index = index_frames()
    for group in done.groups:
        for key in _keys(group):
            for frame in index.get(("verb", key), ()):
                if not _may_state(frame, group):
                    continue
                yield from _bind_verb(frame, group, done, key.startswith("se ") and not group.reflexive, scene)


def _may_state(frame: Frame, group: VerbGroup) -> bool:
    """Return whether a verb in its mood says what a frame states: no plan, no hypothesis."""
    told_later = group.conditional and not (group.compound or group.passive)  # "ils s'enfuiraient"
    if group.hypothetical or told_later or (group.planned and "planned" not in frame.options):
        return False
    if "affirmed" in frame.options and group.denied:
        return False
    if "passive" in frame.options and not (group.passive or group.causative):
        return False
    return not ("event" in frame.options and (group.denied or group.pluperfect or group.shape != "fin" or group.depth))


def _keys(group: VerbGroup) -> tuple[str, ...]:
    """Return the names under which a verb's frames are kept; ``*`` are those of any verb."""
    lemma = group.lemma
    if group.reflexive:
        return f"se {lemma}", "*"
    return (lemma, f"se {lemma}", "*") if group.shape == "past" and group.passive else (lemma, "*")


def _bind_verb(frame: Frame, group: VerbGroup, done: Analysis, middle: bool, scene: int) -> Iterator[Bound]:
    """Yield the frame with its slots filled; ``middle``: a bare participle of a reflexive verb ("réfugié à Paris")."""
    passive = group.passive and not middle
    objects: tuple[int, ...] = ()
    used: Phrase | None = None
    if frame.object is not None:
        used, objects = _fill(frame.object, group, passive, frame, done.items, scene)
        if used is not None and frame.predicate in _REPEATED:
            objects += _further(used, frame.object, group, frame, done.items)
        if not objects and "bare" not in frame.options:
            return
    _, subjects = _fill(_find_doer(frame, group), group, passive, frame, done.items, scene, used)
    if subjects and "with" in frame.options:
        company = [find_numbers(one, frame.subject, frame, done.items) for one in group.phrases if one.prep == "avec"]
        subjects += tuple(number for numbers in company[:1] for number in numbers if number not in subjects)
    if subjects:
        yield Bound(frame, subjects, objects or (-1,), group.last, group)
    if subjects and objects and frame.object is not None:
        yield from _bind_gapped(frame, frame.object, group, done.items, {*subjects, *objects})


_CAUSING: Final = ("faire", "voir", "laisser")


def _find_doer(frame: Frame, group: VerbGroup) -> Slot:
    """Return the slot of a verb's subject: in "X fit entrer Y au bureau" it is Y who enters."""
    moved = frame.object is not None and "obj" not in frame.object.places and "obj" not in frame.subject.places
    if group.modal not in _CAUSING or not moved or group.reflexive or "event" in frame.options:
        return frame.subject
    return replace(frame.subject, places=tuple("obj" if one == "suj" else one for one in frame.subject.places))


def _bind_gapped(frame: Frame, slot: Slot, group: VerbGroup, items: Sequence[Item], known: set[int]) -> Iterator[Bound]:
    """Yield the further pairs of a list whose verb is said once: "X fut envoyé à A, Y à B, Z en C"."""
    for former, latter in pairwise(group.phrases):
        if former.prep or latter.prep not in slot.places or latter.first != former.end:
            continue
        subjects, objects = find_numbers(former, frame.subject, frame, items), find_numbers(latter, slot, frame, items)
        if subjects and objects and not known & {*subjects, *objects} and items[former.first - 1].type in ",c.":
            yield Bound(frame, subjects, objects, group.last, group)


_REPEATED: Final = ("smo:wasIn", "smo:bornIn", "smo:diedIn")


def _further(used: Phrase, slot: Slot, group: VerbGroup, frame: Frame, items: Sequence[Item]) -> tuple[int, ...]:
    """Return the places that follow the first: "à Kharkov, puis à Kiev"; "à Tobolsk en Sibérie" is one place."""
    found: list[int] = []
    end = used.end
    for phrase in group.phrases:
        between = items[end : phrase.first]
        apart = any(item.type in ",cb" for item in between) and all(item.type in ",cbT" for item in between)
        if phrase.first >= end and phrase.prep in slot.places and apart:
            found += find_numbers(phrase, slot, frame, items)
            end = phrase.end
    return tuple(found)


def _fill(
    slot: Slot,
    group: VerbGroup,
    passive: bool,
    frame: Frame,
    items: Sequence[Item],
    scene: int,
    used: Phrase | None = None,
) -> tuple[Phrase | None, tuple[int, ...]]:
    for place in slot.places:
        for phrase in list_phrases(place, group, passive):
            if "near" in frame.options and place not in ("suj", "obj") and not _is_near(phrase, group, items):
                continue
            if "front" in frame.options and place not in ("suj", "obj") and phrase.first > group.first:
                continue
            if "after" in frame.options and place not in ("suj", "obj") and phrase.end <= group.first:
                continue
            if place == "à" and phrase.end <= group.first and _is_session(phrase, frame, items):
                continue
            if phrase is not used and (numbers := find_numbers(phrase, slot, frame, items)):
                return phrase, numbers
        number = {"de": group.en, "à": group.there, "scene": scene}.get(place, -1)
        if number >= 0 and (place == "scene" or fits_clitic(number, slot, items)):
            return None, (number,)
    return None, ()


def _is_session(phrase: Phrase, frame: Frame, items: Sequence[Item]) -> bool:
    """Return whether a phrase before its verb tells where it was said: "Au Bureau politique, X s'opposa à Y"."""
    bodies = any(item.number in phrase.numbers and item.kind in "AOSF" for item in items if item.number >= 0)
    return bodies and frame.predicate in ("smo:opposedTo", "smo:alliedWith")


def _is_near(phrase: Phrase, group: VerbGroup, items: Sequence[Item]) -> bool:
    """Return whether only adverbs and dates stand between a verb and the phrase: "était alors à Moscou"."""
    return phrase.first > group.last and all(item.type in "bTp" for item in items[group.last + 1 : phrase.first])


# --- claims


def _write_claims(bound: Bound, done: Analysis, arguments: Sequence[Argument]) -> Iterator[FoundClaim]:
    group = bound.group
    denied = group is not None and group.denied and "always" not in bound.frame.options
    stance = "smv:conditional" if group is not None and group.conditional else ""
    when = find_clause_date(bound, done, arguments)
    bare = group is not None and group.shape == "past" and bound.frame.predicate == "smo:died"
    if when is None and ("dated" in bound.frame.options or bare):
        return
    role = clean_role(bound.role or bound.frame.role)
    for subject, target in product(bound.subjects, bound.objects):
        for ids in list_pairs(arguments, subject, target):
            if not ids[0] or ids[0] == ids[1] or (target >= 0 and not ids[1]):
                continue
            if "book" in bound.frame.options and arguments[target].sort == "smo:Periodical":
                continue
            start, end = _span(bound, (subject, target), done.items)
            yield FoundClaim(
                ids[0], bound.frame.predicate, ids[1], start, end, bound.frame.id, bound.frame.confidence, role,
                find_office(role), when, "smv:denied" if denied else "smv:affirmed", stance,
            )  # fmt: skip


def _span(bound: Bound, numbers: tuple[int, int], items: Sequence[Item]) -> tuple[int, int]:
    """Return the span of the shortest quote: from the first to the last of subject, object and the word that joins."""
    joined = [items[bound.trigger], *(item for item in items if item.number >= 0 and item.number in numbers)]
    if bound.group is not None:
        joined.append(items[bound.group.first])
    return min(item.start for item in joined), max(item.end for item in joined)

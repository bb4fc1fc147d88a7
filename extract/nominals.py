"""Clauses in, frames of nouns and of offices' words with their slots filled out: "l'exclusion de X du parti".

Beside the verbs of :mod:`extract.frames`. A noun finds its arguments in its complements, in what follows without a
break, and in the verb that governs it; who an office's word describes is told by :mod:`extract.offices`.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from extract.frame_rules import Frame, Slot, index_frames
from extract.frame_slots import Bound, find_numbers, fits_clitic, list_phrases
from extract.items import Item
from extract.offices import OfficePhrase, find_holders, read_office
from extract.phrases import Phrase, read_phrase
from extract.subjects import Analysis
from extract.verbs import VerbGroup

_UNREAL: Final = frozenset(
    "demander exiger proposer vouloir réclamer menacer refuser éviter empêcher préparer envisager souhaiter préconiser "
    "suggérer projeter discuter craindre espérer interdire rejeter repousser".split()
)
_UNREAL_NOUNS: Final = frozenset(
    "projet menace demande proposition tentative candidature danger risque refus idée".split()
)


def bind_nouns(done: Analysis) -> Iterator[Bound]:
    """Yield the frames of nouns whose slots a sentence fills."""
    told = [group for group in done.groups if group.shape == "fin" and group.depth == 0]
    for phrase, group in done.phrases:
        if group is None and (phrase.possessed or _is_bare_return(phrase)):  # "Dans son livre, X écrit"
            group = next((one for one in told if one.first > phrase.head), None)
        yield from _bind_noun(phrase, group, done, None)


def _bind_noun(phrase: Phrase, group: VerbGroup | None, done: Analysis, outer: Phrase | None) -> Iterator[Bound]:
    for inner in phrase.of:
        yield from _bind_noun(inner, group, done, phrase)
    head = done.items[phrase.head]
    if head.type != "n":
        yield from _bind_own(phrase, head, done)
        return
    frames = (*_frames_of("noun", head), *index_frames().get(("noun", "*"), ()))
    tail, end = _read_tail(phrase, done.items, before_verb=group is None)
    for frame in frames:
        if not frame.options & {"planned", "state"} and _is_unreal(phrase, group, outer):
            continue
        subjects, used = _fill_noun(frame.subject, frame, phrase, tail, group, done.items, None)
        objects: tuple[int, ...] = ()
        if frame.object is not None:
            objects, _ = _fill_noun(frame.object, frame, phrase, tail, group, done.items, used)
            objects = tuple(one for one in objects if one not in subjects)
        if "both" in frame.options and len(subjects) == 1 and used is not None:
            subjects += _second(used, frame, done.items)
        if "both" in frame.options and not objects:
            for place, one in enumerate(subjects[:-1]):
                yield Bound(frame, (one,), subjects[place + 1 :], phrase.head, None, "", (phrase.first, end))
            continue
        if subjects and (objects or frame.object is None or "bare" in frame.options):
            does = group if "suj" in frame.subject.places else None
            yield Bound(frame, subjects, objects or (-1,), phrase.head, does, "", (phrase.first, end))


def _bind_own(phrase: Phrase, head: Item, done: Analysis) -> Iterator[Bound]:
    """Yield the frames of "son": whose a named work is, by whose "son" it is ("la parution de son Staline")."""
    for frame in index_frames().get(("noun", "son"), ()) if phrase.possessed and head.type == "N" else ():
        owner = _find_owner(phrase, frame, done)
        if frame.object is not None and head.kind in frame.object.letters and owner >= 0:
            yield Bound(frame, (owner,), phrase.numbers[:1], phrase.head, None, "", (phrase.first, phrase.end))


def _find_owner(phrase: Phrase, frame: Frame, done: Analysis) -> int:
    """Return the number of whose "son" is; in "Dans son Staline, X écrit" he is the subject that follows; else -1."""
    opens = phrase.prep in ("dans", "en") and not any(group.first < phrase.head for group in done.groups)
    told = [one for group in done.groups[:1] for one in group.subjects[:1]] if opens else []
    if told:
        return next(iter(find_numbers(told[0], frame.subject, frame, done.items)), -1)
    return phrase.owner if phrase.owner >= 0 and fits_clitic(phrase.owner, frame.subject, done.items) else -1


def _second(phrase: Phrase, frame: Frame, items: Sequence[Item]) -> tuple[int, ...]:
    """Return the names of "la gauche de Y" in "entre la droite de X et la gauche de Y"."""
    place = phrase.end
    other = read_phrase(items, place + 1, True) if place < len(items) and items[place].form == "et" else None
    return find_numbers(other, frame.subject, frame, items) if other is not None else ()


def _is_bare_return(phrase: Phrase) -> bool:
    """Return whether a phrase is "de retour": its clause's subject is who came back."""
    return phrase.lemma == "retour" and phrase.prep == "de" and not phrase.determined


def _is_unreal(phrase: Phrase, group: VerbGroup | None, outer: Phrase | None) -> bool:
    if phrase.prep in ("pour", "contre", "sans") or (outer is not None and outer.lemma in _UNREAL_NOUNS):
        return True
    return group is not None and (
        group.lemma in _UNREAL or group.planned or group.denied or group.conditional or group.hypothetical
    )


def _frames_of(kind: str, head: Item) -> tuple[Frame, ...]:
    """Return the frames of a noun under any of its forms: some rows give the plural, some the singular."""
    index = index_frames()
    forms = dict.fromkeys((head.form, head.lemma, head.form.removesuffix("s")))
    return tuple(dict.fromkeys(frame for form in forms for frame in index.get((kind, form), ())))


def _read_tail(phrase: Phrase, items: Sequence[Item], before_verb: bool) -> tuple[list[Phrase], int]:
    """Return the phrases that follow a noun's without a break: "du parti par le Comité central"; and where they end."""
    tail, place = [], phrase.end
    while place < len(items):
        item = items[place]
        if item.type in "Tb":
            place += 1
        elif item.type == "p" and place + 1 < len(items) and items[place + 1].type == "T":
            place += 2
        elif item.type == "p" and (following := read_phrase(items, place, before_verb)):
            tail.append(following)
            place = following.end
        else:
            break
    return tail, place


def _fill_noun(
    slot: Slot,
    frame: Frame,
    phrase: Phrase,
    tail: Sequence[Phrase],
    group: VerbGroup | None,
    items: Sequence[Item],
    used: Phrase | None,
) -> tuple[tuple[int, ...], Phrase | None]:
    for place in slot.places:
        if place == "suj":
            found = _agents(slot, frame, phrase, group, items)
            if found:
                return found, None
            continue
        if place == "self" and (numbers := find_numbers(phrase, slot, frame, items)):
            return numbers, None
        owned = place == "de" and phrase.owner >= 0 and fits_clitic(phrase.owner, slot, items)
        if owned and slot == frame.subject and frame.object is not None and "de" in frame.object.places:
            return (phrase.owner,), None  # "son exclusion du parti": the party is what he leaves
        inner = [one for one in (*phrase.of, *tail) if one.prep == place]
        for one in inner:
            if one is not used and (numbers := find_numbers(one, slot, frame, items)):
                return numbers, one
        if owned:
            return (phrase.owner,), None
        told = phrase.possessed or _is_bare_return(phrase)
        if place == "de" and told and group is not None and group.subjects:
            return find_numbers(group.subjects[0], Slot((), "P" if "P" in slot.letters else ""), frame, items), None
    return (), None


def _agents(
    slot: Slot, frame: Frame, phrase: Phrase, group: VerbGroup | None, items: Sequence[Item]
) -> tuple[int, ...]:
    """Return who does what the noun says, told by the verb of which it is a complement ("X décida l'exclusion")."""
    if group is None or group.lemma not in frame.through or phrase not in group.phrases:
        return ()
    for subject in list_phrases("suj", group, group.passive):
        if numbers := find_numbers(subject, slot, frame, items):
            return numbers
    return ()


# --- offices


def bind_roles(text: str, done: Analysis) -> Iterator[Bound]:
    """Yield the frames of offices, memberships and kinships whose holder a sentence tells."""
    index = index_frames()
    before: list[tuple[int, tuple[int, ...], VerbGroup | None]] = []
    for place, item in enumerate(done.items):
        if item.type not in "nav" or item.number >= 0:
            continue
        frames = _frames_of("role", item) if item.type != "v" else index.get(("role", item.form), ())
        if not frames:
            continue
        office = read_office(text, done.items, place)
        holders, group = find_holders(done, office, before)
        if not holders:
            continue
        before.append((office.end, holders, group))
        for frame in frames:
            yield from _bind_role(frame, office, holders, group, done)


_NEVER_BARE: Final = frozenset(
    "envoyé délégué délégués déléguée représentant représentants responsable cadre émissaire correspondant "
    "organisateur animateur gérant commandant instructeur chef chefs dirigeant dirigeants leader leaders".split()
)
"""Words that say too little of an office where no body follows: a rank, a task, a place in a row."""


def _bind_role(
    frame: Frame, office: OfficePhrase, holders: tuple[int, ...], group: VerbGroup | None, done: Analysis
) -> Iterator[Bound]:
    if group is not None and (group.planned or group.hypothetical):
        return
    objects: tuple[int, ...] = ()
    if frame.object is not None:
        for phrase in sorted(office.complements, key=lambda one: one.prep != "de"):  # "rédacteur à Essen du journal"
            if phrase.prep in frame.object.places:
                objects = find_numbers(phrase, frame.object, frame, done.items)
                if objects:
                    break
    bare = "bare" in frame.options and not office.vague and done.items[office.head].form not in _NEVER_BARE
    if not objects and frame.object is not None and not bare:
        return
    kinds = {item.number: item.kind for item in done.items if item.number >= 0}
    subjects = tuple(number for number in holders if kinds.get(number, "") in frame.subject.letters)
    if subjects:
        role = office.role if "role" in frame.options else frame.role
        span = (_date_before(office.first, done.items), office.end)
        yield Bound(frame, subjects, objects or (-1,), office.head, group, role, span)


def _date_before(first: int, items: Sequence[Item]) -> int:
    """Return the item from which an office's date may stand: "X, depuis 1921 directeur de Y"."""
    place = first
    while place > 0 and items[place - 1].type in "Tpb":
        place -= 1
    return place

"""A sentence's clauses in, claims out: the second finder beside the surface patterns of :mod:`extract.claims`.

Each verb, noun and office's word that has a frame in ``rules/frames.tsv`` is asked for the phrases in its slots. What
its verb group knows (negation, condition, plan) makes polarity and stance; the date is that of the same clause.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final

from extract.claims import Argument, FoundClaim, list_pairs
from extract.clauses import Analysis
from extract.frame_rules import Frame, Slot, index_frames
from extract.items import Item
from extract.model import When
from extract.offices import OfficePhrase, find_holders, read_office
from extract.phrases import Phrase, read_phrase
from extract.roles import clean_role, find_office
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


def find_frame_claims(
    text: str, done: Analysis, arguments: Sequence[Argument], scene: int = -1
) -> Iterator[FoundClaim]:
    """Yield the claims of one sentence; ``scene`` is the number of the meeting at which it plays, -1 for none."""
    bounds = [*_bind_verbs(done, scene), *_bind_nouns(done), *_bind_roles(text, done)]
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
    _, subjects = _fill(frame.subject, group, passive, frame, done.items, scene, used)
    if subjects and "with" in frame.options:
        company = [_numbers(one, frame.subject, frame, done.items) for one in group.phrases if one.prep == "avec"]
        subjects += tuple(number for numbers in company[:1] for number in numbers if number not in subjects)
    if subjects:
        yield Bound(frame, subjects, objects or (-1,), group.last, group)
    if subjects and objects and frame.object is not None:
        yield from _bind_gapped(frame, frame.object, group, done.items, {*subjects, *objects})


def _bind_gapped(frame: Frame, slot: Slot, group: VerbGroup, items: Sequence[Item], known: set[int]) -> Iterator[Bound]:
    """Yield the further pairs of a list whose verb is said once: "X fut envoyé à A, Y à B, Z en C"."""
    for former, latter in pairwise(group.phrases):
        if former.prep or latter.prep not in slot.places or latter.first != former.end:
            continue
        subjects, objects = _numbers(former, frame.subject, frame, items), _numbers(latter, slot, frame, items)
        if subjects and objects and not known & {*subjects, *objects} and items[former.first - 1].type in ",c.":
            yield Bound(frame, subjects, objects, group.last, group)


_REPEATED: Final = ("smo:wasIn", "smo:bornIn", "smo:diedIn")


def _further(used: Phrase, slot: Slot, group: VerbGroup, frame: Frame, items: Sequence[Item]) -> tuple[int, ...]:
    """Return the places that follow the first: "à Kharkov, puis à Kiev", "aux États-Unis, à Paterson"."""
    found: list[int] = []
    end = used.end
    for phrase in group.phrases:
        between = items[end : phrase.first]
        if phrase.first >= end and phrase.prep in slot.places and all(item.type in ",cbT" for item in between):
            found += _numbers(phrase, slot, frame, items)
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
        for phrase in _phrases_in(place, group, passive):
            if "near" in frame.options and place not in ("suj", "obj") and not _is_near(phrase, group, items):
                continue
            if "front" in frame.options and place not in ("suj", "obj") and phrase.first > group.first:
                continue
            if phrase is not used and (numbers := _numbers(phrase, slot, frame, items)):
                return phrase, numbers
        number = {"de": group.en, "à": group.there, "scene": scene}.get(place, -1)
        if number >= 0 and (place == "scene" or _fits_clitic(number, slot, items)):
            return None, (number,)
    return None, ()


def _is_near(phrase: Phrase, group: VerbGroup, items: Sequence[Item]) -> bool:
    """Return whether only adverbs and dates stand between a verb and the phrase: "était alors à Moscou"."""
    return phrase.first > group.last and all(item.type in "bTp" for item in items[group.last + 1 : phrase.first])


def _fits_clitic(number: int, slot: Slot, items: Sequence[Item]) -> bool:
    return any(item.number == number and item.kind in slot.letters for item in items)


def _phrases_in(place: str, group: VerbGroup, passive: bool) -> list[Phrase]:
    if place == "suj":
        return [one for one in group.phrases if one.prep == "par"] if passive else group.subjects
    if place == "obj":
        return group.subjects if passive else [*group.objects, *(one for one in group.phrases if not one.prep)][:1]
    return [one for one in group.phrases if one.prep == place]


def _numbers(phrase: Phrase, slot: Slot, frame: Frame, items: Sequence[Item]) -> tuple[int, ...]:
    """Return the arguments of a slot's classes that a phrase stands for, also through a noun that the frame allows."""
    if phrase.numbers:
        kinds = {item.number: item.kind for item in items if item.number >= 0}
        return tuple(number for number in phrase.numbers if kinds[number] in slot.letters)
    if "*" in frame.through and phrase.of and "P" in slot.letters and phrase.determined:
        persons = Slot(slot.places, "P")
        for inner in phrase.of:
            if inner.numbers and (numbers := _numbers(inner, persons, frame, items)):
                return numbers
    if frame.through & {phrase.lemma, items[phrase.head].form, items[phrase.head].form.removesuffix("s")}:
        for inner in phrase.of:
            if numbers := _numbers(inner, slot, frame, items):
                return numbers
    return ()


# --- nouns

_UNREAL: Final = frozenset(
    "demander exiger proposer vouloir réclamer menacer refuser éviter empêcher préparer envisager souhaiter préconiser "
    "suggérer projeter discuter craindre espérer interdire rejeter repousser".split()
)
_UNREAL_NOUNS: Final = frozenset(
    "projet menace demande proposition tentative candidature danger risque refus idée".split()
)


def _bind_nouns(done: Analysis) -> Iterator[Bound]:
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
        if "both" in frame.options and len(subjects) == 1 and used is not None:
            subjects += _second(used, frame, done.items)
        if "both" in frame.options and len(subjects) > 1:
            for place, one in enumerate(subjects[:-1]):
                yield Bound(frame, (one,), subjects[place + 1 :], phrase.head, None, "", (phrase.first, end))
            continue
        if subjects and (objects or frame.object is None or "bare" in frame.options):
            does = group if "suj" in frame.subject.places else None
            yield Bound(frame, subjects, objects or (-1,), phrase.head, does, "", (phrase.first, end))


def _second(phrase: Phrase, frame: Frame, items: Sequence[Item]) -> tuple[int, ...]:
    """Return the names of "la gauche de Y" in "entre la droite de X et la gauche de Y"."""
    place = phrase.end
    other = read_phrase(items, place + 1, True) if place < len(items) and items[place].form == "et" else None
    return _numbers(other, frame.subject, frame, items) if other is not None else ()


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
    index = index_frames()
    for form in dict.fromkeys((head.form, head.lemma, head.form.removesuffix("s"))):
        if found := index.get((kind, form)):
            return found
    return ()


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
        if place == "self" and (numbers := _numbers(phrase, slot, frame, items)):
            return numbers, None
        inner = [one for one in (*phrase.of, *tail) if one.prep == place]
        for one in inner:
            if one is not used and (numbers := _numbers(one, slot, frame, items)):
                return numbers, one
        if place == "de" and phrase.owner >= 0 and _fits_clitic(phrase.owner, slot, items):
            return (phrase.owner,), None
        told = phrase.possessed or _is_bare_return(phrase)
        if place == "de" and told and group is not None and group.subjects:
            return _numbers(group.subjects[0], Slot((), "P" if "P" in slot.letters else ""), frame, items), None
    return (), None


def _agents(
    slot: Slot, frame: Frame, phrase: Phrase, group: VerbGroup | None, items: Sequence[Item]
) -> tuple[int, ...]:
    """Return who does what the noun says, told by the verb of which it is a complement ("X décida l'exclusion")."""
    if group is None or group.lemma not in frame.through or phrase not in group.phrases:
        return ()
    for subject in _phrases_in("suj", group, group.passive):
        if numbers := _numbers(subject, slot, frame, items):
            return numbers
    return ()


# --- offices


def _bind_roles(text: str, done: Analysis) -> Iterator[Bound]:
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
        for phrase in office.complements:
            if phrase.prep in frame.object.places:
                objects = _numbers(phrase, frame.object, frame, done.items)
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


# --- claims


def _date_before(first: int, items: Sequence[Item]) -> int:
    """Return the item from which an office's date may stand: "X, depuis 1921 directeur de Y"."""
    place = first
    while place > 0 and items[place - 1].type in "Tpb":
        place -= 1
    return place


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


def find_clause_date(bound: Bound, done: Analysis, arguments: Sequence[Argument]) -> When | None:
    """Return the date of a claim's clause: after its verb, else before it, else that which opens the sentence."""
    group, items = bound.group, done.items
    if bound.local[1]:
        found = _dates(items, arguments, *bound.local)
        if found or group is None:
            return found[0] if found else None
    if group is None:
        return None
    end = next((place for place in range(group.last + 1, group.end) if items[place].type == "s"), group.end)
    end = min((other.first for other in done.groups if group.last < other.first < end), default=end)
    after = _dates(items, arguments, group.last, max(end, group.last + 1))
    before = _dates(items, arguments, group.start, group.first)
    opening = _opening_date(items, arguments) if group.shape == "fin" and _is_told(group) else None
    return after[0] if after else before[-1] if before else opening


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

"""Names found in one text in, entities out: which mentions mean the same, and which entity of the authority it is.

Sure names first; then names with several candidates by what else the text names; then surnames and short forms by the
full name met in the same text; the rest become entities of their own. Every entity says why its mentions were joined.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from extract.lexicons import Lexicon, find_hits, fold, split_words
from extract.names import FoundName
from extract.person_names import first_names_of, may_be_one, surname_of, turn
from extract.slugs import slug
from ontology.authority import Entry, read_defaults

_SPLIT = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a name refers to: the entity's id, its most specific class, its label, and why."""

    id: str
    kind: str
    label: str
    why: str


@dataclass(slots=True)
class _Memory:
    """What a text has named so far."""

    support: Counter[str] = field(default_factory=Counter)
    persons: dict[str, list[tuple[str, Resolved]]] = field(default_factory=dict)
    local: dict[tuple[str, str], Resolved] = field(default_factory=dict)
    heads: dict[tuple[str, str], Resolved] = field(default_factory=dict)


def resolve_names(names: Sequence[FoundName], lexicon: Lexicon) -> list[Resolved]:
    """Return what each name refers to, in the order of ``names`` (which is that of the text)."""
    memory = _Memory()
    for name in names:
        if name.sure and len(name.candidates) == 1:
            memory.support[name.candidates[0]] += 1
    _remember_full_names(names, lexicon, memory)
    likely = [_likely_id(name) for name in names]
    resolved = []
    for number, name in enumerate(names):
        if len(name.candidates) > 1 and name.kind != "Person":
            around = _around(number, names, likely)
            name = replace(name, candidates=rank_candidates(name, around, lexicon))
        resolved.append(_resolve(name, lexicon, memory))
    return resolved


REACH = 600
"""Characters on either side of a short form within which other names tell what it abridges."""


def _likely_id(name: FoundName) -> str:
    default = default_ids().get(fold(name.text), "")
    return default if default in name.candidates else name.candidates[0] if name.candidates else ""


def _around(number: int, names: Sequence[FoundName], likely: Sequence[str]) -> Counter[str]:
    """Count the entities named within reach of a name, itself left out."""
    here = names[number]
    found: Counter[str] = Counter()
    for step in (-1, 1):
        other = number + step
        while 0 <= other < len(names) and abs(names[other].start - here.start) <= REACH:
            if likely[other] and names[other].text != here.text:
                found[likely[other]] += 1
            other += step
    return found


def rank_candidates(name: FoundName, around: Counter[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the candidates of a short form, the likeliest first: by what is named around it, then default."""
    default = default_ids().get(fold(name.text), "")
    places = Counter(place for id_, count in around.items() for place in _places(id_, lexicon) for _ in range(count))

    def weight(id_: str) -> float:
        facts = dict(lexicon.entries[id_].facts)
        kin = [id_, *facts.get("part_of", "").split("|"), *_bodies_in(lexicon.entries[id_], lexicon)]
        named = sum(around[one] for one in kin)
        at_place = sum(places[place] for place in _places(id_, lexicon))
        return 2 * named + 0.5 * at_place + (1.5 if id_ == default else 0)

    return tuple(sorted(name.candidates, key=lambda id_: (-weight(id_), name.candidates.index(id_))))


def _bodies_in(entry: Entry, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the bodies that an event's name tells: a congress "de l'Internationale communiste" is of that body."""
    if entry.room != "event":
        return ()
    ends = [match.end() for match in re.finditer("[ ']", entry.label)]
    return tuple(lexicon.bodies[entry.label[end:]] for end in ends if entry.label[end:] in lexicon.bodies)


def _places(id_: str, lexicon: Lexicon) -> set[str]:
    """Return what places an entity tells of: its seat, or itself where it is a place, and the country of either."""
    entry = lexicon.entries.get(id_)
    if entry is None:
        return set()
    facts = dict(entry.facts)
    label = entry.label if entry.room == "place" else facts.get("place", "")
    seat = lexicon.entries.get(f"place/{slug(label)}") if label else None
    country = dict(seat.facts).get("country", "") if seat else ""
    return {place for place in (label, country) if place}


def _remember_full_names(names: Iterable[FoundName], lexicon: Lexicon, memory: _Memory) -> None:
    """Note each person named in full, so that an earlier bare surname finds them too."""
    for name in names:
        if name.kind != "Person" or len(name.text.split()) < 2:
            continue
        resolved = (
            _known(name, lexicon, memory) or _by_label(name, lexicon) or _new(name, turn(name.text), "named in full")
        )
        known = memory.persons.setdefault(fold(surname_of(name.text)), [])
        if all(first != first_names_of(name.text) for first, _ in known):
            known.append((first_names_of(name.text), resolved))


def _full_name(name: FoundName, memory: _Memory) -> Resolved | None:
    """Return the person named in full in this text whom ``name`` may stand for, the first such."""
    first = first_names_of(name.text)
    known = memory.persons.get(fold(surname_of(name.text)), [])
    return next((resolved for other, resolved in known if may_be_one(first, other)), None)


def _resolve(name: FoundName, lexicon: Lexicon, memory: _Memory) -> Resolved:
    resolved = (
        _known(name, lexicon, memory) or _by_label(name, lexicon) or _within(name, memory) or _new_in(name, memory)
    )
    memory.support[resolved.id] += 1
    head = fold(name.text.split()[0])
    if " " in name.text or "’" in name.text:
        memory.heads[name.kind, head] = resolved
    return resolved


def _known(name: FoundName, lexicon: Lexicon, memory: _Memory) -> Resolved | None:
    """Choose among the authority's candidates: the sure one, the one the text supports, the first."""
    if not name.candidates:
        return None
    if len(name.candidates) == 1:
        only = name.candidates[0]
        if name.kind == "Person" and not name.sure and name.by != "again":
            full = _full_name(name, memory)
            if full and full.id != only and not memory.support[only]:
                return full
        return _from_authority(only, lexicon, "authority name" if name.sure else "only candidate of the authority")
    if name.kind == "Event" and name.text[0].islower() and not any(memory.support[id_] for id_ in name.candidates):
        return None
    if name.kind != "Person":
        return _from_authority(name.candidates[0], lexicon, "ambiguous name, by what is named around it")
    supported = [id_ for id_ in name.candidates if memory.support[id_]]
    if supported:
        best = max(supported, key=lambda id_: (memory.support[id_], -name.candidates.index(id_)))
        return _from_authority(best, lexicon, "ambiguous name, named surely in the same text")
    if full := _full_name(name, memory):
        return full
    return _from_authority(name.candidates[0], lexicon, "ambiguous name, first candidate")


def _by_label(name: FoundName, lexicon: Lexicon) -> Resolved | None:
    """Look a rule's normalised label up in the authority: ``15e Congrès du Parti`` → ``XVe Congrès du Parti …``."""
    for label in dict.fromkeys((name.label, name.text, turn(name.text) if name.kind == "Person" else "")):
        if label and (id_ := find_id(label, lexicon, name.kind)):
            return _from_authority(id_, lexicon, "normalised name in the authority")
    return None


def find_id(label: str, lexicon: Lexicon, kind: str) -> str | None:
    """Return the id of the entity of ``kind`` that the authority calls ``label`` as a whole, or None."""
    words = split_words(label)
    for hit in find_hits(label, words, lexicon):
        if (hit.start, hit.end) == (0, len(label)):
            ids = [name.id for name in hit.names if lexicon.entries[name.id].room == kind.lower()]
            return ids[0] if ids else None
    return None


def _within(name: FoundName, memory: _Memory) -> Resolved | None:
    """Join a bare surname to the person named in full, a short form to the body or event it abridges, in this text."""
    if name.kind == "Person":
        return _full_name(name, memory)
    head = fold(name.text)
    if " " not in name.text and name.kind != "Work":
        return memory.heads.get((name.kind, head))
    return None


def _new_in(name: FoundName, memory: _Memory) -> Resolved:
    label = name.label or (turn(name.text) if name.kind == "Person" else name.text)
    key = (name.kind, " ".join(fold(word) for word in _SPLIT.findall(label)))
    return memory.local.setdefault(key, _new(name, label, "same name in this text"))


def _new(name: FoundName, label: str, why: str) -> Resolved:
    label = " ".join(label.split())
    if name.kind == "Person" and label.isupper():
        label = label.title()
    label = label[0].upper() + label[1:]
    return Resolved(f"{name.kind.lower()}/{slug(label)}", f"smo:{_class(name)}", label, why)


def _class(name: FoundName) -> str:
    """Return the most specific class that the name's first word tells (``15e Conférence`` is a smo:Conference)."""
    words = fold(name.label or name.text).split()
    for word in words[:3]:
        if name.kind in HEAD_CLASSES.get(word, ()):
            return HEAD_CLASSES[word][name.kind]
    return name.kind


HEAD_CLASSES: dict[str, dict[str, str]] = {
    "congres": {"Event": "Congress"},
    "conference": {"Event": "Conference"},
    "plenum": {"Event": "Plenum"},
    "traite": {"Event": "Treaty"},
    "paix": {"Event": "Treaty"},
    "bataille": {"Event": "Battle"},
    "guerre": {"Event": "War"},
    "revolution": {"Event": "Revolution"},
    "insurrection": {"Event": "Uprising"},
    "soulevement": {"Event": "Uprising"},
    "revolte": {"Event": "Uprising"},
    "mutinerie": {"Event": "Uprising"},
    "mutineries": {"Event": "Uprising"},
    "putsch": {"Event": "Uprising"},
    "proces": {"Event": "Trial"},
    "greve": {"Event": "Strike"},
    "opposition": {"Party": "Faction"},
    "fraction": {"Party": "Faction"},
    "armee": {"Organisation": "Army"},
    "division": {"Organisation": "Army"},
    "brigade": {"Organisation": "Army"},
    "regiment": {"Organisation": "Army"},
    "internationale": {"Organisation": "International"},
    "syndicat": {"Organisation": "TradeUnion"},
}


def to_class(referent: Resolved) -> str:
    """Return the mention class of what a name refers to (``"Soviet"``), which its id begins with."""
    return referent.id.partition("/")[0].capitalize()


def _from_authority(id_: str, lexicon: Lexicon, why: str) -> Resolved:
    entry = lexicon.entries[id_]
    return Resolved(id_, entry.kind, entry.label, why)


@cache
def default_ids() -> dict[str, str]:
    """Return the entity that each short form means in this field by default, by folded form."""
    return {fold(variant): id_ for variant, id_ in read_defaults().items()}

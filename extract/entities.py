"""Names found in one text in, entities out: which mentions mean the same, and which entity of the authority it is.

Sure names first; then names with several candidates by what else the text names (:mod:`extract.rankings`); then
spellings that the authority does not list (:mod:`extract.known_spellings`); then surnames and short forms by the full
name met in the same text (:mod:`extract.namesakes`); the rest become entities of their own. Last, what the text itself
says to be one (:mod:`extract.aliases`). Every entity says why its mentions were joined.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.aliases import equate
from extract.bearers import rank_bearers
from extract.body_joins import find_words, is_generic
from extract.found_names import FoundName
from extract.known_spellings import find_bearers, find_spelled
from extract.lexicons import Lexicon, find_hits, fold, split_words
from extract.namesakes import Namesakes, choose_generation, find_gender, find_generation, find_group
from extract.person_names import read_person, turn
from extract.rankings import BODIES, find_owner, find_sure, find_surroundings, rank_candidates
from extract.referents import Resolved, from_authority, make_new

__all__ = ["Resolved", "find_id", "resolve_names", "to_class"]

_SPLIT = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class _Memory:
    """What a text has named so far; ``text`` is ``""`` where only the names are known."""

    text: str
    support: Counter[str] = field(default_factory=Counter)
    persons: Namesakes = field(default_factory=Namesakes)
    local: dict[tuple[str, str], Resolved] = field(default_factory=dict)
    heads: dict[tuple[str, str], Resolved] = field(default_factory=dict)


def resolve_names(names: Sequence[FoundName], lexicon: Lexicon, text: str = "") -> list[Resolved]:
    """Return what each name refers to, in the order of ``names`` (which is that of ``text``)."""
    memory = _Memory(text)
    for name in names:
        if name.sure and len(name.candidates) == 1:
            memory.support[name.candidates[0]] += 1
    _remember_persons(names, lexicon, memory)
    sure = [find_sure(name) for name in names]
    resolved: list[Resolved] = []
    for number, name in enumerate(names):
        if name.kind == "Person" and len(name.candidates) > 1:
            around = find_surroundings(number, names, sure, [one.id for one in resolved], text)
            name = replace(name, candidates=rank_bearers(name.candidates, around, lexicon))
        elif name.kind != "Person" and (len(name.candidates) > 1 or (name.candidates and name.kind in BODIES)):
            around = find_surroundings(number, names, sure, [one.id for one in resolved], text)
            name = replace(name, candidates=rank_candidates(name, around, lexicon))
            if owner := find_owner(name, around, lexicon):
                name = replace(name, candidates=(), text=f"{name.text} du {owner}")
        resolved.append(_resolve(name, lexicon, memory))
    return list(equate(text, names, resolved, lexicon)) if text else resolved


def _remember_persons(names: Sequence[FoundName], lexicon: Lexicon, memory: _Memory) -> None:
    """Note each person named with first names, the fullest first, so that an earlier bare surname finds them too."""
    persons = [name for name in names if name.kind == "Person" and read_person(name.text).first]
    for name in sorted(persons, key=lambda name: (-read_person(name.text).weight, name.start)):
        gender = find_gender(memory.text, name.start)
        resolved = _known(name, lexicon, memory) or _by_label(name, lexicon) or _by_spelling(name, lexicon)
        if resolved is None and (bearer := memory.persons.find(name.text, name.start, gender)):
            resolved = bearer.resolved
        resolved = resolved or make_new(name, turn(name.text), "named in full")
        memory.persons.note(name.text, name.start, resolved, gender)


def _full_name(name: FoundName, memory: _Memory) -> Resolved | None:
    """Return the person named with first names in this text whom ``name`` may stand for."""
    bearer = memory.persons.find(name.text, name.start, find_gender(memory.text, name.start))
    if bearer is None:
        return None
    if bearer.starts[0] == name.start:
        return bearer.resolved
    how = "initials that fit" if read_person(name.text).first else "a surname alone, in this text that of"
    return (
        bearer.resolved
        if bearer.resolved.label == name.text
        else replace(bearer.resolved, why=f"{how} {bearer.resolved.label}")
    )


def _resolve(name: FoundName, lexicon: Lexicon, memory: _Memory) -> Resolved:
    resolved = (
        _several(name, memory)
        or _by_generation(name, lexicon, memory)
        or _known(name, lexicon, memory)
        or _by_label(name, lexicon)
        or _by_spelling(name, lexicon)
        or _within(name, memory)
        or _new_in(name, lexicon, memory)
    )
    memory.support[resolved.id] += 1
    head = fold(name.text.split()[0])
    if " " in name.text or "’" in name.text:
        memory.heads[name.kind, head] = resolved
    return resolved


def _several(name: FoundName, memory: _Memory) -> Resolved | None:
    """Return brothers, a couple or a family as one of their own: "les frères Goutchkov" are no one of them."""
    group = find_group(memory.text, name.start) if name.kind == "Person" and " " not in name.text else ""
    return make_new(name, f"{group} {name.text}", f"several persons: {group}") if group else None


def _by_generation(name: FoundName, lexicon: Lexicon, memory: _Memory) -> Resolved | None:
    """Choose between father and son of the authority where "père" or "fils" follows their surname."""
    mark = find_generation(memory.text, name.end) if name.kind == "Person" and " " not in name.text else ""
    bearers = find_bearers(name.text, lexicon) if mark else ()
    chosen = choose_generation(mark, [(lexicon.entries[id_].start, id_) for id_ in bearers])
    return from_authority(chosen, lexicon, f"ambiguous name, by the word {mark} after it") if chosen else None


def _known(name: FoundName, lexicon: Lexicon, memory: _Memory) -> Resolved | None:
    """Choose among the authority's candidates: the sure one, the one the text supports, the first."""
    candidates = name.candidates
    if name.kind == "Person" and candidates:
        candidates = _of_gender(candidates, find_gender(memory.text, name.start), lexicon)
        if not candidates:
            return _full_name(name, memory) or make_new(name, f"Mme {name.text}", "the title tells another person")
    if not candidates:
        return None
    if len(candidates) == 1:
        only = candidates[0]
        if name.kind == "Person" and not name.sure and name.by != "again":
            full = _full_name(name, memory)
            if full and full.id != only and not memory.support[only]:
                return full
        return from_authority(only, lexicon, "authority name" if name.sure else "only candidate of the authority")
    if name.kind == "Event" and name.text[0].islower() and not any(memory.support[id_] for id_ in candidates):
        return None
    if name.kind != "Person":
        return from_authority(candidates[0], lexicon, "ambiguous name, by what is named around it")
    return _known_person(name, candidates, lexicon, memory)


def _known_person(name: FoundName, candidates: Sequence[str], lexicon: Lexicon, memory: _Memory) -> Resolved:
    """Choose among several persons of the authority: by support, by a full name, the likeliest."""
    supported = [id_ for id_ in candidates if memory.support[id_]]
    full = _full_name(name, memory)
    if full and full.id in supported:
        return from_authority(full.id, lexicon, "ambiguous name, the one named last in the same text")
    if supported:
        best = max(supported, key=lambda id_: (memory.support[id_], -candidates.index(id_)))
        return from_authority(best, lexicon, "ambiguous name, named surely in the same text")
    return full or from_authority(candidates[0], lexicon, "ambiguous name, its likeliest bearer here")


def _of_gender(candidates: tuple[str, ...], gender: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the candidates who may bear a title of ``gender``; only a woman's title leaves anybody out."""
    if gender != "f":
        return candidates
    return tuple(id_ for id_ in candidates if dict(lexicon.entries[id_].facts).get("gender", "f") == "f")


def _by_label(name: FoundName, lexicon: Lexicon) -> Resolved | None:
    """Look a rule's normalised label up in the authority: ``15e Congrès du Parti`` → ``XVe Congrès du Parti …``."""
    for label in dict.fromkeys((name.label, name.text, turn(name.text) if name.kind == "Person" else "")):
        if label and (id_ := find_id(label, lexicon, name.kind)):
            return from_authority(id_, lexicon, "normalised name in the authority")
    return None


def _by_spelling(name: FoundName, lexicon: Lexicon) -> Resolved | None:
    """Look for the one entity of the authority whose name this is in another spelling."""
    written = turn(name.text) if name.kind == "Person" else name.label or name.text
    id_ = find_spelled(main_title(written) if name.kind == "Work" else written, name.kind, lexicon)
    return from_authority(id_, lexicon, f"another spelling of {lexicon.entries[id_].label}") if id_ else None


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
    if " " not in name.text and name.kind != "Work" and (whole := memory.heads.get((name.kind, head))):
        return replace(whole, why=f"short for {whole.label}, named before in this text")
    return None


def _new_in(name: FoundName, lexicon: Lexicon, memory: _Memory) -> Resolved:
    label = name.label or (turn(name.text) if name.kind == "Person" else name.text)
    if name.kind == "Work" and not _is_person(title := main_title(label), lexicon):
        label = title  # "Victor Serge. Témoin de la liberté" is one of many books that begin so
    key = (name.kind, " ".join(fold(word) for word in _SPLIT.findall(label)))
    return memory.local.setdefault(key, make_new(name, label, "same name in this text"))


def _is_person(title: str, lexicon: Lexicon) -> bool:
    hits = find_hits(title, split_words(title), lexicon)
    return any((hit.start, hit.end) == (0, len(title)) and hit.names[0].id.startswith("person/") for hit in hits)


def main_title(title: str) -> str:
    """Return a title without its subtitle, where that is enough to know it by."""
    head = re.split(r"(?<=\w)(?:\. | ?[:–—] | \()", title, maxsplit=1)[0]
    words = find_words(head)
    return head if len(words) > 1 and not is_generic(words) else title


def to_class(referent: Resolved) -> str:
    """Return the mention class of what a name refers to (``"Soviet"``), which its id begins with."""
    return referent.id.partition("/")[0].capitalize()

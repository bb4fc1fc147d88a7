"""A name that the lexicon does not know as written in, the authority's entity that it is a spelling of out.

``Lev Davidovitch Trotskij`` and ``Троцкий`` are Léon Trotsky, ``Kronchtadt`` is Cronstadt: by :mod:`extract.spellings`
for surnames and words, by :mod:`extract.person_names` for first names. Only where one entity alone fits.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from extract.body_joins import find_word_keys, find_words, is_acronym, is_generic
from extract.lexicons import Lexicon
from extract.person_names import PersonName, agree, read_person
from extract.spellings import find_keys

SHORT: Final = 5
"""Letters of a key below which a surname alone in another spelling names nobody."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person of the authority under one name; ``sure`` where this name always means him or her."""

    id: str
    name: PersonName
    sure: bool


@dataclass(frozen=True, slots=True)
class KnownSpellings:
    """The authority's persons by the keys of their surnames, other entities by room and the keys of their words."""

    persons: dict[str, list[Bearer]] = field(default_factory=lambda: defaultdict(list))
    others: dict[tuple[str, tuple[str, ...]], set[str]] = field(default_factory=lambda: defaultdict(set))


_MADE: dict[int, tuple[Lexicon, KnownSpellings]] = {}


def find_known_spellings(lexicon: Lexicon) -> KnownSpellings:
    """Return the spellings of a lexicon's entities; made once for each lexicon."""
    if id(lexicon) not in _MADE:
        _MADE[id(lexicon)] = lexicon, index_spellings(lexicon)
    return _MADE[id(lexicon)][1]


def index_spellings(lexicon: Lexicon) -> KnownSpellings:
    """Return the entities of a lexicon by the keys of their names."""
    found = KnownSpellings()
    for entry in lexicon.entries.values():
        for text, sure in ((entry.label, True), *((one.text, not one.ambiguous) for one in entry.variants)):
            if entry.room == "person":
                name = read_person(text)
                for key in find_keys(name.surname):
                    found.persons[key].append(Bearer(entry.id, name, sure))
            elif sure and not is_acronym(text) and not is_generic(words := find_words(text)):
                for word_key in find_word_keys(words):
                    found.others[entry.room, word_key].add(entry.id)
    return found


def find_spelled(text: str, kind: str, lexicon: Lexicon) -> str:
    """Return the id of the one entity of mention class ``kind`` that a name is a spelling of, else ``""``."""
    spellings = find_known_spellings(lexicon)
    if kind == "Person":
        return _find_person(read_person(text), spellings)
    words = find_words(text)
    if is_acronym(text) or is_generic(words) or len("".join(words)) < SHORT:
        return ""
    found = {id_ for key in find_word_keys(words) for id_ in spellings.others.get((kind.lower(), key), ())}
    return found.pop() if len(found) == 1 else ""


def find_bearers(surname: str, lexicon: Lexicon) -> list[str]:
    """Return the ids of the persons of the authority who bear a surname, in any spelling."""
    persons = find_known_spellings(lexicon).persons
    return sorted({one.id for key in find_keys(surname) for one in persons.get(key, ())})


def _find_person(name: PersonName, spellings: KnownSpellings) -> str:
    keys = find_keys(name.surname)
    bearers = [bearer for key in keys for bearer in spellings.persons.get(key, ())]
    if name.first:
        fitting = {one.id for one in bearers if one.name.first and agree(name.first, one.name.first)}
    else:
        alone = {one.id for one in bearers if one.sure and not one.name.first}
        fitting = alone or {one.id for one in bearers}
        fitting = fitting if keys and min(map(len, keys)) >= SHORT else set()
    return fitting.pop() if len(fitting) == 1 else ""

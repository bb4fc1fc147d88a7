"""An entity of the authority in, what it is tied to out: parents, places, countries, bodies, longer names.

What :mod:`extract.rankings` weighs a short form's candidates by.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from extract.body_joins import peoples
from extract.lexicons import Lexicon, find_hits, fold, split_words
from extract.slugs import slug
from ontology.authority import Entry

_BODIES: Final = ("party", "organisation", "soviet", "front")


@dataclass(frozen=True, slots=True)
class _Found:
    """What was looked up in one lexicon."""

    ties: dict[str, frozenset[str]] = field(default_factory=dict)
    longer: dict[tuple[str, tuple[str, ...]], list[str]] = field(default_factory=lambda: defaultdict(list))


_FOUND: dict[int, tuple[Lexicon, _Found]] = {}


def _of(lexicon: Lexicon) -> _Found:
    if id(lexicon) not in _FOUND:
        found = _Found()
        for entry in lexicon.entries.values():
            words = tuple(word.fold for word in split_words(entry.label)) if entry.room in _BODIES else ()
            for count in range(1, len(words)):
                found.longer[entry.room, words[:count]].append(entry.id)
        _FOUND[id(lexicon)] = lexicon, found
    return _FOUND[id(lexicon)][1]


def find_longer(text: str, room: str, lexicon: Lexicon) -> list[str]:
    """Return the bodies of ``room`` whose labels go on where a short form ends: "Soviet" → Soviet de Bakou …"""
    return _of(lexicon).longer.get((room, tuple(word.fold for word in split_words(text))), [])


def find_ties(id_: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the bodies that an entity's description names: "dirigeant du Parti communiste français"."""
    ties = _of(lexicon).ties
    if id_ not in ties:
        entry = lexicon.entries.get(id_)
        text = entry.description if entry else ""
        hits = find_hits(text, split_words(text), lexicon)
        named = {name.id for hit in hits for name in hit.names if not name.ambiguous}
        ties[id_] = frozenset(one for one in named if one.partition("/")[0] in _BODIES)
    return ties[id_]


def find_kin(id_: str, lexicon: Lexicon) -> list[str]:
    """Return an entity, what it is part of, and the bodies that its name tells."""
    return [id_, *find_parents(id_, lexicon), *_bodies_in(lexicon.entries[id_], lexicon)]


def find_parents(id_: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what an entity is part of, by the authority."""
    entry = lexicon.entries.get(id_)
    cell = dict(entry.facts).get("part_of", "") if entry else ""
    return tuple(part for part in cell.split("|") if part)


def _bodies_in(entry: Entry, lexicon: Lexicon) -> Iterator[str]:
    """Yield the bodies that an event's name tells: a congress "de l'Internationale communiste" is of that body."""
    if entry.room == "event":
        for match in re.finditer("[ ']", entry.label):
            if body := lexicon.bodies.get(entry.label[match.end() :]):
                yield body


def find_places(id_: str, lexicon: Lexicon) -> frozenset[str]:
    """Return what places an entity tells of: its seat or itself, a person's country, and the country of either."""
    entry = lexicon.entries.get(id_)
    if entry is None:
        return frozenset()
    if entry.room == "person":
        return _countries(entry.description)
    facts = dict(entry.facts)
    label = entry.label if entry.room == "place" else facts.get("place", "")
    seat = lexicon.entries.get(f"place/{slug(label)}") if label else None
    country = dict(seat.facts).get("country", "") if seat else ""
    named = _countries(entry.label) | _countries_named(entry.label, lexicon) if entry.room in _BODIES else frozenset()
    return named | {place for place in (label, country) if place}


@lru_cache(maxsize=10_000)
def _countries(text: str) -> frozenset[str]:
    """Return the countries of which a text's adjectives tell: "socialiste allemand" → Allemagne."""
    words = re.findall(r"[^\W_]+", text)
    return frozenset(country for word in words if (country := peoples().get(fold(word))))


def _countries_named(label: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the place with which a body's label ends: "Parti communiste d'Espagne" → Espagne."""
    last = label.replace("'", " ").rpartition(" ")[2]
    entry = lexicon.entries.get(f"place/{slug(last)}")
    return frozenset((entry.label,)) if entry else frozenset()

"""A short form ("Parti communiste", "le Congrès") and what is named around it in, its candidates by likelihood out.

What counts, for each candidate: how often it, the body it is part of or the body that its name tells is named within
reach; the places it tells of, and those told by the bodies and persons around; whether it was the last of its kind to
be named in full; and that it is the default of the field.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.body_joins import peoples
from extract.found_names import FoundName
from extract.lexicons import Lexicon, fold
from extract.slugs import slug
from ontology.authority import Entry, read_defaults

REACH = 600
"""Characters on either side of a short form within which other names tell what it abridges."""

NAMED, KIN, LAST, DEFAULT, AT_PLACE, OF_PERSON, BESIDE, IN_YEAR = 2.0, 0.75, 1.0, 1.5, 0.5, 0.25, 6.0, 1.0
"""Weights: a name around, another organ of the same body, the last full name, the default of the field, a place around,
a person's country, the place right beside, a year told around in which the event was."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is named around a short form: ids by count, the last body named in full before it, the place right after,
    and the years told, the last one before it among them.
    """

    named: Counter[str]
    last: str = ""
    beside: str = ""
    years: frozenset[str] = frozenset()
    year: str = ""


def find_surroundings(number: int, names: Sequence[FoundName], likely: Sequence[str], text: str = "") -> Surroundings:
    """Return what is named within reach of a name, itself left out."""
    here = names[number]
    found: Counter[str] = Counter()
    last = ""
    for step in (-1, 1):
        other = number + step
        while 0 <= other < len(names) and abs(names[other].start - here.start) <= REACH:
            if likely[other] and names[other].text != here.text:
                found[likely[other]] += 1
                if step < 0 and not last and names[other].sure and names[other].kind == here.kind:
                    last = likely[other]
            other += step
    around = text[max(0, here.start - REACH) : here.end + REACH]
    before = _YEAR.findall(text[max(0, here.start - REACH) : here.start])
    years = frozenset(_YEAR.findall(around))
    return Surroundings(found, last, find_beside(number, names, likely, text), years, before[-1] if before else "")


_YEAR = re.compile(r"\b1[789]\d\d\b")


_OF = re.compile(r" (?:de |d['’]|du |de la |de l['’]|des )$")


def find_beside(number: int, names: Sequence[FoundName], likely: Sequence[str], text: str) -> str:
    """Return the id of the place that follows a name at once: "Comité central | de | Berlin"."""
    if number + 1 >= len(names) or names[number + 1].kind != "Place":
        return ""
    gap = text[names[number].end : names[number + 1].start]
    return likely[number + 1] if _OF.match(gap) else ""


def find_likely(name: FoundName) -> str:
    """Return the entity that a name means before its surroundings are looked at: the default, else the first."""
    default = default_ids().get(fold(name.text), "")
    return default if default in name.candidates else name.candidates[0] if name.candidates else ""


def rank_candidates(name: FoundName, around: Surroundings, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the candidates of a short form, the likeliest first."""
    weights = weigh_candidates(name, around, lexicon)
    return tuple(sorted(name.candidates, key=lambda id_: (-weights[id_], name.candidates.index(id_))))


def weigh_candidates(name: FoundName, around: Surroundings, lexicon: Lexicon) -> dict[str, float]:
    """Return how much speaks for each candidate of a short form."""
    default = default_ids().get(fold(name.text), "")
    places: dict[str, float] = defaultdict(float)
    for id_, count in around.named.items():
        weight = OF_PERSON if id_.startswith("person/") else AT_PLACE
        for place in find_places(id_, lexicon):
            places[place] += weight * count
    beside = find_places(around.beside, lexicon)

    told = around.years | find_event_years(around, lexicon)
    parents = Counter[str]()
    for id_, count in around.named.items():
        for parent in find_parents(id_, lexicon):
            parents[parent] += count

    def weigh(id_: str) -> float:
        kin, own = find_kin(id_, lexicon), find_places(id_, lexicon)
        return (
            NAMED * sum(around.named[one] for one in kin)
            + KIN * sum(parents[one] for one in kin if one != id_)
            + LAST * (around.last in kin)
            + sum(places[place] for place in own)
            + BESIDE * (not beside.isdisjoint(own))
            + IN_YEAR * _fit_years(lexicon.entries[id_], around, told)
            + DEFAULT * (id_ == default)
        )

    return {id_: weigh(id_) for id_ in name.candidates}


def find_event_years(around: Surroundings, lexicon: Lexicon) -> frozenset[str]:
    """Return the years in which the events named around a short form began."""
    events = (lexicon.entries.get(id_) for id_ in around.named if id_.startswith("event/"))
    return frozenset(entry.start[:4] for entry in events if entry and entry.start)


def _fit_years(entry: Entry, around: Surroundings, told: frozenset[str]) -> float:
    """Return how an event or a body fits the years told around: badly where it was over or still to come."""
    begun, ended = entry.start[:4], entry.end[:4]
    if entry.room == "event":
        if begun in told:
            return 2.0 if begun == around.year else 1.0
        near = begun.isdigit() and any(abs(int(begun) - int(year)) == 1 for year in told if year.isdigit())
        return 0.25 if near else 0.0
    over = bool(ended) and all(year > ended for year in around.years)
    to_come = bool(begun) and all(year < begun for year in around.years)
    return -1.0 if around.years and (over or to_come) else 0.0


def find_parents(id_: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what an entity is part of, by the authority."""
    entry = lexicon.entries.get(id_)
    cell = dict(entry.facts).get("part_of", "") if entry else ""
    return tuple(part for part in cell.split("|") if part)


def find_kin(id_: str, lexicon: Lexicon) -> list[str]:
    """Return an entity, what it is part of, and the bodies that its name tells."""
    return [id_, *find_parents(id_, lexicon), *_bodies_in(lexicon.entries[id_], lexicon)]


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
    return frozenset(place for place in (label, country) if place)


@lru_cache(maxsize=10_000)
def _countries(description: str) -> frozenset[str]:
    """Return the countries of which a description's adjectives tell: "socialiste allemand" → Allemagne."""
    words = re.findall(r"[^\W_]+", description)
    return frozenset(country for word in words if (country := peoples().get(fold(word))))


@cache
def default_ids() -> dict[str, str]:
    """Return the entity that each short form means in this field by default, by folded form."""
    return {fold(variant): id_ for variant, id_ in read_defaults().items()}

"""A short form ("Parti communiste", "le Congrès") and what is named around it in, its candidates by likelihood out.

What counts, for each candidate: how often it, the body it is part of or the body that its name tells is named within
reach; the places it tells of, and those told by the bodies and persons around; whether it was the last of its kind to
be named in full; and that it is the default of the field.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from extract.found_names import FoundName
from extract.kinships import find_kin, find_longer, find_parents, find_places, find_ties
from extract.lexicons import Lexicon, fold
from ontology.authority import Entry, read_defaults

REACH, CLOSE = 600, 100
"""Characters on either side of a short form within which other names tell what it abridges, and within which a place or
person tells it twice over.
"""

NAMED, AGAIN, KIN, LAST, DEFAULT, ELSEWHERE, FARTHER = 2.0, 0.5, 0.75, 1.5, 2.0, 0.5, 0.25
AT_PLACE, BESIDE, OF_PERSON, TIED, IN_YEAR, ECHO, OUT_OF_TIME = 0.5, 6.0, 0.25, 0.75, 1.0, 0.4, -2.5
"""Weights: a name around, the same again, another organ of the same body, the last body named, the default of the
field, that default where the places told are elsewhere (one more where it has no place), against what the authority
doesn't list for the short form; a place around, the place right beside, a person's country, a body that a person's
description names, a year of the event; and how much a short form decided before counts of a name."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is named around a short form: how much by id, the last of its class before it, the place right after it,
    the years told, the last one before it, and the last party before it.
    """

    named: Mapping[str, float]
    last: str = ""
    beside: str = ""
    years: frozenset[str] = frozenset()
    year: str = ""
    party: str = ""


BODIES = ("Party", "Organisation", "Soviet")
"""The classes of mentions whose short forms many bodies share."""


def find_surroundings(
    number: int, names: Sequence[FoundName], sure: Sequence[str], decided: Sequence[str], text: str = ""
) -> Surroundings:
    """Return what is named within reach of a name, itself left out.

    ``sure`` has the id of every name that needs no surroundings, ``decided`` that of every name before this one.
    """
    here = names[number]
    found: dict[str, float] = defaultdict(float)
    last = party = ""
    for step in (-1, 1):
        other = number + step
        while 0 <= other < len(names) and abs(names[other].start - here.start) <= REACH:
            id_ = sure[other] or (decided[other] if step < 0 else "")
            if id_:
                close = id_.startswith(("place/", "person/")) and abs(names[other].start - here.start) <= CLOSE
                found[id_] += (2 if close else 1) if sure[other] else ECHO
            if id_ and step < 0 and not last and names[other].kind == here.kind:
                last = id_
            if id_ and step < 0 and not party and names[other].kind == "Party":
                party = id_
            other += step
    before = _YEAR.findall(text[max(0, here.start - REACH) : here.start])
    years = frozenset(_YEAR.findall(text[max(0, here.start - REACH) : here.end + REACH]))
    beside = find_beside(number, names, sure, text)
    return Surroundings(found, last, beside, years, before[-1] if before else "", party)


_YEAR = re.compile(r"\b1[789]\d\d\b")


_OF = re.compile(r" (?:de |d['’]|du |de la |de l['’]|des )$")


def find_beside(number: int, names: Sequence[FoundName], sure: Sequence[str], text: str) -> str:
    """Return the id of the place that follows a name at once: "Comité central | de | Berlin"."""
    if number + 1 >= len(names) or names[number + 1].kind != "Place":
        return ""
    gap = text[names[number].end : names[number + 1].start]
    return sure[number + 1] if _OF.match(gap) else ""


def find_sure(name: FoundName) -> str:
    """Return the entity that a name means whatever its surroundings, ``""`` where they decide."""
    return name.candidates[0] if name.candidates and (len(name.candidates) == 1 or name.kind == "Person") else ""


def rank_candidates(name: FoundName, around: Surroundings, lexicon: Lexicon) -> tuple[str, ...]:
    """Return whom a short form may mean, the likeliest first; bodies told of that it may abridge are among them."""
    weights = weigh_candidates(name, around, lexicon)
    return tuple(sorted(weights, key=lambda id_: -weights[id_]))


_EVERYWHERE: Final = frozenset(("opposition",))
"""Short forms that a town around does not make another body's: the Opposition has adherents everywhere."""


def find_more(name: FoundName, around: Surroundings, lexicon: Lexicon) -> list[str]:
    """Return bodies whose names go on where a short form ends and that the surroundings tell of, beside its candidates.

    "Le Parti communiste" in a text on Sofia may be that of Bulgaria, whatever the authority lists for the short form.
    """
    if name.kind not in BODIES or not name.candidates:
        return []
    named = () if fold(name.text) in _EVERYWHERE else around.named
    places = {place for id_ in named if id_.startswith("place/") for place in find_places(id_, lexicon)}
    return [
        id_
        for id_ in find_longer(name.text, name.kind.lower(), lexicon)
        if id_ not in name.candidates and (id_ in around.named or not places.isdisjoint(find_places(id_, lexicon)))
    ]


_ORGAN = re.compile("(?:comité central|bureau politique)", re.IGNORECASE)


def find_owner(name: FoundName, around: Surroundings, lexicon: Lexicon) -> str:
    """Return the label of the party whose organ a short form is, where no candidate is an organ of it, else ``""``.

    Only where the last party named is one of the authority, and nothing that the likeliest candidate is part of is
    named around.
    """
    entry = lexicon.entries.get(around.party)
    if entry is None or not name.candidates or not _ORGAN.fullmatch(name.text) or not entry.label.startswith("Parti "):
        return ""
    kin = {one for id_ in name.candidates for one in find_kin(id_, lexicon)}
    likeliest = find_kin(name.candidates[0], lexicon)
    named = any(around.named.get(one) for one in likeliest) or around.party in kin
    return "" if named or entry.id == "party/parti-ouvrier-social-democrate-de-russie" else entry.label


def weigh_candidates(name: FoundName, around: Surroundings, lexicon: Lexicon) -> dict[str, float]:
    """Return how much speaks for each candidate of a short form."""
    default = default_ids().get(fold(name.text), "")
    told = Told(
        [(find_places(id_, lexicon), count * _weigh_place(id_)) for id_, count in around.named.items()],
        find_tied(around, lexicon),
        around.years | find_event_years(around, lexicon),
    )
    beside = find_places(around.beside, lexicon)

    def weigh(id_: str) -> float:
        kin, own = find_kin(id_, lexicon), find_places(id_, lexicon)
        return (
            sum(weigh_named(around.named.get(one, 0)) + told.tied.get(one, 0) for one in kin)
            + LAST * (around.last in kin)
            + (placed := told.weigh_places(own))
            + BESIDE * (not beside.isdisjoint(own))
            + IN_YEAR * _fit_years(lexicon.entries[id_], around, told.years)
            + (id_ == default) * (DEFAULT if placed or not told.has_places else ELSEWHERE if own else DEFAULT + 1)
            - FARTHER * (id_ not in name.candidates)
        )

    return {id_: weigh(id_) for id_ in (*name.candidates, *find_more(name, around, lexicon))}


@dataclass(frozen=True, slots=True)
class Told:
    """What the surroundings tell: places with their weights, bodies that others are tied to, years."""

    places: Sequence[tuple[frozenset[str], float]]
    tied: Mapping[str, float]
    years: frozenset[str]

    def weigh_places(self, own: frozenset[str]) -> float:
        """Return the weight of all that tells of one of the places of an entity."""
        return sum(weight for places, weight in self.places if not own.isdisjoint(places))

    @property
    def has_places(self) -> bool:
        """Whether any place is told of."""
        return any(places for places, _ in self.places)


def _weigh_place(id_: str) -> float:
    return OF_PERSON if id_.startswith("person/") else AT_PLACE


def find_tied(around: Surroundings, lexicon: Lexicon) -> dict[str, float]:
    """Return how much speaks for a body through those who belong to it: its organs, the persons described by it."""
    tied: dict[str, float] = defaultdict(float)
    for id_, count in around.named.items():
        person = id_.startswith("person/")
        for body in find_ties(id_, lexicon) if person else find_parents(id_, lexicon):
            tied[body] += count * (TIED if person else KIN)
    return tied


def weigh_named(count: float) -> float:
    """Return what being named ``count`` times around is worth: the first time most, the fourth nothing more."""
    return NAMED * min(count, 1) + AGAIN * min(max(count - 1, 0), 2)


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
    return OUT_OF_TIME if around.years and (over or to_come) else 0.0


@cache
def default_ids() -> dict[str, str]:
    """Return the entity that each short form means in this field by default, by folded form."""
    return {fold(variant): id_ for variant, id_ in read_defaults().items()}

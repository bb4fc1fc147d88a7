"""Claims and the authority's dates in, events in the lives of persons and bodies out, so that one query is a timeline.

Births, deaths and foundings are one for each person or body; arrests, offices, stays and the like are one for each
set of participants and stretch of time: claims whose dates overlap tell of the same event.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, Triple

from extract.model import Claim, When
from graph.claims import NamedClaim, to_when
from graph.entities import MergedEntity
from graph.facts import Fact, is_plain
from graph.iris import Iris, slug, term
from graph.literals import to_text
from graph.periods import measure_width, overlap


class Kind(NamedTuple):
    """What a predicate tells of: the event's class, its French name, and whether it happens but once."""

    name: str
    label: str
    once: bool = False


BIRTH: Final = Kind("Birth", "Naissance", once=True)
DEATH: Final = Kind("Death", "Mort", once=True)
FOUNDING: Final = Kind("Founding", "Fondation", once=True)
DISSOLUTION: Final = Kind("Dissolution", "Dissolution", once=True)
PUBLICATION: Final = Kind("Publication", "Publication", once=True)
KINDS: Final = {
    "smo:born": BIRTH,
    "smo:bornIn": BIRTH,
    "smo:died": DEATH,
    "smo:diedIn": DEATH,
    "smo:killedBy": DEATH,
    "smo:founded": FOUNDING,
    "smo:authorOf": PUBLICATION,
    "smo:arrestedBy": Kind("Arrest", "Arrestation"),
    "smo:leftOrExpelledFrom": Kind("Expulsion", "Départ ou exclusion"),
    "smo:holdsOffice": Kind("Appointment", "Fonction"),
    "smo:memberOf": Kind("Membership", "Appartenance"),
    "smo:wasIn": Kind("Stay", "Séjour"),
    "smo:successorOf": Kind("Merger", "Fusion ou changement de nom"),
}
PLACES: Final = ("smo:bornIn", "smo:diedIn", "smo:wasIn")  # their object is where it happened
MADE: Final = ("smo:founded", "smo:authorOf")  # their object is what the event is about
LIVES: Final = {"person": (BIRTH, DEATH), "work": (PUBLICATION, DISSOLUTION)}
Bounds = Callable[[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that claims or the authority tell of.

    ``about`` is the entity that it belongs to, ``role`` the office as worded and ``office`` its concept, ``others``
    further participants. An event without claims is the authority's.
    """

    kind: Kind
    about: str
    others: frozenset[str] = frozenset()
    place: str = ""
    when: When | None = None
    killing: bool = False
    role: str = ""
    office: str = ""
    claims: tuple[NamedClaim, ...] = ()


def find_happenings(
    claims: Iterable[NamedClaim], entities: Sequence[MergedEntity], bounds: Bounds
) -> tuple[Happening, ...]:
    """Return the events in a fixed order; ``bounds(edtf, calendar)`` gives the first and last day of a date."""
    told: dict[tuple[str, ...], list[Happening]] = defaultdict(list)
    for happening in (*find_lives(entities, bounds), *_read_claims(claims)):
        told[_identity(happening)].append(happening)
    return tuple(joined for key in sorted(told) for joined in _join(told[key]))


def find_lives(entities: Iterable[MergedEntity], bounds: Bounds) -> Iterator[Happening]:
    """Yield births, deaths, foundings and ends that the authority dates; named events carry their own dates."""
    for entity in entities:
        if entity.entry is None or entity.room == "event":
            continue
        begun, ended = LIVES.get(entity.room, (FOUNDING, DISSOLUTION))
        for kind, edtf in ((begun, entity.entry.start), (ended, entity.entry.end)):
            if edtf:
                yield Happening(kind, entity.id, when=date(edtf, bounds))


def find_vital_dates(entities: Iterable[MergedEntity], bounds: Bounds) -> Iterator[Fact]:
    """Yield the authority's dates of birth and death, and of named events, as curated facts."""
    for entity in entities:
        if entity.entry is None or entity.room not in ("person", "event"):
            continue
        start, end = entity.entry.start, entity.entry.end
        if entity.room == "event":
            dates = [("smo:occurredOn", start if not end or start == end else f"{start}/{end}")]
        else:
            dates = [("smo:born", start), ("smo:died", end)]
        for predicate, edtf in dates:
            if edtf:
                yield Fact(entity.id, predicate, edtf, when=date(edtf, bounds), curated=True)


def date(edtf: str, bounds: Bounds) -> When:
    """Return an EDTF date of the authority, which counts in the Gregorian calendar, with its bounds."""
    return When(edtf, *bounds(edtf, "smv:gregorian"))


def to_happenings(happenings: Iterable[Happening], labels: Mapping[str, str], iris: Iris) -> Iterator[Triple]:
    """Yield the events with their participants, places, dates and the claims that tell of them."""
    for happening in happenings:
        node = mint_happening(happening, iris)
        yield from _describe(node, happening, labels)
        for participant in sorted({happening.about, *happening.others}):
            yield Triple(node, term("smo:hasParticipant"), iris.entity(participant))
        if happening.place:
            yield Triple(node, term("smo:place"), iris.entity(happening.place))
        yield from to_when(node, happening.when)
        for named in happening.claims:
            yield Triple(node, term("prov:wasDerivedFrom"), named.node)


def to_named_events(claims: Iterable[NamedClaim], facts: Iterable[Fact], iris: Iris) -> Iterator[Triple]:
    """Yield what claims say of named events: who took part, where, and the bounds of the preferred date."""
    for named in claims:
        claim = named.claim
        if is_plain(claim) and claim.predicate == "smo:participatedIn" and claim.object:
            yield Triple(iris.entity(claim.object), term("smo:hasParticipant"), iris.entity(claim.subject))
        elif is_plain(claim) and claim.predicate == "smo:occurredIn" and claim.object:
            yield Triple(iris.entity(claim.subject), term("smo:place"), iris.entity(claim.object))
    for fact in facts:
        if fact.predicate == "smo:occurredOn":
            yield from to_when(iris.entity(fact.subject), fact.when)


def mint_happening(happening: Happening, iris: Iris) -> NamedNode:
    """Return the event's IRI: kind and subject, and for what can happen again the rest and the date."""
    room, _, name = happening.about.partition("/")
    first = name if room == "person" else happening.about
    if happening.kind.once:
        return iris.happening(happening.kind.name, first)
    when = happening.when or When("")
    return iris.happening(
        happening.kind.name, first, *sorted(happening.others), happening.place, happening.office or happening.role,
        when.edtf, "" if when.calendar == "smv:gregorian" else when.calendar,
    )  # fmt: skip


def _read_claims(claims: Iterable[NamedClaim]) -> Iterator[Happening]:
    for named in claims:
        kind = KINDS.get(named.claim.predicate)
        if kind and is_plain(named.claim) and (kind.once or (named.claim.when and named.claim.when.edtf)):
            if kind is PUBLICATION and not named.claim.when:
                continue
            yield _to_happening(kind, named)


def _to_happening(kind: Kind, named: NamedClaim) -> Happening:
    claim = named.claim
    place = claim.object if claim.predicate in PLACES else ""
    about, other = (claim.object, claim.subject) if claim.predicate in MADE else (claim.subject, claim.object)
    others = frozenset({other} - {"", place})
    role, office = (claim.role, claim.office) if kind.name == "Appointment" else ("", "")
    killing = claim.predicate == "smo:killedBy"
    return Happening(kind, about, others, place, _settled(claim), killing, role, office, (named,))


def _settled(claim: Claim) -> When | None:
    return claim.when if claim.when and claim.when.edtf else None


def _identity(happening: Happening) -> tuple[str, ...]:
    if happening.kind.once:
        return happening.kind.name, happening.about
    office = happening.office or happening.role
    return happening.kind.name, happening.about, *sorted(happening.others), happening.place, office


def _join(told: list[Happening]) -> Iterator[Happening]:
    """Join the tellings whose dates overlap, the most precise first; what happens once is joined whatever its dates."""
    joined: list[Happening] = []
    for happening in sorted(told, key=_precision):
        for index, other in enumerate(joined):
            if happening.kind.once or overlap(happening.when, other.when):
                joined[index] = _add(other, happening)
                break
        else:
            joined.append(happening)
    yield from joined


def _precision(happening: Happening) -> tuple[bool, int, str, str]:
    when = happening.when
    node = happening.claims[0].node.value if happening.claims else ""
    return bool(happening.claims), measure_width(when), when.edtf if when else "", node


def _add(first: Happening, second: Happening) -> Happening:
    return replace(
        first,
        others=first.others | second.others,
        place=first.place or second.place,
        when=first.when or second.when,
        killing=first.killing or second.killing,
        claims=(*first.claims, *second.claims),
    )


def _describe(node: NamedNode, happening: Happening, labels: Mapping[str, str]) -> Iterator[Triple]:
    kind = happening.kind
    yield Triple(node, term("rdf:type"), term(f"smo:{kind.name}"))
    if happening.killing:
        yield Triple(node, term("rdf:type"), term("smo:Killing"))
    yield Triple(node, term("rdf:type"), term("smo:Event"))
    yield Triple(node, term("smo:eventKind"), term(f"smv:{'killing' if happening.killing else kind.name.lower()}"))
    yield Triple(node, term("smo:slug"), to_text(node.value.rpartition("/")[2]))
    where = happening.place if kind.name == "Stay" else "".join(sorted(happening.others)[:1])
    names = [labels.get(part, slug(part)) for part in (happening.about, where) if part]
    if happening.role:
        names.insert(1, happening.role)
    dated = f" ({happening.when.edtf})" if happening.when and not kind.once else ""
    yield Triple(node, term("skos:prefLabel"), to_text(f"{kind.label} : {', '.join(names)}{dated}", "fr"))

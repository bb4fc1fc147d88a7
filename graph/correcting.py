"""A reading and what a historian decided of its mentions and claims in, the reading as it is to be in the graph out.

First single mentions are moved to other entities, and what claims rest on them with them; then every entity gets the
identity that it has over all sources (:mod:`graph.identities`). Mentions and claims keep their numbers until the end,
when those left out are taken away.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from extract.model import Claim, Entity, Reading, When
from graph.anchors import find_claims, find_grounds
from graph.corrections import Correction, read_date
from graph.identities import Identities
from graph.iris import ROOMS
from graph.signatures import fits

BY_HAND: Final = "curator"
Bounds = Callable[[str, str], tuple[str, str]]


class Move(NamedTuple):
    """Mentions of one source that are another entity's: ``target`` is ``""`` where they are nobody's."""

    line: Correction
    target: str
    mentions: frozenset[int]
    kind: str = ""


@dataclass(slots=True)
class Corrected:
    """A reading on its way to the graph, and which line of a curator changed which mention or claim, by number.

    ``gone`` and ``unsaid`` are the numbers of the mentions and claims that are left out, ``preferred`` of the claims
    that a curator prefers.
    """

    reading: Reading
    gone: set[int] = field(default_factory=set)
    unsaid: set[int] = field(default_factory=set)
    preferred: set[int] = field(default_factory=set)
    mention_lines: dict[int, list[Correction]] = field(default_factory=lambda: defaultdict(list))
    claim_lines: dict[int, list[Correction]] = field(default_factory=lambda: defaultdict(list))


def move_mentions(reading: Reading, moves: Sequence[Move]) -> Corrected:
    """Give mentions to the entities that a curator says they are, and the claims that rest on them alone with them."""
    corrected = Corrected(reading)
    if not moves:
        return corrected
    taken: dict[int, Move] = {}
    for move in moves:
        for number in move.mentions:
            corrected.mention_lines[number].append(move.line)
            if move.line.action != "confirm":
                taken.setdefault(number, move)
    corrected.gone = {number for number, move in taken.items() if not move.target}
    sure = {number for move in moves for number in move.mentions}
    mentions = tuple(
        replace(mention, confidence=1.0) if number in sure else mention
        for number, mention in enumerate(reading.mentions)
    )
    claims = []
    for number, claim in enumerate(reading.claims):
        moved = _move_claim(claim, reading, taken)
        if moved is None:
            corrected.unsaid.add(number)
        claims.append(moved or claim)
    entities = tuple(_split(reading, taken))
    corrected.reading = replace(reading, mentions=mentions, claims=tuple(claims), entities=entities)
    return corrected


def correct_claims(
    corrected: Corrected, lines: Iterable[Correction], identities: Identities, bounds: Bounds
) -> Iterator[tuple[Correction, str]]:
    """Apply the lines that speak of claims of this source; yield those that do not fit, with the reason."""
    source = corrected.reading.source.id
    claims = list(corrected.reading.claims)

    def is_entity(written: str, read: str) -> bool:
        return written == read or identities.follow(written) == identities.find(source, read)

    for line in lines:
        fit = find_claims(line, corrected.reading, is_entity)
        if fit.reason:
            yield line, fit.reason
        for number in fit.numbers:
            corrected.claim_lines[number].append(line)
            if line.action == "reject-claim":
                corrected.unsaid.add(number)
            elif line.action == "prefer":
                corrected.preferred.add(number)
            elif line.action == "redate":
                claims[number] = replace(claims[number], when=to_when(line, claims[number].when, bounds))
            elif line.action == "reassign":
                claims[number] = replace(claims[number], subject=line.value)
            claims[number] = replace(claims[number], confidence=1.0)
    corrected.reading = replace(corrected.reading, claims=tuple(claims))


def to_when(line: Correction, earlier: When | None, bounds: Bounds) -> When:
    """Return the date of a line with its bounds, in the words that the text has for it."""
    edtf, calendar = read_date(line.value)
    return When(edtf, *bounds(edtf, calendar), calendar, earlier.text if earlier else "")


def settle_identities(corrected: Corrected, identities: Identities) -> None:
    """Give every entity of a reading the identity that it has over all sources."""
    reading, source = corrected.reading, corrected.reading.source.id
    final = {id_: identities.find(source, id_) for id_ in _find_ids(reading)}
    if all(before == after for before, after in final.items()) and not identities.kinds:
        return
    kinds = {number: final[entity.id] for entity in reading.entities for number in entity.mentions}
    corrected.gone |= {number for number, id_ in kinds.items() if not id_}
    claims = []
    for number, claim in enumerate(reading.claims):
        settled = _settle_claim(claim, final)
        if settled is None:
            corrected.unsaid.add(number)
        claims.append(settled or claim)
    mentions = tuple(
        replace(mention, kind=_room_class(kinds[number])) if kinds.get(number) else mention
        for number, mention in enumerate(reading.mentions)
    )
    entities = tuple(_join(reading.entities, final, identities.kinds))
    corrected.reading = replace(reading, mentions=mentions, entities=entities, claims=tuple(claims))


def take_away(corrected: Corrected) -> Corrected:
    """Return the corrected reading without the mentions and claims that are left out, all numbers anew."""
    reading = corrected.reading
    if not corrected.gone and not corrected.unsaid:
        return corrected
    mentions = _renumber(len(reading.mentions), corrected.gone)
    claims = _renumber(len(reading.claims), corrected.unsaid)
    entities = tuple(
        replace(entity, mentions=tuple(mentions[number] for number in entity.mentions if number in mentions))
        for entity in reading.entities
    )
    kept = replace(
        reading,
        mentions=tuple(reading.mentions[number] for number in mentions),
        claims=tuple(reading.claims[number] for number in claims),
        entities=entities,
    )
    return Corrected(
        kept,
        preferred={claims[number] for number in corrected.preferred if number in claims},
        mention_lines={
            mentions[number]: lines for number, lines in corrected.mention_lines.items() if number in mentions
        },
        claim_lines={claims[number]: lines for number, lines in corrected.claim_lines.items() if number in claims},
    )


def _renumber(count: int, without: set[int]) -> dict[int, int]:
    return {old: new for new, old in enumerate(number for number in range(count) if number not in without)}


def _move_claim(claim: Claim, reading: Reading, taken: Mapping[int, Move]) -> Claim | None:
    """Return the claim with its ends moved, None where one of them is nobody."""
    by_id = {entity.id: entity for entity in reading.entities}
    ends: dict[str, str] = {}
    for id_ in {claim.subject, claim.object, claim.attributed_to} - {""}:
        grounds = find_grounds(claim, id_, reading, by_id.get(id_))
        moves = {taken[number] for number in grounds if number in taken}
        if len(moves) == 1 and all(number in taken for number in grounds):
            ends[id_] = moves.pop().target
    return _replace_ends(claim, ends) if ends else claim


def _settle_claim(claim: Claim, final: Mapping[str, str]) -> Claim | None:
    """Return the claim with its ends as they are over all sources, None where it can't be said any more."""
    settled = _replace_ends(claim, final)
    if settled is None or settled == claim:
        return settled
    if settled.subject == settled.object and claim.subject != claim.object:
        return None
    ends = ((claim.subject, settled.subject), (claim.object, settled.object))
    moved = any(_room(before) != _room(after) for before, after in ends)
    return None if moved and not fits(settled) else settled


def _replace_ends(claim: Claim, ends: Mapping[str, str]) -> Claim | None:
    """Return the claim with other ends; whose word it was is not known any more where that is nobody."""
    subject, object_ = ends.get(claim.subject, claim.subject), ends.get(claim.object, claim.object)
    if not subject or (claim.object and not object_):
        return None
    whose = ends.get(claim.attributed_to, claim.attributed_to)
    stance = claim.stance or ("smv:reported" if claim.attributed_to and not whose else "")
    return replace(claim, subject=subject, object=object_, attributed_to=whose, stance=stance)


def _split(reading: Reading, taken: Mapping[int, Move]) -> Iterator[Entity]:
    """Yield the entities without the mentions taken from them, and those that got some, in the order of ids."""
    members: dict[str, list[int]] = defaultdict(list)
    by_id = {entity.id: entity for entity in reading.entities}
    new: dict[str, Move] = {}
    for entity in reading.entities:
        for number in entity.mentions:
            move = taken.get(number)
            target = move.target if move else entity.id
            if target:
                members[target].append(number)
            if move:
                new.setdefault(move.target, move)
        if not entity.mentions:
            members[entity.id]
    for id_ in sorted(members):
        numbers = tuple(sorted(members[id_]))
        names = tuple(dict.fromkeys(reading.mentions[number].text for number in numbers))
        if id_ in by_id:
            yield replace(by_id[id_], names=names, mentions=numbers)
        elif id_ in new:
            move = new[id_]
            kind = move.kind or _room_class(id_)
            yield Entity(id_, kind, move.line.value if not move.kind else names[0], names, numbers, BY_HAND)


def _join(entities: Iterable[Entity], final: Mapping[str, str], kinds: Mapping[str, str]) -> Iterator[Entity]:
    """Yield one entity for each identity, in the order of ids."""
    by_id: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        if final[entity.id]:
            by_id[final[entity.id]].append(entity)
    for id_ in sorted(by_id):
        members = by_id[id_]
        best = max(members, key=lambda one: (one.id == id_, len(one.mentions), one.id))
        kind = best.kind if _room(best.id) == _room(id_) else _room_class(id_)
        yield Entity(
            id_,
            kinds.get(id_, kind),
            best.label,
            tuple(dict.fromkeys(name for one in members for name in one.names)),
            tuple(sorted(number for one in members for number in one.mentions)),
            best.why,
        )


def _find_ids(reading: Reading) -> set[str]:
    used = {id_ for claim in reading.claims for id_ in (claim.subject, claim.object, claim.attributed_to) if id_}
    return used | {entity.id for entity in reading.entities}


def _room(id_: str) -> str:
    return id_.partition("/")[0]


def _room_class(id_: str) -> str:
    room = _room(id_)
    return f"smo:{room.capitalize()}" if room in ROOMS else ""

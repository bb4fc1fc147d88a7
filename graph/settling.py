"""What all sources say and what a historian decided in, who is who and what changes in each source out.

Between the two passes of :mod:`graph.build`: the first writes ``readings.jsonl`` and keeps only entities and claims,
the second takes the readings up again, one by one, with what was settled here. :mod:`graph.reviews` comes here too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.model import Claim, Entity, Joins, Reading
from extract.records import from_json
from graph.anchors import find_mentions
from graph.correcting import (
    Bounds,
    Corrected,
    Move,
    correct_claims,
    move_mentions,
    settle_identities,
    take_away,
)
from graph.corrections import Correction, read_date
from graph.identities import Identities, check_target, find_apart, settle
from graph.readings import Reader
from graph.signatures import find_room
from ontology.authority import Entry

Misfit = tuple[Correction, str]


@dataclass(slots=True)
class Gathered:
    """What is kept of the readings in a file of them: entities and claims by source, and where its line begins."""

    path: Path
    starts: dict[str, int] = field(default_factory=dict)
    entities: dict[str, tuple[Entity, ...]] = field(default_factory=dict)
    claims: dict[str, tuple[Claim, ...]] = field(default_factory=dict)

    def add(self, reading: Reading, start: int) -> None:
        """Keep what is needed of a reading whose line begins at byte ``start``."""
        self.starts[reading.source.id] = start
        self.put(reading)

    def put(self, reading: Reading) -> None:
        """Put the entities and claims of a reading in the place of those kept."""
        self.entities[reading.source.id] = reading.entities
        self.claims[reading.source.id] = reading.claims

    def read(self, source: str) -> Reading:
        """Return the whole reading of a source."""
        with self.path.open("rb") as file:
            file.seek(self.starts[source])
            return from_json(file.readline().decode("utf-8"))

    def find_ids(self) -> dict[str, set[str]]:
        """Return the ids that each source names or uses."""
        found: dict[str, set[str]] = {}
        for source, entities in self.entities.items():
            ends = {id_ for one in self.claims[source] for id_ in (one.subject, one.object, one.attributed_to) if id_}
            found[source] = ends | {entity.id for entity in entities}
        return found


@dataclass(frozen=True, slots=True)
class Settled:
    """Who is who, and by source the moved mentions and the lines about claims; the lines that fit nothing, with why."""

    identities: Identities = field(default_factory=Identities)
    joins: Joins = field(default_factory=Joins)
    moves: Mapping[str, Sequence[Move]] = field(default_factory=dict)
    claim_lines: Mapping[str, Sequence[Correction]] = field(default_factory=dict)
    misfits: tuple[Misfit, ...] = ()


def gather(path: Path) -> Gathered:
    """Return what is kept of a whole file of readings."""
    gathered, start = Gathered(path), 0
    with path.open("rb") as lines:
        for line in lines:
            gathered.add(from_json(line.decode("utf-8")), start)
            start += len(line)
    return gathered


def settle_all(gathered: Gathered, lines: Sequence[Correction], reader: Reader, authority: Sequence[Entry]) -> Settled:
    """Return what all sources and all lines together come to."""
    known = frozenset(entry.id for entry in authority)
    misfits: list[Misfit] = []
    by_source: dict[str, list[Correction]] = defaultdict(list)
    for line in lines:
        if not line.source:
            continue
        reason = "" if line.source in gathered.starts else f"there is no source {line.source}"
        reason = reason or _check_value(line, reader.bounds)
        if reason:
            misfits.append((line, reason))
        else:
            by_source[line.source].append(line)
    moves = _find_moves(gathered, by_source, lines, reader, known, misfits, authority)
    joins = join(gathered, lines, reader, authority)
    identities, unfit = settle(lines, gathered.find_ids(), known, joins.made)
    claim_lines = {source: [line for line in told if line.of_claim] for source, told in by_source.items()}
    return Settled(identities, joins, moves, claim_lines, (*misfits, *unfit))


def join(gathered: Gathered, lines: Sequence[Correction], reader: Reader, authority: Sequence[Entry]) -> Joins:
    """Ask the reader which entities of different sources are one."""
    entities = ((source, entity) for source, found in sorted(gathered.entities.items()) for entity in found)
    claims = ((source, claim) for source, found in sorted(gathered.claims.items()) for claim in found)
    return reader.join_entities(entities, find_apart(lines), claims, authority)


def correct(reading: Reading, settled: Settled, bounds: Bounds) -> tuple[Corrected, tuple[Misfit, ...]]:
    """Return a reading as it is to be in the graph, and the lines about its claims that do not fit."""
    source = reading.source.id
    corrected = move_mentions(reading, settled.moves.get(source, ()))
    lines = settled.claim_lines.get(source, ())
    misfits = tuple(correct_claims(corrected, lines, settled.identities, bounds)) if lines else ()
    settle_identities(corrected, settled.identities)
    return take_away(corrected), misfits


def tell_misfits(misfits: Iterable[Misfit], lines: Sequence[Correction]) -> Iterator[str]:
    """Yield a line for each correction that fits nothing, in the order of the table."""
    order = {line: number for number, line in enumerate(lines)}
    for line, reason in sorted(misfits, key=lambda misfit: (order[misfit[0]], misfit[1])):
        yield f"{line.place}: {line.action} not applied: {reason}"


def _find_moves(
    gathered: Gathered,
    by_source: Mapping[str, Sequence[Correction]],
    lines: Sequence[Correction],
    reader: Reader,
    known: frozenset[str],
    misfits: list[Misfit],
    authority: Sequence[Entry],
) -> dict[str, list[Move]]:
    """Return the mentions that lines give to other entities, and move them in what is kept of the readings."""
    wanted = {source: [line for line in told if line.of_mentions] for source, told in sorted(by_source.items())}
    wanted = {source: told for source, told in wanted.items() if told}
    if not wanted:
        return {}
    ids = gathered.find_ids()
    before, _ = settle(lines, ids, known, join(gathered, lines, reader, authority).made)
    targets = known.union(*ids.values()) | {line.object for line in lines if line.action == "split" and line.value}
    moves: dict[str, list[Move]] = {}
    for source, told in wanted.items():
        reading = gathered.read(source)
        moves[source] = []
        for line in told:
            move = _find_move(line, reading, before, targets)
            if isinstance(move, str):
                misfits.append((line, move))
            else:
                moves[source].append(move)
        corrected = move_mentions(reading, moves[source])
        gathered.put(take_away(corrected).reading)
    return moves


def _find_move(line: Correction, reading: Reading, before: Identities, targets: frozenset[str]) -> Move | str:
    """Return what a line moves in a source, or why it moves nothing."""
    subject = before.follow(line.subject)

    def is_subject(id_: str) -> bool:
        return id_ == line.subject or before.find_joined(reading.source.id, id_) == subject

    fit = find_mentions(line, reading, is_subject)
    reason = fit.reason or (check_target(line, targets) if line.action == "split" else "")
    if reason:
        return reason
    if line.action == "retype":
        room, slug = find_room(line.value), line.subject.rpartition("/")[2]
        if line.subject.startswith(f"{room}/"):
            return f"{line.subject} is a smo:{room.capitalize()} already; retype it as a whole, or split it"
        return Move(line, f"{room}/{slug}", frozenset(fit.numbers), line.value)
    target = {"split": line.object, "confirm": line.subject}.get(line.action, "")
    return Move(line, target, frozenset(fit.numbers))


def _check_value(line: Correction, bounds: Bounds) -> str:
    """Return why the date of a line is none, ``""`` for every other line."""
    if line.action != "redate":
        return ""
    try:
        bounds(*read_date(line.value))
    except ValueError:
        return f"value '{line.value}' is no EDTF date such as 1917-10-25, 193X or 1919-03/1920"
    return ""

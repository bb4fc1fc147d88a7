"""Joins over all sources and a historian's lines in, who everybody is in the end out.

In order: an entity of a source is joined with others (the reader says so), merged and given another class (a curator
says so), renamed or rejected. Lines that contradict each other or speak of nobody here are told, never dropped.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from extract.model import Join
from graph.corrections import Correction
from graph.entities import MergedEntity, find_relation, split_ids
from graph.links import Link
from graph.signatures import find_room
from ontology.authority import Entry, Variant


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who. Keys and values are entity ids, but for ``kinds`` (classes) and ``labels`` (names).

    ``joined`` is by source and id, ``absorbed`` by id where all who were read as it were joined into the same one;
    ``moved`` leads on from ids that are no more by a curator's word; ``rejected`` are ids in the end; ``lines`` are
    those that apply, by the id in the end that they are about.
    """

    joined: Mapping[tuple[str, str], Join] = field(default_factory=dict)
    absorbed: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()
    lines: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)

    def follow(self, id_: str) -> str:
        """Return what an id has become by a curator's lines."""
        return self.moved.get(id_, id_)

    def find(self, source: str, id_: str) -> str:
        """Return who an entity of a source is in the end, ``""`` where nobody."""
        final = self.find_joined(source, id_)
        return "" if final in self.rejected else final

    def find_joined(self, source: str, id_: str) -> str:
        """Return who an entity of a source is, rejected or not."""
        join = self.joined.get((source, id_))
        if join and not (id_ in self.absorbed and id_ in self.moved):  # a curator's word goes before the reader's
            return self.follow(join.into)
        return self.follow(id_)


@dataclass(slots=True)
class Settlement:
    """Identities in the making: what has been settled by the lines before, and the lines that do not fit, with why."""

    known: Set[str]
    authority: Set[str]
    absorbed: Mapping[str, str]
    merged: dict[str, str] = field(default_factory=dict)
    retyped: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    rejected: set[str] = field(default_factory=set)
    lines: dict[str, list[Correction]] = field(default_factory=dict)
    misfits: list[tuple[Correction, str]] = field(default_factory=list)

    def follow(self, id_: str) -> str:
        """Return where merges lead from an id."""
        while id_ in self.merged:
            id_ = self.merged[id_]
        return id_

    def settle(self, line: Correction, reason: str, id_: str) -> bool:
        """Note that the line applies to ``id_`` or, where there is a reason, that it does not."""
        if reason:
            self.misfits.append((line, reason))
        else:
            self.lines.setdefault(id_, []).append(line)
        return not reason


def settle(
    lines: Sequence[Correction],
    read: Mapping[str, Iterable[str]],
    authority: Set[str] = frozenset(),
    joins: Sequence[Join] = (),
) -> tuple[Identities, tuple[tuple[Correction, str], ...]]:
    """Return who is who, and the lines about whole entities that do not fit, each with the reason.

    ``read`` are the ids that each source names or uses, ``authority`` those of its lists.
    """
    by_id = {(join.source, join.entity): join for join in joins}
    ends: dict[str, set[str]] = {}
    for source, ids in read.items():
        for id_ in ids:
            ends.setdefault(id_, set()).add(by_id[source, id_].into if (source, id_) in by_id else id_)
    final = {end for found in ends.values() for end in found}
    absorbed = {id_: min(found) for id_, found in ends.items() if len(found) == 1 and id_ not in final}
    work = Settlement(final | absorbed.keys(), authority, absorbed)
    apart = {frozenset((line.subject, line.object)): line for line in _of(lines, "apart")}
    rejected = {line.subject: line for line in _of(lines, "reject")}
    for line in _of(lines, "merge"):
        _merge(line, work, apart, rejected)
    for line in _of(lines, "reject"):
        id_ = work.follow(line.subject)
        if work.settle(line, _check_present(line.subject, work), id_):
            work.rejected.add(id_)
    for line in _of(lines, "retype"):
        _retype(line, work)
    for line in _of(lines, "rename"):
        id_ = work.retyped.get(work.follow(line.subject), work.follow(line.subject))
        if work.settle(line, _check_present(line.subject, work) or _check_new(id_, work.labels), id_):
            work.labels[id_] = line.value
    for line in _of(lines, "apart"):
        missing = _check_known(line.subject, work) or _check_known(line.object, work)
        work.settle(line, missing, work.follow(line.subject))
    return _finish(work, by_id), tuple(work.misfits)


def find_apart(lines: Iterable[Correction]) -> frozenset[frozenset[str]]:
    """Return the pairs of ids that are never to be joined."""
    return frozenset(frozenset((line.subject, line.object)) for line in _of(lines, "apart"))


def adapt_authority(entries: Iterable[Entry], identities: Identities) -> tuple[Entry, ...]:
    """Return the authority as corrected: merged entries give their names to the other, retyped ones their class."""
    own = tuple(entries)
    if not identities.moved and not identities.kinds:
        return own
    adapted: dict[str, Entry] = {}
    for entry in sorted(own, key=lambda entry: (identities.follow(entry.id) != entry.id, entry.file, entry.line)):
        id_ = identities.follow(entry.id)
        first = adapted.get(id_)
        adapted[id_] = _add_names(first, entry) if first else _move_entry(entry, id_, identities)
    return tuple(adapted.values())


def adapt_entities(entities: Iterable[MergedEntity], identities: Identities) -> tuple[MergedEntity, ...]:
    """Return the entities with the names and classes that a curator gave them; the old name stays as another name."""
    return tuple(_adapt(entity, identities) for entity in entities)


def adapt_links(links: Iterable[Link], identities: Identities) -> tuple[Link, ...]:
    """Return the links of merged entities as those of what they have become."""
    return tuple(replace(link, subject=identities.follow(link.subject)) for link in links)


def _of(lines: Iterable[Correction], action: str) -> Iterator[Correction]:
    return (line for line in lines if line.action == action and not line.source)


def _check_known(id_: str, work: Settlement) -> str:
    return "" if id_ in work.known else f"{id_} is not named in any source"


def _check_present(id_: str, work: Settlement) -> str:
    """Return why nothing can be said of an entity: nobody names it, or it was joined into another."""
    into = work.absorbed.get(id_)
    if into and id_ not in work.merged:
        return f"{id_} is joined into {into}: say it of that one, or keep the two apart"
    return _check_known(id_, work)


def _check_new(id_: str, made: Mapping[str, str]) -> str:
    return f"{id_} has got '{made[id_]}' by an earlier line" if id_ in made else ""


def _merge(
    line: Correction, work: Settlement, apart: Mapping[frozenset[str], Correction], rejected: Mapping[str, Correction]
) -> None:
    target = work.follow(line.object)
    forbidden = apart.get(frozenset((line.subject, line.object)))
    reason = _check_known(line.subject, work)
    if not reason and line.subject in work.merged:
        reason = f"{line.subject} is already merged into {work.merged[line.subject]}"
    elif not reason and target == line.subject:
        reason = f"merges in a circle: {line.object} is already merged into {line.subject}"
    elif not reason and forbidden:
        reason = f"{forbidden.place} keeps the two apart"
    elif not reason and line.object in rejected:
        reason = f"{line.object} is rejected at {rejected[line.object].place}"
    elif not reason:
        reason = check_target(line, work.known | work.authority)
    if work.settle(line, reason, target):
        work.merged[line.subject] = target
        if line.value:
            work.labels.setdefault(target, line.value)


def check_target(line: Correction, known: Set[str]) -> str:
    """Return why a line may not lead to its object: an id that nobody knows is a slip unless it is given a name."""
    if line.object in known or line.value:
        return ""
    return f"{line.object} is known nowhere; for a new entity, give its name as value"


def _retype(line: Correction, work: Settlement) -> None:
    id_ = work.follow(line.subject)
    final = f"{find_room(line.value)}/{id_.rpartition('/')[2]}"
    if work.settle(line, _check_present(line.subject, work) or _check_new(final, work.kinds), final):
        work.kinds[final] = line.value
        if final != id_:
            work.retyped[id_] = final


def _finish(work: Settlement, joined: Mapping[tuple[str, str], Join]) -> Identities:
    ends = {id_: work.follow(id_) for id_ in work.merged}
    moved = {id_: work.retyped.get(end, end) for id_, end in {**{id_: id_ for id_ in work.retyped}, **ends}.items()}
    final = {id_: moved.get(id_, id_) for id_ in work.lines}
    lines: dict[str, tuple[Correction, ...]] = {}
    for id_, told in work.lines.items():
        lines[final[id_]] = (*lines.get(final[id_], ()), *told)
    return Identities(
        joined=joined,
        absorbed=work.absorbed,
        moved=moved,
        kinds=work.kinds,
        labels={moved.get(id_, id_): label for id_, label in work.labels.items()},
        rejected=frozenset(moved.get(id_, id_) for id_ in work.rejected),
        lines=lines,
    )


def _add_names(entry: Entry, other: Entry) -> Entry:
    further = (Variant(other.label), *other.variants)
    return replace(entry, variants=(*entry.variants, *(one for one in further if one not in entry.variants)))


def _move_entry(entry: Entry, id_: str, identities: Identities) -> Entry:
    room = id_.partition("/")[0]
    facts = tuple(
        (key, _follow_all(value, identities) if find_relation(room, key) else value) for key, value in entry.facts
    )
    kind = entry.kind if entry.room == room else f"smo:{room.capitalize()}"
    return replace(entry, id=id_, kind=identities.kinds.get(id_, kind), facts=facts)


def _follow_all(cell: str, identities: Identities) -> str:
    return "|".join(identities.follow(id_) for id_ in split_ids(cell))


def _adapt(entity: MergedEntity, identities: Identities) -> MergedEntity:
    label = identities.labels.get(entity.id, entity.label)
    names = entity.names if label == entity.label else tuple(sorted({*entity.names, entity.label}))
    kind = identities.kinds.get(entity.id, entity.kind)
    return replace(entity, label=label, names=names, kind=kind)

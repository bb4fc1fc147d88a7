"""The entities of all sources in, which of them are one out, each with its reason. Runs after every text is read.

Entities of the authority are one wherever they are met. The others are matched by keys (:mod:`extract.person_joins`,
:mod:`extract.body_joins`), and the surest proposals are carried out first, none that a veto forbids: two entities of
the authority, two that a curator or a succession holds apart, two lives that can't be one. Nothing here depends on the
order of the sources.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.body_joins import find_words, is_acronym, propose_bodies
from extract.misread_joins import propose_misread
from extract.model import Claim, Entity, Join, Joins
from extract.person_joins import propose_persons
from extract.person_names import read_person
from extract.proposals import Node, Proposal
from extract.slugs import slug
from extract.unions import Apart, Cluster, Life, Unions
from ontology.authority import Entry, read_authority

SEPARATE = 0.5
"""Confidence that two of one name, whom nothing tells apart or joins, are two."""


def join_entities(
    entities: Iterable[tuple[str, Entity]],
    apart: Apart = frozenset(),
    claims: Iterable[tuple[str, Claim]] = (),
    authority: Sequence[Entry] | None = None,
) -> Joins:
    """Return what each entity of each source is over all of them.

    ``entities`` are (source id, entity) pairs; ``apart`` are sets of two entity ids (or ``id@source``) that a curator
    holds apart; ``claims`` are (source id, claim) pairs, from which lives and successions are taken. An entity that
    keeps its id and meets no other has no join; one whose id stands for another elsewhere gets an id of its own.
    """
    entries = read_authority() if authority is None else authority
    nodes, facts = find_nodes(entities, entries), list(claims)
    unions = Unions(nodes, find_lives(nodes, facts, entries), apart | find_successions(facts))
    ranked = sorted(set(propose(nodes)), key=lambda one: (-one.score, one.one, one.other, one.why))
    near = [proposal for proposal in ranked if proposal.near or unions.join(proposal) == "lives"]
    ids = name_clusters(unions, nodes)
    return Joins(tuple(find_made(unions, nodes, ids)), tuple(find_near(near, unions, nodes, ids)))


def find_nodes(entities: Iterable[tuple[str, Entity]], authority: Sequence[Entry]) -> tuple[Node, ...]:
    """Return a node for each entity of the authority and for each other entity of each source, in a fixed order."""
    known = {entry.id: entry for entry in authority}
    met: dict[str, set[str]] = defaultdict(set)
    strangers: dict[tuple[str, str], Entity] = {}
    for source, entity in entities:
        if entity.id in known:
            met[entity.id].add(source)
        else:
            strangers[entity.id, source] = entity
    return (
        *(to_known(entry, met[id_]) for id_, entry in sorted(known.items())),
        *(
            Node(id_, entity.label, tuple(sorted(set(entity.names))), (source,), len(entity.mentions))
            for (id_, source), entity in sorted(strangers.items(), key=lambda item: item[0])
        ),
    )


def to_known(entry: Entry, sources: Iterable[str]) -> Node:
    """Return the node of an authority entity: its label and the variants that always mean it."""
    names = tuple(variant.text for variant in entry.variants if not variant.ambiguous)
    return Node(entry.id, entry.label, names, tuple(sorted(sources)), known=True)


def propose(nodes: Sequence[Node]) -> Iterator[Proposal]:
    """Yield what may be one, room by room: a party is never a person."""
    rooms: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        rooms[node.room].append(number)
    for room, numbers in sorted(rooms.items()):
        if any(not nodes[number].known for number in numbers):
            yield from propose_persons(nodes, numbers) if room == "person" else propose_bodies(nodes, numbers)
            yield from propose_misread(nodes, numbers, room)


def find_lives(
    nodes: Sequence[Node], claims: Iterable[tuple[str, Claim]], authority: Iterable[Entry]
) -> dict[int, Life]:
    """Return the years of birth and death that sources and the authority tell, by the node's number."""
    years: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for source, claim in claims:
        event = claim.predicate.removeprefix("smo:")
        if event in ("born", "died") and claim.when and claim.polarity == "smv:affirmed" and not claim.stance:
            years[claim.subject, source][event].update(read_years(claim.when.edtf))
    for entry in authority:
        if entry.room == "person":
            years[entry.id, ""]["born"].update(read_years(entry.start))
            years[entry.id, ""]["died"].update(read_years(entry.end))
    return {
        number: {event: frozenset(found) for event, found in years[key].items() if found}
        for number, node in enumerate(nodes)
        if (key := (node.id, "" if node.known else node.sources[0])) in years
    }


def read_years(edtf: str) -> set[int]:
    """Return the year of an EDTF date, none where it is open or not sure to the year."""
    return {int(edtf[:4])} if edtf[:4].isdigit() and "/" not in edtf else set()


def find_successions(claims: Iterable[tuple[str, Claim]]) -> Apart:
    """Return the pairs of bodies of which a source says that one succeeded the other: they are two."""
    return frozenset(
        frozenset((f"{claim.subject}@{source}", f"{claim.object}@{source}"))
        for source, claim in claims
        if claim.predicate == "smo:successorOf" and claim.polarity == "smv:affirmed" and claim.subject != claim.object
    )


def name_clusters(unions: Unions, nodes: Sequence[Node]) -> dict[int, str]:
    """Return the id of each node's cluster: the authority's, else that of its fullest name.

    Where clusters that are not one would have one id, each gets its source's name added.
    """
    chosen: dict[int, Node] = {}
    wanted: dict[str, set[int]] = defaultdict(set)
    clusters = {id(cluster): cluster for cluster in unions.clusters}
    for key, cluster in clusters.items():
        chosen[key] = min((nodes[number] for number in cluster.numbers), key=_rank)
        wanted[chosen[key].id].add(key)
    names = {
        key: node.id if len(wanted[node.id]) == 1 else f"{node.id}-dans-{slug(node.sources[0])}"
        for key, node in chosen.items()
    }
    return {number: names[id(cluster)] for number, cluster in enumerate(unions.clusters)}


def _rank(node: Node) -> tuple[bool, bool, int, int, str, tuple[str, ...]]:
    """Return the order in which nodes give a cluster its id: known first, then by fullness and by mentions."""
    fullness = read_person(node.label).weight if node.room == "person" else len(find_words(node.label))
    return not node.known, is_acronym(node.label), -fullness, -node.mentions, node.id, node.sources


def find_made(unions: Unions, nodes: Sequence[Node], ids: Mapping[int, str]) -> Iterator[Join]:
    """Yield a join for each node that met another or was given another id, by source and entity."""
    for number in _in_order(nodes):
        node, cluster = nodes[number], unions.clusters[number]
        if len(cluster.numbers) == 1 and ids[number] != node.id:
            why = "nothing tells whether this is the one of the same name in another source"
            yield Join(node.sources[0], node.id, ids[number], why, SEPARATE)
        elif len(cluster.numbers) > 1:
            proposal = unions.reasons.get(number) or _met(number, cluster, unions)
            why = proposal.why if number in unions.reasons else f"joined by others: {proposal.why}"
            yield Join(node.sources[0], node.id, ids[number], why, proposal.score)


def _met(number: int, cluster: Cluster, unions: Unions) -> Proposal:
    """Return why others were brought to a node that itself was brought to none."""
    found = [unions.reasons[other] for other in cluster.numbers if other in unions.reasons]
    return min(found, key=lambda proposal: (proposal.one != number, -proposal.score, proposal.why))


def find_near(
    near: Iterable[Proposal], unions: Unions, nodes: Sequence[Node], ids: Mapping[int, str]
) -> Iterator[Join]:
    """Yield the joins that only a reviewer can make, each once."""
    seen = set()
    for proposal in near:
        one, other = proposal.one, proposal.other
        if nodes[other].known or unions.clusters[one] is unions.clusters[other]:
            continue
        if unions.find_veto(unions.clusters[one], unions.clusters[other]) in ("apart", "authority"):
            continue
        join = Join(nodes[other].sources[0], nodes[other].id, ids[one], proposal.why, proposal.score)
        if join not in seen:
            seen.add(join)
            yield join


def _in_order(nodes: Sequence[Node]) -> list[int]:
    strangers = [number for number, node in enumerate(nodes) if not node.known]
    return sorted(strangers, key=lambda number: (nodes[number].sources, nodes[number].id))

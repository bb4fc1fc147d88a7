"""Which triples stand in which graph: one named graph for each source, and what is merged over all of them.

The makers of single things are called here in one place; :mod:`graph.build` writes what comes out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from graph.claims import NamedClaim, to_claims
from graph.correcting import Corrected
from graph.corrections import Correction
from graph.decisions import to_claim_notes, to_correction, to_identities, to_mention_notes
from graph.entities import (
    Extract,
    MergedEntity,
    choose_links,
    find_containers,
    find_links,
    merge_entities,
    to_entities,
    to_links,
)
from graph.events import Happening, find_happenings, find_vital_dates, to_happenings, to_named_events
from graph.facts import Fact, choose_facts, find_disagreements, find_years, to_disagreements, to_facts
from graph.identities import Identities, adapt_authority, adapt_entities, adapt_links
from graph.iris import Iris, term
from graph.links import Link
from graph.literals import to_text
from graph.passages import to_mentions, to_sentences, to_source
from ontology.authority import Entry

Bounds = Callable[[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Merged:
    """What all sources say together."""

    entities: tuple[MergedEntity, ...]
    claims: tuple[NamedClaim, ...]
    facts: tuple[Fact, ...]
    happenings: tuple[Happening, ...]
    disagreements: tuple[tuple[NamedNode, NamedNode], ...]


NOBODY_MOVED = Identities()


def merge(
    extracts: Sequence[Extract], entries: Sequence[Entry], bounds: Bounds, identities: Identities = NOBODY_MOVED
) -> Merged:
    """Join what was read in the sources; ``bounds(edtf, calendar)`` gives the first and last day of a date.

    ``extracts`` are of readings in which everybody already has the identity that ``identities`` gives.
    """
    claims = tuple(named for extract in extracts for named in extract.claims)
    authority = adapt_authority(entries, identities)
    entities = adapt_entities(merge_entities(extracts, authority), identities)
    within = find_containers(authority)
    years = find_years((extract.source.id, extract.source.date) for extract in extracts)
    return Merged(
        entities,
        claims,
        choose_facts(claims, find_vital_dates(entities, bounds), within, years),
        find_happenings(claims, entities, bounds),
        tuple(find_disagreements(claims, within)),
    )


def make_source_graph(
    corrected: Corrected, claims: tuple[NamedClaim, ...], activity: NamedNode, iris: Iris
) -> Iterator[Triple]:
    """Yield the named graph of a source: the source, its mentions, passages and claims, and what corrected them."""
    reading = corrected.reading
    yield from to_source(reading.source, iris)
    yield from to_mentions(reading, iris)
    yield from to_sentences(reading, iris)
    yield from to_claims(reading, claims, activity, iris)
    yield from to_mention_notes(reading, corrected.mention_lines, iris)
    yield from to_claim_notes(claims, corrected.claim_lines, iris)


def make_entities_graph(
    merged: Merged,
    links: Iterable[Link],
    version: str,
    iris: Iris,
    identities: Identities = NOBODY_MOVED,
    corrections: Iterable[Correction] = (),
) -> Iterator[Triple]:
    """Yield ``entities.ttl``: persons, bodies, places … with names and links, what made the graph and corrected it.

    ``links`` are the lines of ``links.tsv``; where they speak of an entity, the authority's own link gives way.
    """
    yield from to_entities(merged.entities, iris)
    shown = choose_links(adapt_links(links, identities), find_links(merged.entities))
    yield from to_links(shown, merged.entities, iris)
    yield from to_identities(identities, merged.entities, iris)
    for line in corrections:
        yield from to_correction(line, iris)
    yield from _describe_build(version, iris)


def make_facts_graph(merged: Merged, iris: Iris) -> Iterator[Triple]:
    """Yield ``facts.ttl``: preferred statements, disagreements and events."""
    labels = {entity.id: entity.label for entity in merged.entities}
    yield from to_facts(merged.facts, iris)
    yield from to_disagreements(merged.disagreements)
    yield from to_happenings(merged.happenings, labels, iris)
    yield from to_named_events(merged.claims, merged.facts, iris)


def count_merged(merged: Merged) -> dict[str, dict[str, int]]:
    """Return how many entities, claims, facts and events there are, by class or predicate."""
    return {
        "entities": dict(Counter(entity.mention_class for entity in merged.entities)),
        "claims": dict(Counter(named.claim.predicate for named in merged.claims)),
        "facts": dict(Counter(fact.predicate for fact in merged.facts)),
        "events": dict(Counter(f"smo:{happening.kind.name}" for happening in merged.happenings)),
    }


def _describe_build(version: str, iris: Iris) -> Iterator[Triple]:
    """Yield the activity that made the claims, without the hour, and the lists that curated facts come from."""
    activity, authority = iris.activity(version), iris.source("authority")
    yield Triple(activity, term("rdf:type"), term("prov:Activity"))
    yield Triple(activity, term("dcterms:hasVersion"), to_text(version))
    yield Triple(authority, term("rdf:type"), term("prov:Entity"))
    yield Triple(authority, term("dcterms:title"), to_text("Listes d'autorité de Smolny", "fr"))

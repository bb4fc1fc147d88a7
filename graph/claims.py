"""A reading in, its claims with their IRIs and their triples out: the second half of a source's named graph.

A claim's IRI is made of all that it says, its source and its sentence, not of offsets, so that it stays when text is
added before it.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from extract.model import Claim, Reading, Sentence, Source, When
from graph.iris import Iris, rule_concept, term
from graph.literals import to_day, to_decimal, to_text


@dataclass(frozen=True, slots=True)
class NamedClaim:
    """A claim with its IRI and the id of the source that makes it, and whether a curator prefers it to others."""

    node: NamedNode
    source: str
    claim: Claim
    preferred: bool = False


def mint_claims(reading: Reading, iris: Iris, preferred: Collection[int] = ()) -> tuple[NamedClaim, ...]:
    """Return the claims of a reading with their IRIs; equal ones in one sentence are told apart by a running number.

    ``preferred`` are the numbers of those that a curator prefers.
    """
    texts = {sentence.number: sentence.text for sentence in reading.sentences}
    seen: Counter[tuple[str, ...]] = Counter()
    minted = []
    for number, claim in enumerate(reading.claims):
        parts = (reading.source.id, *_parts(claim), texts[claim.sentence])
        node = iris.claim(*parts, str(seen[parts]))
        minted.append(NamedClaim(node, reading.source.id, claim, number in preferred))
        seen[parts] += 1
    return tuple(minted)


def to_claims(reading: Reading, minted: tuple[NamedClaim, ...], activity: NamedNode, iris: Iris) -> Iterator[Triple]:
    """Yield the triples of the claims, each derived from the passage of its sentence."""
    sentences = {sentence.number: sentence for sentence in reading.sentences}
    for named in minted:
        yield from _statement(named, iris)
        yield from _qualities(named.node, named.claim, iris)
        yield from to_when(named.node, named.claim.when)
        yield from _provenance(named, sentences[named.claim.sentence], reading.source, iris)
        yield Triple(named.node, term("prov:wasGeneratedBy"), activity)


def to_when(node: NamedNode, when: When | None) -> Iterator[Triple]:
    """Yield a date: as the text gives it, in its calendar, and the Gregorian days that bound it."""
    if when is None:
        return
    if when.edtf:
        yield Triple(node, term("smo:edtf"), to_text(when.edtf))
        yield Triple(node, term("smo:calendar"), term(when.calendar))
    yield from to_bounds(node, when.earliest, when.latest)


def to_bounds(node: NamedNode, earliest: str, latest: str) -> Iterator[Triple]:
    """Yield ``smo:earliest`` and ``smo:latest`` where they are known."""
    for predicate, day in (("smo:earliest", earliest), ("smo:latest", latest)):
        if day:
            yield Triple(node, term(predicate), to_day(day))


def _parts(claim: Claim) -> tuple[str, ...]:
    edtf = claim.when.edtf if claim.when else ""
    return (
        claim.subject, claim.predicate, claim.object, claim.role, edtf,
        claim.polarity, claim.stance, claim.attributed_to,
    )  # fmt: skip


def _statement(named: NamedClaim, iris: Iris) -> Iterator[Triple]:
    node, claim = named.node, named.claim
    yield Triple(node, term("rdf:type"), term("smo:Claim"))
    yield Triple(node, term("rdf:subject"), iris.entity(claim.subject))
    yield Triple(node, term("rdf:predicate"), term(claim.predicate))
    if claim.object:
        yield Triple(node, term("rdf:object"), iris.entity(claim.object))


def _qualities(node: NamedNode, claim: Claim, iris: Iris) -> Iterator[Triple]:
    if claim.role:
        yield Triple(node, term("smo:role"), to_text(claim.role, "fr"))
    if claim.office:
        yield Triple(node, term("smo:office"), term(claim.office))
    yield Triple(node, term("smo:polarity"), term(claim.polarity))
    if claim.stance:
        yield Triple(node, term("smo:stance"), term(claim.stance))
    if claim.attributed_to:
        yield Triple(node, term("smo:attributedTo"), iris.entity(claim.attributed_to))
    yield Triple(node, term("smo:confidence"), to_decimal(claim.confidence))
    yield Triple(node, term("smo:foundBy"), rule_concept(claim.rule))


def _provenance(named: NamedClaim, sentence: Sentence, source: Source, iris: Iris) -> Iterator[Triple]:
    yield Triple(named.node, term("smo:evidence"), to_text(named.claim.evidence, source.language))
    passage = iris.passage(source.id, sentence.start, sentence.end)
    yield Triple(named.node, term("prov:wasDerivedFrom"), passage)

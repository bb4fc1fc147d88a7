"""What was decided, and why, as triples: joins in the graphs of their sources, corrections in ``entities.ttl``.

An id that is no more leads to what it has become (``dcterms:isReplacedBy``), a rejected one is ``owl:deprecated``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from pyoxigraph import Literal, NamedNode, Triple

from extract.model import Reading
from graph.claims import NamedClaim
from graph.corrections import COLUMNS, Correction
from graph.entities import MergedEntity
from graph.identities import Identities
from graph.iris import Iris, term
from graph.literals import to_decimal, to_text

SAID: Set[str] = frozenset({"action", "because", "author", "date"})


def mint_correction(line: Correction, iris: Iris) -> NamedNode:
    """Return the IRI of a correction, made of all that its line says, not of where it stands."""
    return iris.correction(*(str(getattr(line, column)) for column in COLUMNS))


def to_correction(line: Correction, iris: Iris) -> Iterator[Triple]:
    """Yield a line that applies: what it does, in whose name, why."""
    node = mint_correction(line, iris)
    cells = [f"{column}: {cell}" for column in COLUMNS if column not in SAID and (cell := getattr(line, column))]
    yield Triple(node, term("rdf:type"), term("smo:Correction"))
    yield Triple(node, term("smo:correctionKind"), term(f"smv:correction-{line.action}"))
    yield Triple(node, term("dcterms:description"), to_text(f"{line.action} – {' ; '.join(cells)}"))
    for predicate, value in (
        ("smo:because", line.because),
        ("dcterms:creator", line.author),
        ("dcterms:date", line.date),
    ):
        if value:
            yield Triple(node, term(predicate), to_text(value))


def to_joins(source: str, read: Iterable[str], identities: Identities, iris: Iris) -> Iterator[Triple]:
    """Yield why the entities read in a source were joined with others; not of those a curator left out."""
    for id_ in sorted(set(read)):
        join, final = identities.joined.get((source, id_)), identities.find(source, id_)
        if join and final:
            node = iris.join(source, id_)
            yield Triple(node, term("rdf:type"), term("smo:Join"))
            yield Triple(node, term("smo:joins"), iris.entity(final))
            yield Triple(node, term("smo:readAs"), to_text(id_))
            yield Triple(node, term("smo:because"), to_text(join.why, "en"))
            yield Triple(node, term("smo:confidence"), to_decimal(join.confidence))


def to_mention_notes(reading: Reading, lines: Mapping[int, Sequence[Correction]], iris: Iris) -> Iterator[Triple]:
    """Yield which corrections single mentions of a reading depend on."""
    for number, told in lines.items():
        mention = reading.mentions[number]
        node = iris.mention(reading.source.id, mention.start, mention.end, mention.kind)
        yield from _note(node, told, iris)


def to_claim_notes(
    claims: Sequence[NamedClaim], lines: Mapping[int, Sequence[Correction]], iris: Iris
) -> Iterator[Triple]:
    """Yield which corrections claims depend on."""
    for number, told in lines.items():
        yield from _note(claims[number].node, told, iris)


def to_identities(identities: Identities, entities: Sequence[MergedEntity], iris: Iris) -> Iterator[Triple]:
    """Yield what became of ids that are no more, and which corrections the others depend on."""
    known = {entity.id for entity in entities}
    gone = {old: identities.follow(new) for old, new in identities.absorbed.items()} | dict(identities.moved)
    for old, new in gone.items():
        if old not in known and new in known:
            yield Triple(iris.entity(old), term("dcterms:isReplacedBy"), iris.entity(new))
    for id_ in identities.rejected:
        if id_ not in known:
            yield Triple(iris.entity(id_), term("owl:deprecated"), Literal("true", datatype=term("xsd:boolean")))
    for id_, lines in identities.lines.items():
        if id_ in known or id_ in identities.rejected:
            yield from _note(iris.entity(id_), lines, iris)


def _note(node: NamedNode, lines: Iterable[Correction], iris: Iris) -> Iterator[Triple]:
    return (Triple(node, term("smo:correctedBy"), mint_correction(line, iris)) for line in lines)

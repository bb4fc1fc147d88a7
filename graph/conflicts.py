"""A built folder in, what can't all be true in it out: pairs of claims, claims against the authority, lives overrun.

Three kinds, each with its quotes: two claims that exclude each other (``smo:disagreesWith``), a claimed date that the
authority's excludes, and a deed dated before its doer's birth or after their death.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.iris import name_of
from graph.query import QueryPool
from graph.sheets import Row, select
from ontology.files import shorten

ONE: Final = """?one rdf:predicate ?predicate ; smo:polarity ?polarity ; prov:wasDerivedFrom ?passage .
  ?passage oa:hasSource ?in ; oa:hasSelector/oa:exact ?quote ; oa:hasSelector/oa:start ?start .
  ?in dcterms:identifier ?source
  OPTIONAL { ?one rdf:object ?object . ?object skos:prefLabel ?value } OPTIONAL { ?one smo:edtf ?edtf }
  OPTIONAL { ?one smo:role ?role } OPTIONAL { ?fact smo:basedOn ?one ; smo:preferredBy ?rule }"""
PAIRS: Final = """SELECT ?one ?two ?who ?subject {
  ?one smo:disagreesWith ?two ; rdf:subject ?who . ?who skos:prefLabel ?subject FILTER(STR(?one) < STR(?two)) }"""
DISPUTED: Final = f"SELECT DISTINCT * {{ ?one smo:disagreesWith ?any .\n  {ONE} }}"
AGAINST_AUTHORITY: Final = f"""SELECT DISTINCT * {{
  ?known smo:preferredBy smv:curated ; rdf:subject ?who ; rdf:predicate ?predicate ; smo:edtf ?known_edtf ;
    smo:earliest ?from ; smo:latest ?to .
  ?who skos:prefLabel ?subject .
  ?one rdf:subject ?who ; rdf:predicate ?predicate ; smo:polarity smv:affirmed ; smo:earliest ?first ; smo:latest ?last
  FILTER(?last < ?from || ?first > ?to)
  {ONE} }}"""
LIVES: Final = """SELECT ?who ?predicate ?edtf ?earliest ?latest {
  VALUES ?predicate { smo:born smo:died } ?fact rdf:predicate ?predicate ; a smo:Fact ; rdf:subject ?who ;
    smo:edtf ?edtf OPTIONAL { ?fact smo:earliest ?earliest } OPTIONAL { ?fact smo:latest ?latest } }"""
DEEDS: Final = f"""SELECT DISTINCT * {{
  ?one a smo:Claim ; smo:polarity smv:affirmed ; rdf:subject ?who FILTER(CONTAINS(STR(?who), "/person/"))
  ?one smo:earliest|smo:latest ?day . ?who skos:prefLabel ?subject
  OPTIONAL {{ ?one smo:earliest ?first }} OPTIONAL {{ ?one smo:latest ?last }} .
  {ONE} }}"""
AFTERLIFE: Final = ("born", "bornIn", "died", "diedIn", "killedBy", "authorOf", "relativeOf")  # may lie outside a life


@dataclass(frozen=True, slots=True)
class Side:
    """One of two statements: ``value`` is a label or an EDTF date, ``rule`` why it was preferred, ``""`` if it was not.

    The authority's side has neither quote nor source.
    """

    predicate: str
    value: str
    date: str = ""
    role: str = ""
    polarity: str = "affirmed"
    source: str = ""
    start: int = 0
    quote: str = ""
    rule: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements on ``subject`` (a label) that can't both hold.

    ``kind`` is ``"contradiction"``, ``"authority"`` or ``"life"``.
    """

    kind: str
    subject: str
    iri: str
    one: Side
    other: Side


def read_conflicts(pool: QueryPool) -> tuple[Conflict, ...]:
    """Return every conflict of the graph, by subject."""
    found = {*_read_pairs(pool), *_read_against_authority(pool), *_read_beyond_lives(pool)}
    return tuple(sorted(found, key=_order))


def _read_pairs(pool: QueryPool) -> Iterator[Conflict]:
    sides = {row["one"]: to_side(row) for row in select(pool, DISPUTED)}
    for row in select(pool, PAIRS):
        yield Conflict("contradiction", row["subject"], row["who"], sides[row["one"]], sides[row["two"]])


def _read_against_authority(pool: QueryPool) -> Iterator[Conflict]:
    for row in select(pool, AGAINST_AUTHORITY):
        known = Side(shorten(row["predicate"]), row["known_edtf"], rule="curated")
        yield Conflict("authority", row["subject"], row["who"], to_side(row), known)


def _read_beyond_lives(pool: QueryPool) -> Iterator[Conflict]:
    """Yield what somebody is said to have done before their birth or after their death."""
    lives = {(row["who"], name_of(row["predicate"])): row for row in select(pool, LIVES)}
    for row in select(pool, DEEDS):
        born, died = lives.get((row["who"], "born"), {}), lives.get((row["who"], "died"), {})
        early = "last" in row and "earliest" in born and row["last"] < born["earliest"]
        late = "first" in row and "latest" in died and row["first"] > died["latest"]
        if (early or late) and name_of(row["predicate"]) not in AFTERLIFE:
            limit = born if early else died
            known = Side(shorten(limit["predicate"]), limit["edtf"])
            yield Conflict("life", row["subject"], row["who"], to_side(row), known)


def to_side(row: Row) -> Side:
    """Return the claim of a row, whose columns are those of :data:`ONE`."""
    return Side(
        predicate=shorten(row["predicate"]),
        value=row.get("value", "") or row.get("edtf", ""),
        date=row.get("edtf", "") if "value" in row else "",
        role=row.get("role", ""),
        polarity=name_of(row["polarity"]),
        source=row["source"],
        start=int(row["start"]),
        quote=row["quote"],
        rule=name_of(row.get("rule", "")),
        claim=row["one"],
    )


def _order(conflict: Conflict) -> tuple[str, ...]:
    one, other = conflict.one, conflict.other
    return conflict.subject, conflict.kind, one.predicate, one.claim, other.claim, other.value, one.rule, other.rule

"""A built folder in, who and what was where and when out: stays, births, deaths, seats, events, with coordinates."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graph.countries import read_middles
from graph.query import QueryPool
from graph.sheets import Row, select

PLACES: Final = """SELECT ?place ?label ?lat ?long {
  ?place a smo:Place ; skos:prefLabel ?label OPTIONAL { ?place smo:latitude ?lat ; smo:longitude ?long } }"""
MENTIONED: Final = """SELECT ?place (COUNT(?mention) AS ?n) {
  ?place a smo:Place . ?mention oa:hasBody ?place } GROUP BY ?place"""
CLAIMED: Final = """SELECT ?claim ?who ?name ?place ?predicate ?role ?edtf ?first ?last ?source ?start ?stance ?fact {
  ?place a smo:Place . ?claim rdf:object ?place ; a smo:Claim ; rdf:subject ?who ; rdf:predicate ?predicate ;
    smo:polarity smv:affirmed ; prov:wasDerivedFrom ?passage . ?who skos:prefLabel ?name .
  ?passage oa:hasSource/dcterms:identifier ?source ; oa:hasSelector/oa:start ?start
  VALUES ?predicate { smo:wasIn smo:bornIn smo:diedIn smo:locatedIn smo:occurredIn smo:holdsOffice }
  OPTIONAL { ?claim smo:edtf ?edtf } OPTIONAL { ?claim smo:earliest ?first } OPTIONAL { ?claim smo:latest ?last }
  OPTIONAL { ?claim smo:role ?role } OPTIONAL { ?claim smo:stance ?stance } OPTIONAL { ?fact smo:basedOn ?claim } }"""
STATED: Final = """SELECT ?who ?name ?place ?predicate ?edtf ?first ?last {
  VALUES ?predicate { smo:locatedIn smo:occurredIn smo:place } ?who ?predicate ?place . ?place a smo:Place .
  ?who skos:prefLabel ?name FILTER NOT EXISTS { ?who smo:eventKind ?kind }
  OPTIONAL { ?who smo:edtf ?edtf } OPTIONAL { ?who smo:earliest ?first } OPTIONAL { ?who smo:latest ?last } }"""


@dataclass(frozen=True, slots=True)
class Place:
    """A place; ``point`` is latitude and longitude in degrees, None where they are not known.

    ``country`` and ``middle`` are then those of the country that it lies in, where that is one.
    """

    iri: str
    label: str
    point: tuple[float, float] | None = None
    mentions: int = 0
    country: str = ""
    middle: tuple[float, float] | None = None

    @property
    def shown(self) -> tuple[float, float] | None:
        """Where it is drawn: its own place, or its country's."""
        return self.point or self.middle


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody or something at a place: ``room`` is the first part of its id, days are Gregorian, ``""`` where open.

    ``source`` and ``start`` tell where it is said, ``""`` and 0 for what the authority states.
    """

    who: str
    name: str
    room: str
    place: Place
    predicate: str
    role: str = ""
    edtf: str = ""
    first: str = ""
    last: str = ""
    source: str = ""
    start: int = 0

    def lies_in(self, first: int, last: int) -> bool:
        """Tell whether it falls, as far as is known, between two years; without a date it falls nowhere."""
        if not (self.first or self.last):
            return False
        return int((self.first or self.last)[:4]) <= last and int((self.last or self.first)[:4]) >= first


def read_places(pool: QueryPool) -> dict[str, Place]:
    """Return all places by IRI."""
    mentions = {row["place"]: int(row["n"]) for row in select(pool, MENTIONED)}
    return {row["place"]: to_place(row, mentions.get(row["place"], 0)) for row in select(pool, PLACES)}


def read_stays(pool: QueryPool) -> tuple[tuple[Stay, ...], dict[str, Place]]:
    """Return all stays in order of time, those without a date last, and all places by IRI."""
    places = read_places(pool)
    claimed = list(to_stays(select(pool, CLAIMED), places))
    said = {(stay.who, stay.place.iri) for stay in claimed}
    stated = [stay for stay in to_stays(select(pool, STATED), places) if (stay.who, stay.place.iri) not in said]
    ordered = sorted({*claimed, *stated}, key=lambda stay: (stay.first or stay.last or "9999", stay.name, stay.start))
    return tuple(ordered), places


def to_place(row: Row, mentions: int = 0) -> Place:
    """Return the place of a row."""
    if "lat" in row:
        return Place(row["place"], row["label"], (float(row["lat"]), float(row["long"])), mentions)
    country, middle = read_middles().get("/".join(row["place"].split("/")[-2:]), ("", None))
    return Place(row["place"], row["label"], None, mentions, country, middle)


def to_stays(rows: Iterable[Row], places: Mapping[str, Place]) -> Iterator[Stay]:
    """Yield the stays of rows; what is said only under a condition is no stay."""
    for row in rows:
        if row["place"] in places and not row.get("stance", "").endswith("/conditional"):
            room = row["who"].rpartition("/")[0].rpartition("/")[2]
            yield Stay(
                row["who"], row["name"], room, places[row["place"]], row["predicate"].rpartition("#")[2],
                row.get("role", ""), row.get("edtf", ""), row.get("first", ""), row.get("last", ""),
                row.get("source", ""), int(row.get("start", 0)),
            )  # fmt: skip

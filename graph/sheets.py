"""A built folder and an entity in, its record out: all that the sources and the authority say of it, in sections.

A line is one statement, with every sentence that makes it. Claims that say the same (with the same date, role and
polarity) share a line; claims that contradict each other each keep their own.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graph.iris import name_of
from graph.query import QueryPool
from ontology.files import shorten

TIMEOUT_S: Final = 60.0
MAX_ROWS: Final = 1_000_000

# section -> its titles and what stands in it: predicates as said of the entity, ^ for those said of another
SECTIONS: Final[tuple[tuple[str, str, str, tuple[str, ...]], ...]] = (
    ("life", "Vie", "Life", ("born", "bornIn", "died", "diedIn", "killedBy")),
    ("time", "Dates et lieux", "Dates and places", ("occurredOn", "occurredIn", "place", "within")),
    ("origin", "Fondation", "Founding", ("^founded", "hasAuthor", "^authorOf")),
    ("seat", "Siège", "Seat", ("locatedIn",)),
    ("career", "Fonctions et appartenances", "Offices and memberships",
     ("holdsOffice", "memberOf", "founded", "leftOrExpelledFrom")),
    ("whole", "Fait partie de", "Part of", ("partOf",)),
    ("organs", "Organes et sections", "Organs and sections", ("^partOf",)),
    ("officers", "Titulaires de fonctions", "Officers", ("^holdsOffice",)),
    ("members", "Membres", "Members", ("^memberOf",)),
    ("departures", "Départs et exclusions", "Departures and expulsions", ("^leftOrExpelledFrom",)),
    ("before", "Prédécesseurs", "Predecessors", ("successorOf",)),
    ("after", "Successeurs", "Successors", ("^successorOf",)),
    ("places", "Lieux, année par année", "Places, year by year", ("wasIn",)),
    ("arrests", "Arrestations", "Arrests", ("arrestedBy",)),
    ("events", "Participations", "Took part in", ("participatedIn",)),
    ("participants", "Participants", "Participants", ("^participatedIn",)),
    ("works", "Œuvres", "Works", ("authorOf",)),
    ("relatives", "Parenté", "Relatives", ("relativeOf", "^relativeOf")),
    ("allies", "Alliances", "Allies", ("alliedWith", "^alliedWith")),
    ("opponents", "Conflits", "Opponents", ("opposedTo", "^opposedTo")),
    ("victims", "Arrestations et exécutions imputées", "Arrests and killings laid to it", ("^arrestedBy", "^killedBy")),
    ("people", "Personnes passées par là", "People who were there", ("^wasIn", "^bornIn", "^diedIn")),
    ("bodies", "Organisations qui y siègent", "Bodies seated there", ("^locatedIn",)),
    ("happened", "Événements qui y ont eu lieu", "Events there", ("^occurredIn", "^place")),
)  # fmt: skip
SECTION_OF: Final = {name: key for key, _, _, names in SECTIONS for name in names}

ABOUT: Final = """SELECT ?label ?name ?kind ?description ?exact ?close {{
  <{iri}> skos:prefLabel ?label
  {{ <{iri}> a ?kind }} UNION {{ <{iri}> skos:altLabel ?name }} UNION {{ <{iri}> skos:exactMatch ?exact }}
  UNION {{ <{iri}> skos:closeMatch ?close }} UNION {{ <{iri}> dcterms:description ?description }} }}"""
MET: Final = """SELECT ?source (COUNT(?mention) AS ?mentions) {{
  GRAPH ?source {{ ?mention oa:hasBody <{iri}> }} }} GROUP BY ?source ORDER BY ?source"""  # a source is a graph
CLAIMS: Final = """SELECT DISTINCT ?claim ?subject ?other ?label ?predicate ?edtf ?first ?last ?calendar ?role ?polarity
  ?stance ?whose ?confidence ?source ?title ?date ?page ?start ?quote ?against {{
  {{ ?claim a smo:Claim ; rdf:subject <{iri}> BIND(<{iri}> AS ?subject) OPTIONAL {{ ?claim rdf:object ?other
    OPTIONAL {{ ?other skos:prefLabel ?label }} }} }}
  UNION {{ ?claim a smo:Claim ; rdf:object <{iri}> ; rdf:subject ?subject BIND(?subject AS ?other)
    OPTIONAL {{ ?subject skos:prefLabel ?label }} }}
  ?claim rdf:predicate ?predicate ; smo:polarity ?polarity ; smo:confidence ?confidence ; prov:wasDerivedFrom ?passage .
  ?passage oa:hasSource ?in ; oa:hasSelector/oa:exact ?quote ; oa:hasSelector/oa:start ?start .
  ?in dcterms:identifier ?source ; dcterms:title ?title
  OPTIONAL {{ ?in dcterms:date ?date }} OPTIONAL {{ ?passage smo:page ?page }}
  OPTIONAL {{ ?claim smo:edtf ?edtf OPTIONAL {{ ?claim smo:earliest ?first }} OPTIONAL {{ ?claim smo:latest ?last }}
    OPTIONAL {{ ?claim smo:calendar ?calendar }} }}
  OPTIONAL {{ ?claim smo:role ?role }} OPTIONAL {{ ?claim smo:stance ?stance }}
  OPTIONAL {{ ?claim smo:attributedTo/skos:prefLabel ?whose }}
  OPTIONAL {{ ?claim smo:disagreesWith ?against }} }}"""
HELD: Final = """SELECT DISTINCT ?claim {{
  {{ ?claim rdf:subject <{iri}> }} UNION {{ ?claim rdf:object <{iri}> }} ?fact smo:basedOn ?claim }}"""
STATED: Final = """SELECT DISTINCT ?subject ?predicate ?other ?label ?edtf ?first ?last {{
  {{ ?fact a smo:Fact ; rdf:subject <{iri}> ; prov:wasDerivedFrom ?authority ; rdf:predicate ?predicate ; smo:edtf ?edtf
    OPTIONAL {{ ?fact smo:earliest ?first }} OPTIONAL {{ ?fact smo:latest ?last }} BIND(<{iri}> AS ?subject) }} UNION
  {{ VALUES ?predicate {{ smo:partOf smo:locatedIn smo:successorOf smo:place smo:within smo:hasAuthor smo:occurredIn }}
    {{ <{iri}> ?predicate ?other BIND(<{iri}> AS ?subject) }}
    UNION {{ ?other ?predicate <{iri}> BIND(?other AS ?subject) }}
    ?other skos:prefLabel ?label }} }}"""
LABELS: Final = """SELECT ?property ?label ?inverse {
  { ?property rdfs:label ?label } UNION { ?other owl:inverseOf ?property ; rdfs:label ?label BIND(true AS ?inverse) }
  UNION { ?property owl:inverseOf ?other . ?other rdfs:label ?label BIND(true AS ?inverse) }
  FILTER(STRSTARTS(STR(?property), STR(smo:))) }"""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a source: ``start`` is its place in the file, ``page`` its page where there are pages."""

    text: str
    source: str
    title: str
    start: int
    page: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One statement. ``wording`` is the predicate as it reads from this entity; ``other`` an entity's label or ``""``.

    ``edtf`` is the date as the text gives it in ``calendar``, ``earliest``/``latest`` Gregorian days. ``preferred``
    tells that the graph holds it for a fact, ``disputed`` that another claim contradicts it. A line without quotes is
    the authority's.
    """

    predicate: str
    wording: str
    inverse: bool = False
    other: str = ""
    other_iri: str = ""
    role: str = ""
    edtf: str = ""
    earliest: str = ""
    latest: str = ""
    calendar: str = ""
    polarity: str = "affirmed"
    stance: str = ""
    whose: str = ""
    confidence: float = 1.0
    preferred: bool = False
    disputed: bool = False
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind in order of time; those without a date last."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The record of an entity. ``met`` counts its mentions by source id; ``close`` are links to be reviewed."""

    iri: str
    kind: str
    label: str
    description: str = ""
    names: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    met: tuple[tuple[str, int], ...] = ()
    sections: tuple[Section, ...] = ()


Row = Mapping[str, str]


@dataclass(slots=True)
class _Gathered:
    """The claims that share a line."""

    first: Row
    preferred: bool = False
    disputed: bool = False
    confidence: float = 0.0
    quotes: dict[str, Quote] = field(default_factory=dict)


def read_sheet(
    pool: QueryPool, iri: str, language: str = "fr", wordings: Mapping[str, str] | None = None
) -> Sheet:  # fmt: skip
    """Return the record of the entity ``iri``, headings and wordings in ``language`` (``"fr"`` or ``"en"``).

    ``wordings`` are those of :func:`read_wordings`, where they are known already.
    """
    about = select(pool, ABOUT.format(iri=iri))
    wordings = read_wordings(pool, language) if wordings is None else wordings
    held = {row["claim"] for row in select(pool, HELD.format(iri=iri))}  # in one query, an engine reads all facts
    rows = [{**row, "fact": ""} if row["claim"] in held else row for row in select(pool, CLAIMS.format(iri=iri))]
    claims = gather_lines(rows, iri, wordings)
    stated = _add_stated(claims, select(pool, STATED.format(iri=iri)), iri, wordings)
    kinds = [shorten(kind) for kind in _values(about, "kind")]
    return Sheet(
        iri=iri,
        kind=_most_special(kinds, iri),
        label=next(iter(_values(about, "label")), iri),
        description=next(iter(_values(about, "description")), ""),
        names=_values(about, "name"),
        exact=_values(about, "exact"),
        close=_values(about, "close"),
        met=tuple((name_of(row["source"]), int(row["mentions"])) for row in select(pool, MET.format(iri=iri))),
        sections=tuple(_to_sections([*claims, *stated], language)),
    )


def select(pool: QueryPool, sparql: str) -> list[Row]:
    """Return the rows of a SELECT, values as plain text, with columns that are bound only."""
    answer = pool.ask(sparql, media_type="application/sparql-results+json", timeout_s=TIMEOUT_S, max_rows=MAX_ROWS)
    found: Any = json.loads(answer.body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def gather_lines(rows: Iterable[Row], iri: str, wordings: Mapping[str, str]) -> list[Line]:
    """Return a line for all claims that say the same.

    ``rows`` are those of :data:`CLAIMS`, with ``fact`` where the claim is held for one.
    """
    same: dict[tuple[str, ...], _Gathered] = {}
    columns = ("subject", "other", "predicate", "edtf", "role", "polarity", "stance", "whose")
    for row in sorted(rows, key=lambda row: (row["source"], int(row["start"]), row["claim"])):
        key = tuple(row.get(column, "") for column in columns)
        line = same.setdefault(key, _Gathered(row))
        line.preferred |= "fact" in row
        line.disputed |= "against" in row
        line.confidence = max(line.confidence, float(row["confidence"]))
        line.quotes.setdefault(row["claim"], _to_quote(row))
    return [_to_line(line, iri, wordings) for line in same.values()]


def _to_quote(row: Row) -> Quote:
    return Quote(row["quote"], row["source"], row["title"], int(row["start"]), row.get("page", ""), row["claim"])


def _to_line(gathered: _Gathered, iri: str, wordings: Mapping[str, str]) -> Line:
    row = gathered.first
    name, inverse = name_of(row["predicate"]), row["subject"] != iri
    return Line(
        predicate=name,
        wording=find_wording(name, wordings, inverse=inverse),
        inverse=inverse,
        other=row.get("label", ""),
        other_iri=row.get("other", ""),
        role=row.get("role", ""),
        edtf=row.get("edtf", ""),
        earliest=row.get("first", ""),
        latest=row.get("last", ""),
        calendar=name_of(row.get("calendar", "")),
        polarity=name_of(row["polarity"]),
        stance=name_of(row.get("stance", "")),
        whose=row.get("whose", ""),
        confidence=gathered.confidence,
        preferred=gathered.preferred,
        disputed=gathered.disputed,
        quotes=tuple(gathered.quotes.values()),
    )


def _add_stated(lines: Iterable[Line], rows: Iterable[Row], iri: str, wordings: Mapping[str, str]) -> Iterator[Line]:
    """Yield what the authority states and no claim says."""
    said = {(line.predicate, line.inverse, line.other_iri or line.edtf) for line in lines if line.preferred}
    for row in rows:
        name, inverse = name_of(row["predicate"]), row["subject"] != iri
        value = row.get("other", "") or row.get("edtf", "")
        if (name, inverse, value) not in said:
            yield Line(
                predicate=name,
                wording=find_wording(name, wordings, inverse=inverse),
                inverse=inverse,
                other=row.get("label", ""),
                other_iri=row.get("other", ""),
                edtf=row.get("edtf", ""),
                earliest=row.get("first", ""),
                latest=row.get("last", ""),
                preferred=True,
            )


def _to_sections(lines: Iterable[Line], language: str) -> Iterator[Section]:
    placed: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        placed[SECTION_OF.get(f"^{line.predicate}" if line.inverse else line.predicate, "events")].append(line)
    for key, french, english, _ in SECTIONS:
        if key in placed:
            yield Section(key, french if language == "fr" else english, tuple(sorted(placed[key], key=_by_time)))


def _by_time(line: Line) -> tuple[bool, str, str, str, str]:
    start = line.earliest or line.latest
    return not start, start, line.latest or "9999", line.predicate, line.other


def read_wordings(pool: QueryPool, language: str) -> dict[str, str]:
    """Return what the ontology calls each property, and, under ``^name``, its inverse."""
    sparql = LABELS.replace("FILTER(", f'FILTER(lang(?label) = "{language}" && ')
    rows = select(pool, sparql)
    return {("^" if "inverse" in row else "") + name_of(row["property"]): row["label"] for row in rows}


def find_wording(name: str, wordings: Mapping[str, str], *, inverse: bool) -> str:
    """Return how a property reads from its subject or its object; a symmetric one reads the same from both."""
    return (wordings.get(f"^{name}") if inverse else None) or wordings.get(name, name)


def _values(rows: Iterable[Row], column: str) -> tuple[str, ...]:
    return tuple(sorted({row[column] for row in rows if column in row}))


def _most_special(kinds: list[str], iri: str) -> str:
    """Return the class beside the mention class, else that."""
    room = f"smo:{iri.rpartition('/')[0].rpartition('/')[2].capitalize()}"
    return next((kind for kind in sorted(kinds) if kind.startswith("smo:") and kind != room), room)

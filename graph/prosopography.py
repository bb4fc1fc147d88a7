"""A built folder in, one table out: a line for each person, for each body, or for each claim with its quote.

A cell holds everything of its kind in order of time, parts joined by `` | ``, each with its date as EDTF in brackets.
Only what the sources affirm on their own word and what the authority states goes into a person's or a body's line;
the table of claims has all claims, with whose word they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from graph.iris import name_of, room_of
from graph.query import QueryPool
from graph.replacing import replace_file
from graph.sheets import Row, select
from graph.stores import Access, open_pool
from graph.tables import JOINER, to_plain_csv

TABLES: Final[dict[str, str]] = {
    "persons": "Une ligne par personne : noms, vie, fonctions, appartenances, lieux, œuvres. / A line a person.",
    "bodies": "Une ligne par parti, soviet, front ou organisation. / A line a party, soviet, front, organisation.",
    "claims": "Une ligne par affirmation, avec sa phrase et sa source. / A line for each claim, with its sentence.",
}
ROOMS: Final = {"persons": ("person",), "bodies": ("party", "soviet", "front", "organisation")}
# column -> predicate, ^ where the entity is its object
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "persons": {
        "born": "born", "born_in": "bornIn", "died": "died", "died_in": "diedIn", "killed_by": "killedBy",
        "offices": "holdsOffice", "member_of": "memberOf", "founded": "founded", "left": "leftOrExpelledFrom",
        "places": "wasIn", "arrested_by": "arrestedBy", "took_part_in": "participatedIn", "works": "authorOf",
        "relatives": "relativeOf", "allies": "alliedWith", "opponents": "opposedTo",
    },
    "bodies": {
        "founded_by": "^founded", "part_of": "partOf", "seat": "locatedIn", "officers": "^holdsOffice",
        "members": "^memberOf", "left_by": "^leftOrExpelledFrom", "organs": "^partOf", "successor_of": "successorOf",
        "succeeded_by": "^successorOf", "took_part_in": "participatedIn", "allies": "alliedWith",
        "opponents": "opposedTo",
    },
}  # fmt: skip
HEADS: Final = ("id", "name", "class", "variants", "gender", "wikidata", "description")
TAILS: Final = ("mentions", "sources", "iri")
CLAIM_HEADS: Final = (
    "subject", "predicate", "object", "role", "date", "earliest", "latest", "calendar", "polarity", "stance",
    "attributed_to", "confidence", "rule", "source", "title", "page", "start", "quote", "subject_iri", "object_iri",
    "claim",
)  # fmt: skip

ENTITIES: Final = """SELECT ?it ?label ?kind ?name ?gender ?exact ?description {
  ?it smo:slug ?slug ; skos:prefLabel ?label
  { ?it a ?kind } UNION { ?it skos:altLabel ?name } UNION { ?it smo:gender ?gender }
  UNION { ?it skos:exactMatch ?exact } UNION { ?it dcterms:description ?description } }"""
MENTIONS: Final = """SELECT ?it ?source (COUNT(DISTINCT ?mention) AS ?count) {
  ?mention oa:hasBody ?it ; oa:hasTarget/oa:hasSource/dcterms:identifier ?source } GROUP BY ?it ?source"""
AFFIRMED: Final = """SELECT ?claim ?subject ?predicate ?object ?role ?edtf ?first {
  ?claim a smo:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; smo:polarity smv:affirmed .
  OPTIONAL { ?claim rdf:object ?object } OPTIONAL { ?claim smo:role ?role }
  OPTIONAL { ?claim smo:edtf ?edtf } OPTIONAL { ?claim smo:earliest ?first }
  FILTER NOT EXISTS { ?claim smo:stance ?stance } FILTER NOT EXISTS { ?claim smo:attributedTo ?whose } }"""
DATED: Final = """SELECT ?subject ?predicate ?edtf ?first {
  ?fact a smo:Fact ; prov:wasDerivedFrom ?authority ; rdf:subject ?subject ; rdf:predicate ?predicate ; smo:edtf ?edtf
  OPTIONAL { ?fact smo:earliest ?first } }"""
RELATED: Final = """SELECT ?subject ?predicate ?object {
  VALUES ?predicate { smo:partOf smo:locatedIn smo:successorOf } ?subject ?predicate ?object }"""
CLAIMS: Final = """SELECT DISTINCT ?claim ?subject ?predicate ?object ?role ?edtf ?first ?last ?calendar ?polarity
  ?stance ?whose ?confidence ?rule ?source ?title ?page ?start ?quote ?subject_name ?object_name {
  ?claim a smo:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; smo:polarity ?polarity ;
    smo:confidence ?confidence ; smo:foundBy ?rule ; prov:wasDerivedFrom ?passage .
  ?passage oa:hasSource ?in ; oa:hasSelector/oa:exact ?quote ; oa:hasSelector/oa:start ?start .
  ?in dcterms:identifier ?source ; dcterms:title ?title
  OPTIONAL { ?passage smo:page ?page }
  OPTIONAL { ?subject skos:prefLabel ?subject_name }
  OPTIONAL { ?claim rdf:object ?object OPTIONAL { ?object skos:prefLabel ?object_name } }
  OPTIONAL { ?claim smo:role ?role } OPTIONAL { ?claim smo:edtf ?edtf } OPTIONAL { ?claim smo:earliest ?first }
  OPTIONAL { ?claim smo:latest ?last } OPTIONAL { ?claim smo:calendar ?calendar } OPTIONAL { ?claim smo:stance ?stance }
  OPTIONAL { ?claim smo:attributedTo/skos:prefLabel ?whose } }"""


def write_table(folder: Path, name: str, path: Path, store: Access | None = None) -> int:
    """Write the table ``name`` of :data:`TABLES` as CSV (UTF-8, one header line) and return its number of lines."""
    with open_pool(folder, store, workers=1) as pool:
        rows = read_claims(pool) if name == "claims" else read_entities(pool, name)
    head = CLAIM_HEADS if name == "claims" else (*HEADS, *COLUMNS[name], *TAILS)
    replace_file(path, to_plain_csv(rows, head))
    return len(rows)


def read_entities(pool: QueryPool, name: str) -> list[dict[str, str]]:
    """Return a line for each person or body, in the order of ids."""
    met: dict[str, dict[str, int]] = defaultdict(dict)
    for row in select(pool, MENTIONS):
        met[row["it"]][row["source"]] = int(row["count"])
    about: dict[str, list[Row]] = defaultdict(list)
    labels: dict[str, str] = {}
    for row in select(pool, ENTITIES):
        labels[row["it"]] = row["label"]
        if room_of(row["it"]) in ROOMS[name]:
            about[row["it"]].append(row)
    said = _gather(_read_statements(pool), labels, COLUMNS[name])
    return [_to_entity(iri, about[iri], said[iri], met[iri]) for iri in sorted(about)]


def read_claims(pool: QueryPool) -> list[dict[str, str]]:
    """Return a line for each claim, in the order of sources and places in them."""
    names = {
        "subject": "subject_name", "object": "object_name", "date": "edtf", "earliest": "first", "latest": "last",
        "attributed_to": "whose", "subject_iri": "subject", "object_iri": "object",
    }  # fmt: skip
    shortened = ("predicate", "calendar", "polarity", "stance", "rule")
    rows = sorted(select(pool, CLAIMS), key=lambda row: (row["source"], int(row["start"]), row["claim"]))
    return [
        {
            column: name_of(row.get(column, "")) if column in shortened else row.get(names.get(column, column), "")
            for column in CLAIM_HEADS
        }
        for row in rows
    ]


def _read_statements(pool: QueryPool) -> Iterator[Row]:
    """Yield what is affirmed and stated, what a claim says as well once."""
    affirmed = select(pool, AFFIRMED)
    yield from affirmed
    said = {(row["subject"], row["predicate"], row.get("object") or row.get("edtf")) for row in affirmed}
    for row in (*select(pool, DATED), *select(pool, RELATED)):
        if (row["subject"], row["predicate"], row.get("object") or row.get("edtf")) not in said:
            yield row


def _gather(
    rows: Iterable[Row], labels: Mapping[str, str], columns: Mapping[str, str]
) -> Mapping[str, Mapping[str, list[Row]]]:
    """Sort what is said by entity and column; of a symmetric relation either side."""
    column_of = {predicate: column for column, predicate in columns.items()}
    said: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        name = name_of(row["predicate"])
        if name in column_of:
            said[row["subject"]][column_of[name]].append(_as_said(row, labels.get(row.get("object", ""), "")))
        inverse = name if name in ("relativeOf", "alliedWith", "opposedTo") else f"^{name}"
        if inverse in column_of and "object" in row:
            said[row["object"]][column_of[inverse]].append({**row, "other": labels.get(row["subject"], "")})
    return said


def _as_said(row: Row, other: str) -> Row:
    """Return a statement as its subject's line has it: ``fils de X``, while in X's line stands ``fils, Y``."""
    if name_of(row["predicate"]) == "relativeOf" and row.get("role"):
        return {**row, "role": "", "other": f"{row['role']} de {other}"}
    return {**row, "other": other}


def _to_entity(
    iri: str, about: Sequence[Row], said: Mapping[str, Sequence[Row]], met: Mapping[str, int]
) -> dict[str, str]:
    room = room_of(iri)
    kinds = {name_of(row["kind"]) for row in about if "kind" in row} - {room.capitalize()}
    return {
        "id": f"{room}/{name_of(iri)}",
        "name": about[0]["label"],
        "class": min(kinds, default=room.capitalize()),
        "variants": _all(about, "name"),
        "gender": name_of(_all(about, "gender")),
        "wikidata": name_of(_all(about, "exact")),
        "description": _all(about, "description"),
        **{column: _to_cell(rows) for column, rows in said.items()},
        "mentions": str(sum(met.values())),
        "sources": JOINER.join(sorted(met)),
        "iri": iri,
    }


def _to_cell(rows: Iterable[Row]) -> str:
    ordered = sorted(rows, key=lambda row: ("first" not in row, row.get("first", ""), row["other"]))
    return JOINER.join(dict.fromkeys(_say(row) for row in ordered))


def _say(row: Row) -> str:
    role = row.get("role", "")
    text = ", ".join(part for part in (role, row["other"]) if part)
    date = row.get("edtf", "")
    return f"{text} ({date})" if text and date else text or date


def _all(rows: Iterable[Row], column: str) -> str:
    return JOINER.join(sorted({row[column] for row in rows if column in row}))

"""The path of an entity in, what its page shows out: names, what is held true of it, claims with their quotes."""

from dataclasses import dataclass
from typing import Final

from api.asking import to_address, to_name
from api.languages import read_texts
from api.served import ServedGraph
from ontology.files import SMV

ABOUT: Final = """SELECT ?property ?value ?label WHERE {{
  <{iri}> ?property ?value . OPTIONAL {{ ?value skos:prefLabel ?label FILTER(lang(?label) = "{language}") }}
}} ORDER BY ?property ?value LIMIT 1000"""
FACTS: Final = """SELECT DISTINCT ?subject ?subject_name ?property ?name ?object ?object_name ?edtf WHERE {{
  {{ ?fact a smo:Fact ; rdf:subject <{iri}> }} UNION {{ ?fact a smo:Fact ; rdf:object <{iri}> }}
  ?fact rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object .
  OPTIONAL {{ ?fact smo:edtf ?edtf }} OPTIONAL {{ ?fact smo:earliest ?earliest }}
  OPTIONAL {{ ?property rdfs:label ?name FILTER(lang(?name) = "{language}") }}
  OPTIONAL {{ ?subject skos:prefLabel ?subject_name }} OPTIONAL {{ ?object skos:prefLabel ?object_name }}
}} ORDER BY ?earliest ?property ?object LIMIT 500"""
CLAIMS: Final = """SELECT ?claim ?subject ?subject_name ?property ?name ?object ?object_name ?role ?edtf ?polarity
       ?stance ?whose ?whose_name ?confidence ?source ?title ?quote WHERE {{
  {{ ?claim a smo:Claim ; rdf:subject <{iri}> }} UNION {{ ?claim a smo:Claim ; rdf:object <{iri}> }}
  ?claim rdf:subject ?subject ; rdf:predicate ?property ; prov:wasDerivedFrom ?passage .
  ?passage oa:hasSource ?source ; oa:hasSelector/oa:exact ?quote .
  ?source dcterms:title ?title .
  OPTIONAL {{ ?claim rdf:object ?object OPTIONAL {{ ?object skos:prefLabel ?object_name }} }}
  OPTIONAL {{ ?claim smo:role ?role }} OPTIONAL {{ ?claim smo:edtf ?edtf }} OPTIONAL {{ ?claim smo:earliest ?earliest }}
  OPTIONAL {{ ?claim smo:stance ?stance }}
  OPTIONAL {{ ?claim smo:attributedTo ?whose OPTIONAL {{ ?whose skos:prefLabel ?whose_name }} }}
  OPTIONAL {{ ?claim smo:polarity ?polarity }} OPTIONAL {{ ?claim smo:confidence ?confidence }}
  OPTIONAL {{ ?property rdfs:label ?name FILTER(lang(?name) = "{language}") }}
  OPTIONAL {{ ?subject skos:prefLabel ?subject_name }}
}} ORDER BY ?earliest ?property ?source ?claim LIMIT 500"""

LABEL: Final = "http://www.w3.org/2004/02/skos/core#prefLabel"
NAMES: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
DESCRIPTION: Final = "http://purl.org/dc/terms/description"
TITLE: Final = "http://purl.org/dc/terms/title"
MARKS: Final = {SMV + name: name for name in ("denied", "reported", "conditional")}


@dataclass(frozen=True, slots=True)
class Link:
    """Something with a name, and where it leads; nowhere for a plain text."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact or, with a quote, a claim. ``date`` is EDTF, ``marks`` what is to be known: denied, reported."""

    subject: Link
    predicate: str
    object: Link
    date: str = ""
    role: str = ""
    marks: tuple[str, ...] = ()
    whose: Link = Link("")
    confidence: str = ""
    source: Link = Link("")
    quote: str = ""
    claim: Link = Link("")


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All that the page of an entity shows."""

    iri: str
    label: str
    description: str
    names: tuple[str, ...]
    properties: tuple[tuple[str, Link], ...]
    facts: tuple[Statement, ...]
    claims: tuple[Statement, ...]


async def read_entity(graph: ServedGraph, path: str, root: str, language: str = "fr") -> EntityPage | None:
    """Return what the graph says of the entity at ``path``, None where it says nothing."""
    iri, base = graph.find_iri(path), graph.manifest.base
    about = await graph.select(ABOUT.format(iri=iri, language=language))
    if not about:
        return None
    facts = await graph.select(FACTS.format(iri=iri, language=language))
    claims = await graph.select(CLAIMS.format(iri=iri, language=language))
    return EntityPage(
        iri=iri,
        label=_first(about, LABEL) or _first(about, TITLE) or path,
        description=_first(about, DESCRIPTION),
        names=tuple(row["value"] for row in about if row["property"] == NAMES),
        properties=tuple(
            (to_name(row["property"], base), to_link(row, "value", "label", base, root))
            for row in about
            if row["property"] not in (LABEL, NAMES, DESCRIPTION)
        ),
        facts=tuple(to_statement(row, base, root, language) for row in facts),
        claims=tuple(to_statement(row, base, root, language) for row in claims),
    )


def to_statement(row: dict[str, str], base: str, root: str, language: str = "fr") -> Statement:
    """Return a row of :data:`FACTS` or :data:`CLAIMS` as a statement."""
    words = read_texts()[language]
    return Statement(
        subject=to_link(row, "subject", "subject_name", base, root),
        predicate=row.get("name") or to_name(row["property"], base),
        object=to_link(row, "object", "object_name", base, root),
        date=row.get("edtf", ""),
        role=row.get("role", ""),
        marks=tuple(words[MARKS[row[name]]] for name in ("polarity", "stance") if row.get(name) in MARKS),
        whose=to_link(row, "whose", "whose_name", base, root),
        confidence=row.get("confidence", ""),
        source=to_link(row, "source", "title", base, root),
        quote=row.get("quote", ""),
        claim=to_link(row, "claim", "", base, root),
    )


def to_link(row: dict[str, str], value: str, name: str, base: str, root: str) -> Link:
    """Return the term in a row's column ``value``, called as its column ``name`` says."""
    term = row.get(value, "")
    return Link(row.get(name) or to_name(term, base), to_address(term, base, root))


def _first(rows: list[dict[str, str]], name: str) -> str:
    return next((row["value"] for row in rows if row["property"] == name), "")

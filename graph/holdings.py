"""A built folder in, what it holds in numbers out: of each source, of each year, and how much is linked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.query import QueryPool
from graph.sheets import Row, select

SOURCES: Final = """SELECT ?source ?id ?title ?date ?kind ?author {
  ?source a smo:Source ; dcterms:identifier ?id ; dcterms:title ?title
  OPTIONAL { ?source dcterms:date ?date } OPTIONAL { ?source dcterms:type ?kind }
  OPTIONAL { ?source dcterms:creator ?author } } ORDER BY ?title ?author"""
MENTIONS: Final = "SELECT ?source (COUNT(*) AS ?n) { GRAPH ?source { ?it smo:mentionClass ?class } } GROUP BY ?source"
CLAIMS: Final = "SELECT ?source (COUNT(*) AS ?n) { GRAPH ?source { ?it a smo:Claim } } GROUP BY ?source"
CLAIM_YEARS: Final = """SELECT ?year (COUNT(?claim) AS ?n) { ?claim a smo:Claim ; smo:earliest ?day
  BIND(SUBSTR(STR(?day), 1, 4) AS ?year) } GROUP BY ?year"""
DATE_YEARS: Final = """SELECT ?year (COUNT(?mention) AS ?n) { ?mention smo:mentionClass smo:Date ; smo:edtf ?edtf
  BIND(SUBSTR(?edtf, 1, 4) AS ?year) } GROUP BY ?year"""
LINKS: Final = """SELECT (COUNT(DISTINCT ?sure) AS ?exact) (COUNT(DISTINCT ?near) AS ?close) {
  { ?sure skos:exactMatch ?item } UNION { ?near skos:closeMatch ?item } }"""
TAIL: Final = 0.01  # of the dates at either end are left out of the years that are drawn
STRAY: Final = 400  # years that are drawn at most


@dataclass(frozen=True, slots=True)
class Held:
    """A source and how much was read in it."""

    id: str
    title: str
    authors: tuple[str, ...]
    date: str
    kind: str
    mentions: int
    claims: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a graph holds. ``claim_years`` and ``date_years`` count the claims and the dates of each year."""

    sources: tuple[Held, ...]
    claim_years: Mapping[int, int]
    date_years: Mapping[int, int]
    exact: int
    close: int


def read_holdings(pool: QueryPool) -> Holdings:
    """Return what the graph holds."""
    mentions, claims = (
        {row["source"]: int(row["n"]) for row in select(pool, query) if "source" in row} for query in (MENTIONS, CLAIMS)
    )
    links = select(pool, LINKS)[0]
    return Holdings(
        tuple(to_sources(select(pool, SOURCES), mentions, claims)),
        to_years(select(pool, CLAIM_YEARS)),
        to_years(select(pool, DATE_YEARS)),
        int(links["exact"]),
        int(links["close"]),
    )


def to_sources(rows: Iterable[Row], mentions: Mapping[str, int], claims: Mapping[str, int]) -> list[Held]:
    """Return the sources of rows of :data:`SOURCES`, several of which may be one source's."""
    first: dict[str, Row] = {}
    authors: dict[str, dict[str, None]] = {}
    for row in rows:
        first.setdefault(row["source"], row)
        authors.setdefault(row["source"], {}).update({row["author"]: None} if "author" in row else {})
    return [
        Held(
            row["id"], row["title"], tuple(authors[iri]), row.get("date", ""), row.get("kind", ""),
            mentions.get(iri, 0), claims.get(iri, 0),
        )
        for iri, row in first.items()
    ]  # fmt: skip


def to_years(rows: Iterable[Row]) -> Counter[int]:
    """Return the counts of rows by year; what is no year of four figures is left out."""
    return Counter({int(row["year"]): int(row["n"]) for row in rows if row.get("year", "").isdecimal()})


def find_span(*counts: Mapping[int, int]) -> tuple[int, int]:
    """Return the first and the last year to draw: all but a hundredth of what is counted lies there at either end.

    >>> find_span({1200: 1, 1917: 400, 1921: 100})
    (1917, 1921)
    """
    total: Counter[int] = Counter()
    for one in counts:
        total.update(one)
    left_out = TAIL * total.total()
    years = sorted(total)
    while len(years) > 1 and sum(total[year] for year in total if year <= years[0]) <= left_out:
        years.pop(0)
    while len(years) > 1 and sum(total[year] for year in total if year >= years[-1]) <= left_out:
        years.pop()
    return (max(years[0], years[-1] - STRAY), years[-1]) if years else (0, 0)

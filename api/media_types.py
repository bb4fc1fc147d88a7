"""An ``Accept`` header or a short name in, one media type out. The tables are the whole policy of negotiation.

Which types an answer can have depends on the query's form: :data:`graph.query.MEDIA_TYPES`.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from fastapi import HTTPException

JSON: Final = "application/sparql-results+json"
XML: Final = "application/sparql-results+xml"
CSV: Final = "text/csv"
TSV: Final = "text/tab-separated-values"
TURTLE: Final = "text/turtle"
N_TRIPLES: Final = "application/n-triples"
JSON_LD: Final = "application/ld+json"
RDF_XML: Final = "application/rdf+xml"
TRIG: Final = "application/trig"
N_QUADS: Final = "application/n-quads"
HTML: Final = "text/html"
GRAPH_TYPES: Final = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML, TRIG, N_QUADS)

# A short name stands for the first of these types that the answer can have.
FORMATS: Final[dict[str, tuple[str, ...]]] = {
    "json": (JSON, JSON_LD),
    "xml": (XML, RDF_XML),
    "csv": (CSV,),
    "tsv": (TSV,),
    "ttl": (TURTLE,),
    "turtle": (TURTLE,),
    "nt": (N_TRIPLES,),
    "jsonld": (JSON_LD,),
    "rdf": (RDF_XML,),
    "trig": (TRIG,),
    "nq": (N_QUADS,),
}

USUAL: Final = 300  # characters of an Accept header that is remembered

# What clients also write, and the type that is meant.
ALIASES: Final[dict[str, str]] = {
    "application/json": JSON,
    "application/xml": XML,
    "text/xml": XML,
    "application/x-turtle": TURTLE,
    "text/plain": N_TRIPLES,
}


def choose_type(accept: str, offered: Sequence[str]) -> str | None:
    """Return the offered media type that ``accept`` likes best (RFC 9110, 12.5.1), None where it likes none.

    No header, or an empty one, takes the first offered; between equals the order of ``offered`` decides.
    """
    return (_choose if len(accept) <= USUAL else _choose.__wrapped__)(accept, tuple(offered))


@lru_cache(maxsize=512)  # clients say the same with every request
def _choose(accept: str, offered: tuple[str, ...]) -> str | None:
    ranges = read_accept(accept) or [("*/*", 1.0)]
    quality = {name: find_quality(name, ranges) for name in offered}
    best = max(offered, key=lambda name: quality[name], default=None)
    return best if best and quality[best] > 0 else None


def choose_graph_type(accept: str, format_: str = "") -> str:
    """Return the media type for triples that ``format_`` names or ``accept`` likes; HTTPException 406 for none."""
    found = find_format(format_, GRAPH_TYPES) if format_ else choose_type(accept, GRAPH_TYPES)
    if found is None:
        raise HTTPException(406, f"graphs are given as {', '.join(GRAPH_TYPES)}")
    return found


def read_accept(accept: str) -> list[tuple[str, float]]:
    """Return the media ranges of an ``Accept`` header with their q-values; what can't be read has q 0."""
    ranges = []
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            ranges.append((name, _read_q(parameters)))
    return ranges


def find_quality(name: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the q-value of a media type: that of the most specific range that covers it."""
    family = name.split("/")[0]
    other_names = {alias for alias, meant in ALIASES.items() if meant == name}
    for covering in ({name}, other_names, {f"{family}/*"}, {"*/*"}):
        values = [q for pattern, q in ranges if pattern in covering]
        if values:
            return max(values)
    return 0.0


def find_format(name: str, offered: Sequence[str]) -> str | None:
    """Return the offered media type that a short name or a media type stands for, None where there is none."""
    name = name.strip().lower().replace(" ", "+")  # an unescaped + in an address arrives as a space
    candidates = FORMATS.get(name, (ALIASES.get(name, name),))
    return next((candidate for candidate in candidates if candidate in offered), None)


def _read_q(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0

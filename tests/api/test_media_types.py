"""Negotiation as a table of headers and what they get."""

import pytest

from api.media_types import CSV, HTML, JSON, JSON_LD, N_TRIPLES, RDF_XML, TSV, TURTLE, XML, choose_type, find_format
from graph.query import MEDIA_TYPES

TABLES = MEDIA_TYPES["SELECT"]
GRAPHS = MEDIA_TYPES["CONSTRUCT"]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "offered", "chosen"),
    [
        ("", TABLES, JSON),
        ("*/*", TABLES, JSON),
        ("*/*", GRAPHS, TURTLE),
        ("application/*", TABLES, JSON),
        ("text/*", TABLES, CSV),
        (CSV, TABLES, CSV),
        (TSV, TABLES, TSV),
        (f"{XML};q=0.5, {JSON};q=0.4", TABLES, XML),
        (f"{XML};q=0.4,{JSON};q=0.5", TABLES, JSON),
        (f"{JSON};q=0, */*;q=0.1", TABLES, XML),
        (f"{TURTLE};q=0.9", TABLES, None),
        ("image/png", TABLES, None),
        (f"{TURTLE};q=0.9", GRAPHS, TURTLE),
        ("application/json", TABLES, JSON),
        ("application/xml", TABLES, XML),
        ("Application/RDF+XML", GRAPHS, RDF_XML),
        (f"{N_TRIPLES}, {JSON_LD};q=0.9", GRAPHS, N_TRIPLES),
        (f"{JSON_LD} ; profile=x ; q=1.0", GRAPHS, JSON_LD),
        (f"{TURTLE};q=oops, {RDF_XML};q=0.1", GRAPHS, RDF_XML),
        ("*/*;q=0", TABLES, None),
        (BROWSER, (*TABLES, HTML), HTML),
        ("*/*", (*TABLES, HTML), JSON),
    ],
)
def test_accept(accept: str, offered: tuple[str, ...], chosen: str | None) -> None:
    assert choose_type(accept, offered) == chosen


@pytest.mark.parametrize(
    ("name", "offered", "found"),
    [
        ("json", TABLES, JSON),
        ("json", GRAPHS, JSON_LD),
        ("XML", TABLES, XML),
        ("xml", GRAPHS, RDF_XML),
        ("csv", GRAPHS, None),
        ("application/sparql-results json", TABLES, JSON),
        ("text/turtle", GRAPHS, TURTLE),
        ("application/json", TABLES, JSON),
        ("pdf", TABLES, None),
    ],
)
def test_format(name: str, offered: tuple[str, ...], found: str | None) -> None:
    assert find_format(name, offered) == found

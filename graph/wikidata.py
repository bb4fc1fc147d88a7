"""Wikidata, or any SPARQL endpoint with its model: names in, the items that bear them out. Nothing else asks it.

Queries go out in batches through :mod:`graph.endpoints`; :mod:`graph.candidates` decides what comes of the items.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal

from graph.endpoints import Endpoint, Row, WikidataError, make_user_agent
from ontology.files import PREFIXES

__all__ = ["Item", "Match", "Wikidata", "WikidataError", "make_user_agent"]

ENTITY: Final = PREFIXES["wd"]
LATIN: Final = ("fr", "en", "de", "mul")  # "mul" holds for every language
CYRILLIC: Final = ("ru", "mul")
BATCH: Final = 40  # names or items a request
DATES: Final = {
    "P569": "start", "P570": "end", "P571": "start", "P576": "end", "P580": "start", "P582": "end", "P585": "start",
}  # fmt: skip
# classes that tell the rooms of the graph apart: a human, a place, a party, an organisation, a happening, a work
ROOTS: Final = ("Q5", "Q2221906", "Q7278", "Q43229", "Q1190554", "Q1656682", "Q386724")

FIND_NAMES: Final = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?item ?name ?how WHERE {
  VALUES ?name { %s }
  { ?item rdfs:label ?name BIND("label" AS ?how) } UNION { ?item skos:altLabel ?name BIND("variant" AS ?how) }
}"""
DESCRIBE_ITEMS: Final = """PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?item ?property ?value WHERE {
  VALUES ?item { %s }
  VALUES ?property { rdfs:label <http://schema.org/description> %s }
  ?item ?property ?value
  FILTER(LANG(?value) IN ("", "fr", "en", "de", "ru", "mul"))
}"""
FIND_CLASSES: Final = """PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
SELECT DISTINCT ?item ?root WHERE {
  VALUES ?item { %s }
  VALUES ?root { %s }
  ?item wdt:P31/(<http://www.wikidata.org/prop/direct/P279>*) ?root
}"""


@dataclass(frozen=True, slots=True)
class Item:
    """An item (``Q…``) with a label, descriptions, the roots of its classes and the years that it gives for itself."""

    id: str
    label: str = ""
    descriptions: tuple[str, ...] = ()
    roots: frozenset[str] = frozenset()
    starts: frozenset[int] = frozenset()
    ends: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """An item that bears a name, as its label or as a variant."""

    item: str
    name: str
    as_label: bool


class Wikidata:
    """What is asked of an endpoint with Wikidata's model; ``cache`` is a folder to keep answers in."""

    def __init__(
        self,
        endpoint: str,
        user_agent: str = "",
        pause: float = 1.0,
        cache: Path | None = None,
        *,
        timeout_s: float = 65.0,
    ) -> None:
        self._endpoint = Endpoint(endpoint, user_agent, pause, cache, timeout_s=timeout_s)

    def find_matches(
        self, names: Iterable[str], progress: Callable[[int, int], None] = lambda done, total: None
    ) -> tuple[Match, ...]:
        """Return the items that bear one of the names exactly, as label or variant in French, English, German, Russian.

        ``progress`` hears of each batch: names asked for, names in all.
        """
        ordered = sorted(set(names))
        found: set[Match] = set()
        for number, batch in enumerate(_batch(ordered)):
            progress(number * BATCH, len(ordered))
            rows = self._endpoint.ask(FIND_NAMES % " ".join(_to_literals(batch)))
            items = ((_read_item(row["item"]), row) for row in rows)
            found |= {Match(item, row["name"], row["how"] == "label") for item, row in items if item}
        progress(len(ordered), len(ordered))
        return tuple(sorted(found, key=lambda match: (match.item, match.name, match.as_label)))

    def read_items(
        self, ids: Iterable[str], progress: Callable[[int, int], None] = lambda done, total: None
    ) -> dict[str, Item]:
        """Return the items with what tells them apart."""
        items: dict[str, Item] = {}
        ordered = sorted(set(ids))
        for batch in _batch(ordered):
            progress(len(items), len(ordered))
            values = " ".join(f"wd:{item}" for item in batch)
            described = self._endpoint.ask(DESCRIBE_ITEMS % (values, " ".join(f"wdt:{name}" for name in DATES)))
            roots = self._endpoint.ask(FIND_CLASSES % (values, " ".join(f"wd:{root}" for root in ROOTS)))
            items |= {item.id: item for item in _to_items(batch, described, roots)}
        progress(len(ordered), len(ordered))
        return items


def _batch(things: Iterable[str]) -> Iterator[tuple[str, ...]]:
    ordered = tuple(things)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def _to_literals(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        cyrillic = bool(re.search("[\u0400-\u04ff]", name))
        for language in CYRILLIC if cyrillic else LATIN:
            yield str(Literal(name, language=language))


def _to_items(ids: Sequence[str], described: Iterable[Row], classes: Iterable[Row]) -> Iterator[Item]:
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    labels: dict[str, list[str]] = defaultdict(list)
    for row in described:
        item, name = _read_item(row["item"]), row["property"].rpartition("/")[2].rpartition("#")[2]
        if name == "label":
            labels[item].append(row["value"])
        elif name == "description":
            values[item, "description"].add(row["value"])
        elif name in DATES and (year := _read_year(row["value"])) is not None:
            values[item, DATES[name]].add(str(year))
    for row in classes:
        values[_read_item(row["item"]), "root"].add(_read_item(row["root"]))
    for item in ids:
        yield Item(
            item,
            min(labels[item], default=""),
            tuple(sorted(values[item, "description"])),
            frozenset(values[item, "root"]),
            frozenset(int(year) for year in values[item, "start"]),
            frozenset(int(year) for year in values[item, "end"]),
        )


def _read_item(iri: str) -> str:
    """Return ``Q…``, ``""`` for what is no item (a property, a lexeme, a blank node)."""
    name = iri.removeprefix(ENTITY)
    return name if re.fullmatch(r"Q[1-9]\d*", name) else ""


def _read_year(value: str) -> int | None:
    match = re.match(r"([+-]?\d{1,6})(?:-\d\d-\d\d.*)?$", value)
    return int(match.group(1)) if match else None

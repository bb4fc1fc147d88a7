"""Wikidata, or any SPARQL endpoint with its model: names in, the items that bear them out. Nothing else asks it.

Queries go out in batches through :mod:`graph.endpoints`, each answer is kept (:mod:`graph.answers`), what is kept is
not asked again; :mod:`graph.candidates` decides what comes of the items.
"""

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from graph.answers import Answers
from graph.endpoints import Access, Endpoint, Row, SlowQueryError, WikidataError, make_user_agent
from graph.iris import digest
from ontology.files import PREFIXES

__all__ = ["Access", "Item", "Match", "Wikidata", "WikidataError", "make_user_agent"]

ENTITY: Final = PREFIXES["wd"]
LATIN: Final = ("fr", "en", "de", "mul")  # "mul" holds for every language
CYRILLIC: Final = ("ru", "mul")
BATCH: Final = 40  # names or items a request
SMALLEST: Final = 4  # a batch that is too slow is halved, down to this
DATES: Final = {
    "P569": "start", "P570": "end", "P571": "start", "P576": "end", "P580": "start", "P582": "end", "P585": "start",
}  # fmt: skip
# what lies beside an item: country, birthplace, place of death, citizenship, office, author, party, founder, place in,
# location, part of, member of, conflict, participant, residence, work location
BESIDE: Final = (
    "P17", "P19", "P20", "P27", "P39", "P50", "P102", "P112", "P131", "P276", "P361", "P463", "P551", "P607", "P710",
    "P937",
)  # fmt: skip
POINT: Final = "P625"
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
  FILTER(!isLiteral(?value) || LANG(?value) IN ("", "fr", "en", "de", "ru", "mul"))
}"""
FIND_CLASSES: Final = """PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
SELECT DISTINCT ?item ?root WHERE {
  VALUES ?item { %s }
  VALUES ?root { %s }
  ?item wdt:P31/(<http://www.wikidata.org/prop/direct/P279>*) ?root
}"""


Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Item:
    """An item (``Q…``) with what tells it apart: labels, descriptions, kinds, years, the items beside it, its place.

    ``roots`` are the roots of its classes, ``starts`` and ``ends`` years, ``beside`` pairs of a property and
    an item, ``points`` pairs of latitude and longitude in degrees.
    """

    id: str
    labels: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    roots: frozenset[str] = frozenset()
    starts: frozenset[int] = frozenset()
    ends: frozenset[int] = frozenset()
    beside: frozenset[tuple[str, str]] = frozenset()
    points: frozenset[tuple[float, float]] = frozenset()

    @property
    def label(self) -> str:
        """A label, the same for the same labels."""
        return min(self.labels, default="")


@dataclass(frozen=True, slots=True)
class Match:
    """An item that bears a name, as its label or as a variant."""

    item: str
    name: str
    as_label: bool


class Wikidata:
    """What is asked of an endpoint with Wikidata's model. What is asked for twice is answered from what is kept."""

    def __init__(self, access: Access, sleep: Callable[[float], None] = time.sleep) -> None:
        self._endpoint = Endpoint(access, sleep)
        self._answers = Answers(access.cache, access.keep_days)
        self._url = access.url

    def find_matches(self, names: Iterable[str], progress: Progress = lambda done, total: None) -> tuple[Match, ...]:
        """Return the items that bear one of the names exactly, as label or variant in French, English, German, Russian.

        ``progress`` hears of each batch: names done, names in all.
        """
        found: set[Match] = set()
        for name, rows in self._ask_all(FIND_NAMES, set(names), self._find_names, progress).items():
            items = ((_read_item(row["item"]), row["how"] == "label") for row in rows)
            found |= {Match(item, name, as_label) for item, as_label in items if item}
        return tuple(sorted(found, key=lambda match: (match.item, match.name, match.as_label)))

    def read_items(self, ids: Iterable[str], progress: Progress = lambda done, total: None) -> dict[str, Item]:
        """Return the items with what tells them apart."""
        answers = self._ask_all(DESCRIBE_ITEMS + FIND_CLASSES, set(ids), self._describe, progress)
        return {item: _to_item(item, rows) for item, rows in sorted(answers.items())}

    def close(self) -> None:
        """Close the file of kept answers."""
        self._answers.close()

    def _ask_all(
        self, question: str, keys: set[str], ask: Callable[[Sequence[str]], dict[str, list[Row]]], progress: Progress
    ) -> dict[str, list[Row]]:
        question = f"{self._url} {digest(question)}"
        answers = self._answers.find(question, keys)
        for batch in _batch(sorted(keys - answers.keys())):
            progress(len(answers), len(keys))
            fresh = self._ask_smaller(batch, ask)
            self._answers.keep(question, fresh)
            answers |= fresh
        progress(len(answers), len(keys))
        return answers

    def _ask_smaller(
        self, batch: Sequence[str], ask: Callable[[Sequence[str]], dict[str, list[Row]]]
    ) -> dict[str, list[Row]]:
        try:
            return ask(batch)
        except SlowQueryError:
            if len(batch) < SMALLEST:
                raise
        half = len(batch) // 2
        return self._ask_smaller(batch[:half], ask) | self._ask_smaller(batch[half:], ask)

    def _find_names(self, names: Sequence[str]) -> dict[str, list[Row]]:
        return _sort_by("name", names, self._endpoint.ask(FIND_NAMES % " ".join(_to_literals(names))))

    def _describe(self, ids: Sequence[str]) -> dict[str, list[Row]]:
        values = " ".join(f"wd:{item}" for item in ids)
        properties = " ".join(f"wdt:{name}" for name in (*DATES, *BESIDE, POINT))
        rows = self._endpoint.ask(DESCRIBE_ITEMS % (values, properties))
        rows += self._endpoint.ask(FIND_CLASSES % (values, " ".join(f"wd:{root}" for root in ROOTS)))
        return _sort_by("item", ids, [row | {"item": _read_item(row["item"])} for row in rows])


def _batch(ordered: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def _to_literals(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        cyrillic = bool(re.search("[\u0400-\u04ff]", name))
        for language in CYRILLIC if cyrillic else LATIN:
            yield str(Literal(name, language=language))


def _sort_by(variable: str, keys: Iterable[str], rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {key: [] for key in keys}
    for row in rows:
        if row[variable] in found:
            found[row[variable]].append({name: value for name, value in row.items() if name != variable})
    return found


def _to_item(id_: str, rows: Iterable[Row]) -> Item:
    values: dict[str, set[str]] = defaultdict(set)
    beside = set()
    for row in rows:
        name = row.get("property", "root").rpartition("/")[2].rpartition("#")[2]
        value = row.get("value", row.get("root", ""))
        values[DATES.get(name, name)].add(value)
        if name in BESIDE and _read_item(value):
            beside.add((name, _read_item(value)))
    points = (_read_point(value) for value in values[POINT])
    return Item(
        id_, tuple(sorted(values["label"])), tuple(sorted(values["description"])),
        frozenset(_read_item(value) for value in values["root"]), _read_years(values["start"]),
        _read_years(values["end"]), frozenset(beside), frozenset(point for point in points if point),
    )  # fmt: skip


def _read_item(iri: str) -> str:
    """Return ``Q…``, ``""`` for what is no item (a property, a lexeme, a blank node)."""
    name = iri.removeprefix(ENTITY)
    return name if re.fullmatch(r"Q[1-9]\d*", name) else ""


def _read_years(values: Iterable[str]) -> frozenset[int]:
    matches = (re.match(r"([+-]?\d{1,6})(?:-\d\d-\d\d.*)?$", value) for value in values)
    return frozenset(int(match.group(1)) for match in matches if match)


def _read_point(value: str) -> tuple[float, float] | None:
    """Return latitude and longitude of ``Point(30.3 59.9)``, which names the longitude first."""
    match = re.fullmatch(r"Point\((-?[\d.]+) (-?[\d.]+)\)", value, re.IGNORECASE)
    return (float(match.group(2)), float(match.group(1))) if match else None

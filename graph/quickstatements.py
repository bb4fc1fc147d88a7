"""What the graph knows and Wikidata lacks, as QuickStatements (version 1): a file to read, check and send by hand.

Two kinds of lines: statements about items that entities surely are, each with the sentence that says so, and new items
for persons and bodies of the authority lists of which no item bears the name. Nothing about places, nothing that is
denied, doubted, disputed or below :data:`ENOUGH`. Nothing is ever sent. Stands after :mod:`graph.linking`.
https://www.wikidata.org/wiki/Help:QuickStatements
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from pyoxigraph import QuerySolutions, RdfFormat, Store

from graph.evidence import Named
from graph.iris import Iris
from graph.store import StoreError, describe_turtle_error, find_turtle
from graph.wikidata import Item
from ontology.files import PREFIXES

ENOUGH: Final = 0.8  # the confidence of a claim that is worth a statement
LONGEST: Final = 250  # characters of a description; Wikidata takes no more
LONGEST_QUOTE: Final = 400
HUMAN: Final = "Q5"
PARTY: Final = "Q7278"
ORGANISATION: Final = "Q43229"
NEW: Final[Mapping[str, str]] = {
    "person": HUMAN, "party": PARTY, "soviet": ORGANISATION, "front": ORGANISATION, "organisation": ORGANISATION,
}  # fmt: skip
# what is stated of a person: our predicate, the room of the other entity -> the property
PROPERTIES: Final[Mapping[tuple[str, str], str]] = {
    ("smo:born", ""): "P569",
    ("smo:died", ""): "P570",
    ("smo:bornIn", "place"): "P19",
    ("smo:diedIn", "place"): "P20",
    ("smo:memberOf", "party"): "P102",
    ("smo:memberOf", "organisation"): "P463",
    ("smo:memberOf", "soviet"): "P463",
}
ONE_ONLY: Final = frozenset({"P19", "P20"})  # where an item states one, another would be a dispute
FACTS: Final = """SELECT ?subject ?predicate ?object ?calendar ?quote ?title ?confidence {
  ?fact a smo:Fact ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; smo:basedOn ?claim .
  OPTIONAL { ?fact smo:calendar ?calendar }
  GRAPH ?source { ?claim smo:evidence ?quote ; smo:confidence ?confidence . ?it a smo:Source ; dcterms:title ?title }
  FILTER NOT EXISTS { ?claim smo:disagreesWith ?other }
  VALUES ?predicate { smo:born smo:died smo:bornIn smo:diedIn smo:memberOf } }"""


@dataclass(frozen=True, slots=True)
class Said:
    """A fact with its best sentence: ``object`` is an entity id, or a date in EDTF; ``title`` is the source's."""

    subject: str
    predicate: str
    object: str
    julian: bool
    quote: str
    title: str
    confidence: float


def to_quickstatements(
    said: Iterable[Said], linked: Mapping[str, str], items: Mapping[str, Item], absent: Iterable[Named]
) -> str:
    """Return the lines: what is new about items, then the new items; ``linked`` says which entity is which item."""
    facts = sorted(said, key=lambda one: (one.subject, one.predicate, one.object, -one.confidence, one.quote))
    lines: dict[str, str] = {}
    for one in facts:
        item = linked.get(one.subject, "")
        value = _find_new_value(one, linked, items[item]) if item in items else ""
        if value:
            lines.setdefault(f"{item}\t{value}", f"{item}\t{value}{_name_source(one)}")
    blocks = [line for entity in absent for line in create_item(entity)]
    return "".join(f"{line}\n" for line in (*lines.values(), *blocks))


def create_item(entity: Named) -> Iterator[str]:
    """Yield the lines of a new item: label and description in French and the kind; none where too little is known.

    A person must have a year, so that nobody takes him for a namesake, and every entity a description of the lists.
    """
    years = entity.start or entity.end
    if entity.room not in NEW or not entity.description or (entity.room == "person" and not years):
        return
    yield "CREATE"
    yield f'LAST\tLfr\t"{_clean(entity.label)}"'
    yield f'LAST\tDfr\t"{_clean(entity.description)[: LONGEST - 14]}{_name_years(entity)}"'
    yield f"LAST\tP31\t{NEW[entity.room]}"


def to_time(edtf: str, *, julian: bool) -> str:
    """Return a day, a month or a year as Wikidata writes it, ``""`` for a date that is not plain.

    >>> to_time("1890-12-30", julian=False), to_time("1919-08", julian=False), to_time("1879", julian=False)
    ('+1890-12-30T00:00:00Z/11', '+1919-08-00T00:00:00Z/10', '+1879-00-00T00:00:00Z/9')
    >>> to_time("1870-04-10", julian=True), to_time("1917~", julian=False)
    ('+1870-04-10T00:00:00Z/11/J', '')
    """
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", edtf):
        return ""
    parts = edtf.split("-")
    day = "-".join((*parts, "00", "00")[:3])
    return f"+{day}T00:00:00Z/{8 + len(parts)}{'/J' if julian and len(parts) > 1 else ''}"


def read_said(folder: Path, iris: Iris) -> list[Said]:
    """Return the facts of the graph that a sentence states with enough confidence and none contradicts."""
    store = Store()
    for path, graph in find_turtle(folder):
        try:
            store.bulk_load(path=path, format=RdfFormat.TURTLE, to_graph=graph)
        except SyntaxError as error:
            raise StoreError(describe_turtle_error(error)) from error
    rows = store.query(FACTS, prefixes=PREFIXES)
    if not isinstance(rows, QuerySolutions):
        raise TypeError("no SELECT")
    found = []
    for row in rows:
        confidence = float(row["confidence"].value)
        if confidence >= ENOUGH:
            predicate = f"smo:{row['predicate'].value.removeprefix(PREFIXES['smo'])}"
            subject, other = (unquote(row[name].value.removeprefix(iris.base)) for name in ("subject", "object"))
            calendar = row["calendar"].value if row["calendar"] else ""
            julian, quote, title = calendar.endswith("julian"), row["quote"].value, row["title"].value
            found.append(Said(subject, predicate, other, julian, quote, title, confidence))
    return found


def _find_new_value(one: Said, linked: Mapping[str, str], item: Item) -> str:
    """Return the property and the value that an item lacks, ``""`` where it has one or the fact makes none."""
    dated = one.predicate in ("smo:born", "smo:died")
    name = PROPERTIES.get((one.predicate, "" if dated else one.object.partition("/")[0]), "")
    if dated:
        value = "" if (item.starts if name == "P569" else item.ends) else to_time(one.object, julian=one.julian)
    else:
        stated = {other for property_, other in item.beside if property_ == name}
        value = linked.get(one.object, "")
        value = "" if value in stated or (stated and name in ONE_ONLY) else value
    return f"{name}\t{value}" if name and value else ""


def _name_source(one: Said) -> str:
    """Return the reference: the title of the source and the words (P1476, P1683)."""
    quote = _clean(one.quote)
    quote = quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE]}…"
    return f'\tS1476\tfr:"{_clean(one.title)}"\tS1683\tfr:"{quote}"'


def _name_years(entity: Named) -> str:
    """Return the years of a life or of a body, as descriptions of Wikidata have them: ``(1889–1919)``."""
    start, end = (str(span[0]) if span and span[0] == span[1] else "" for span in (entity.start, entity.end))
    if entity.room == "person":
        return f" ({start or '?'}–{end or '?'})" if start or end else ""
    return f" ({start})" if start == end != "" else f" ({start}–{end})" if start and end else ""


def _clean(text: str) -> str:
    """Return a text that fits into a quoted cell: QuickStatements knows no escapes."""
    return " ".join(text.replace('"', "'").split())

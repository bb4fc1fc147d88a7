"""A data extension query in, values of properties for a table's rows out: what OpenRefine adds as columns.

Dates that are told to the day are given as dates, vaguer ones as EDTF text; entities with their ids.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.catalogues import Card, Catalogue
from api.values import Value, Values
from ontology.files import shorten

DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
WHOLE: Final = ("xsd:integer", "xsd:int", "xsd:long", "xsd:nonNegativeInteger")
FRACTIONS: Final = ("xsd:decimal", "xsd:double", "xsd:float")
OFF: Final = ("", "off", "false", "0", "False")


@dataclass(frozen=True, slots=True)
class Column:
    """A property to fetch, as it was asked for and as its CURIE (``""`` where it is none), and how."""

    asked: str
    property: str
    limit: int = 0
    content: str = "value"
    count: bool = False


def make_settings(language: str) -> list[dict[str, Any]]:
    """Return what can be set for a property to fetch, as the manifest tells it."""
    english = language == "en"
    return [
        {
            "name": "limit", "type": "number", "default": 0,
            "label": "Number of values" if english else "Nombre de valeurs",
            "help_text": "At most, for each entity; 0: all" if english else "Au plus, par entité ; 0 : toutes",
        },
        {
            "name": "content", "type": "select", "default": "value",
            "label": "Content" if english else "Contenu",
            "help_text": "What is given for an entity" if english else "Ce qui est donné pour une entité",
            "choices": [
                {"value": "value", "name": "the entity" if english else "l'entité"},
                {"value": "name", "name": "its name" if english else "son nom"},
                {"value": "iri", "name": "its IRI" if english else "son IRI"},
            ],
        },
        {
            "name": "count", "type": "checkbox", "default": False,
            "label": "Count the values" if english else "Compter les valeurs",
            "help_text": "The number instead of the values" if english else "Le nombre au lieu des valeurs",
        },
    ]  # fmt: skip


def to_answer(
    catalogue: Catalogue, rows: Mapping[str, Card | None], columns: Sequence[Column], values: Values, language: str
) -> dict[str, Any]:
    """Return the data extension response; ``rows`` gives the entity of each id as it was asked for."""
    return {
        "meta": [to_meta(catalogue, column, language) for column in columns],
        "rows": {
            asked: {column.asked: to_cells(catalogue, card, column, values) for column in columns}
            for asked, card in rows.items()
        },
    }


def to_meta(catalogue: Catalogue, column: Column, language: str) -> dict[str, Any]:
    """Return the head of a column; its type where its values are entities of a class."""
    term = catalogue.properties.get(column.property)
    if term is None:
        return {"id": column.asked, "name": column.asked}
    head: dict[str, Any] = {"id": column.asked, "name": term.name(language)}
    if term.range in catalogue.classes and column.content == "value" and not column.count:
        head["type"] = {"id": term.range, "name": catalogue.classes[term.range].name(language)}
    return head


def to_cells(catalogue: Catalogue, card: Card | None, column: Column, values: Values) -> list[dict[str, Any]]:
    """Return what stands in a cell; nothing for an entity that is not in the graph."""
    if card is None:
        return []
    found = values.get((card.id, column.property), [])
    if column.count:
        return [{"int": len(found)}]
    return [to_cell(catalogue, value, column.content) for value in found[: column.limit or None]]


def to_cell(catalogue: Catalogue, value: Value, content: str) -> dict[str, Any]:
    """Return a value as the protocol has it."""
    if value.entity and value.entity in catalogue.cards and content == "value":
        return {"id": value.entity, "name": value.text}
    if value.entity and content == "iri":
        return {"str": catalogue.base + value.entity}
    if value.datatype in WHOLE:
        return {"int": int(value.text)}
    if value.datatype in FRACTIONS:
        return {"float": float(value.text)}
    if DAY.fullmatch(value.text):
        return {"date": f"{value.text}T00:00:00Z"}
    return {"str": value.text}


def to_column(catalogue: Catalogue, asked: str, settings: Mapping[str, Any]) -> Column:
    """Return a column from its settings, which a form may have sent as text; what can't be read is left out."""
    limit = str(settings.get("limit") or 0).partition(".")[0]
    content = str(settings.get("content") or "value")
    return Column(
        asked,
        catalogue.find_property(asked),
        int(limit) if limit.isdecimal() else 0,
        content if content in ("name", "iri") else "value",
        str(settings.get("count", "")) not in OFF,
    )


def propose(catalogue: Catalogue, type_: str) -> tuple[str, ...]:
    """Return the properties that entities of a class have, of any class where it is unknown; the most usual first."""
    known = catalogue.uses.get(catalogue.find_class(type_) or shorten(type_))
    return known if known is not None else tuple(catalogue.properties)

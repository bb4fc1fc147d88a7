"""JSON of a reconciliation or data extension request in, what it asks out; HTTPException where it is out of form."""

import json
from collections.abc import Mapping
from typing import Any, Final

from fastapi import HTTPException

from api.catalogues import Catalogue
from api.matches import LIMIT, MOST, Question, Wanted
from api.values import Value

COLUMNS: Final = 10  # properties, types, or values of a property in one query


def read_question(catalogue: Catalogue, key: str, query: Any) -> Question:
    """Return a query of a batch; raise HTTPException 400 where it is none."""
    if not isinstance(query, dict):
        raise HTTPException(400, f"queries: '{key}' must be an object")
    text, types, wanted = query.get("query") or "", query.get("type") or [], query.get("properties") or []
    types = [types] if isinstance(types, (str, dict)) else types
    if not isinstance(text, str) or not isinstance(types, list) or not isinstance(wanted, list):
        raise HTTPException(400, f"queries: '{key}' has a 'query', 'type' or 'properties' of another kind than it may")
    if len(types) > COLUMNS or len(wanted) > COLUMNS:
        raise HTTPException(413, f"queries: '{key}' has more than {COLUMNS} types or properties")
    given = [str(one.get("id", "") if isinstance(one, dict) else one) for one in types]
    known = [found for one in given if (found := catalogue.find_class(one))]
    return Question(
        text, tuple(known), query.get("type_strict") == "all", len(known) < len(given),
        tuple(read_wanted(catalogue, key, one) for one in wanted), read_number(query.get("limit"), LIMIT, MOST),
    )  # fmt: skip


def read_wanted(catalogue: Catalogue, key: str, record: Any) -> Wanted:
    """Return a property and its values from a query; a name of an entity of the graph stands for the entity too."""
    if not isinstance(record, dict) or not isinstance(record.get("pid"), str) or "v" not in record:
        raise HTTPException(400, f"queries: each of the 'properties' of '{key}' needs 'pid' and 'v'")
    given = record["v"] if isinstance(record["v"], list) else [record["v"]]
    values = []
    for value in given[:COLUMNS]:
        id_ = str(value.get("id", "")) if isinstance(value, dict) else ""
        card = catalogue.find_entity(id_) if id_ else None
        text = str(value.get("name") or id_) if isinstance(value, dict) else str(value)
        if text or card:
            values.append(Value(text, card.id if card else ""))
    return Wanted(catalogue.find_property(record["pid"]) or record["pid"], tuple(values))


def read_column(record: Any) -> tuple[str, Mapping[str, Any]]:
    """Return the id and the settings of a property to fetch."""
    if not isinstance(record, dict) or not isinstance(record.get("id"), str):
        raise HTTPException(400, "extend: each of the 'properties' needs an 'id'")
    settings = record.get("settings")
    return record["id"], settings if isinstance(settings, dict) else {}


def read_json(text: str, name: str) -> dict[str, Any]:
    """Return the object in a parameter; raise HTTPException 400 where there is none."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, f"{name}: not JSON ({error})") from None
    if not isinstance(record, dict):
        raise HTTPException(400, f"{name}: must be an object")
    return record


def read_number(value: Any, default: int, most: int) -> int:
    """Return a number of at most ``most``; the default for what is none or negative."""
    text = str(value if value is not None else "").partition(".")[0]
    number = int(text) if text.isdecimal() and len(text) < 12 else default
    return min(number or default, most)

"""Readings as JSON Lines and back: one reading a line, keys in a fixed order: files differ only where readings do."""

import json
from dataclasses import asdict
from typing import Any

from extract.model import Claim, Entity, Mention, Reading, Sentence, Source, When


def to_json(reading: Reading) -> str:
    """Return one line of JSON (no newline) that :func:`from_json` turns back into an equal reading."""
    return json.dumps(asdict(reading), ensure_ascii=False, separators=(",", ":"))


def from_json(line: str) -> Reading:
    """Return the reading of one line; raise ValueError or KeyError where the line is none."""
    record = json.loads(line)
    return Reading(
        source=_source(record["source"]),
        sentences=tuple(Sentence(**row) for row in record["sentences"]),
        mentions=tuple(_mention(row) for row in record["mentions"]),
        entities=tuple(_entity(row) for row in record["entities"]),
        claims=tuple(_claim(row) for row in record["claims"]),
        problems=tuple(record["problems"]),
    )


def _source(row: dict[str, Any]) -> Source:
    return Source(**{**row, "authors": tuple(row["authors"]), "pages": tuple(row["pages"])})


def _when(row: dict[str, str] | None) -> When | None:
    return When(**row) if row else None


def _mention(row: dict[str, Any]) -> Mention:
    return Mention(**{**row, "when": _when(row["when"])})


def _entity(row: dict[str, Any]) -> Entity:
    return Entity(**{**row, "names": tuple(row["names"]), "mentions": tuple(row["mentions"])})


def _claim(row: dict[str, Any]) -> Claim:
    return Claim(**{**row, "when": _when(row["when"])})

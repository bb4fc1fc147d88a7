"""An answer of the graph in, what a command prints out: the table on a terminal, the other formats as they are."""

import json
import sys
from pathlib import Path
from typing import Any, Final

from api.media_types import FORMATS, JSON, TURTLE, find_format
from api.tables import print_table
from graph.query import MEDIA_TYPES, Answer, UnfitMediaType, find_form
from ontology.files import shorten

TABLE: Final = "table"
NAMES: Final = (TABLE, *FORMATS)


def find_media_type(sparql: str, format_: str) -> str:
    """Return the media type to ask for; raise :class:`graph.query.UnfitMediaType` where query and format don't fit."""
    form = find_form(sparql)
    offered = MEDIA_TYPES[form]
    if format_ == TABLE:
        return JSON if JSON in offered else TURTLE
    media_type = find_format(format_, offered)
    if media_type is None:
        fit = [name for name in FORMATS if find_format(name, offered)]
        raise UnfitMediaType(f"a {form} query can't be answered as {format_}; take one of {', '.join(fit)}")
    return media_type


def print_answer(answer: Answer, format_: str) -> None:
    """Write the answer to standard output."""
    if format_ == TABLE and answer.media_type == JSON:
        print_table(*to_table(json.loads(answer.body)))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(answer.body)
    if not answer.body.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")


def to_table(results: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    """Return head and rows of SPARQL JSON results, IRIs shortened by the known prefixes."""
    if "boolean" in results:
        return ["answer"], [["yes" if results["boolean"] else "no"]]
    head = list(results["head"]["vars"])
    return head, [[_to_text(row.get(name)) for name in head] for row in results["results"]["bindings"]]


def read_query(query: str) -> str:
    """Return the query text: ``-`` stands for standard input, ``@file.rq`` for a file."""
    if query == "-":
        return sys.stdin.read()
    return Path(query[1:]).read_text(encoding="utf-8") if query.startswith("@") else query


def _to_text(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return shorten(term["value"]) if term["type"] == "uri" else term["value"]

"""Errors of the query engine in, words for the one who asked out; the same on the command line and over HTTP."""

import re
from typing import Final

from graph.query import QuerySyntaxError

PLACE: Final = re.compile(r"^error at \d+:\d+: ?")
CLASSES: Final = re.compile(r"\s*,?\s*(?:or )?\[(?:'[^']*'|[^\]'])*\](?:\s*\|\s*\[(?:'[^']*'|[^\]'])*\])*", re.DOTALL)
MOST: Final = 200


def describe_syntax_error(error: QuerySyntaxError) -> str:
    """Return where the query can't be read and what was expected there, in one short line.

    The engine's lists of single characters are left out.
    """
    text = " ".join(CLASSES.sub("", PLACE.sub("", str(error))).split())
    text = text.removesuffix("expected").strip() or "this can't stand here"
    text = text if len(text) <= MOST else text[: MOST - 1].rsplit(" ", 1)[0] + " …"
    return f"line {error.line}, column {error.column}: {text}" if error.line else text

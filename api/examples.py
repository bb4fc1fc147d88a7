"""The competency questions of the ontology in, the example queries that the server offers out."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import dropwhile
from typing import Final

from ontology.questions import FOLDER, read_comments, read_query

UNBROKEN: Final = re.compile(r" (?=[?!:;»])|(?<=«) ")  # where French typography allows no line to end


@dataclass(frozen=True, slots=True)
class Example:
    """A question: its name, what it asks and how in French, what it asks in English, and the query."""

    name: str
    title: str
    title_en: str
    description: str
    query: str


@cache
def read_examples() -> tuple[Example, ...]:
    """Return the example queries in the order of their numbers; what they should answer is of no matter here."""
    folder = files("ontology") / FOLDER
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".rq"))
    return tuple(to_example(name, read_query(folder, name)) for name in names)


def to_example(name: str, query: str) -> Example:
    """Return the example in a question's file; the comments that it begins with are shown beside it, not in it."""
    title, title_en, description = read_comments(query, name)
    body = "".join(dropwhile(lambda line: line.startswith("#"), query.splitlines(keepends=True)))
    return Example(name.removesuffix(".rq"), join_words(title), title_en, description, body)


def join_words(text: str) -> str:
    """Return French text with no-break spaces before ``? ! : ; »`` and after ``«``."""
    return UNBROKEN.sub("\u00a0", text)

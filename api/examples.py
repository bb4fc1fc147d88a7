"""The competency questions of the ontology in, the example queries that the server offers out."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from ontology.questions import read_questions

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
    """Return the example queries in the order of their numbers."""
    return tuple(
        Example(question.id, join_words(question.title), question.title_en, question.description, question.query)
        for question in read_questions()
    )


def join_words(text: str) -> str:
    """Return French text with no-break spaces before ``? ! : ; »`` and after ``«``."""
    return UNBROKEN.sub("\u00a0", text)

"""The competency questions of the ontology in, the example queries that the server offers out."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Example:
    """A question: its name (the file's stem), what it asks and how, in French, and the query."""

    name: str
    title: str
    description: str
    query: str


@cache
def read_examples() -> tuple[Example, ...]:
    """Return the example queries in the order of their files' names; none where none are installed."""
    folder = files("ontology") / "questions"
    if not folder.is_dir():
        return ()
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".rq")), key=lambda path: path.name)
    return tuple(to_example(path.name.removesuffix(".rq"), path.read_text(encoding="utf-8")) for path in paths)


def to_example(name: str, text: str) -> Example:
    """Return the example in the text of a file: ``# key: value`` lines, then the query.

    Without a ``title`` the first comment is it, else the name.
    """
    lines = text.splitlines()
    count = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    comments = [line.lstrip("# ").strip() for line in lines[:count]]
    header = {key: value.strip() for key, colon, value in (line.partition(":") for line in comments) if colon}
    first = next(iter(comments), name)
    query = "\n".join(lines[count:]).strip() + "\n"
    title = re.sub(
        r" (?=[?!:;»])|(?<=«) ", "\u00a0", header.get("title", first)
    )  # French spacing: no line begins with "?"
    return Example(name, title, header.get("description", ""), query)

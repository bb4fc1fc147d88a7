"""Query text in, its form out, or a refusal: what must not reach the engine is turned away before it is parsed.

The engine follows ``SERVICE`` to other machines and crashes on deep nesting; both are seen here in the tokens, without
parsing. Endless queries are none of this module's business: :mod:`graph.workers` cuts them off by the clock.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

MAX_NESTING: Final = 128
MAX_LENGTH: Final = 100_000
FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES: Final = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")

# In the order in which they are tried. An IRI may hold "#" and a string may hold anything, so both go before comments.
# Repetitions are possessive and a token never fails after a long run: the time is linear in the query's length.
TOKEN: Final = re.compile(
    r"""(?P<iri><[^<>"{}|^`\x00-\x20]*+>)
      | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*+'''
              | "(?!"")(?:[^"\\\n\r]|\\.)*+" | '(?!'')(?:[^'\\\n\r]|\\.)*+')
      | (?P<unclosed>["'])
      | (?P<comment>\#[^\n\r]*+)
      | (?P<variable>[?$]\w++)
      | (?P<language>@\w[\w-]*+)
      | (?P<run>\w[\w.-]*+)(?P<local>:[\w.:%\\-]*+)?+ | (?P<colon>:[\w.:%\\-]*+)
      | (?P<open>[({\[])
      | (?P<close>[)}\]])
      | (?P<prefix_operator>[!+^-])
      | (?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
WORD: Final = re.compile(r"\w+")
NAMES: Final = ("word", "prefix", "local", "language")  # kinds of tokens that may hold a word of the language
NO_SERVICE: Final = "SERVICE is not allowed: this graph asks no other machine"
ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class QueryError(Exception):
    """A query that has no answer; the message is for the one who asked."""


class QueryRefused(QueryError):  # noqa: N818 (what happened to the query)
    """A query that is not let through to the engine."""


class QuerySyntaxError(QueryError):
    """A query that is not SPARQL; ``line`` and ``column`` count from 1 and are 0 where unknown."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryTimeout(QueryError):  # noqa: N818 (what happened to the query)
    """A query that took longer than it may."""


class PoolBusy(QueryTimeout):
    """A query that no worker had time for; it was not asked."""


class StoreFailure(QueryError):  # noqa: N818 (what happened to the query)
    """A query to which the store behind gave no answer, or none that can be read."""


class StoreLate(StoreFailure):
    """A query to which the store behind gave no answer in time."""


class QueryTooLarge(QueryError):  # noqa: N818 (what happened to the query)
    """A query that needed more memory, or whose answer is longer, than it may be."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the tokens of a query show: its form and whether it names its own dataset (``FROM``)."""

    form: str
    has_dataset: bool


@lru_cache(maxsize=64)  # asked for more than once on the way of a query
def check_query(sparql: str) -> Shape:
    """Return the shape of a query; raise :class:`QueryRefused` for an update, SERVICE, too deep or too long a query.

    Raise :class:`QuerySyntaxError` where it is no query.
    """
    if len(sparql) > MAX_LENGTH:
        raise QueryRefused(f"the query is {len(sparql)} characters long, at most {MAX_LENGTH} are taken")
    shape = _read(sparql)
    plain = unescape(sparql)
    if plain != sparql:  # \u0053ERVICE: escapes count anywhere in a query
        shape = _read(plain)
    if not shape.form:
        raise QuerySyntaxError(f"no query: none of {', '.join(FORMS)} in it")
    return shape


def _read(sparql: str) -> Shape:
    """Return the form of a query, "" where it has none, and whether it has a FROM, in one go through its tokens."""
    depth = run = 0
    form, begun, named, dataset = "", False, False, False
    for kind, text in _tokens(sparql):
        run = run + 1 if kind == "prefix_operator" else 0
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        if depth > MAX_NESTING or run > MAX_NESTING:
            raise QueryRefused(f"the query is nested more than {MAX_NESTING} deep")
        if named and text == "{":
            raise QueryRefused(NO_SERVICE)
        if kind not in NAMES:
            named = False
            continue
        word = text.upper()
        if _is_service(kind, word):
            raise QueryRefused(NO_SERVICE)
        named = (kind == "prefix" and "SERVICE" in word) or (named and kind == "local")
        dataset = dataset or (depth == 0 and word == "FROM" and kind != "local")
        if kind == "word":
            if not begun and word in UPDATES:
                raise QueryRefused(f"{word} is an update; the graph is only read")
            begun = begun or word in FORMS
            form = form or (word if depth == 0 and word in FORMS else "")
    return Shape(form, dataset)


def _is_service(kind: str, word: str) -> bool:
    """Tell whether the engine may read SERVICE in a token: it wants no space around it and ends a name at a full stop.

    ``SERVICE:x {`` is a service too, if ``service:x`` alone is a name: that is for the one who sees the next token.
    """
    return (kind in ("word", "language") and "SERVICE" in word) or (kind == "local" and ".SERVICE" in word)


def _tokens(sparql: str) -> Iterator[tuple[str, str]]:
    """Yield kinds and texts: a name as the words before its colon, ``prefix``, and the rest, ``local``; no comments.

    Raise QuerySyntaxError at a string that is not closed: what follows could be read in more than one way.
    """
    for match in TOKEN.finditer(sparql):
        kind = match.lastgroup or ""
        if kind == "unclosed":
            before = sparql[: match.start()]
            line = before.count("\n") + 1
            raise QuerySyntaxError("a string is not closed", line, match.start() - before.rfind("\n"))
        if kind in ("run", "local", "colon"):
            run, local = match["run"] or "", match["local"] or match["colon"] or ""
            yield from (("prefix" if local and run[-1] != "." else "word", word) for word in WORD.findall(run))
            if local:
                yield "local", local
        elif kind and kind != "comment":
            yield kind, match.group()


def unescape(sparql: str) -> str:
    """Return a query with its ``\\u`` escapes as the characters that they stand for."""

    def to_character(match: re.Match[str]) -> str:
        number = int(match.group(1) or match.group(2), 16)
        return chr(number) if number < 0x110000 else match.group()

    return ESCAPE.sub(to_character, sparql)

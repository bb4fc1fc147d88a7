"""A query with SERVICE in, the same with the services' rows in their place out: other machines are asked here, if any.

The engine would ask any machine, for any time, for any number of rows, so it never sees SERVICE. What it would join
with is asked before, whole, and stands in the query as VALUES: the meaning that SPARQL 1.1 Federated Query gives it.
Only hosts on a list are asked, none by default; no redirect is followed. Used by :mod:`graph.query` before a worker.
"""

import http.client
import re
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import SplitResult, urlencode, urlsplit

from pyoxigraph import BlankNode, QueryResultsFormat, QuerySolutions, Triple, parse_query_results

from graph.guards import FORMS, TOKEN, QueryRefused, StoreFailure, StoreLate, unescape
from graph.manifest import find_smolny_version
from graph.results import Term

MAX_CALLS: Final = 4  # of one query
MAX_ROWS: Final = 10_000  # of one service
MAX_BYTES: Final = 5_000_000
PIECE: Final = 1 << 16
PORTS: Final = {"http": 80, "https": 443}
TYPES: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
RELATIVE: Final = re.compile(r"<[^:<>\"{}|^`\x00-\x20]*>")
WORD: Final = re.compile(r"\bSERVICE\b", re.IGNORECASE)
PREFIX: Final = re.compile(r"\bPREFIX\s+([\w.-]*)\s*:\s*<([^<>\s]*)>", re.IGNORECASE)


class ServiceError(StoreFailure):
    """A service that gave no answer, or none that can be used."""


class LateService(StoreLate):
    """A service that gave no answer in time."""


@dataclass(frozen=True, slots=True)
class Call:
    """A SERVICE in a query: from where to where it stands, whom it asks, for what group, and whether it may fail."""

    start: int
    end: int
    address: str
    group: str
    silent: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that a service gave."""

    names: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


def parse_hosts(text: str) -> frozenset[str]:
    """Return the hosts of a list with commas, each as ``host`` or ``host:port``, in small letters."""
    return frozenset(name.strip().lower() for name in text.split(",") if name.strip())


def may_call(sparql: str) -> bool:
    """Tell whether the word SERVICE is anywhere in a query."""
    return WORD.search(sparql) is not None


def find_calls(sparql: str, hosts: frozenset[str]) -> tuple[Call, ...]:
    """Return the calls of services in a query; raise QueryRefused for one of a host that is not on the list.

    Whatever is not plainly a call is left to the guards (:func:`graph.guards.check_query`), which refuse it.
    """
    if not hosts or unescape(sparql) != sparql:
        return ()
    calls = tuple(_read_calls(sparql))
    if len(calls) > MAX_CALLS:
        raise QueryRefused(f"at most {MAX_CALLS} services are asked for one query")
    for call in calls:
        check_address(call.address, hosts)
    return calls


def check_address(address: str, hosts: frozenset[str]) -> SplitResult:
    """Return the parts of an address; raise QueryRefused where its host is not on the list."""
    try:
        parts = urlsplit(address)
        named = f"{parts.hostname}:{parts.port or PORTS.get(parts.scheme, 0)}"
    except ValueError:
        raise QueryRefused(f"SERVICE <{address}>: no address of a service") from None
    plain = parts.hostname if parts.port in (None, PORTS.get(parts.scheme)) else None
    if parts.scheme not in PORTS or parts.username is not None or not {named, plain} & hosts:
        raise QueryRefused(f"SERVICE <{address}> is not allowed; services may be asked at {', '.join(sorted(hosts))}")
    return parts


def replace_calls(sparql: str, calls: Iterable[Call], patterns: Iterable[str]) -> str:
    """Return the query with a group graph pattern in the place of every call."""
    parts, position = [], 0
    for call, pattern in zip(calls, patterns, strict=True):
        parts += [sparql[position : call.start], pattern]
        position = call.end
    return "".join((*parts, sparql[position:]))


def ask_services(sparql: str, calls: Iterable[Call], prefixes: dict[str, str], base: str, timeout_s: float) -> str:
    """Return the query with the rows of every service in the place of its call; the time is for all together.

    Raises :class:`ServiceError` and :class:`LateService`, but not for a service that may fail (SILENT).
    """
    deadline, patterns = time.monotonic() + timeout_s, []
    prologue = _find_prologue(sparql)
    for call in calls:
        asked = add_prologue(f"{prologue} SELECT * {call.group}", prefixes, base)
        try:
            patterns.append(to_values(ask_service(call.address, asked, deadline)))
        except (ServiceError, LateService):
            if not call.silent:
                raise
            patterns.append("{ }")  # one solution that binds nothing
    return replace_calls(sparql, calls, patterns)


def ask_service(address: str, sparql: str, deadline: float) -> Table:
    """Return the rows that a service gives; raise ServiceError or LateService."""
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_left(address, deadline))
    headers = {
        "Accept": TYPES, "Content-Type": "application/x-www-form-urlencoded", "Accept-Encoding": "identity",
        "User-Agent": f"Smolny/{find_smolny_version()} (https://w3id.org/smolny/)",
    }  # fmt: skip
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.connect()
        with _cut_at(deadline, connection.sock):
            connection.request("POST", path, urlencode({"query": sparql}), headers)
            response = connection.getresponse()
            body = _read_body(response, address)
    except (OSError, http.client.HTTPException) as error:
        _left(address, deadline)
        raise ServiceError(f"the service <{address}> gave no answer ({error or type(error).__name__})") from None
    finally:
        connection.close()
    _left(address, deadline)
    if response.status != http.client.OK:
        raise ServiceError(f"the service <{address}> answered {response.status} {response.reason}")
    return _parse(body, response.headers.get_content_type(), address)


def to_values(table: Table) -> str:
    """Return rows as VALUES; raise ServiceError where they are too many or hold what can't stand there."""
    if len(table.rows) > MAX_ROWS:
        raise ServiceError(f"a service gave more than {MAX_ROWS} rows: ask it for less")
    if any(isinstance(term, (BlankNode, Triple)) for row in table.rows for term in row):
        raise ServiceError("a service gave blank nodes, which mean nothing here: ask it for what has a name")
    lines = (" ".join("UNDEF" if term is None else str(term) for term in row) for row in table.rows)
    names = " ".join(f"?{name}" for name in table.names)
    return f"{{ VALUES ({names}) {{ {' '.join(f'({line})' for line in lines)} }} }}"


def add_prologue(sparql: str, prefixes: dict[str, str], base: str) -> str:
    """Return the query with the base and those of the usual prefixes that it uses and does not declare, on one line."""
    used = {name for name in re.findall(r"([\w.-]+):", sparql) if name in prefixes}
    declared = set(re.findall(r"PREFIX\s+([\w.-]+)\s*:", sparql, re.IGNORECASE))
    lines = [f"PREFIX {name}: <{prefixes[name]}>" for name in sorted(used - declared)]
    if RELATIVE.search(sparql) and not re.search(r"\bBASE\s*<", sparql, re.IGNORECASE):
        lines.insert(0, f"BASE <{base}>")
    return " ".join((*lines, sparql))


def _read_calls(sparql: str) -> Iterator[Call]:
    tokens = [match for match in TOKEN.finditer(sparql) if match.lastgroup != "comment"]
    declared = dict(PREFIX.findall(sparql))
    number = 0
    while number < len(tokens):
        found = _read_call(sparql, tokens, number, declared)
        if found:
            call, number = found
            yield call
        else:
            number += 1


def _read_call(
    sparql: str, tokens: list[re.Match[str]], number: int, declared: dict[str, str]
) -> tuple[Call, int] | None:
    """Return the call that begins with a token and the number of the token after it; None where none does."""
    if tokens[number].group().upper() != "SERVICE":
        return None
    rest = tokens[number + 1 : number + 4]
    silent = bool(rest) and rest[0].group().upper() == "SILENT"
    address, opening = rest[silent : silent + 2] if len(rest) == 3 or not silent else (None, None)
    if address is None or opening is None or opening.group() != "{":
        return None
    depth, first = 0, number + silent + 2
    for last in range(first, len(tokens)):
        depth += (tokens[last].lastgroup == "open") - (tokens[last].lastgroup == "close")
        if depth == 0:
            group = sparql[tokens[first].start() : tokens[last].end()]
            call = Call(tokens[number].start(), tokens[last].end(), _to_iri(address.group(), declared), group, silent)
            return call, last + 1
    return None


def _to_iri(text: str, declared: dict[str, str]) -> str:
    """Return the IRI of an address as it stands in a query; raise QueryRefused for a variable or an unknown prefix."""
    if text.startswith("<"):
        return text[1:-1]
    prefix, colon, local = text.partition(":")
    if not colon or prefix not in declared:
        raise QueryRefused(f"SERVICE {text}: a service is named by its address, as SERVICE <https://…>")
    return declared[prefix] + local


def _find_prologue(sparql: str) -> str:
    """Return the BASE and PREFIX lines of a query, without its comments, as one line."""
    tokens = []
    for match in TOKEN.finditer(sparql):
        if match.group().upper() in FORMS:
            break
        if match.lastgroup != "comment":
            tokens.append(match.group())
    return " ".join(tokens)


def _left(address: str, deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise LateService(f"the service <{address}> gave no answer in time")
    return left


@contextmanager
def _cut_at(deadline: float, sock: socket.socket) -> Iterator[None]:
    """End a connection at a point in time, however slowly it drips."""

    def cut() -> None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _read_body(response: http.client.HTTPResponse, address: str) -> bytes:
    body = b""
    while piece := response.read1(PIECE):
        body += piece
        if len(body) > MAX_BYTES:
            raise ServiceError(f"the service <{address}> answered with more than {MAX_BYTES} bytes: ask it for less")
    return body


def _parse(body: bytes, media_type: str, address: str) -> Table:
    format_ = QueryResultsFormat.from_media_type(media_type)
    found = _read_rows(body, format_) if format_ else f"{media_type}, which is no type for rows"
    if isinstance(found, str):
        raise ServiceError(f"the service <{address}> gave an answer that can't be read ({found})")
    return found


def _read_rows(body: bytes, format_: QueryResultsFormat) -> Table | str:
    """Return what is in a body, or why it can't be read: an exception would carry the reader to another thread."""
    try:
        found = parse_query_results(body, format=format_)
        if not isinstance(found, QuerySolutions):
            return "a truth value"
        names = tuple(variable.value for variable in found.variables)
        return Table(names, tuple(tuple(row) for row in islice(found, MAX_ROWS + 1)))
    except (SyntaxError, ValueError) as error:
        return str(error)

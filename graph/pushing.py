"""A built graph in, the same in a SPARQL 1.1 store out, by the Graph Store HTTP Protocol.

Each source is one named graph, replaced whole (PUT); entities, facts and ontology go to the unnamed graph, or to one
that stands for it. What the store was given is written down after every graph, in ``index/pushed-….json``: a push that
broke off goes on where it stopped, and the next one sends only what has changed and deletes what is no more.
https://www.w3.org/TR/sparql11-http-rdf-update/
"""

import base64
import hashlib
import http.client
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

from pyoxigraph import RdfFormat, parse

from graph.replacing import replace_file
from graph.store import find_turtle
from graph.stores import Access

TURTLE: Final = "text/turtle"
PATIENT: Final = (429, 500, 502, 503, 504)
PIECE: Final = 2_000_000  # bytes of one request: Virtuoso hangs up on long ones
TRIES: Final = 3
TIMEOUT_S: Final = 600.0
SHOWN: Final = 200  # characters of what a store says
MARKUP: Final = re.compile(r"<(title|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
UNNAMED: Final = "the unnamed graph (for a store without one, name another: --default-graph)"
Report = Callable[[int, int, str], None]
State = dict[str, str]  # the digest of each graph that the store has, by its name


class PushError(Exception):
    """The store did not take a graph; the message says which, and what it said."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """How many graphs were sent, were there already, were deleted."""

    sent: int
    unchanged: int
    deleted: int


@dataclass(frozen=True, slots=True)
class Part:
    """A graph as the store will have it: its name, "" for the unnamed one; its files, and a digest of their content."""

    name: str
    paths: tuple[Path, ...]
    digest: str


def push(
    folder: Path, access: Access, *, everything: bool = False, progress: Report = lambda done, total, name: None
) -> Pushed:
    """Bring the graph of ``folder`` to the store whose Graph Store Protocol is answered at ``access.url``.

    ``everything`` sends also what the store should have already. Raises :class:`PushError` and StoreError.
    """
    parts = list_parts(folder, access.default_graph)
    path = name_state(folder, access)
    state = read_state(path)
    due = [part for part in parts if everything or state.get(part.name) != part.digest]
    gone = sorted(set(state) - {part.name for part in parts})
    store = GraphStore(access)
    for number, part in enumerate(due):
        progress(number, len(due), part.name)
        state.pop(part.name, None)
        write_state(path, state)
        for index, (file, body) in enumerate(read_pieces(part.paths)):
            store.send("POST" if index else "PUT", part.name, file, body)
        state[part.name] = part.digest
        write_state(path, state)
    for name in gone:
        store.send("DELETE", name)
        del state[name]
        write_state(path, state)
    return Pushed(len(due), len(parts) - len(due), len(gone))


def list_parts(folder: Path, default_graph: str = "") -> tuple[Part, ...]:
    """Return the graphs of a folder, the unnamed one under the name that stands for it; raise StoreError."""
    found = find_turtle(folder)
    parts = []
    for graph, files in groupby(found, key=lambda pair: pair[1].value if pair[1] else default_graph):
        paths = tuple(path for path, _ in files)
        digest = hashlib.sha256()
        for path in paths:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        parts.append(Part(graph, paths, digest.hexdigest()))
    return tuple(parts)


def read_pieces(paths: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    """Yield the content of Turtle files in pieces of about :data:`PIECE` bytes at most, each whole by itself.

    A longer file is cut between triples, which is no harm: no blank node is in what ``smolny build`` writes.
    """
    for path in paths:
        if path.stat().st_size <= PIECE:
            yield path, path.read_bytes()
            continue
        lines, size = [], 0
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            lines.append(f"{quad.triple} .\n".encode())
            size += len(lines[-1])
            if size > PIECE:
                yield path, b"".join(lines)
                lines, size = [], 0
        yield path, b"".join(lines)


def name_state(folder: Path, access: Access) -> Path:
    """Return the file that tells what a store has been given."""
    marks = (hashlib.sha256(text.encode()).hexdigest()[:8] for text in (access.url, access.default_graph))
    return folder / "index" / f"pushed-{'-'.join(marks)}.json"


def read_state(path: Path) -> State:
    """Return what a store has been given; nothing where that is not known."""
    try:
        graphs = json.loads(path.read_text(encoding="utf-8"))["graphs"]
        return {str(name): str(digest) for name, digest in graphs.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # then all is sent again


def write_state(path: Path, state: State) -> None:
    """Write down what a store has been given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps({"graphs": state}, indent=1, sort_keys=True).encode("utf-8"))


class GraphStore:
    """The Graph Store Protocol of one store, with patience where it is busy."""

    def __init__(self, access: Access, sleep: Callable[[float], None] = time.sleep) -> None:
        self._access, self._sleep = access, sleep
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, access.url, access.user, access.password)
        self._digest = urllib.request.HTTPDigestAuthHandler(known)

    def send(self, method: str, name: str, file: Path | None = None, body: bytes = b"") -> None:
        """PUT, POST or DELETE a graph, Turtle out of ``file``; raise :class:`PushError`.

        What is deleted and was not there is no error.
        """
        reason = ""
        for number in range(TRIES):
            if number:
                self._sleep(2.0**number)
            try:
                return self._send_once(method, name, body)
            except urllib.error.HTTPError as error:
                if method == "DELETE" and error.code == 404:
                    return None
                reason = describe(error)
                if error.code not in PATIENT:
                    break
            except (OSError, http.client.HTTPException) as error:
                reason = f"no answer ({getattr(error, 'reason', None) or error or type(error).__name__})"
        place = f"{file} to {name or UNNAMED}" if file else name or UNNAMED
        raise PushError(f"{self._access.url}: {method} of {place}: {reason}")

    def _send_once(self, method: str, name: str, body: bytes) -> None:
        request = self._make_request(method, name)
        self._authorize(request)
        if method != "DELETE":
            request.data = body
            request.add_header("Content-Type", TURTLE)
        urllib.request.urlopen(request, timeout=TIMEOUT_S).close()

    def _make_request(self, method: str, name: str) -> urllib.request.Request:
        url = self._access.url
        graph = urlencode({"graph": name}) if name else "default"
        return urllib.request.Request(f"{url}{'&' if urlsplit(url).query else '?'}{graph}", method=method)

    def _authorize(self, request: urllib.request.Request) -> None:
        """Add who asks, before a body is sent in vain."""
        access = self._access
        if not access.user:
            return
        if access.auth == "basic":
            pair = base64.b64encode(f"{access.user}:{access.password}".encode()).decode("ascii")
            request.add_header("Authorization", f"Basic {pair}")
        elif challenge := self._find_challenge():
            request.add_header("Authorization", f"Digest {self._digest.get_authorization(request, challenge)}")

    def _find_challenge(self) -> dict[str, str]:
        """Return what the store asks for in the way of a digest; nothing where it asks for none."""
        try:
            urllib.request.urlopen(self._make_request("HEAD", "urn:x-smolny:nothing"), timeout=TIMEOUT_S).close()
        except urllib.error.HTTPError as error:
            scheme, _, rest = error.headers.get("WWW-Authenticate", "").partition(" ")
            if error.code == 401 and scheme.lower() == "digest":
                return urllib.request.parse_keqv_list(urllib.request.parse_http_list(rest))
        return {}


def describe(error: urllib.error.HTTPError) -> str:
    """Return what a store says of an error in one line, and what to do where that is known."""
    text = MARKUP.sub(" ", error.read(10_000).decode("utf-8", "replace"))
    said = " ".join(text.split())[:SHOWN]
    hint = "; set SMOLNY_STORE_USER, SMOLNY_STORE_PASSWORD and SMOLNY_STORE_AUTH" if error.code in (401, 403) else ""
    return f"HTTP {error.code} {error.reason}{f': {said}' if said else ''}{hint}"

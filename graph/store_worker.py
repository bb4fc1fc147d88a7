"""The process that asks a SPARQL 1.1 store over HTTP: requests on standard input, answers on standard output.

Run by :mod:`graph.workers` as ``python -m graph.store_worker FOLDER MEGABYTES``; messages as :mod:`graph.query_worker`
has them. What the store is sent was parsed here first, against no data: only standard queries reach it, whatever words
of its own it knows. Its answer is read as it comes, cut after as many rows as may be, written in the type asked for.
"""

import http.client
import resource
import sys
import urllib.error
from io import BufferedReader
from typing import IO, Any, Final, cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from SPARQLWrapper import JSON, POST, TURTLE, URLENCODED, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from graph.query_worker import LongAnswer, Outlet, serve, write_found
from graph.results import ResultError, to_boolean
from graph.services import add_prologue
from ontology.files import PREFIXES

TABLE_TYPES: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
GRAPH_TYPES: Final = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.8"
LONGEST: Final = 300  # characters of what a store says of an error


def answer(empty: Store, request: dict[str, Any], outlet: Outlet) -> dict[str, Any]:
    """Write the store's answer to a request, and return what there is to say of it, or what was wrong."""
    try:
        empty.query(request["sparql"], base_iri=request["base"], prefixes=PREFIXES)
    except SyntaxError as error:
        return {"error": "syntax", "message": str(error)}
    except (ValueError, RuntimeError) as error:
        return {"error": "refused", "message": str(error)}
    except MemoryError:
        return {"error": "memory", "message": "out of memory"}
    return _ask(request, outlet)


def _ask(request: dict[str, Any], outlet: Outlet) -> dict[str, Any]:
    """Ask the store; every way in which that can fail becomes a record."""
    try:
        response = make_wrapper(request).query().response
        with response:
            return _read(response, request, outlet)
    except LongAnswer as error:
        return {"error": "long", "message": str(error)}
    except urllib.error.HTTPError as error:
        return fail(f"HTTP {error.code} {error.reason}", late=error.code == 504)
    except SPARQLWrapperException as error:
        return fail(f"{error.msg.partition(':')[0]}: {_shorten(error.args)}")
    except (SyntaxError, ValueError, ResultError) as error:
        return fail(f"its answer can't be read ({error})")
    except MemoryError:
        return {"error": "memory", "message": "out of memory"}
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        late = isinstance(reason, TimeoutError)
        return fail("no answer in time" if late else f"no answer ({reason or type(reason).__name__})", late=late)


def make_wrapper(request: dict[str, Any]) -> SPARQLWrapper:
    """Return the request to the store."""
    store, form = request["store"], request["form"]
    wrapper = SPARQLWrapper(store["url"], returnFormat=TURTLE if form in ("CONSTRUCT", "DESCRIBE") else JSON)
    wrapper.setOnlyConneg(True)
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(URLENCODED)
    wrapper.setTimeout(max(1, round(request["timeout_s"])))
    wrapper.setQuery(add_prologue(request["sparql"], PREFIXES, request["base"]))
    wrapper.queryType = form
    wrapper.addCustomHttpHeader("Accept", TABLE_TYPES if form in ("SELECT", "ASK") else GRAPH_TYPES)
    for name, graphs in (("default-graph-uri", "default_graphs"), ("named-graph-uri", "named_graphs")):
        for iri in request[graphs]:
            wrapper.addParameter(name, iri)
    if store["user"]:
        wrapper.setHTTPAuth(store["auth"].upper())
        wrapper.setCredentials(store["user"], store["password"])  # a digest is for the realm "SPARQL", Virtuoso's
    return wrapper


def fail(reason: str, *, late: bool = False) -> dict[str, Any]:
    """Return the record of a store that gave no answer."""
    return {"error": "late" if late else "store", "message": f"the store: {' '.join(reason.split())}"[:LONGEST]}


def _read(response: http.client.HTTPResponse, request: dict[str, Any], outlet: Outlet) -> dict[str, Any]:
    kind = response.headers.get_content_type()
    file = cast(IO[bytes], BufferedReader(response))
    if request["form"] in ("CONSTRUCT", "DESCRIBE"):
        format_ = RdfFormat.N_TRIPLES if kind == "text/plain" else RdfFormat.from_media_type(kind)
        if format_ is None:
            raise ValueError(f"{kind} is no type for triples")
        triples = (quad.triple for quad in parse(file, format=format_, base_iri=request["base"]))
        return write_found(cast(Any, triples), request, outlet)
    found_format = QueryResultsFormat.from_media_type(kind)
    if found_format is None:
        raise ValueError(f"{kind} is no type for rows")
    found = parse_query_results(file, format=found_format)
    if request["form"] == "ASK" and isinstance(found, QuerySolutions):  # as Virtuoso writes a truth value
        value = any(term.value not in ("0", "false") for row in found for term in row if term)
        outlet.write(to_boolean(request["media_type"], value))
        return {"rows": 1, "truncated": False}
    if isinstance(found, (QueryBoolean, QuerySolutions)):
        return write_found(found, request, outlet)
    raise ValueError("it holds neither rows nor a truth value")


def _shorten(arguments: tuple[Any, ...]) -> str:
    text = " ".join(part.decode("utf-8", "replace") if isinstance(part, bytes) else str(part) for part in arguments)
    return text.partition("Response:")[2].strip().removeprefix("b'").removesuffix("'") or text


def main() -> None:
    """Answer until the input ends."""
    megabytes = int(sys.argv[2])
    if megabytes:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    empty = Store()
    serve(lambda request, outlet: answer(empty, request, outlet))


if __name__ == "__main__":
    main()

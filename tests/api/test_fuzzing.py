"""Whatever comes in, no answer is a 500: routes by their OpenAPI, negotiation and queries by hypothesis."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.settings import Settings

WORDS = [
    "SELECT",
    "ASK",
    "CONSTRUCT",
    "DESCRIBE",
    "WHERE",
    "*",
    "{",
    "}",
    "(",
    ")",
    "?s",
    "?p",
    "?o",
    ".",
    ";",
    ",",
    "a",
    "smo:Person",
    "<person/victor-serge>",
    "<http://a/>",
    "FILTER",
    "OPTIONAL",
    "UNION",
    "BIND",
    "AS",
    "?x",
    "'a'@fr",
    "1",
    "GRAPH",
    "FROM",
    "NAMED",
    "<x:>",
    "GROUP BY",
    "ORDER BY",
    "LIMIT",
    "OFFSET",
    "COUNT(*)",
    "STR",
    "REGEX",
    "EXISTS",
    "VALUES",
    "MINUS",
    "/",
    "|",
    "^",
    "+",
    "!",
    "=",
    "<",
    "PREFIX",
    "a:",
    "BASE",
    "SERVICE",
    "DISTINCT",
    '"""',
    "'",
    "\\",
    "#",
    "\n",
    "\u0000",
    "\ud7ff",
    "é",
    "𝔘",
    "HAVING",
    "SUM(?x)",
    "INSERT DATA",
]
TYPES = [
    "*/*",
    "text/html",
    "text/*",
    "application/*",
    "text/turtle",
    "application/sparql-results+json",
    "text/csv",
    "application/ld+json",
    "application/n-quads",
    "a/b",
    "",
    "text",
    "/",
    "*",
    "text/turtle;charset=utf-8",
]
FORMATS = ["json", "xml", "csv", "tsv", "ttl", "nt", "jsonld", "rdf", "trig", "nq", "html", "", "é"]
PATHS = [
    "/",
    "/sparql",
    "/search",
    "/suggest",
    "/graph",
    "/map",
    "/corpus",
    "/conflicts",
    "/reconcile",
    "/health",
    "/data/x.ttl",
    "/id/person/victor-serge",
    "/page/person/victor-serge",
    "/page/source/notice",
    "/.well-known/void",
    "/files/facts.ttl",
    "/reconcile/suggest/entity",
    "/reconcile/properties",
    "/reconcile/preview",
    "/reconcile/flyout/entity",
    "/openapi.json",
]
NAMES = [
    "query",
    "q",
    "graph",
    "default",
    "default-graph-uri",
    "format",
    "lang",
    "prefix",
    "id",
    "type",
    "part",
    "at",
    "from",
    "to",
    "who",
    "kind",
    "queries",
    "extend",
    "cursor",
    "limit",
    "page",
    "callback",
]
EXAMPLES = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
quality = st.sampled_from(
    ["", ";q=1", ";q=0", ";q=0.5", ";q=", ";q=x", ";q=9", ";q=-1", ";a=b;q=.3", ";q=nan", ";q=inf"]
)
accepts = st.lists(st.tuples(st.sampled_from(TYPES), quality).map("".join), max_size=6).map(",".join)
printable = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)
queries = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


@pytest.fixture(scope="module")
def app(built: Path) -> FastAPI:
    return create_app(Settings(folder=built, workers=1, timeout_s=2))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


@EXAMPLES
@given(query=queries | st.text(max_size=60), accept=accepts | printable, form=st.sampled_from(["", *FORMATS]))
def test_queries_of_any_kind(client: TestClient, query: str, accept: str, form: str) -> None:
    parameters = {"query": query.encode("utf-8", "replace").decode(), **({"format": form} if form else {})}
    found = client.get("/sparql", params=parameters, headers={"Accept": accept})
    assert found.status_code in (200, 304, 400, 403, 406, 413, 422, 503), (query, accept, found.text[:500])
    posted = client.post("/sparql", content=query.encode("utf-8", "replace"), headers={
        "Accept": accept, "Content-Type": "application/sparql-query"})  # fmt: skip
    assert posted.status_code in (200, 400, 403, 406, 413, 422, 503), (query, accept, posted.text[:500])


@EXAMPLES
@given(
    path=st.sampled_from(PATHS),
    pairs=st.lists(st.tuples(st.sampled_from(NAMES), printable | st.text(max_size=8)), max_size=4),
    accept=accepts,
    method=st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "DELETE", "PATCH"]),
    language=printable,
)
def test_any_parameters_of_any_route(
    client: TestClient, path: str, pairs: list[tuple[str, str]], accept: str, method: str, language: str
) -> None:
    asked = "&".join(f"{name}={quote(value.encode('utf-8', 'replace'))}" for name, value in pairs)
    found = client.request(method, f"{path}?{asked}", headers={"Accept": accept, "Accept-Language": language})
    assert found.status_code != 500, (method, path, asked, accept, found.text[:500])


@EXAMPLES
@given(
    body=st.binary(max_size=200),
    kind=st.sampled_from(
        [
            "application/sparql-query",
            "application/x-www-form-urlencoded",
            "application/json",
            "multipart/form-data",
            "",
            "multipart/form-data; boundary=a",
            "text/plain; charset=x",
            "application/sparql-query; charset=utf-16",
        ]
    ),
)
def test_any_bytes_posted(client: TestClient, body: bytes, kind: str) -> None:
    for path in ("/sparql", "/reconcile", "/graph"):
        found = client.post(path, content=body, headers={"Content-Type": kind})
        assert found.status_code < 500 or found.status_code == 503, (path, body, kind, found.text[:500])


@EXAMPLES
@given(
    path=st.text(max_size=30),
    prefix=st.sampled_from(["/id/", "/page/", "/data/", "/files/", "/page/source/", "/static/"]),
)
def test_any_path(client: TestClient, path: str, prefix: str) -> None:
    found = client.get(prefix + quote(path.encode("utf-8", "replace")))
    assert found.status_code != 500, (prefix, path, found.text[:500])


def test_the_routes_as_schemathesis_sees_them(app: FastAPI) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis (PyPI) is not installed")
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    seen = set()
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def call(case: object) -> None:
            response = case.call()  # type: ignore[attr-defined]
            assert response.status_code != 500, (case, response.text[:500])

        call()
        seen.add(operation.path)
    assert len(seen) >= 10

"""Whatever a client sends, the answer is no mistake of the server's, and an error has the one shape."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_routers
from api.reference import find_routes

FUZZ = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NAME = st.one_of(
    TEXT, st.sampled_from(["Léon Trotsky", "KPD", "smo:Person", "smo:born", "person/leon-trotsky", "1917"])
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), NAME),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAME, inner, max_size=4)),
    max_leaves=12,
)
PROPERTY = st.fixed_dictionaries({"pid": NAME, "v": JSON})
QUERY = st.fixed_dictionaries(
    {},
    optional={
        "query": st.one_of(NAME, JSON), "type": st.one_of(NAME, st.lists(NAME, max_size=3), JSON), "limit": JSON,
        "type_strict": st.sampled_from(["any", "all", "should", "x"]),
        "properties": st.one_of(st.lists(PROPERTY, max_size=3), JSON),
    },
)  # fmt: skip
EXTEND = st.fixed_dictionaries(
    {"ids": st.lists(NAME, max_size=3)},
    optional={
        "properties": st.lists(st.fixed_dictionaries({"id": NAME}, optional={"settings": JSON}), max_size=3),
    },
)
TYPES = ("text/turtle", "text/html", "*/*", "application/json", "text/*", "x", "application/n-quads")
ACCEPT = st.one_of(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
    st.lists(
        st.builds(
            "{};q={}".format,
            st.sampled_from(TYPES),
            st.one_of(st.floats(), st.sampled_from(["1", "0", "x", ""])),
        ),
        max_size=4,
    ).map(",".join),
)  # fmt: skip
PATHS = sorted(route.path for route in find_routes(create_routers(None)))  # type: ignore[arg-type]


def check(answer: Any) -> None:
    assert answer.status_code < 500 or answer.status_code == 503, answer.text
    if answer.status_code >= 400 and "text/html" not in answer.headers["content-type"]:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code


@FUZZ
@given(batch=st.one_of(st.dictionaries(NAME, QUERY, max_size=3), JSON))
def test_reconciliation_queries(client: TestClient, batch: Any) -> None:
    answer = client.post("/reconcile", data={"queries": json.dumps(batch)})
    check(answer)
    if answer.status_code == 200:
        assert answer.json().keys() == json.loads(json.dumps(batch)).keys()


@FUZZ
@given(query=st.one_of(EXTEND, JSON))
def test_data_extension_queries(client: TestClient, query: Any) -> None:
    check(client.post("/reconcile", data={"extend": json.dumps(query)}))


@FUZZ
@given(path=st.sampled_from(PATHS), part=NAME, names=st.dictionaries(NAME, NAME, max_size=3), accept=ACCEPT)
@pytest.mark.parametrize("known", [True, False])
def test_any_route(client: TestClient, known: bool, path: str, part: str, names: dict[str, str], accept: str) -> None:
    keys = ("id", "prefix", "query", "graph", "default", "format", "type", "limit", "cursor", "q", "callback")
    parameters = dict(zip(keys, names.values(), strict=False)) if known else names
    where = path.split("{")[0] + ("" if "{" not in path else quote(part, safe=""))
    check(client.get(where, params=parameters, headers={"Accept": accept}))


@FUZZ
@given(query=st.one_of(TEXT, TEXT.map("SELECT * {{ {} }}".format)), accept=ACCEPT, format_=NAME)
def test_sparql(client: TestClient, query: str, accept: str, format_: str) -> None:
    check(client.post("/sparql", data={"query": query, "format": format_}, headers={"Accept": accept}))

"""The reconciliation service, by the requests that OpenRefine 3 sends: their names, forms and spellings.

What it sends was read in its source: a posted form with ``queries`` of ``query``, ``type``, ``type_strict`` and
``properties`` with ``pid`` and ``v``; ``extend``; suggestions by ``prefix``; all but the posts also with ``callback``.
"""

import json
import re
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft7Validator

from api.app import create_app
from api.matches import agree_in_date
from api.settings import Settings

SCHEMAS = json.loads((Path(__file__).parent / "reconciliation_schemas.json").read_text(encoding="utf-8"))
TROTSKY = "person/leon-trotsky"


def ask(client: TestClient, queries: dict[str, Any]) -> dict[str, Any]:
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    return check(answer.json(), SCHEMAS["results"])


def ask_one(client: TestClient, query: str, **more: Any) -> list[dict[str, Any]]:
    found = ask(client, {"q0": {"query": query, **more}})["q0"]["result"]
    assert found == sorted(found, key=lambda candidate: -candidate["score"])
    assert sum(candidate["match"] for candidate in found) <= 1
    assert all(0 <= candidate["score"] <= 100 for candidate in found)
    return found


def extend(client: TestClient, ids: list[str], *properties: dict[str, Any]) -> dict[str, Any]:
    answer = client.post("/reconcile", data={"extend": json.dumps({"ids": ids, "properties": properties})})
    assert answer.status_code == 200, answer.text
    return check(answer.json(), SCHEMAS["extension"])


def check(record: Any, schema: dict[str, Any]) -> Any:
    errors = [f"{list(error.path)}: {error.message}" for error in Draft7Validator(schema).iter_errors(record)]
    assert not errors
    return record


@pytest.mark.parametrize(
    ("schema", "wrong"),
    [
        (SCHEMAS["manifest"], {"name": "x", "identifierSpace": "x", "schemaSpace": "x", "versions": ["0.1"]}),
        (SCHEMAS["results"], {"q0": {}}),
        (SCHEMAS["results"], {"q0": {"result": [{"id": "x", "name": "x"}]}}),
        (SCHEMAS["extension"], {"meta": [], "rows": {"x": {"p": [{"date": "1917"}]}}}),
        (SCHEMAS["extension"], {"meta": [], "rows": {"x": {"p": [{"str": "x", "id": "x"}]}}}),
        (SCHEMAS["suggestions"], {"result": [{"id": "x"}]}),
    ],
)
def test_the_schemas_refuse_what_is_wrong(schema: dict[str, Any], wrong: Any) -> None:
    assert list(Draft7Validator(schema).iter_errors(wrong))


def test_the_manifest_leads_to_all_services(client: TestClient) -> None:
    answer = client.get("/reconcile", headers={"Origin": "http://127.0.0.1:3333"})
    manifest = check(answer.json(), SCHEMAS["manifest"])
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert manifest["identifierSpace"] == "https://w3id.org/smolny/id/"
    assert {"id": "smo:Person", "name": "personne"}.items() <= manifest["defaultTypes"][0].items()
    view = manifest["view"]["url"].replace("{{id}}", urllib.parse.quote(TROTSKY, safe=""))
    assert "Léon Trotsky" in client.get(view).text
    preview = manifest["preview"]["url"].replace("{{id}}", urllib.parse.quote(TROTSKY, safe=""))
    assert "Léon Trotsky" in client.get(preview).text
    for service in manifest["suggest"].values():
        found = client.get(service["service_url"] + service["service_path"], params={"prefix": ""}).json()
        assert check(found, SCHEMAS["suggestions"])["result"]
        flyout = service["flyout_service_url"] + service["flyout_service_path"]
        id_ = urllib.parse.quote(found["result"][0]["id"], safe="")
        assert check(client.get(flyout.replace("${id}", id_)).json(), SCHEMAS["flyout"])["html"]
    proposals = manifest["extend"]["propose_properties"]
    answer = client.get(proposals["service_url"] + proposals["service_path"] + "?type=smo:Person")
    assert check(answer.json(), SCHEMAS["proposal"])["properties"]


def test_the_manifest_in_english(client: TestClient) -> None:
    manifest = check(client.get("/reconcile", headers={"Accept-Language": "en"}).json(), SCHEMAS["manifest"])
    assert manifest["defaultTypes"][0]["name"] == "person"
    assert manifest["extend"]["property_settings"][0]["label"] == "Number of values"


def test_the_manifest_by_jsonp(client: TestClient) -> None:
    callback = "jQuery1111_1604"
    answer = client.get("/reconcile", params={"callback": callback, "_": "1605"})
    assert answer.headers["content-type"].startswith("application/javascript")
    body = re.fullmatch(r"/\*\*/jQuery1111_1604\((.*)\);", answer.text)
    assert body
    assert json.loads(body.group(1)) == client.get("/reconcile").json()


@pytest.mark.parametrize("callback", ["alert(1)//", "a b", "<script>", "é", "x" * 200, "1x"])
def test_a_callback_is_a_name(client: TestClient, callback: str) -> None:
    answer = client.get("/reconcile", params={"callback": callback})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_types_are_guessed_as_openrefine_does(client: TestClient) -> None:
    body = "queries=%7B%22q1%22%3A%7B%22query%22%3A%22Berlin%22%2C%22limit%22%3A3%7D%2C%22q0%22%3A%7B%22query%22%3A"
    body += "%22Victor+Serge%22%2C%22limit%22%3A3%7D%7D"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    results = check(client.post("/reconcile", content=body, headers=kind).json(), SCHEMAS["results"])
    assert list(results) == ["q1", "q0"]
    first = results["q0"]["result"][0]
    assert (first["id"], first["name"], first["match"]) == ("person/victor-serge", "Victor Serge", True)
    assert first["type"][0] == {"id": "smo:Person", "name": "personne"}
    assert {one["id"] for one in results["q1"]["result"][0]["type"]} >= {"smo:Place"}


@pytest.mark.parametrize(
    "name", ["Léon Trotsky", "LEON TROTSKY", "trotski léon", "Leon Trotzki", "Лев Троцкий", "Троцкий, Лев", TROTSKY]
)
def test_a_name_matches_however_it_is_written(client: TestClient, name: str) -> None:
    best = ask_one(client, name, type="smo:Person", type_strict="should")[0]
    assert (best["id"], best["match"]) == (TROTSKY, True)
    assert best["score"] > 90


def test_an_iri_is_a_name_too(client: TestClient) -> None:
    best = ask_one(client, "https://w3id.org/smolny/id/" + TROTSKY)[0]
    assert (best["id"], best["match"], best["score"]) == (TROTSKY, True, 100)


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("Victor", {}),
        ("V. Serge-Durand", {}),
        ("Lév Trosky", {}),
        ("Trotsky", {"type": "smo:Martian"}),
        ("Victor Serge", {"properties": [{"pid": "smo:born", "v": "1702"}]}),
    ],
)
def test_no_match_where_it_is_not_sure(client: TestClient, name: str, more: dict[str, Any]) -> None:
    assert not any(candidate["match"] for candidate in ask_one(client, name, **more))


def test_classes_restrict_with_all_below_them(client: TestClient) -> None:
    assert ask_one(client, "Soviet de Petrograd", type="smo:Soviet")[0]["match"]
    assert ask_one(client, "Soviet de Petrograd", type="smo:Body")[0]["match"]
    assert ask_one(client, "Soviet de Petrograd", type="https://w3id.org/smolny/ontology#Body")[0]["match"]
    assert ask_one(client, "Soviet de Petrograd", type=["smo:Person", "smo:Soviet"])[0]["match"]
    assert not ask_one(client, "Soviet de Petrograd", type=["smo:Person", "smo:Soviet"], type_strict="all")
    for candidate in ask_one(client, "Soviet de Petrograd", type="smo:Person"):
        assert candidate["id"].startswith("person/")


def test_what_else_is_known_raises_or_lowers_a_score(client: TestClient) -> None:
    plain = ask_one(client, "Trotsky, L.")[0]["score"]
    right = ask_one(client, "Trotsky, L.", properties=[{"pid": "smo:died", "v": "1940-08-21"}])[0]
    wrong = ask_one(client, "Trotsky, L.", properties=[{"pid": "smo:died", "v": "1917"}])[0]
    assert right["id"] == wrong["id"] == TROTSKY
    assert wrong["score"] < plain <= right["score"]
    assert {"id": "property:smo:died", "value": 1.0} in right["features"]
    assert not wrong["match"]


@pytest.mark.parametrize(
    "value",
    [
        "Mexico", "MEXICO", {"id": "place/mexico", "name": "Mexico"}, ["Paris", "Mexico"],
        [{"id": "place/mexico"}, 3, True],
    ],
)  # fmt: skip
def test_a_property_may_be_an_entity(client: TestClient, value: Any) -> None:
    best = ask_one(client, "Léon Trotsky", properties=[{"pid": "smo:diedIn", "v": value}])[0]
    assert {"id": "property:smo:diedIn", "value": 1.0} in best["features"]


def test_entities_are_found_by_properties_alone(client: TestClient) -> None:
    for wanted in ({"pid": "smo:died", "v": "1940"}, {"pid": "smo:diedIn", "v": "Mexico"}):
        found = ask(client, {"q0": {"properties": [wanted]}})["q0"]["result"]
        assert [candidate["id"] for candidate in found] == [TROTSKY]
        assert not found[0]["match"]


def test_a_limit_is_kept(client: TestClient) -> None:
    assert len(ask_one(client, "Soviet", limit=1)) == 1
    assert ask_one(client, "") == []


def test_queries_in_the_address(client: TestClient) -> None:
    queries = {"q0": {"query": "Victor Serge"}}
    got = client.get("/reconcile", params={"queries": json.dumps(queries)}).json()
    assert got == ask(client, queries)
    assert client.get("/reconcile", params={"query": "Victor Serge"}).json() == got["q0"]


@pytest.mark.parametrize(
    ("request_", "status", "word"),
    [
        ({"data": {"queries": "{"}}, 400, "JSON"),
        ({"data": {"queries": "[" * 100_000}}, 400, "JSON"),
        ({"data": {"queries": "[]"}}, 400, "object"),
        ({"data": {"queries": '{"q0": 1}'}}, 400, "q0"),
        ({"data": {"queries": '{"q0": {"query": 1}}'}}, 400, "q0"),
        ({"data": {"queries": '{"q0": {"query": "x", "properties": [{"pid": 1, "v": 1}]}}'}}, 400, "pid"),
        ({"data": {"queries": json.dumps({f"q{n}": {"query": "x"} for n in range(101)})}}, 413, "100"),
        ({"data": {"queries": "x" * 1_000_001}}, 413, "1000000"),
        ({"data": {"extend": "{}"}}, 400, "ids"),
        ({"data": {"extend": '{"ids": [], "properties": ["smo:born"]}'}}, 400, "id"),
        ({"data": {"extend": json.dumps({"ids": ["x"] * 1001, "properties": []})}}, 413, "1000"),
        ({"data": {"other": "x"}}, 400, "queries"),
        ({"json": {"q0": {"query": "x"}}}, 415, "form"),
    ],
)
def test_what_is_refused(client: TestClient, request_: dict[str, Any], status: int, word: str) -> None:
    answer = client.post("/reconcile", **request_)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.json()["detail"]


def test_long_and_strange_names_do_no_harm(client: TestClient) -> None:
    names = ["x" * 100_000, "\0", "\ud83d", "'\"<>{}", "a " * 5000, "%00", "\u202e", "1917", "北京"]
    results = ask(client, {str(number): {"query": name} for number, name in enumerate(names)})
    assert len(results) == len(names)


def test_a_batch_is_cut_when_it_takes_too_long(built: Path) -> None:
    settings = Settings(folder=built, workers=1, timeout_s=5)
    with TestClient(create_app(settings)) as client:
        client.get("/reconcile")
        object.__setattr__(settings, "timeout_s", -1.0)
        answer = client.post("/reconcile", data={"queries": json.dumps({"q0": {"query": "Trotsky"}})})
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


def test_values_are_fetched(client: TestClient) -> None:
    answer = extend(client, [TROTSKY, "person/nobody"], {"id": "smo:died"}, {"id": "smo:diedIn"}, {"id": "none"})
    assert [head["id"] for head in answer["meta"]] == ["smo:died", "smo:diedIn", "none"]
    assert answer["meta"][0]["name"] == "mort le"
    assert answer["meta"][1]["type"]["id"] == "smo:Place"
    assert answer["rows"][TROTSKY] == {
        "smo:died": [{"date": "1940-08-21T00:00:00Z"}],
        "smo:diedIn": [{"id": "place/mexico", "name": "Mexico"}],
        "none": [],
    }
    assert answer["rows"]["person/nobody"] == {"smo:died": [], "smo:diedIn": [], "none": []}


def test_values_of_every_property_have_a_form(client: TestClient) -> None:
    proposed = client.get("/reconcile/properties").json()["properties"]
    entities = client.get("/reconcile/suggest/entity", params={"prefix": "", "limit": "100"}).json()["result"]
    answer = extend(client, [one["id"] for one in entities], *({"id": one["id"]} for one in proposed))
    assert any(cells for row in answer["rows"].values() for cells in row.values())


@pytest.mark.parametrize(
    ("settings", "cells"),
    [
        ({"content": "name"}, [{"str": "Mexico"}]),
        ({"content": "iri"}, [{"str": "https://w3id.org/smolny/id/place/mexico"}]),
        ({"count": "on"}, [{"int": 1}]),
        ({"count": True}, [{"int": 1}]),
        ({"count": False, "limit": "1", "content": "value"}, [{"id": "place/mexico", "name": "Mexico"}]),
        ({"limit": "-1", "content": "nonsense"}, [{"id": "place/mexico", "name": "Mexico"}]),
    ],
)
def test_values_are_fetched_as_the_settings_say(client: TestClient, settings: Any, cells: Any) -> None:
    answer = extend(client, [TROTSKY], {"id": "smo:diedIn", "settings": settings})
    assert answer["rows"][TROTSKY]["smo:diedIn"] == cells


def test_the_number_of_values_is_limited(client: TestClient) -> None:
    answer = extend(client, [TROTSKY], {"id": "skos:altLabel", "settings": {"limit": "2"}})
    assert len(answer["rows"][TROTSKY]["skos:altLabel"]) == 2


@pytest.mark.parametrize("language", ["fr", "en-GB,en;q=0.9"])
def test_names_of_properties_in_two_languages(client: TestClient, language: str) -> None:
    answer = client.get("/reconcile/properties?type=smo:Person", headers={"Accept-Language": language})
    names = {one["id"]: one["name"] for one in check(answer.json(), SCHEMAS["proposal"])["properties"]}
    assert names["smo:died"] == ("mort le" if language == "fr" else "died on")


def test_suggestions(client: TestClient) -> None:
    def suggest(kind: str, **parameters: str) -> list[str]:
        answer = client.get(f"/reconcile/suggest/{kind}", params=parameters)
        return [one["id"] for one in check(answer.json(), SCHEMAS["suggestions"])["result"]]

    assert suggest("entity", prefix="TROTS")[0] == TROTSKY
    assert suggest("entity", prefix="Троц")[0] == TROTSKY
    assert suggest("entity", prefix=TROTSKY) == [TROTSKY]
    assert suggest("entity", prefix="Trotzki")[0] == TROTSKY
    assert all(id_.startswith("person/") for id_ in suggest("entity", prefix="p", type="smo:Person"))
    everything = suggest("entity", prefix="", limit="100")
    assert suggest("entity", prefix="", limit="100", cursor="1") == everything[1:]
    assert suggest("type", prefix="pers") == ["smo:Person"]
    assert "smo:died" in suggest("property", prefix="mort", type="smo:Person")
    assert "smo:died" not in suggest("property", prefix="mort", type="smo:Place")
    assert suggest("property", prefix="smo:died") == ["smo:died", "smo:diedIn"]


@pytest.mark.parametrize("path", ["/suggest/thing?prefix=x", "/flyout/entity?id=person/nobody", "/preview?id=nothing"])
def test_what_is_not_there(client: TestClient, path: str) -> None:
    answer = client.get("/reconcile" + path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_preview_may_be_framed_and_runs_nothing(client: TestClient) -> None:
    answer = client.get("/reconcile/preview", params={"id": TROTSKY})
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "<script" not in answer.text
    assert " style=" not in answer.text
    assert "mort le" in answer.text


def test_dates_agree_as_far_as_they_are_told() -> None:
    assert agree_in_date("1917", "1917-10/1917-11") == 1.0
    assert agree_in_date("1917-10", "1917-10-25") == 1.0
    assert agree_in_date("1920", "1918/1922") == 0.8
    assert agree_in_date("1930", "1918/1922") == 0.0


def test_openrefine_against_a_real_server(server: str) -> None:
    with urllib.request.urlopen(server + "/reconcile") as answer:
        manifest = check(json.load(answer), SCHEMAS["manifest"])
    assert manifest["view"]["url"].startswith(server)
    queries = {f"q{n}": {"query": name, "type": "smo:Person", "type_strict": "should"}
               for n, name in enumerate(["Leon Trotzki", "SERGE Victor", "Jean Valjean"])}  # fmt: skip
    form = urllib.parse.urlencode({"queries": json.dumps(queries)}).encode()
    headers = {"User-Agent": "OpenRefine 3.8.7 [f3a8d2b]", "Content-Type": "application/x-www-form-urlencoded"}
    with urllib.request.urlopen(urllib.request.Request(server + "/reconcile", form, headers)) as answer:
        results = check(json.load(answer), SCHEMAS["results"])
    matched = {key: [one["id"] for one in result["result"] if one["match"]] for key, result in results.items()}
    assert matched == {"q0": [TROTSKY], "q1": ["person/victor-serge"], "q2": []}
    query = {"ids": [TROTSKY], "properties": [{"id": "smo:died"}]}
    form = urllib.parse.urlencode({"extend": json.dumps(query)}).encode()
    with urllib.request.urlopen(urllib.request.Request(server + "/reconcile", form, headers)) as answer:
        rows = check(json.load(answer), SCHEMAS["extension"])["rows"]
    assert rows[TROTSKY]["smo:died"][0]["date"].startswith("1940-08-21")

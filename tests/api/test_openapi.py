"""The description of the routes for programs, and the examples for who runs a server."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.errors import add_error_handlers
from api.settings import Settings

OPERATING = Path(__file__).parents[2] / "examples" / "operating"
PATHS = {"path": "person/leon-trotsky", "name": "facts.ttl", "kind": "type"}
# What a route needs, where the example of its parameters is not enough.
NEEDED = {"/data/{path}": "/data/person/leon-trotsky.ttl", "/graph": "/graph?default",
          "/reconcile/preview": "/reconcile/preview?id=person/leon-trotsky",
          "/reconcile/flyout/{kind}": "/reconcile/flyout/type?id=smo:Person"}  # fmt: skip


@pytest.fixture(scope="module")
def schema(client: TestClient) -> dict[str, Any]:
    answer = client.get("/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def test_sparql_and_pages_are_left_out(schema: dict[str, Any]) -> None:
    assert schema["openapi"].startswith("3.")
    assert not {"/", "/sparql", "/search", "/page/{path}"} & schema["paths"].keys()
    assert {"/reconcile", "/graph", "/data/{path}", "/health", "/metrics"} <= schema["paths"].keys()


def test_operations_have_names_of_their_own_and_problems(schema: dict[str, Any]) -> None:
    operations = [operation for item in schema["paths"].values() for operation in item.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    for operation in operations:
        assert operation["description"]
        assert "application/problem+json" in operation["responses"]["default"]["content"]
    references = re.findall(r"'\$ref': '([^']*)'", str(schema))
    assert set(references) == {"#/components/schemas/Problem"}
    assert schema["components"]["schemas"]["Problem"]["required"]


def test_every_path_answers_as_it_is_described(client: TestClient, schema: dict[str, Any]) -> None:
    for path, item in schema["paths"].items():
        operation = item["get"]
        names = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"}
        assert names == set(re.findall(r"\{(\w+)\}", path))
        answer = client.get(NEEDED.get(path) or path.format(**PATHS), headers={"Accept": "*/*"})
        good = operation["responses"].get(str(answer.status_code))
        assert good, (path, answer.status_code)
        kind = answer.headers.get("content-type", "").partition(";")[0]
        assert kind in good.get("content", {kind: {}}), path


def test_every_parameter_is_taken(client: TestClient, schema: dict[str, Any]) -> None:
    for path, item in schema["paths"].items():
        asked = [one for one in item["get"]["parameters"] if one["in"] == "query"]
        examples = {one["name"]: one["example"] for one in asked if "example" in one}
        if examples and path.startswith("/reconcile"):
            kind = "entity" if "flyout" in path or "suggest" in path else ""
            answer = client.get(path.format(kind=kind), params=examples)
            assert answer.status_code == 200, (path, answer.text)


def test_a_parameter_of_a_wrong_kind_is_a_problem_like_others() -> None:
    app = FastAPI()
    add_error_handlers(app)

    @app.get("/typed")
    def show(number: int) -> int:
        return number

    answer = TestClient(app).get("/typed?number=x")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.json()["detail"].startswith("number: ")


def test_the_settings_of_the_examples_are_settings() -> None:
    for name in ("smolny.service", "Containerfile", "README.md"):
        text = (OPERATING / name).read_text(encoding="utf-8")
        given = {found.lower() for found in re.findall(r"SMOLNY_([A-Z_]+)", text)}
        assert given
        assert given <= Settings.model_fields.keys(), name


def test_the_files_that_the_examples_name_are_there() -> None:
    names = re.findall(r"^\| `([^`]+)`", (OPERATING / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(names) | {"README.md"} == {path.name for path in OPERATING.iterdir()}
    root = OPERATING.parents[1]
    for link in re.findall(r"\]\((\S+)\)", (OPERATING / "README.md").read_text(encoding="utf-8")):
        assert (OPERATING / link).resolve().is_relative_to(root)
        assert (OPERATING / link).is_file()
    assert (root / "requirements.lock").is_file()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    text = (OPERATING / "smolny.service").read_text(encoding="utf-8")
    unit = tmp_path / "smolny.service"
    unit.write_text(text.replace("/opt/smolny/bin/smolny", sys.executable), encoding="utf-8")
    result = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, timeout=60)
    assert "smolny.service" not in result.stderr, result.stderr

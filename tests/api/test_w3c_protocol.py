"""The W3C's tests of SPARQL 1.1 pass over HTTP, but for those that the table in ``docs/w3c.md`` explains."""

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # where the parts of the suite lie beside each other
w3c = importlib.import_module("w3c")
suite = importlib.import_module("w3c_tests").SUITE
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not suite.is_dir(), reason=f"the W3C's tests are not at {suite}"),
]


@pytest.fixture(scope="module")
def queries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    folder = tmp_path_factory.mktemp("w3c") / "queries"
    return folder, w3c.run_queries(folder)


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return w3c.run_protocol(tmp_path_factory.mktemp("read-only"), updates=False)


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return w3c.run_protocol(tmp_path_factory.mktemp("updated"), updates=True)


@pytest.fixture(scope="module")
def described(queries: tuple[Path, dict]) -> dict[str, str]:
    with w3c.serve(queries[0]) as client:
        return w3c.run_descriptions(client)


def find_problems(found: dict[str, str], expected: dict[str, str]) -> dict[str, str]:
    strange = {id_: problem for id_, problem in found.items() if problem and id_ not in expected}
    return strange | {id_: "passes, but is expected to fail" for id_ in expected if not found[id_]}


def test_queries_are_answered_as_the_engine_does(queries: tuple[Path, dict]) -> None:
    found = {test.id: problem for test, problem in queries[1].items()}
    assert len(found) == 232 + 3 + 103
    assert not find_problems(found, w3c.EXPECTED)


def test_nothing_is_lost_between_the_engine_and_the_client(queries: tuple[Path, dict]) -> None:
    for test in queries[1]:
        if test.id in w3c.EXPECTED:
            assert w3c.run_engine_test(test), f"{test.id}: the engine alone answers it"


def test_the_protocol_as_it_is_served(read_only: dict[str, str]) -> None:
    assert len(read_only) == 34
    assert not find_problems(read_only, w3c.REFUSED)
    assert all("403" in read_only[id_] for id_ in w3c.REFUSED)


def test_the_protocol_with_updates(updated: dict[str, str]) -> None:
    assert len(updated) == 34
    assert not find_problems(updated, {})


def test_the_service_description(described: dict[str, str]) -> None:
    assert described == {"returns-rdf": "", "has-endpoint-triple": "", "conforms-to-schema": ""}


def test_a_wrong_description_is_seen() -> None:
    graph = w3c.Graph().parse(
        data=f"@prefix sd: <{w3c.SD}> . <a:a> a sd:Servant ; sd:endpoint <a:b> ; sd:nothing <a:c> .", format="turtle"
    )
    assert len(list(w3c.check_description(graph))) == 3


def test_wrong_answers_are_seen(tmp_path: Path) -> None:
    result = tmp_path / "result.srj"
    result.write_text('{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "a:a"}}]}}')
    json = "application/sparql-results+json"
    assert w3c.compare(result.read_text(), json, result) == ""
    assert w3c.compare(result.read_text().replace("a:a", "a:b"), json, result)
    assert w3c.compare('{"head": {}, "boolean": true}', json, result)


def test_the_report_is_up_to_date(
    queries: tuple[Path, dict], read_only: dict[str, str], updated: dict[str, str], described: dict[str, str]
) -> None:
    assert w3c.REPORT.read_text(encoding="utf-8") == w3c.write_report(queries[1], read_only, updated, described)

"""What is asked again is answered from memory, until the graph is another; what changes by itself never is."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.kept_answers import LONGEST, KeptAnswers, make_key
from api.served import ServedGraph
from api.settings import Settings
from graph.query import Answer

NAMES = "SELECT ?name { ?who a smo:Person ; skos:prefLabel ?name } ORDER BY ?name"


def test_the_least_lately_used_are_given_up() -> None:
    kept = KeptAnswers(100_000)
    keys = [make_key("v", f"query {number}", "text/csv") for number in range(5)]
    for key in keys[:3]:
        kept.keep(key, Answer("text/csv", bytes(30_000), 1, truncated=False))
    assert kept.find(keys[0])
    kept.keep(keys[3], Answer("text/csv", bytes(30_000), 1, truncated=False))
    assert [kept.find(key) is not None for key in keys] == [True, False, True, True, False]


@pytest.mark.parametrize(
    ("query", "length"),
    [("SELECT (RAND() AS ?x) {}", 10), ("ASK { SERVICE <http://a/> { ?s ?p ?o } }", 10), ("ASK {}", LONGEST)],
)
def test_what_changes_or_is_long_is_not_kept(query: str, length: int) -> None:
    kept = KeptAnswers(10**9)
    kept.keep(make_key("v", query, "text/csv"), Answer("text/csv", bytes(length), 1, truncated=False))
    assert kept.find(make_key("v", query, "text/csv")) is None


def test_an_answer_is_of_its_version_its_type_and_its_dataset() -> None:
    kept = KeptAnswers(10**9)
    kept.keep(make_key("v", "ASK {}", "text/csv"), Answer("text/csv", b"true", 1, truncated=False))
    assert kept.find(make_key("v", "ASK {}", "text/csv"))
    others = [
        make_key("w", "ASK {}", "text/csv"), make_key("v", "ASK {}", "text/tsv"),
        make_key("v", "ASK {}", "text/csv", ["a:b"]), make_key("v", "ASK {}", "text/csv", (), (), 1),
    ]  # fmt: skip
    assert not any(kept.find(key) for key in others)


def test_what_was_asked_is_answered_without_a_worker(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    ask = ServedGraph._ask

    async def count(*arguments: object, **named: object) -> object:
        nonlocal asked
        asked += NAMES in arguments
        return await ask(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(ServedGraph, "_ask", count)
    for kept_mb, times in ((16, 1), (0, 3)):
        asked = 0
        with TestClient(create_app(Settings(folder=built, workers=1, kept_mb=kept_mb))) as client:
            answers = [client.get("/sparql", params={"query": NAMES}) for _ in range(3)]
        assert asked == times
        assert len({answer.text for answer in answers}) == 1
        assert len({answer.headers["etag"] for answer in answers}) == 1

"""A page that is asked for again is made of the record that was kept, until the graph is another."""

import json
import os
import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import api.data
from api.app import create_app
from api.kept_records import KeptRecords, measure
from api.records import Record
from api.served import ServedGraph
from api.settings import Settings
from graph.query import QueryPool
from graph.sheets import MET, Line, Quote, Section, Sheet, select

PAGE = "/page/person/victor-serge"
BY_PASSAGES = """SELECT ?it ?source (COUNT(DISTINCT ?mention) AS ?n) {
  ?mention oa:hasBody ?it ; oa:hasTarget/oa:hasSource ?source } GROUP BY ?it ?source"""


def make_record(lines: int = 1, text: str = "Jean Valjean y fut.") -> Record:
    line = Line("wasIn", "a été à", quotes=(Quote(text, "note", "Une note", 0),))
    return Record(
        Sheet("a:b", "smo:Person", "Jean", sections=(Section("places", "Lieux", (line,) * lines),)), "", (), None
    )


def make_key(path: str, version: str = "v") -> tuple[str, str, str, str, str]:
    return version, version, path, "", "fr"


def test_the_least_lately_used_are_given_up() -> None:
    kept, record = KeptRecords(), make_record()
    room = 3 * measure(record)
    for path in "abc":
        kept.keep(make_key(path), record, room)
    assert kept.find(make_key("a")) is record
    kept.keep(make_key("d"), record, room)
    assert [kept.find(make_key(path)) is not None for path in "abcd"] == [True, False, True, True]
    assert kept.find(make_key("a", "w")) is None


def test_none_is_kept_that_is_larger_than_all_may_be() -> None:
    kept, small, large = KeptRecords(), make_record(), make_record(lines=100, text="x" * 1000)
    assert measure(large) > 100 * 2000 > measure(small)
    kept.keep(make_key("small"), small, measure(small))
    kept.keep(make_key("large"), large, measure(small))
    assert kept.find(make_key("small"))
    assert not kept.find(make_key("large"))
    kept.keep(make_key("none"), small, 0)
    assert kept.find(make_key("none")) is None


@pytest.mark.parametrize(("kept_mb", "reads"), [(16, 2), (0, 4)])
def test_a_page_asked_for_again_is_the_same(
    built: Path, monkeypatch: pytest.MonkeyPatch, kept_mb: int, reads: int
) -> None:
    read, paths = api.data.read_record, []

    async def count(*arguments: object) -> object:
        paths.append(arguments[1])
        return await read(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(api.data, "read_record", count)
    with TestClient(create_app(Settings(folder=built, workers=1, kept_mb=kept_mb))) as client:
        for language in ("fr", "en"):
            pages = {client.get(f"{PAGE}?lang={language}").text for _ in range(2)}
            assert len(pages) == 1
            assert "Berlin" in pages.pop()
    assert len(paths) == reads


def test_a_new_graph_has_new_records(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "g"
    shutil.copytree(built, folder, ignore=shutil.ignore_patterns("index"))
    with TestClient(create_app(Settings(folder=folder, workers=1))) as client:
        assert "<h1>Victor Serge</h1>" in client.get(PAGE).text
        entities = folder / "graph" / "entities.ttl"
        entities.write_text(entities.read_text("utf-8").replace("Victor Serge", "Victor Kibaltchitch"), "utf-8")
        os.utime(folder / "graph" / "manifest.json")
        assert "<h1>Victor Kibaltchitch</h1>" in client.get(PAGE).text


def test_the_manifest_is_read_again_when_it_is_another(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "g")
    path = tmp_path / "g" / "graph" / "manifest.json"
    graph = ServedGraph(Settings(folder=tmp_path / "g", workers=1))
    try:
        assert graph.manifest is graph.manifest
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "smolny": "another"}), "utf-8")
        os.utime(path, ns=(1, 1))
        assert graph.manifest.smolny == "another"
    finally:
        graph.close()


def test_mentions_are_those_whose_passages_lie_in_the_source(built: Path) -> None:
    with QueryPool(built, 1) as pool:
        rows = select(pool, BY_PASSAGES)
        assert {row["it"] for row in rows if "/person/" in row["it"]}
        for entity in {row["it"] for row in rows}:
            expected = {(row["source"], row["n"]) for row in rows if row["it"] == entity}
            assert {(row["source"], row["mentions"]) for row in select(pool, MET.format(iri=entity))} == expected

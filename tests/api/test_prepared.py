"""What pages read at once is prepared before the server is ready, kept on disk, and made anew for a new graph."""

import asyncio
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import api.prepared
from api.app import create_app
from api.prepared import Preparations, Prepared
from api.preparing import prepare, prepare_apart
from api.settings import Settings
from graph.query import QueryPool
from graph.shelves import ENDING
from graph.store import StoreError


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "g"
    shutil.copytree(built, folder, ignore=shutil.ignore_patterns("index"))
    return folder


def make_client(folder: Path) -> TestClient:
    return TestClient(create_app(Settings(folder=folder, workers=1)))


def find_shelves(folder: Path) -> list[Path]:
    return sorted((folder / "index").glob(f"*{ENDING}"))


def test_it_is_there_before_the_first_request_and_found_by_the_next_start(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_client(copy):
        (path,) = find_shelves(copy)
    made = path.stat().st_mtime_ns
    monkeypatch.setattr("api.prepared.prepare", None)  # it can't be called
    with make_client(copy) as client:
        assert "Victor Serge" in client.get("/search?q=serge").text
        assert client.get("/network/all.json").json()["nodes"]
    assert path.stat().st_mtime_ns == made


def test_a_process_of_its_own_prepares_the_same(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with make_client(copy) as client:
        expected = [client.get(path).text for path in ("/map", "/conflicts", "/network")]
    shutil.rmtree(copy / "index")
    monkeypatch.setattr(api.prepared, "SMALL", 0)
    with make_client(copy) as client:
        assert [client.get(path).text for path in ("/map", "/conflicts", "/network")] == expected
    with pytest.raises(StoreError, match="no graph here"):
        prepare_apart(tmp_path / "nothing", None, tmp_path / "file")


def test_a_new_graph_is_prepared_anew(copy: Path) -> None:
    with make_client(copy) as client:
        assert "Victor Serge" in client.get("/search?q=serge").text
        entities = copy / "graph" / "entities.ttl"
        entities.write_text(entities.read_text("utf-8").replace("Victor Serge", "Victor Kibaltchitch"), "utf-8")
        os.utime(copy / "graph" / "manifest.json")
        assert "Victor Kibaltchitch" in client.get("/search?q=kibaltchitch").text


def test_the_old_preparation_serves_while_a_new_one_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    class Graph:
        version = "one"

        async def find_version(self) -> str:
            return self.version

    async def ask() -> list[str]:
        graph = Graph()
        preparations = Preparations(graph)  # type: ignore[arg-type]
        gate = asyncio.Event()

        async def make(version: str) -> Any:
            if version == "two":
                await gate.wait()
            preparations._kept = Prepared(version, *[None] * 11)  # type: ignore[arg-type]
            return preparations._kept

        monkeypatch.setattr(preparations, "_make", make)
        monkeypatch.setattr("api.prepared.PATIENCE_S", 0.01)
        found = [(await preparations.read()).version]
        graph.version = "two"
        found += [(await preparations.read()).version for _ in range(2)]
        gate.set()
        await asyncio.sleep(0.01)
        return [*found, (await preparations.read()).version]

    assert asyncio.run(ask()) == ["one", "one", "one", "two"]


def test_a_folder_that_cannot_be_written_is_served_all_the_same(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(pool: QueryPool, path: Path) -> None:
        if path.is_relative_to(copy):
            raise PermissionError(f"{path}: read-only")
        prepare(pool, path)

    monkeypatch.setattr("api.prepared.prepare", refuse)
    with make_client(copy) as client:
        assert "Victor Serge" in client.get("/search?q=serge").text
    assert find_shelves(copy) == []

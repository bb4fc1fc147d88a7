"""What is made from a graph is made once for each version, and a failure is not kept."""

import asyncio
from typing import Any

import pytest

from api.keeping import MOST, Kept


class Graph:
    """Stands for the served graph: its version only."""

    version = "one"

    async def find_version(self) -> str:
        return self.version


def make_kept(made: list[Any], graph: Graph) -> Kept[str]:
    async def make(name: str) -> str:
        made.append(name)
        await asyncio.sleep(0.01)
        if name == "bad":
            raise ValueError(name)
        return name.upper()

    return Kept(graph, make)  # type: ignore[arg-type]


def test_it_is_made_once_for_all_who_ask_at_once() -> None:
    made: list[Any] = []
    kept = make_kept(made, Graph())

    async def ask() -> list[str]:
        return await asyncio.gather(*(kept.read("a") for _ in range(5)), kept.read("b"))

    assert asyncio.run(ask()) == ["A"] * 5 + ["B"]
    assert sorted(made) == ["a", "b"]


def test_a_new_version_is_made_anew() -> None:
    made: list[Any] = []
    graph = Graph()
    kept = make_kept(made, graph)

    async def ask() -> None:
        await kept.read("a")
        graph.version = "two"
        await kept.read("a")

    asyncio.run(ask())
    assert made == ["a", "a"]


def test_a_failure_is_raised_and_not_kept() -> None:
    made: list[Any] = []
    kept = make_kept(made, Graph())

    async def ask() -> None:
        for _ in range(2):
            with pytest.raises(ValueError, match="bad"):
                await kept.read("bad")

    asyncio.run(ask())
    assert made == ["bad", "bad"]


def test_only_so_much_is_kept() -> None:
    made: list[Any] = []
    kept = make_kept(made, Graph())

    async def ask() -> None:
        for number in (*range(MOST + 1), 0):
            await kept.read(f"n{number}")

    asyncio.run(ask())
    assert made[-1] == "n0"
    assert made.count("n0") == 2

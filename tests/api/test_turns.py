"""Turns are shared fairly between clients, and none is lost."""

import asyncio
import time

import pytest

from api.turns import Turns, find_client
from graph.query import PoolBusy


def test_a_client_is_an_address_or_a_network() -> None:
    assert find_client("192.0.2.7") == "192.0.2.7"
    assert find_client("::ffff:192.0.2.7") == "192.0.2.7"
    assert find_client("2001:db8:1:2:3::4") == find_client("2001:db8:1:2:ffff::9") == "2001:db8:1:2::"
    assert find_client("testclient") == "testclient"


def test_one_client_never_holds_all_workers_and_others_do_not_wait_for_it() -> None:
    order: list[str] = []

    async def ask(turns: Turns, client: str, seconds: float) -> None:
        async with turns.take(client, 5):
            order.append(client)
            await asyncio.sleep(seconds)

    async def run() -> float:
        turns = Turns(2, 1, 64, 16)
        greedy = [asyncio.create_task(ask(turns, "greedy", 0.2)) for _ in range(4)]
        await asyncio.sleep(0.05)
        assert turns.under_way == 4
        started = time.monotonic()
        await ask(turns, "modest", 0)
        waited = time.monotonic() - started
        await asyncio.gather(*greedy)
        assert turns.under_way == 0
        return waited

    assert asyncio.run(run()) < 0.15
    assert order == ["greedy", "modest", "greedy", "greedy", "greedy"]


def test_a_free_worker_goes_to_who_has_had_least() -> None:
    order: list[str] = []

    async def ask(turns: Turns, client: str) -> None:
        async with turns.take(client, 5):
            order.append(client)
            await asyncio.sleep(0)

    async def run() -> None:
        turns = Turns(1, 1, 64, 16)
        await asyncio.gather(*(ask(turns, client) for client in "aaaabbc"))

    asyncio.run(run())
    assert order == ["a", "a", "b", "c", "a", "b", "a"]


def test_who_waits_too_long_or_in_too_great_a_crowd_is_turned_away() -> None:
    async def refuse(turns: Turns, client: str, words: str) -> None:
        with pytest.raises(PoolBusy, match=words):
            async with turns.take(client, 0.05):
                raise AssertionError

    async def run() -> None:
        turns = Turns(1, 1, 2, 1)
        async with turns.take("a", 1):
            waiting = asyncio.create_task(refuse(turns, "a", "as long as"))
            other = asyncio.create_task(refuse(turns, "b", "as long as"))
            await asyncio.sleep(0.01)
            await refuse(turns, "a", "of yours")
            await refuse(turns, "c", "too many queries are")
            await asyncio.gather(waiting, other)
            assert turns.under_way == 1
        async with turns.take("a", 1):
            pass
        assert turns.under_way == 0

    asyncio.run(run())


def test_a_turn_that_is_cancelled_goes_to_the_next() -> None:
    async def run() -> None:
        turns = Turns(1, 1, 9, 9)
        async with turns.take("a", 1):
            gone = asyncio.create_task(turns.take("b", 1).__aenter__())
            await asyncio.sleep(0.01)
            gone.cancel()
            with pytest.raises(asyncio.CancelledError):
                await gone
        async with turns.take("c", 0.1):
            assert turns.under_way == 1

    asyncio.run(run())

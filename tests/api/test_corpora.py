"""The page of what a graph holds, and that of what can't all be true."""

import re
from asyncio import sleep
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from api.contradictions import Words
from api.corpora import HEIGHT, WIDTH, draw_years
from graph.conflicts import Conflict, Side
from graph.holdings import Holdings


def test_the_corpus_page_counts_and_lists_the_sources(client: TestClient) -> None:
    page = client.get("/corpus").text
    assert re.search(r"<strong>2</strong> sources", page)
    assert '<a href="/page/source/memoire">' in page
    assert re.search(r"<td>a été à</td><td class=\"number\">1</td>", page)
    assert "<title>1922 : 1 dates citées, 1 affirmations datées</title>" in page
    assert re.search(r"Construit le \d+(er)? \w+ 20\d\d", page)


def test_bars_of_years_are_to_scale() -> None:
    years = draw_years(Holdings((), {1917: 2, 1919: 1}, {1917: 5}, 0, 0))
    first, last = years.bars
    assert (first.x, first.claims_height, first.dates_height) == (0, HEIGHT, HEIGHT)
    assert (last.year, last.claims_height, last.dates_height) == (1919, HEIGHT / 2, 0)
    assert last.x + last.width <= WIDTH


def test_a_graph_without_dates_has_no_bars() -> None:
    assert draw_years(Holdings((), {}, {}, 0, 0)).bars == ()


def test_conflicts_are_shown_with_both_quotes(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Rien ne se contredit." in client.get("/conflicts").text
    sides = (Side("smo:died", "1937", source="notice", start=2, quote="Un < deux."), Side("smo:died", "1938", rule="x"))
    found = [Conflict("authority", "Léon", "https://w3id.org/smolny/id/person/leon-trotsky", *sides)]
    words = Words({}, {}, {}, "https://w3id.org/smolny/id/", "", "fr")
    prepared = SimpleNamespace(conflicts=found, say=lambda *_: words)
    monkeypatch.setattr("api.prepared.Preparations.read", lambda self: sleep(0, prepared))
    page = client.get("/conflicts").text
    assert "«&nbsp;Un &lt; deux.&nbsp;»" in page
    assert '<a href="/page/source/notice?at=2#at-2">notice</a>' in page
    assert "liste d’autorité" in page


def test_a_page_of_conflicts_past_the_last_is_empty(client: TestClient) -> None:
    assert client.get("/conflicts?kind=life&page=2").status_code == 200

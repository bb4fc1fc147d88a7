"""The search page and the suggestions under the field of every page."""

import re

import pytest
from fastapi.testclient import TestClient


def test_a_page_of_what_is_found(client: TestClient) -> None:
    page = client.get("/search", params={"q": "trotzki"}).text
    assert re.search(r'<a href="/page/person/leon-trotsky">Léon Trotsky</a>', page)
    assert 'value="trotzki"' in page


def test_kinds_are_facets(client: TestClient) -> None:
    page = client.get("/search", params={"q": "petrograd", "lang": "en"}).text
    facets = re.findall(r'<a href="([^"]+)"( aria-current="true")?>([^<]+) <span>(\d+)</span>', page)
    assert ("?q=petrograd&amp;kind=soviet", "", "Soviets", "1") in facets
    page = client.get("/search?q=petrograd&kind=soviet").text
    assert "/page/soviet/soviet-de-petrograd" in page
    assert "/page/place/petrograd" not in page
    client.cookies.clear()


def test_without_text_all_of_a_kind_are_listed(client: TestClient) -> None:
    page = client.get("/search?kind=person").text
    assert "/page/person/victor-serge" in page
    assert "/page/place/" not in page


def test_a_name_spelt_wrongly_finds_names_like_it(client: TestClient) -> None:
    page = client.get("/search?q=Viktor+Serje").text
    assert "Victor Serge" in page


def test_what_is_typed_is_never_html(client: TestClient) -> None:
    page = client.get("/search", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


def test_suggestions_are_json(client: TestClient) -> None:
    answer = client.get("/suggest", params={"q": "vic ser"})
    assert answer.json()[0] == {
        "id": "person/victor-serge",
        "label": "Victor Serge",
        "kind": "personne",
        "description": answer.json()[0]["description"],
        "name": "",
        "href": "/page/person/victor-serge",
        "mentions": 2,
    }
    assert client.get("/suggest?q=").json() == []
    assert client.get("/suggest").json() == []


@pytest.mark.parametrize("query", ["page=0", "page=99", "page=x"])
def test_a_page_that_there_is_not_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/search?{query}").status_code in (400, 422)


def test_every_page_has_the_field(client: TestClient) -> None:
    for path in ("/", "/sparql", "/page/person/victor-serge", "/search"):
        page = client.get(path, headers={"accept": "text/html"}).text
        assert 'role="search"' in page, path

"""The query page: its permanent link, its prefixes, both languages."""

import html
import json
import re

from fastapi.testclient import TestClient

QUERY = "SELECT ?nom { ?qui a smo:Person ; skos:prefLabel ?nom }"


def get(client: TestClient, **parameters: str) -> str:
    return client.get("/sparql", params=parameters, headers={"accept": "text/html"}).text


def find_permalink(page: str) -> str:
    (found,) = re.findall(r'<a id="permalink" href="([^"]+)"', page)
    return html.unescape(found)


def test_the_permanent_link_names_the_version_of_the_graph(client: TestClient) -> None:
    version = client.get("/health").json()["graph"][:12]
    link = find_permalink(get(client, query=QUERY))
    assert link.endswith(f"&version={version}")
    page = client.get(link, headers={"accept": "text/html"}).text
    assert "Victor Serge" in page
    assert "Ce lien a été fait" not in page


def test_a_link_made_on_another_version_says_so(client: TestClient) -> None:
    page = get(client, query=QUERY, version="<0123456789abcdef>")
    assert "Ce lien a été fait sur la version <code>&lt;0123456789a</code>" in page
    assert "Victor Serge" in page


def test_the_version_changes_no_answer_for_programs(client: TestClient) -> None:
    answers = [client.get("/sparql", params={"query": QUERY, **more}).json() for more in ({}, {"version": "x"})]
    assert answers[0] == answers[1]


def test_the_editor_gets_the_prefixes(client: TestClient) -> None:
    (prefixes,) = re.findall(r'data-prefixes="([^"]+)"', get(client))
    assert json.loads(html.unescape(prefixes))["smo"] == "https://w3id.org/smolny/ontology#"


def test_the_page_comes_in_english(client: TestClient) -> None:
    page = get(client, query=QUERY, lang="en")
    client.cookies.clear()
    assert "<h1>Query the graph</h1>" in page
    assert re.search(r"2 rows", page)

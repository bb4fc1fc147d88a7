"""The networks: the page without its script, the JSON that the script draws, the whole as GEXF."""

import re

import networkx as nx
import pytest
from fastapi.testclient import TestClient
from lxml import etree

from api.network_records import colour, find_years, rank_nodes, to_record

NODE = {"mention_class": "Person", "mentions": 3, "wikidata": ""}
EDGE = {"predicate": "memberOf", "role": "", "claims": 1, "periods": (), "start": "", "end": ""}


def make_network() -> nx.MultiDiGraph:
    network = nx.MultiDiGraph()
    for name in "abc":
        network.add_node(f"person/{name}", label=name.upper(), **NODE)
    network.add_edge("person/a", "person/b", **EDGE | {"periods": (("1917-03-01", ""),), "start": "1917-03-01"})
    network.add_edge("person/a", "person/b", **EDGE | {"role": "secrétaire"})
    network.add_edge("person/b", "person/c", **EDGE)
    network.add_edge("person/c", "person/c", **EDGE)
    return network


def test_the_page_lists_the_best_connected(client: TestClient) -> None:
    page = client.get("/network").text
    assert re.search(r'<a href="/page/person/victor-serge">Victor Serge</a> <span class="small">2</span>', page)
    assert '<a href="/network/all.gexf" download>' in page


def test_a_network_can_be_chosen(client: TestClient) -> None:
    page = client.get("/network?name=persons-places&lang=en").text
    assert re.search(r'<option value="persons-places" selected>Persons and places: ', page)
    assert "/page/party/" not in page
    client.cookies.clear()


@pytest.mark.parametrize("path", ["/network?name=friends", "/network/friends.json", "/network/friends.gexf"])
def test_a_network_that_there_is_not_is_missing(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_script_gets_nodes_and_edges_with_years(client: TestClient) -> None:
    record = client.get("/network/persons-places.json").json()
    ids = [node["id"] for node in record["nodes"]]
    assert "person/victor-serge" in ids
    edges = [(ids[edge["s"]], edge["kind"], ids[edge["t"]], edge["periods"]) for edge in record["edges"]]
    assert ("person/victor-serge", "a été à", "place/berlin", [[1922, 1922]]) in edges
    assert not any("type" in node for node in record["nodes"])  # sigma takes it for the renderer's


def test_the_whole_is_gexf(client: TestClient) -> None:
    answer = client.get("/network/all.gexf")
    assert answer.headers["content-disposition"] == 'attachment; filename="all.gexf"'
    assert etree.fromstring(answer.content).tag == "{http://gexf.net/1.3}gexf"


def test_neighbours_are_counted_once() -> None:
    assert [(label, degree) for _, label, _, degree in rank_nodes(make_network())] == [("B", 2), ("A", 1), ("C", 1)]


def test_years_are_those_of_the_edges() -> None:
    assert find_years(make_network()) == (1917, 1917)
    assert find_years(nx.MultiDiGraph()) == (1900, 1940)


def test_a_record_says_the_role_and_leaves_loops_out() -> None:
    record = to_record(make_network(), {"memberOf": "membre de"})
    assert [(edge["kind"], edge["periods"]) for edge in record["edges"]] == [
        ("membre de", [[1917, 0]]), ("secrétaire", []), ("membre de", []),
    ]  # fmt: skip


def test_colours_are_css() -> None:
    assert colour("Person") == "#0072b2"
    assert colour("Anything") == "#5a5a5a"

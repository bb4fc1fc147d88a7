"""The formats beside GEXF: what is written is read again by those that it is for."""

import csv
import json

import networkx as nx
import pytest

from graph.gexf import write_network


@pytest.fixture
def network():
    graph = nx.MultiDiGraph(name="x", description="d")
    graph.add_node("person/a", label="Anne\u0001", start="1890-01-01", end="", mentions=None, sources=("un", "deux"))
    graph.add_node("party/b", label="B", start="", end="", mentions=2, sources=())
    graph.add_edge("person/a", "party/b", key="memberOf", kind="memberOf", claims=2,
                   quote='«\u00a0oui\u00a0»,\nréponse "', start="x", end="y",
                   periods=(("1917-01-01", "1917-12-31"), ("1921-01-01", "1921-12-31")))  # fmt: skip
    graph.add_edge("person/a", "party/b", key="founded", kind="founded", claims=0, quote=None, periods=())
    return graph


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_have_the_headers_of_gephi(network, tmp_path):
    write_network(network, tmp_path / "net.csv")
    nodes, edges = read_csv(tmp_path / "net-nodes.csv"), read_csv(tmp_path / "net-edges.csv")
    assert list(nodes[0]) == ["Id", "Label", "mentions", "sources", "timeset"]
    assert list(edges[0]) == ["Source", "Target", "Type", "Weight", "Kind", "Label", "claims", "quote", "timeset"]
    assert nodes[1] == {
        "Id": "person/a", "Label": "Anne", "mentions": "", "sources": "un | deux",
        "timeset": "<[1890-01-01, Infinity]>",
    }  # fmt: skip
    member = edges[1]
    assert member["timeset"] == "<[1917-01-01, 1917-12-31]; [1921-01-01, 1921-12-31]>"
    assert (member["Type"], member["Weight"], member["quote"]) == ("Directed", "2", '«\u00a0oui\u00a0»,\nréponse "')


def test_graphml_loads_back(network, tmp_path):
    write_network(network, tmp_path / "net.graphml")
    back = nx.read_graphml(tmp_path / "net.graphml", force_multigraph=True)
    assert (back.number_of_nodes(), back.number_of_edges()) == (2, 2)
    assert back.nodes["person/a"]["sources"] == "un | deux"
    assert back.nodes["person/a"]["start"] == "1890-01-01"
    assert {data["kind"] for _, _, data in back.edges(data=True)} == {"memberOf", "founded"}


def test_graphology_json_has_keys_and_arrays(network, tmp_path):
    write_network(network, tmp_path / "net.json")
    record = json.loads((tmp_path / "net.json").read_text(encoding="utf-8"))
    assert record["options"] == {"type": "directed", "multi": True, "allowSelfLoops": True}
    assert [node["key"] for node in record["nodes"]] == ["party/b", "person/a"]
    assert record["nodes"][1]["attributes"]["sources"] == ["un", "deux"]
    assert [edge["attributes"]["kind"] for edge in record["edges"]] == ["founded", "memberOf"]
    assert not any("type" in thing["attributes"] for thing in (*record["nodes"], *record["edges"]))


@pytest.mark.parametrize("ending", ["gexf", "graphml", "csv", "json"])
def test_the_same_network_gives_the_same_bytes(network, tmp_path, ending):
    other = nx.MultiDiGraph(**network.graph)
    other.add_nodes_from(reversed(list(network.nodes(data=True))))
    other.add_edges_from(reversed(list(network.edges(keys=True, data=True))))
    for name, graph in (("a", network), ("b", other)):
        (tmp_path / name).mkdir()
        write_network(graph, tmp_path / name / f"x.{ending}")
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize("ending", ["gexf", "graphml", "csv", "json"])
def test_a_failed_write_leaves_nothing_half_written(network, tmp_path, monkeypatch, ending):
    def fail(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_network(network, tmp_path / f"x.{ending}")
    assert list(tmp_path.iterdir()) == []

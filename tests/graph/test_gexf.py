"""GEXF 1.3: time, parallel edges, odd characters; valid by the official schema, read by graphology-gexf."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree

from graph.gexf import find_type, to_gexf, write_gexf, write_network
from graph.network import NetworkError

SHARED = Path(os.environ.get("SMOLNY_SHARED", Path(__file__).parents[2].parent / "shared"))
READER = Path(__file__).parent / "gexf"
NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


@pytest.fixture
def network():
    graph = nx.MultiDiGraph(name="x", description="Qui & où <quand>")
    graph.add_node("person/a", label='Anne "l\'Ancienne" & C\u0000ie', kind="Person", mention_class="Person",
                   start="1890-01-01", end="1947-11-17", mentions=3, sources=("un", 'de"ux, trois'),
                   wikidata="Q1")  # fmt: skip
    graph.add_node("party/b", label="Б & <В>", kind="Faction", mention_class="Party", start="1905-01-01", end="",
                   mentions=None, sources=(), wikidata="")  # fmt: skip
    graph.add_edge("person/a", "party/b", key="memberOf", kind="memberOf", claims=2, confidence=0.9, reported=False,
                   periods=(("1899-01-01", "1899-12-31"), ("1917-05-01", "1950-12-31")),
                   quote="«\u200bx»\u001f")  # fmt: skip
    graph.add_edge("person/a", "party/b", key="holdsOffice: chef", kind="holdsOffice: chef", claims=1, confidence=1,
                   reported=True, periods=(("1918-03-01", ""),), quote=None)  # fmt: skip
    graph.add_edge("party/b", "person/a", key="opposedTo", kind="opposedTo", claims=1, confidence=0.5, periods=())
    return graph


def read(graph):
    return etree.fromstring(to_gexf(graph))


def test_the_graph_is_dynamic_with_days_as_intervals(network):
    (graph,) = read(network).findall("g:graph", NS)
    assert dict(graph.attrib) == {
        "defaultedgetype": "directed", "idtype": "string", "mode": "dynamic", "timeformat": "date",
        "timerepresentation": "interval",
    }  # fmt: skip


def test_several_periods_are_spells_and_one_is_start_and_end(network):
    edges = {edge.get("kind"): edge for edge in read(network).iterfind(".//g:edge", NS)}
    assert [dict(spell.attrib) for spell in edges["memberOf"].iterfind(".//g:spell", NS)] == [
        {"start": "1899-01-01", "end": "1899-12-31"}, {"start": "1917-05-01", "end": "1950-12-31"},
    ]  # fmt: skip
    assert edges["memberOf"].get("start") is None
    assert (edges["holdsOffice: chef"].get("start"), edges["holdsOffice: chef"].get("end")) == ("1918-03-01", None)


def test_nodes_are_widened_to_hold_their_edges(network):
    lives = {node.get("id"): (node.get("start"), node.get("end")) for node in read(network).iterfind(".//g:node", NS)}
    assert lives == {"person/a": ("1890-01-01", None), "party/b": ("1899-01-01", None)}


def test_parallel_edges_differ_in_kind(network):
    keys = [
        (edge.get("source"), edge.get("target"), edge.get("kind")) for edge in read(network).iterfind(".//g:edge", NS)
    ]
    assert len(set(keys)) == len(keys) == 3


def test_attributes_are_declared_with_their_types(network):
    types = {
        (block.get("class"), one.get("title")): one.get("type")
        for block in read(network).iterfind(".//g:attributes", NS)
        for one in block
    }
    assert types["node", "mentions"] == "integer"
    assert types["node", "sources"] == "liststring"
    assert types["edge", "confidence"] == "double"
    assert types["edge", "reported"] == "boolean"
    assert ("node", "label") not in types
    assert ("edge", "periods") not in types


def test_what_xml_can_not_hold_is_taken_away(network):
    root = read(network)
    assert root.find(".//g:node[@id='person/a']", NS).get("label") == 'Anne "l\'Ancienne" & Cie'
    quotes = [value.get("value") for value in root.iterfind(".//g:attvalue[@for='quote']", NS)]
    assert quotes == ["«\u200bx»"]


def test_classes_have_colours(network):
    root = read(network)
    colours = {tuple(colour.attrib.values()) for colour in root.iterfind(".//viz:color", NS)}
    assert len(colours) == 2


def test_the_same_network_gives_the_same_bytes_and_no_date_of_today(network):
    other = nx.MultiDiGraph(**network.graph)
    other.add_nodes_from(reversed(list(network.nodes(data=True))))
    other.add_edges_from(reversed(list(network.edges(keys=True, data=True))))
    assert to_gexf(other) == to_gexf(network)
    assert b"lastmodified" not in to_gexf(network)


@pytest.mark.parametrize(
    ("values", "type_"),
    [([2**40], "long"), ([float("nan"), 1], "double"), ([None], "string"), ([True, 1], "string"), ([], "string")],
)
def test_types(values, type_):
    assert find_type(values) == type_


def test_an_unknown_ending_names_those_there_are(network, tmp_path):
    with pytest.raises(NetworkError, match=r"x.xlsx: no such format; there are .gexf, .graphml, .csv, .json"):
        write_network(network, tmp_path / "x.xlsx")


@pytest.mark.shared
def test_it_is_valid_by_the_official_schema(network):
    schema = SHARED / "data" / "gexf" / "gexf.rng"
    if not schema.exists():
        pytest.skip("the GEXF schemas are not in ../shared/data/gexf")
    rng = etree.RelaxNG(etree.parse(str(schema)))
    rng.assertValid(read(network))
    rng.assertValid(read(nx.MultiDiGraph()))


def test_graphology_reads_it(network, tmp_path):
    node = shutil.which("node")
    if node is None or not (READER / "node_modules" / "graphology-gexf").is_dir():
        pytest.skip("node or tests/graph/gexf/node_modules is not there: run make web")
    write_gexf(network, tmp_path / "x.gexf")
    done = subprocess.run(
        [node, READER / "read.mjs", tmp_path / "x.gexf"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["order"], found["size"]) == (2, 3)
    person = found["nodes"]["person/a"]
    assert (person["label"], person["mentions"]) == ('Anne "l\'Ancienne" & Cie', 3)
    assert person["sources"] == ["un", 'de"ux, trois']
    assert found["nodes"]["party/b"]["label"] == "Б & <В>"
    assert sorted(edge["kind"] for edge in found["edges"]) == ["holdsOffice: chef", "memberOf", "opposedTo"]
    (member,) = [edge for edge in found["edges"] if edge["kind"] == "memberOf"]
    assert (member["weight"], member["confidence"], member["reported"]) == (2, 0.9, False)

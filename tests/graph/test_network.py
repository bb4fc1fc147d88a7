"""Networks from a hand-made folder of Turtle in the contract's form: what makes an edge and what is told of it."""

import pytest

from graph.gexf import write_network
from graph.manifest import Input, Manifest, to_json
from graph.network import NETWORKS, NetworkError, read_network
from graph.store import StoreError

PREFIXES = """
@prefix smo: <https://w3id.org/smolny/ontology#> . @prefix smv: <https://w3id.org/smolny/vocabulary/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix wd: <http://www.wikidata.org/entity/> . @base <https://w3id.org/smolny/id/> .
"""
ENTITIES = """
<person/jean-valjean> a smo:Person ; smo:slug "jean-valjean" ; skos:prefLabel "Jean Valjean"@fr ;
  skos:exactMatch wd:Q1 .
<person/javert> a smo:Person ; smo:slug "javert" ; skos:prefLabel "Javert"@fr ; skos:closeMatch wd:Q2 .
<soviet/montreuil> a smo:Soviet ; smo:slug "montreuil" ; skos:prefLabel "Soviet de Montreuil"@fr .
<party/amis> a smo:Faction, smo:Party ; smo:slug "amis" ; skos:prefLabel "Amis de l'ABC"@fr ;
  smo:partOf <soviet/montreuil> .
"""
FACTS = """
<fact/1> a smo:Fact ; rdf:subject <person/jean-valjean> ; rdf:predicate smo:died ; rdf:object "1833" ; smo:edtf "1833" ;
  smo:earliest "1833-01-01"^^xsd:date ; smo:latest "1833-12-31"^^xsd:date .
<event/founding-party-amis> a smo:Event, smo:Founding ; smo:slug "founding-party-amis" ; skos:prefLabel "Fondation"@fr ;
  smo:edtf "1830" ; smo:earliest "1830-01-01"^^xsd:date ; smo:latest "1830-12-31"^^xsd:date .
"""
CLAIM = """
<claim/%s> a smo:Claim ; rdf:subject <person/%s> ; rdf:predicate smo:%s ; rdf:object <%s> ; smo:polarity smv:%s ;
  smo:confidence %s ; smo:evidence "phrase %s"@fr ; prov:wasDerivedFrom <passage/1> %s .
"""
PASSAGE = """
<source/note> a smo:Source ; dcterms:identifier "note" . <passage/1> oa:hasSource <source/note> .
<mention/1> a oa:Annotation ; oa:hasBody <person/jean-valjean> ; oa:hasTarget <passage/1> .
<mention/2> a oa:Annotation ; oa:hasBody <person/jean-valjean> ; oa:hasTarget <passage/1> .
"""


def claim(name, subject, predicate, obj, polarity="affirmed", confidence="0.9", year="", more=""):
    dates = f'; smo:earliest "{year}-01-01"^^xsd:date ; smo:latest "{year}-12-31"^^xsd:date' if year else ""
    return CLAIM % (name, subject, predicate, obj, polarity, confidence, name, dates + more)


@pytest.fixture
def folder(tmp_path):
    """Make a graph of the given claims."""

    def make(*claims):
        (tmp_path / "graph" / "sources").mkdir(parents=True)
        texts = {
            "entities.ttl": ENTITIES, "facts.ttl": FACTS, "ontology.ttl": "",
            "sources/note.ttl": PASSAGE + "".join(claims),
        }  # fmt: skip
        for name, text in texts.items():
            (tmp_path / "graph" / name).write_text(PREFIXES + text, encoding="utf-8")
        manifest = Manifest("https://w3id.org/smolny/id/", "0", "0", {}, (Input("note", "note.txt", "", "", ""),))
        (tmp_path / "graph" / "manifest.json").write_text(to_json(manifest), encoding="utf-8")
        return tmp_path

    return make


def edges(graph):
    return {(source, target, key): data for source, target, key, data in graph.edges(keys=True, data=True)}


CHAIR = ' ; smo:role "président"@fr'


def test_claims_of_one_office_are_one_edge_with_its_periods(folder):
    path = folder(
        claim("a", "jean-valjean", "holdsOffice", "soviet/montreuil", confidence="0.7", year="1830", more=CHAIR),
        claim("b", "jean-valjean", "holdsOffice", "soviet/montreuil", confidence="0.9", year="1832", more=CHAIR),
        claim("c", "jean-valjean", "memberOf", "soviet/montreuil"),
    )
    found = edges(read_network(path, "persons-bodies"))
    office = found["person/jean-valjean", "soviet/montreuil", "holdsOffice: président"]
    assert office["periods"] == (("1830-01-01", "1830-12-31"), ("1832-01-01", "1832-12-31"))
    assert (office["start"], office["end"], office["claims"]) == ("1830-01-01", "1832-12-31", 2)
    assert (office["quote"], office["confidence"], office["sources"]) == ("phrase b", 0.9, ("note",))
    assert (office["predicate"], office["role"], office["kind"]) == (
        "holdsOffice", "président", "holdsOffice: président",
    )  # fmt: skip
    assert found["person/jean-valjean", "soviet/montreuil", "memberOf"]["periods"] == ()


def test_denied_and_conditional_claims_make_no_edge(folder):
    path = folder(
        claim("a", "javert", "memberOf", "party/amis", polarity="denied"),
        claim("b", "javert", "memberOf", "soviet/montreuil", more=" ; smo:stance smv:conditional"),
    )
    assert edges(read_network(path, "persons-bodies")) == {}


def test_a_denial_is_counted_on_the_edge_that_it_denies(folder):
    path = folder(
        claim("a", "javert", "memberOf", "party/amis", polarity="denied"),
        claim("b", "javert", "memberOf", "party/amis"),
    )
    ((_, data),) = edges(read_network(path, "persons-bodies")).items()
    assert (data["claims"], data["denials"]) == (1, 1)


def test_what_is_only_reported_says_so(folder):
    path = folder(
        claim("a", "javert", "opposedTo", "person/jean-valjean", more=" ; smo:attributedTo <person/javert>"),
        claim("b", "jean-valjean", "opposedTo", "person/javert", more=" ; smo:stance smv:reported"),
        claim("c", "jean-valjean", "opposedTo", "person/javert", confidence="0.5"),
    )
    found = edges(read_network(path, "persons-persons"))
    assert found["person/javert", "person/jean-valjean", "opposedTo"]["reported"] is True
    other = found["person/jean-valjean", "person/javert", "opposedTo"]
    assert (other["reported"], other["quote"]) == (False, "phrase c")


def test_nodes_tell_who_they_are(folder):
    graph = read_network(folder(claim("a", "jean-valjean", "memberOf", "party/amis")), "persons-bodies")
    assert graph.nodes["person/jean-valjean"] == {
        "label": "Jean Valjean", "kind": "Person", "mention_class": "Person", "wikidata": "Q1", "born": "",
        "died": "1833", "start": "", "end": "1833-12-31", "mentions": 2, "sources": ("note",),
    }  # fmt: skip
    party = graph.nodes["party/amis"]
    assert (party["kind"], party["mention_class"], party["born"], party["start"]) == (
        "Faction", "Party", "1830", "1830-01-01",
    )  # fmt: skip
    assert not any("type" in data for _, data in graph.nodes(data=True))


def test_a_link_for_review_is_no_identity(folder):
    graph = read_network(folder(claim("a", "javert", "memberOf", "party/amis")), "persons-bodies")
    assert graph.nodes["person/javert"]["wikidata"] == ""


def test_bodies_also_show_what_the_authority_states(folder):
    ((key, data),) = edges(read_network(folder(), "bodies")).items()
    assert key == ("party/amis", "soviet/montreuil", "partOf")
    assert (data["claims"], data["sources"], data["quote"]) == (0, ("authority",), "")


def test_all_holds_every_predicate(folder):
    path = folder(
        claim("a", "javert", "opposedTo", "person/jean-valjean"), claim("b", "javert", "arrestedBy", "soviet/montreuil")
    )
    assert {data["predicate"] for data in edges(read_network(path, "all")).values()} == {
        "opposedTo", "arrestedBy", "partOf",
    }  # fmt: skip


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("ending", ["gexf", "graphml", "csv", "json"])
def test_every_network_of_an_empty_graph_can_be_written(folder, name, ending, tmp_path):
    write_network(read_network(folder(), name), tmp_path / f"x.{ending}")
    assert [path for path in tmp_path.iterdir() if path.name.startswith("x") and path.stat().st_size]


def test_an_unknown_network_names_those_there_are(tmp_path):
    with pytest.raises(NetworkError, match=r"'friends': no such network; there are persons-bodies, .*, all"):
        read_network(tmp_path, "friends")


def test_a_folder_without_a_graph_is_told(tmp_path):
    with pytest.raises(StoreError):
        read_network(tmp_path, "all")

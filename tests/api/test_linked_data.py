"""Every IRI of the graph answers: where it leads, what is said of it, and what became of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from rdflib import OWL, RDF, SKOS, Graph, Literal, Namespace, URIRef

from api.app import create_app
from api.settings import Settings
from graph.manifest import read_manifest

BASE = "https://w3id.org/smolny/id/"
OA = Namespace("http://www.w3.org/ns/oa#")
SMO = Namespace("https://w3id.org/smolny/ontology#")
TROTSKY = URIRef(BASE + "person/leon-trotsky")
CHANGES = f"""
<{BASE}person/lev-bronstein> <http://purl.org/dc/terms/isReplacedBy> <{BASE}person/leon-trotsky> ;
    <http://www.w3.org/2002/07/owl#deprecated> true .
<{BASE}person/old-bronstein> <http://purl.org/dc/terms/isReplacedBy> <{BASE}person/lev-bronstein> .
<{BASE}person/nobody-after-all> <http://www.w3.org/2002/07/owl#deprecated> true .
<{BASE}person/moved-away> <http://www.w3.org/2002/07/owl#deprecated> true ;
    <http://purl.org/dc/terms/isReplacedBy> <https://example.org/elsewhere> .
<{BASE}person/victor-serge> <http://purl.org/dc/terms/isReplacedBy> <{BASE}person/leon-trotsky> .
"""


@pytest.fixture(scope="module")
def changed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The graph after a curator merged and removed entities."""
    folder = tmp_path_factory.mktemp("changed")
    (folder / "graph" / "sources").mkdir(parents=True)
    for path in (built / "graph").rglob("*.*"):
        (folder / "graph" / path.relative_to(built / "graph")).write_bytes(path.read_bytes())
    with (folder / "graph" / "entities.ttl").open("a", encoding="utf-8") as file:
        file.write(CHANGES)
    with TestClient(create_app(Settings(folder=folder, workers=1)), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/id/person/lev-bronstein", 301, "/id/person/leon-trotsky"),
        ("/id/person/old-bronstein", 301, "/id/person/lev-bronstein"),
        ("/page/person/lev-bronstein", 301, "/page/person/leon-trotsky"),
        ("/data/person/lev-bronstein.jsonld", 301, "/data/person/leon-trotsky.jsonld"),
        ("/id/person/nobody-after-all", 410, None),
        ("/page/person/nobody-after-all", 410, None),
        ("/data/person/nobody-after-all.ttl", 410, None),
        ("/id/person/moved-away", 410, None),
        ("/id/person/nobody", 404, None),
        ("/page/person/nobody", 404, None),
        ("/data/person/nobody.ttl", 404, None),
        ("/id/person/victor-serge", 303, "/data/person/victor-serge.ttl"),
    ],
)
def test_what_became_of_an_entity(changed: TestClient, path: str, status: int, location: str | None) -> None:
    for method in ("GET", "HEAD"):
        answer = changed.request(method, path, headers={"Accept": "text/turtle"})
        assert (answer.status_code, answer.headers.get("location")) == (status, location)


def test_what_is_gone_is_not_reconciled(changed: TestClient) -> None:
    answer = changed.get("/reconcile/suggest/entity", params={"prefix": "", "limit": "100"}).json()
    assert not {"person/lev-bronstein", "person/nobody-after-all"} & {one["id"] for one in answer["result"]}


@pytest.mark.parametrize(
    ("ending", "format_"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")]
)
def test_data_hold_names_facts_and_claims_with_their_quotes(client: TestClient, ending: str, format_: str) -> None:
    answer = client.get(f"/data/person/leon-trotsky.{ending}")
    graph = Graph().parse(data=answer.text, format=format_)
    assert (TROTSKY, SKOS.prefLabel, Literal("Léon Trotsky", lang="fr")) in graph
    assert Literal("Лев Троцкий", lang="ru") in set(graph.objects(TROTSKY, SKOS.altLabel))
    assert list(graph.objects(TROTSKY, SMO.died)) == [Literal("1940-08-21")]
    claims = [claim for claim in graph.subjects(RDF.type, SMO.Claim) if (claim, RDF.subject, TROTSKY) in graph]
    assert claims
    quotes = {str(quote) for quote in graph.objects(None, OA.exact)}
    assert any("Il meurt à Mexico le 21 août 1940" in quote for quote in quotes)
    assert (URIRef(BASE + "place/mexico"), SKOS.prefLabel, Literal("Mexico", lang="fr")) in graph


def test_data_are_kept_by_their_version(client: TestClient) -> None:
    first = client.get("/data/person/leon-trotsky.ttl")
    again = client.get("/data/person/leon-trotsky.ttl", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/data/person/leon-trotsky.nt").headers["etag"] != first.headers["etag"]


def test_a_page_tells_where_its_data_are(client: TestClient) -> None:
    link = client.get("/page/person/leon-trotsky").headers["link"]
    assert '</data/person/leon-trotsky.ttl>; rel="alternate"; type="text/turtle"' in link


def test_every_iri_of_the_graph_answers(client: TestClient, built: Path) -> None:
    base = read_manifest(built / "graph" / "manifest.json").base
    graph = Graph()
    for path in (built / "graph").rglob("*.ttl"):
        graph.parse(path)
    nodes = {str(node) for node in graph.subjects() if isinstance(node, URIRef)}
    iris = {node for node in nodes if node.startswith(base) and "#" not in node}
    assert len(iris) > 30
    for iri in sorted(iris):
        path = iri.removeprefix(base)
        assert client.get(f"/id/{path}").status_code == 303, iri
        assert client.get(f"/data/{path}.ttl").status_code == 200, iri


def test_no_entity_is_deprecated_by_itself(built: Path) -> None:
    assert not list(Graph().parse(built / "graph" / "entities.ttl").subjects(OWL.deprecated))

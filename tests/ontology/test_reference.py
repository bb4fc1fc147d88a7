"""The reference names every term once as a row, whatever the order of the triples, and its tables are whole."""

import pytest
from rdflib import OWL, SKOS, Graph

from ontology.checks import find_described
from ontology.files import SMO, shorten
from ontology.generate import read_ontology
from ontology.reference import write_reference, write_table

CONTRACT = (
    "Person Party Faction Soviet Front MilitaryFront PoliticalFront Organisation Place Event Congress Work Date Source "
    "Claim mentionClass edtf page slug earliest latest role office calendar polarity stance attributedTo confidence "
    "foundBy hasParticipant place disagreesWith"
).split()


@pytest.fixture(scope="module")
def graph() -> Graph:
    return read_ontology()


def test_every_term_has_one_row(graph: Graph) -> None:
    rows = [line.split(" | ")[0] for line in write_reference(graph).splitlines() if line.startswith("| `sm")]
    terms = find_described(graph, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.Concept)
    assert sorted(row for row in rows if row not in ("| `smo:`", "| `smv:`")) == sorted(
        f"| `{shorten(term)}`" for term in terms
    )


def test_order_of_triples_does_not_matter(graph: Graph) -> None:
    shuffled = Graph()
    for triple in sorted(graph, reverse=True):
        shuffled.add(triple)
    assert write_reference(shuffled) == write_reference(graph)


def test_bars_in_cells_are_escaped() -> None:
    assert write_table(("a", "b"), [("x|y", "z")]).splitlines()[-1] == "| x\\|y | z |"


@pytest.mark.parametrize("name", CONTRACT)
def test_term_of_the_contract_is_described(name: str, graph: Graph) -> None:
    described = find_described(graph, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    assert SMO + name in {str(term) for term in described}

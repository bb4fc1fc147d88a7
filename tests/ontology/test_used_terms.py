"""Every term that the authority lists and the rules name is described in the ontology; the message says which line."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from ontology.authority import read_authority
from ontology.files import SMO, SMV, expand
from ontology.generate import find_terms, read_ontology

ROOT = Path(__file__).parents[2]
RULES = sorted((ROOT / "extract" / "rules").glob("*.tsv"))
CURIE = re.compile(r"\b(smo|smv):[A-Za-z][\w-]*")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read_ontology()


def find_curies(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for match in CURIE.finditer("" if line.startswith("#") else line):
            yield number, match[0]


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_terms_of_rules_are_described(path: Path, ontology: Graph) -> None:
    described = {*find_terms(ontology, SMO), *find_terms(ontology, SMV)}
    unknown = [f"{path.name}:{line}: {curie}" for line, curie in find_curies(path) if expand(curie) not in described]
    assert not unknown


def test_classes_of_the_authority_fall_under_their_mention_class(ontology: Graph) -> None:
    wrong = [
        f"{entry.file}:{entry.line}: {entry.kind} is not under {entry.mention_class}"
        for entry in read_authority()
        if URIRef(expand(entry.mention_class))
        not in set(ontology.transitive_objects(URIRef(expand(entry.kind)), RDFS.subClassOf))
        or (URIRef(expand(entry.kind)), RDF.type, OWL.Class) not in ontology
    ]
    assert not wrong

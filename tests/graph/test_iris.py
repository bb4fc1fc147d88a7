import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graph.iris import Iris, digest, rule_concept, slug, term


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Œuvres d’été", "oeuvres-d-ete"),
        ("Троцкий", "trotskii"),
        ("Щукин", "chtchoukin"),
        ("Karl-Heinz Straße", "karl-heinz-strasse"),
        ("  PSR(b)  ", "psr-b"),
    ],
)
def test_slug_is_plain_ascii(text, expected):
    assert slug(text) == expected


def test_slug_of_a_script_without_letters_here_is_a_digest():
    assert slug("毛泽东").startswith("x-")
    assert slug("毛泽东") != slug("周恩来")


@given(st.text())
def test_every_entity_id_gives_a_valid_iri(text):
    iri = Iris().entity(f"person/{text}")
    assert NamedNode(iri.value) == iri
    assert iri.value.isascii()


@given(st.text(), st.text())
def test_digest_tells_parts_apart(first, second):
    assert digest(first, second) != digest(first + second)


@pytest.mark.parametrize("base", ["https://x.org/id", "id/", "https://x.org/a b/", "file:///tmp/", ""])
def test_a_base_that_cannot_be_one_is_refused(base):
    with pytest.raises(ValueError, match="base IRI"):
        Iris(base)


def test_names_of_the_contract():
    iris = Iris("https://example.org/kg/")
    assert iris.entity("person/victor-serge").value == "https://example.org/kg/person/victor-serge"
    assert iris.source("lettres 1").value == "https://example.org/kg/source/lettres%201"
    assert iris.passage("s", 3, 9).value == "https://example.org/kg/passage/s/3-9"
    assert rule_concept("preside").value == "https://w3id.org/smolny/vocabulary/rule-preside"


def test_an_unknown_prefix_is_refused():
    with pytest.raises(ValueError, match="nope"):
        term("nope:x")

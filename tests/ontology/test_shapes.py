"""The EDTF pattern of the shapes takes every form that the contract allows and refuses what is none."""

import re

import pytest
from rdflib import SH, URIRef

from ontology.checks import read_shapes
from ontology.files import SMO

GOOD = (
    "1917", "1917-10", "1917-10-25", "193X", "19XX", "1919-22", "1917-XX-25", "1919~", "1920?", "1919/1925",
    "../1924", "1924/..", "1917-10/1917-11", "1921-05-03~/1921-06", "[1917,1918]", "{1917..1919}", "-0044", "1921/",
)  # fmt: skip
BAD = ("", "octobre 1917", "17", "1917-13", "1917-10-32", "25.10.1917", "1917-10-25T00:00:00", "/", "../..x", "1917 ")


@pytest.fixture(scope="module")
def patterns() -> set[str]:
    shapes = read_shapes()
    dated = set(shapes.subjects(SH.path, URIRef(SMO + "edtf")))
    return {str(pattern) for shape in dated for pattern in shapes.objects(shape, SH.pattern)}


def test_there_is_one_pattern(patterns: set[str]) -> None:
    assert len(patterns) == 1


@pytest.mark.parametrize("edtf", GOOD)
def test_edtf_is_taken(edtf: str, patterns: set[str]) -> None:
    assert all(re.search(pattern, edtf) for pattern in patterns)


@pytest.mark.parametrize("edtf", BAD)
def test_other_text_is_refused(edtf: str, patterns: set[str]) -> None:
    assert not any(re.search(pattern, edtf) for pattern in patterns)

"""Data that conforms, and data that must not: one test a file."""

from pathlib import Path

import pytest
from rdflib import BNode, Graph

from ontology.checks import check_shapes

ONTOLOGY = Path(__file__).parents[2] / "ontology"
EXAMPLES = sorted((ONTOLOGY / "examples").glob("*.ttl"))
INVALID = sorted((ONTOLOGY / "invalid").glob("*.ttl"))
EXPECTS = "# expects: "


def read(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


def test_there_are_examples_of_both_kinds() -> None:
    assert len(EXAMPLES) >= 5
    assert len(INVALID) >= 12


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_conforms(path: Path) -> None:
    assert check_shapes(read(path)) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_has_no_blank_nodes(path: Path) -> None:
    graph = read(path)
    assert not [node for node in graph.all_nodes() if isinstance(node, BNode)]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid_data_is_told_why(path: Path) -> None:
    first, _, _ = path.read_text(encoding="utf-8").partition("\n")
    assert first.startswith(EXPECTS), f"{path.name}:1: must begin with '{EXPECTS}' and a part of the message"
    problems = check_shapes(read(path))
    assert len({problem.message.split(" (found:")[0] for problem in problems}) == 1, problems
    assert first.removeprefix(EXPECTS) in problems[0].message


def test_messages_come_in_french_too() -> None:
    problems = check_shapes(read(ONTOLOGY / "invalid" / "claim-without-polarity.ttl"), "fr")
    assert [problem.message for problem in problems] == [
        "Une affirmation a une et une seule polarité, smv:affirmed ou smv:denied."
    ]
    assert problems[0].where == "https://w3id.org/smolny/id/claim/denied"

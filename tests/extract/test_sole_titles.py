"""A title that stands alone states an office of its known holder, where the text names that person nearby."""

import pytest

from extract.lexicons import default_lexicon
from extract.pipeline import make_document, read
from extract.sole_titles import RULE, read_sole_titles


def told(text: str) -> set[tuple[str, str]]:
    """Return (person, role) of what the titles of a text tell."""
    reading = read(make_document(text))
    labels = {entity.id: entity.label for entity in reading.entities}
    return {(labels[one.subject], one.role) for one in reading.claims if one.rule == RULE}


@pytest.mark.parametrize(
    ("text", "person", "role"),
    [
        ("Staline se taisait. On attendait la réponse du secrétaire général.", "Joseph Staline", "secrétaire général"),
        ("Le secrétaire général se taisait. Staline attendait.", "Joseph Staline", "secrétaire général"),
        ("Lounatcharski rit. Le commissaire à l'Instruction publique aimait ce mot.", "Anatoli Lounatcharski",
         "commissaire à l'Instruction publique"),
    ],
)  # fmt: skip
def test_title_of_someone_named_nearby(text: str, person: str, role: str) -> None:
    assert told(text) == {(person, role)}


@pytest.mark.parametrize(
    "text",
    [
        "On attendait la réponse du secrétaire général.",
        "Staline se taisait. On attendait le secrétaire général du parti chinois.",
        "Staline se taisait. On attendait le secrétaire général, Casimir Brévin.",
        "Staline se taisait. Casimir Brévin était le secrétaire général.",
    ],
)
def test_title_that_tells_nobody_or_another(text: str) -> None:
    assert not told(text)


def test_holders_are_in_the_authority() -> None:
    entries = default_lexicon().entries
    assert [one for title in read_sole_titles() for one in title.persons if one not in entries] == []

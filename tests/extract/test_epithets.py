"""Whoever a party's word describes belongs to it, where the text names the party elsewhere."""

import pytest

from extract.epithets import RULE, find_party
from extract.lexicons import default_lexicon
from extract.pipeline import make_document, read

NAMED = " Les bolcheviks et les mencheviks tinrent réunion."


def told(text: str) -> set[tuple[str, str]]:
    """Return (person, party) labels of what the epithets of a text tell."""
    reading = read(make_document(text + NAMED))
    labels = {entity.id: entity.label for entity in reading.entities}
    return {(labels[one.subject], labels[one.object]) for one in reading.claims if one.rule == RULE}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Le vieux bolchevik Casimir Brévin prit la parole.", "Parti bolchevique"),
        ("Elle écrivit à l'ouvrier menchevik Casimir Brévin.", "Parti menchevique"),
        ("On interrogea une bolchevique, Casimir Brévin.", "Parti bolchevique"),
        ("Casimir Brévin, jeune menchevik, prit la parole.", "Parti menchevique"),
    ],
)
def test_party_word_at_a_name(text: str, party: str) -> None:
    assert told(text) == {("Casimir Brévin", party)}


def test_plural_describes_all_who_are_listed() -> None:
    assert told("Les députés bolcheviks Casimir Brévin et Ernest Dolmay votèrent contre.") == {
        ("Casimir Brévin", "Parti bolchevique"),
        ("Ernest Dolmay", "Parti bolchevique"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Le journal bolchevik Casimir Brévin parut.",
        "Le dirigeant bolchevik Casimir Brévin prit la parole.",
        "Casimir Brévin, adversaire bolchevik, prit la parole.",
        "Le spartakiste Casimir Brévin prit la parole.",  # the text names no Spartacists
    ],
)
def test_no_member_by_another_word(text: str) -> None:
    assert told(text) == set()


def test_party_of_a_word_is_that_of_its_followers_only() -> None:
    lexicon = default_lexicon()
    assert find_party("communiste chinois", lexicon) == "party/parti-communiste-chinois"
    assert find_party("communiste", lexicon) == ""  # of several parties
    assert find_party("bolchevique", lexicon) == find_party("bolchevik", lexicon) == "party/parti-bolchevique"

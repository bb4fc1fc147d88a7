"""Who wrote what, by references of our own making."""

import pytest

from extract.authorship import find_authorship
from extract.entities import resolve_names
from extract.lexicons import default_lexicon
from extract.names import find_names
from extract.sentences import split_sentences


def find(text: str) -> list[tuple[str, str, str]]:
    """Return (author, work, role) of each claim."""
    lexicon, sentences = default_lexicon(), split_sentences(text, ())
    names = find_names(text, sentences, lexicon)
    referents = resolve_names(names, lexicon)
    labels = {referent.id: referent.label for referent in referents}
    found = list(find_authorship(text, sentences, names, referents))
    assert all(sentences[number][0] <= claim.start < claim.end <= sentences[number][1] for number, claim in found)
    return [(labels[claim.subject], labels[claim.object], claim.role) for _, claim in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "BARBET Henri (1931), Les ateliers du faubourg, Paris, Grasset.",
            [("Henri Barbet", "Les ateliers du faubourg", "")],
        ),
        (
            "BARBET Henri (1931a), « Les ateliers du faubourg », Cahiers du quai, 4, p. 12-19.",
            [("Henri Barbet", "Les ateliers du faubourg", "")],
        ),
        (
            "BARBET Henri et LOMONT Jeanne (1931), Les ateliers du faubourg, Lyon, Plon.",
            [("Jeanne Lomont", "Les ateliers du faubourg", ""), ("Henri Barbet", "Les ateliers du faubourg", "")],
        ),
        (
            "BARBET Henri (1931), Les ateliers ; suivi de Un hiver aux forges, Paris, Maspero.",
            [("Henri Barbet", "Les ateliers", ""), ("Henri Barbet", "Un hiver aux forges", "")],
        ),
        (
            "BARBET Henri (1931), « Un hiver aux forges » in Les ateliers du faubourg, Paris, Plon.",
            [("Henri Barbet", "Un hiver aux forges", "")],
        ),
        (
            "BARBET Henri (1936), Les ateliers du faubourg, LOMONT Jeanne (trad.), Paris, Grasset.",
            [("Henri Barbet", "Les ateliers du faubourg", ""),
             ("Jeanne Lomont", "Les ateliers du faubourg", "traducteur")],
        ),
        (
            "BARBET Henri (1936), Les ateliers du faubourg, LOMONT Jeanne (préface), Paris, Grasset.",
            [("Henri Barbet", "Les ateliers du faubourg", "")],
        ),
    ],
)  # fmt: skip
def test_references_tell_who_wrote_and_translated(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "BARBET (1936a) ; LOMONT (1921), p. 12.",
        "Henri Barbet lut Les Temps modernes en 1921.",
        "Henri Barbet (1890-1936) fut ouvrier. Le journal L'Humanité en parla.",
    ],
)
def test_what_is_no_reference_claims_nothing(text: str) -> None:
    assert find(text) == []


def test_a_note_tells_its_author_only_after_a_cue() -> None:
    assert find("Voir Pierre Broué, Le Parti bolchevique, p. 12.") == [("Pierre Broué", "Le Parti bolchevique", "")]
    assert find("Hier Pierre Broué, L'Humanité à la main, partit.") == []


def test_a_seminar_s_programme_tells_who_speaks_of_what() -> None:
    programme = "Intervenants :\nJeanne Lomont (historienne, CNRS) : Les amis du faubourg\nEntrée libre."
    assert find(programme) == [("Jeanne Lomont", "Les amis du faubourg", "")]
    assert find("Jeanne Lomont (malade depuis mardi) : Les amis du faubourg") == []

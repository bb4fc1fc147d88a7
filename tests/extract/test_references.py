"""Bibliographic references: where titles begin and end, which publisher; no sentence ends in a title."""

import pytest

from extract.references import find_references, find_titles
from extract.sentences import split_sentences


def found(text: str) -> list[tuple[str, str]]:
    return [(name.text, name.kind) for name in find_references(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "MARTELOT Jean (1984), « Le temps des grèves », Revue du Nord, 12.",
            [("Le temps des grèves", "Work"), ("Revue du Nord", "Work")],
        ),
        (
            "MARTELOT Jean (1984a), Le Temps. Essai, Paris, La Herse.",
            [("Le Temps. Essai", "Work"), ("La Herse", "Organisation")],
        ),
        (
            "BRUNEAU Anne et MARTELOT Jean (1991), Nord, an II : grèves, Lille, Presses du Beffroi.",
            [("Nord, an II : grèves", "Work"), ("Presses du Beffroi", "Organisation")],
        ),
        (
            "MARTELOT Jean (1984), « À propos de « Nord » et du reste », Masses, 3.",
            [("À propos de « Nord » et du reste", "Work"), ("Masses", "Work")],
        ),
        (
            "MARTELOT Jean (1984), Nord ; suivi de Midi, Paris, R. Herse/Beffroi.",
            [("Nord", "Work"), ("Midi", "Work"), ("R. Herse", "Organisation"), ("Beffroi", "Organisation")],
        ),
    ],
)
def test_titles_and_publishers(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "MARTELOT (1984), BRUNEAU (1991a) ; DUMONT (2017 ; 2020).",
        "MARTELOT (1984), p. 12.",
        "En 1984 (1984), Paris brûlait.",
        "Il vécut à Lyon, à Paris, puis ailleurs.",
    ],
)
def test_keys_and_plain_prose_hold_no_titles(text):
    assert found(text) == []


def test_no_sentence_ends_in_a_title():
    text = "MARTELOT Jean (1984), « I. Les ouvriers. II. Les autres », Masses, 3. Puis rien."
    (start, end), *_ = find_titles(text)
    assert text[start:end] == "I. Les ouvriers. II. Les autres"
    assert all(not start < border < end for span in split_sentences(text) for border in span)

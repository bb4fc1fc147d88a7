"""Quotations are speech unless a word for writings announces a title that fills them."""

import pytest

from extract.titles import may_be_title


def judge(marked: str, *, opens: bool = False) -> bool:
    start, end = marked.index("["), marked.index("]") - 1
    return may_be_title(marked.replace("[", "").replace("]", ""), start, end, opens=opens)


@pytest.mark.parametrize(
    "marked",
    [
        "Elle publia la brochure « [Les Comptes du jour] » à ses frais.",
        "Un tract intitulé : « [Debout les veilleurs] ! » circulait.",
        "Le mot d'ordre « [Du pain pour tous] » fut lu.",
        "On lui confia le [Matin de Lisbonne] pour un an.",
    ],
)
def test_what_is_announced_or_fills_its_quotation_may_be_a_title(marked):
    assert judge(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Marceau écrit : « [La grève du matin] fut longue et dure. »",
        "Il note : « [Nous irons demain]. »",
        "Puis « [Les marins du port] se levèrent sans attendre », dit-il.",
        "On lut « [Tout ce que nous avions voulu faire depuis dix ans de luttes communes] » partout.",
    ],
)
def test_speech_is_no_title(marked):
    assert not judge(marked)


def test_what_opens_a_sentence_is_a_title_where_it_is_cited():
    assert judge("[Le Pain des autres] (1934) fut son dernier livre.", opens=True)
    assert judge("[Le Pain des autres], Bruxelles, 1934.", opens=True)
    assert not judge("[Les fuyards du camp], affamés, avançaient.", opens=True)

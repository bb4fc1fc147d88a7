"""What the words around a claim say of its date: "dès", "jusqu'à", "ce n'est que … que", "dit que … avait"."""

import pytest

from extract.claims import Argument
from extract.findings import find_sentence_claims
from extract.marked import read_marked
from extract.model import When
from extract.syntax import Syntax, parse_paragraphs


def dates_in(marked: str) -> set[tuple[str, str]]:
    """Return (predicate without prefix, date) of the claims of a marked sentence."""
    text, marks = read_marked(marked)
    arguments = [
        Argument(mark.start, mark.end, mark.kind, "" if mark.kind == "Date" else text[mark.start : mark.end],
                 When(mark.value, mark.value, mark.value) if mark.value else None)
        for mark in marks
    ]  # fmt: skip
    syntax = Syntax()
    assert list(syntax.keep(parse_paragraphs(text, ())))
    found = find_sentence_claims(text, (0, len(text)), arguments, syntax.words(0, len(text)))
    return {(one.predicate[4:], one.when.edtf if one.when else "") for one in found}


def test_where_someone_stayed_until_makes_a_span():
    stayed = (
        "[Varlin](Person) fut envoyé en [1901](Date:1901) à [Tomsk](Place), "
        "où il resta jusqu'à sa fuite en [1904](Date:1904)."
    )
    assert ("wasIn", "1901/1904") in dates_in(stayed)


def test_what_had_been_before_is_not_of_the_day_it_was_said():
    said = "En [1904](Date:1904), [Guesde](Person) dit que [Varlin](Person) avait adhéré au [Parti ouvrier](Party)."
    assert ("memberOf", "") in dates_in(said)


def test_what_is_said_of_a_paper_is_not_of_the_sentences_day():
    led = "En [1904](Date:1904), dans [L'Essor](Work), revue dirigée par [Guesde](Person), il se défend."
    assert dates_in(led) == {("holdsOffice", "")}


@pytest.mark.parametrize("words", ["ce n'est que le", "ce fut le"])
def test_a_cleft_gives_the_date(words):
    cleft = (
        f"Dès [1903](Date:1903) un cercle s'était formé, mais {words} [3 mars 1904](Date:1904-03-03) que "
        "[Varlin](Person) devint président du [Parti ouvrier](Party)."
    )
    assert ("holdsOffice", "1904-03-03") in dates_in(cleft)

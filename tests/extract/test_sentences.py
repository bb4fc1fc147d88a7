"""Sentences end where a reader ends them: not at an abbreviation, an initial or a chronicle's date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.sentences import split_paragraphs, split_sentences


def split(text: str, breaks: tuple[int, ...] = ()) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, breaks)]


@pytest.mark.parametrize(
    "text",
    [
        "M. Thiers quitta Paris pour Versailles.",
        "MM. Jaurès et Guesde parlèrent à Amsterdam en 1904.",
        "Mme. Kollontaï partit pour Oslo.",
        "Le Dr. Liebknecht vota seul contre les crédits.",
        "La paroisse de St. Ouen vota la grève.",
        "Voir le chap. VII, p. 12, et l'art. 4 du décret.",
        "Cf. Souvarine, op. cit. Paris, 1935, p. 201.",
        "Le décret n. 15 parut en janv. 1918 dans le vol. II.",
        "Les partis (socialistes, travaillistes, etc. de l'époque) votèrent la guerre.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(text):
    assert split(text) == [text]


@pytest.mark.parametrize("text", ["Le gén. Kornilov marcha sur Petrograd.", "Il logea 41, bd. Voltaire à Paris."])
def test_a_rarer_abbreviation_does_not_end_a_sentence(text):
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "L. D. Trotsky fut assassiné à Coyoacán.",
        "V.I. Oulianov naquit à Simbirsk.",
        "J.-P. Martin écrivit au journal.",
        "Th. Dan et Ch. Rappoport protestèrent.",
        "Vl. Maïakovski se tua en 1930.",
        "Selon É. Vaillant, la Commune vivait encore.",
    ],
)
def test_initials_do_not_end_a_sentence(text):
    assert split(text) == [text]


def test_a_sentence_ends_at_point_question_and_exclamation():
    assert split("Qui gouverne ? Les soviets ! La guerre finit.") == [
        "Qui gouverne ?",
        "Les soviets !",
        "La guerre finit.",
    ]


def test_a_year_before_the_point_ends_a_sentence():
    assert split("Lénine revint en 1917. Il logea chez sa sœur.") == [
        "Lénine revint en 1917.",
        "Il logea chez sa sœur.",
    ]


def test_etc_before_a_capital_ends_a_sentence():
    assert split("Ils prirent gares, ponts, etc. Le lendemain, le palais tomba.") == [
        "Ils prirent gares, ponts, etc.",
        "Le lendemain, le palais tomba.",
    ]


def test_an_acronym_at_the_end_of_a_sentence_ends_it():
    assert split("Il quitta l'URSS. Elle resta.") == ["Il quitta l'URSS.", "Elle resta."]


def test_an_ellipsis_before_lower_case_goes_on():
    assert split("Il hésita… puis signa. On partit... enfin.") == ["Il hésita… puis signa.", "On partit... enfin."]


def test_an_ellipsis_before_a_capital_ends():
    assert split("La foule attendait… Lénine parut.") == ["La foule attendait…", "Lénine parut."]


def test_a_closing_quote_belongs_to_the_sentence_it_closes():
    assert split("Il cria : « Vive la Commune ! » Puis il tomba.") == [
        "Il cria : « Vive la Commune ! »",
        "Puis il tomba.",
    ]


def test_a_question_in_quotes_before_its_verb_goes_on():
    text = "« Que faire ? » demanda le délégué."
    assert split(text) == [text]


def test_a_sentence_that_opens_with_a_quote_is_parted_from_the_one_before():
    assert split("Il se leva. « Camarades, la paix est signée », dit-il.") == [
        "Il se leva.",
        "« Camarades, la paix est signée », dit-il.",
    ]


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("« Camarades, la paix est signée. »", ()),
        ("« Camarades, la paix est signée. »\nIl se tut.", ()),
        ("« La paix ! » Il se tut.", (13,)),
    ],
    ids=["end", "newline", "break"],
)
def test_a_closing_quote_at_the_end_of_a_paragraph_is_no_sentence(text, breaks):
    assert not any(part.strip("» ") == "" for part in split(text, breaks))


def test_a_sentence_that_opens_with_a_bracket_or_dash_is_parted():
    assert split("La grève dura. (Elle finit en mars.) — Non.") == [
        "La grève dura.",
        "(Elle finit en mars.)",
        "— Non.",
    ]


def test_a_note_call_bracket_after_the_point_stays_with_its_sentence():
    assert split("Le tsar abdiqua.] Le lendemain, son frère refusa.") == [
        "Le tsar abdiqua.]",
        "Le lendemain, son frère refusa.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "3 mars. Traité de Brest-Litovsk.",
        "1er mai. Grève générale à Varsovie.",
        "18 mars 1871. Paris se soulève.",
        "25-26 octobre. Deuxième congrès des soviets.",
        "février. Le tsar abdique.",
        "25 octobre (7 novembre). Prise du palais d'Hiver.",
    ],
)
def test_a_chronicle_date_belongs_to_its_entry(text):
    assert split(text) == [text]


@pytest.mark.parametrize("text", ["Août 1914. La guerre éclate.", "Février 1917. Le tsar abdique."])
def test_a_chronicle_date_with_a_capital_month_belongs_to_its_entry(text):
    assert split(text) == [text]


def test_a_sentence_that_ends_in_a_date_ends_there():
    assert split("Le traité fut signé le 3 mars. La Russie céda l'Ukraine.") == [
        "Le traité fut signé le 3 mars.",
        "La Russie céda l'Ukraine.",
    ]


def test_no_sentence_crosses_a_newline():
    assert split("La révolution de\nFévrier") == ["La révolution de", "Février"]


def test_no_sentence_crosses_a_break():
    text = "Chapitre premier La grève commença."
    assert split(text, (17,)) == ["Chapitre premier", "La grève commença."]


def test_breaks_at_the_edges_or_twice_or_unordered_change_nothing():
    text = "Un. Deux."
    assert split_sentences(text, (9, 0, 0, 9)) == split_sentences(text)


def test_spans_are_stripped():
    assert split_sentences("  La paix.   La terre.  ") == [(2, 10), (13, 22)]


@pytest.mark.parametrize("text", ["", "   ", "\n\n \n"])
def test_a_blank_text_has_no_sentence(text):
    assert split_sentences(text) == []


def test_paragraphs_lie_between_breaks_and_newlines():
    text = "Titre\n  Corps du texte. Suite."
    assert [text[start:end] for start, end in split_paragraphs(text, (24,))] == ["Titre", "Corps du texte.", "Suite."]


@given(st.text(alphabet="aéL .!?…»«\n-1(", max_size=60), st.lists(st.integers(0, 60), max_size=4))
def test_sentences_are_in_order_stripped_and_leave_only_space_out(text, cuts):
    breaks = [cut for cut in cuts if cut <= len(text)]
    spans = split_sentences(text, breaks)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    position = 0
    for start, end in spans:
        assert position <= start < end
        assert text[start:end] == text[start:end].strip()
        assert not any(start < cut < end for cut in breaks)
        position = end

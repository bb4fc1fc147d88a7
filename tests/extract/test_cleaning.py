import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.cleaning import Cleaned, clean_text, to_offsets

LETTERS = st.text(
    alphabet="abcdeéÉAB .,;!?»«’'-\u00ad\u00a0\u202f\n\r\f\t\ufb01e\u0301\ufeff\x00019\u037e\u200b*_<>&¹", max_size=400
)


def read(raw: str) -> str:
    return clean_text(raw).text


def test_lines_of_a_paragraph_become_one() -> None:
    assert read("Le soviet de la ville\nse réunit le soir.\n") == "Le soviet de la ville se réunit le soir.\n"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("deux\u00a0\u00a0mots \u202f!", "deux mots !\n"),
        ("le con\u00adgrès", "le congrès\n"),
        ("un of\ufb01cier", "un officier\n"),
        ("e\u0301cole", "école\n"),
        ("\ufeffDébut", "Début\n"),
        ("ouvrier\u037e; paysan", "ouvrier; paysan\n"),
        ("par\x00ti", "parti\n"),
    ],
    ids=["spaces", "soft hyphen", "ligature", "accent", "byte-order mark", "Greek question mark", "NUL"],
)
def test_characters_are_made_plain(raw: str, text: str) -> None:
    assert read(raw) == text


def test_each_character_leads_back_to_its_own() -> None:
    raw = "Un  of\ufb01cier\u00a0de\nl’ar-\nmée rouge."
    cleaned = clean_text(raw)
    start = cleaned.text.index("armée")
    assert raw[slice(*cleaned.offsets.span(start, start + 5))] == "ar-\nmée"
    start = cleaned.text.index("officier")
    assert raw[slice(*cleaned.offsets.span(start, start + 8))] == "of\ufb01cier"


def test_breaks_are_where_blocks_begin() -> None:
    cleaned = clean_text("Premier alinéa, fini.\n\nSecond alinéa.\n")
    assert cleaned.breaks == (0, cleaned.text.index("Second"))


def test_numbers_that_call_notes_are_dropped() -> None:
    raw = (
        "La grève commença à l’usine le matin, racontent les témoins2. Elle dura jusqu’en 19172 et\n"
        "gagna tout le quartier de la ville où l’on comptait alors 12 usines et\n\n"
        "2. Voir les Mémoires d’un ouvrier.\n\nbien des ateliers.\n"
    )
    text = read(raw)
    assert "les témoins. Elle dura jusqu’en 1917 et gagna" in text
    assert "12 usines et bien des ateliers.\n2. Voir les Mémoires" in text


def test_numbers_stay_where_no_note_has_them() -> None:
    assert "la division3." in read("Elle rejoint la division3. Puis elle part.\n")


@given(LETTERS)
def test_the_way_back_is_lawful(raw: str) -> None:
    cleaned = clean_text(raw)
    places = [cleaned.offsets.position(index) for index in range(len(cleaned.text))]
    assert all(0 <= place < len(raw) for place in places)
    for index, (char, place) in enumerate(zip(cleaned.text, places, strict=True)):
        source = raw[place]
        assert char in (source, " ", "\n", ";", "-") or is_respelled(cleaned, raw, index, place), (char, source)


def is_respelled(cleaned: Cleaned, raw: str, index: int, place: int) -> bool:
    char = cleaned.text[index]
    return char in unicodedata.normalize("NFKC", raw[place]) or char in unicodedata.normalize(
        "NFC", raw[place : place + 9]
    )


@given(LETTERS)
def test_breaks_stand_after_line_ends(raw: str) -> None:
    cleaned = clean_text(raw)
    assert all(at == 0 or cleaned.text[at - 1] == "\n" for at in cleaned.breaks)
    assert len(cleaned.breaks) == cleaned.text.count("\n")


@given(st.text(alphabet="abcd é’.", max_size=60))
def test_words_are_kept(line: str) -> None:
    assert read(line).split() == line.split()


@given(st.lists(st.integers(0, 500), min_size=1, max_size=60))
def test_runs_give_every_place_again(places: list[int]) -> None:
    offsets = to_offsets(places)
    assert [offsets.position(index) for index in range(len(places))] == places

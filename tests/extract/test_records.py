"""A reading written as a line of JSON is the same reading when read again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Claim, Entity, Mention, Reading, Sentence, Source, When
from extract.records import from_json, to_json

TEXTS = st.text(max_size=8)
NUMBERS = st.integers(0, 10**6)
SURE = st.floats(0, 1)
WHENS = st.builds(When, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
SOURCES = st.builds(
    Source, TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=2).map(tuple), TEXTS,
    pages=st.lists(NUMBERS, max_size=2).map(tuple),
)  # fmt: skip
MENTIONS = st.builds(Mention, NUMBERS, NUMBERS, NUMBERS, NUMBERS, TEXTS, TEXTS, TEXTS, SURE, st.none() | WHENS)
ENTITIES = st.builds(
    Entity, TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=2).map(tuple), st.lists(NUMBERS, max_size=3).map(tuple), TEXTS
)
CLAIMS = st.builds(
    Claim, TEXTS, TEXTS, TEXTS, NUMBERS, NUMBERS, NUMBERS, TEXTS, TEXTS, SURE, TEXTS, TEXTS, st.none() | WHENS, TEXTS,
    TEXTS, TEXTS,
)  # fmt: skip
SENTENCES = st.builds(Sentence, NUMBERS, NUMBERS, NUMBERS, TEXTS)


def many(one):
    return st.lists(one, max_size=2).map(tuple)


READINGS = st.builds(Reading, SOURCES, many(SENTENCES), many(MENTIONS), many(ENTITIES), many(CLAIMS), many(TEXTS))
EMPTY = Reading(Source("a", "a.txt", "A"), (), (), (), ())


@given(READINGS)
def test_a_reading_is_the_same_after_a_round_trip(reading):
    line = to_json(reading)
    assert from_json(line) == reading
    assert to_json(from_json(line)) == line


@given(READINGS)
def test_a_record_is_one_line(reading):
    assert "\n" not in to_json(reading)


def test_keys_stand_in_a_fixed_order():
    assert list(json.loads(to_json(EMPTY))) == ["source", "sentences", "mentions", "entities", "claims", "problems"]


def test_letters_stand_as_they_are():
    line = to_json(Reading(Source("a", "a.txt", "Троцкий à Prinkipo"), (), (), (), ()))
    assert "Троцкий à Prinkipo" in line


@pytest.mark.parametrize("line", ["", "pas du JSON", '{"source":', "{}"])
def test_a_line_that_is_no_reading_is_an_error(line):
    with pytest.raises((ValueError, KeyError)):
        from_json(line)

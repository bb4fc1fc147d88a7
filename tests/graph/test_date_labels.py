"""Dates in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.date_labels import say_date


@pytest.mark.parametrize(
    ("edtf", "french", "english"),
    [
        ("1917", "1917", "1917"),
        ("1917-10", "octobre 1917", "October 1917"),
        ("1917-10-25", "25 octobre 1917", "25 October 1917"),
        ("1919-03-01", "1er mars 1919", "1 March 1919"),
        ("193X", "années 1930", "1930s"),
        ("19XX", "XXe siècle", "20th century"),
        ("1919-22", "été 1919", "summer 1919"),
        ("1920~", "vers 1920", "about 1920"),
        ("1920?", "peut-être 1920", "perhaps 1920"),
        ("1920-05%", "peut-être vers mai 1920", "perhaps about May 1920"),
        ("1917/1924", "1917–1924", "1917–1924"),
        ("1928-02/1928-03", "février–mars 1928", "February–March 1928"),
        ("1919-08-02/1919-08-09", "2–9 août 1919", "2–9 August 1919"),
        ("1919-08-02/1919-09-05", "2 août – 5 septembre 1919", "2 August – 5 September 1919"),
        ("1917-11/1921-02", "novembre 1917 – février 1921", "November 1917 – February 1921"),
        ("1917/1917", "1917", "1917"),
        ("1919~/1920", "vers 1919 – 1920", "about 1919 – 1920"),
        ("../1920", "jusqu’en 1920", "until 1920"),
        ("1920-05/..", "depuis mai 1920", "since May 1920"),
        ("1920-05-03/..", "depuis le 3 mai 1920", "since 3 May 1920"),
        ("../1920-05-03", "jusqu’au 3 mai 1920", "until 3 May 1920"),
        ("../193X", "jusqu’aux années 1930", "until 1930s"),
        ("193X/..", "depuis les années 1930", "since 1930s"),
        ("/1920", "jusqu’en 1920", "until 1920"),
        ("../..", "../..", "../.."),
        ("1920-13", "1920-13", "1920-13"),
        ("un jour", "un jour", "un jour"),
        ("", "", ""),
    ],
)
def test_dates_are_said(edtf: str, french: str, english: str) -> None:
    assert (say_date(edtf), say_date(edtf, "en")) == (french, english)


@given(st.dates())
def test_a_day_keeps_its_year_and_number(day) -> None:
    said = say_date(f"{day.year:04}-{day.month:02}-{day.day:02}").split()
    assert (int(said[0].removesuffix("er")), int(said[2])) == (day.day, day.year)


@given(st.text(alphabet="0123456789-X~?%/.", max_size=24), st.sampled_from(["fr", "en"]))
def test_anything_is_said_somehow(edtf: str, language: str) -> None:
    assert isinstance(say_date(edtf, language), str)

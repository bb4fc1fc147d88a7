"""Dates told by their distance from the one before: as exact as both, none where the distance is not told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claims import Argument, FoundClaim
from extract.edtf import build_edtf, build_when
from extract.later_dates import date_later, shift


@pytest.mark.parametrize(
    ("edtf", "count", "unit", "wanted"),
    [
        ("1945", 2, "year", "1947"), ("1945-06", 2, "year", "1947"), ("1921-11", 3, "month", "1922-02"),
        ("1921-03-30", 3, "day", "1921-04-02"), ("1920-02-28", 1, "week", "1920-03-06"), ("1921", -1, "year", "1920"),
        ("1919/1921", 1, "year", "1922"),
    ],
)  # fmt: skip
def test_a_date_is_shifted(edtf, count, unit, wanted):
    shifted = shift(build_when(edtf), count, unit)
    assert shifted is not None
    assert shifted.edtf == wanted


@pytest.mark.parametrize(
    ("edtf", "unit"), [("1921", "month"), ("1921-03", "day"), ("192X", "year"), ("1921-22", "month")]
)
def test_what_the_date_is_too_rough_for_is_no_date(edtf, unit):
    assert shift(build_when(edtf), 1, unit) is None


@given(st.integers(1500, 2000), st.integers(1, 12), st.integers(1, 28), st.integers(1, 400),
       st.sampled_from(("smv:gregorian", "smv:julian")))  # fmt: skip
def test_days_there_and_back_are_the_same_day(year, month, day, count, calendar):
    when = build_when(build_edtf(year, month, day), calendar)
    there = shift(when, count, "day")
    assert there is not None
    back = shift(there, -count, "day")
    assert back is not None
    assert (back.edtf, back.calendar) == (when.edtf, calendar)


def read(text: str, verb: str, *dates: str) -> str | None:
    arguments = [
        Argument(text.index(date), text.index(date) + len(date), "Date", "", build_when(date)) for date in dates
    ]
    place = text.index(verb)
    claim = FoundClaim("x", "smo:died", "", place, place + len(verb), "r", 0.8, when=arguments[0].when)
    found = date_later(claim, text, (0, len(text)), arguments).when
    return found.edtf if found else None


def test_the_words_of_the_claim_itself_count_from_the_date_before():
    assert read("Arrêté en 1945 par les siens, il mourut deux ans plus tard.", "mourut", "1945") == "1947"
    assert read("Arrêté en 1945, il mourut l'année suivante.", "mourut", "1945") == "1946"
    assert read("Arrêté en 1945, il mourut quelques années plus tard.", "mourut", "1945") is None


def test_a_claim_with_a_date_of_its_own_keeps_it():
    assert (
        read("Arrêté en 1937 par eux, il fut fusillé l'année suivante.", "Arrêté en 1937 par eux, il", "1937") == "1937"
    )


def test_words_right_after_the_claim_date_it():
    assert read("Il rentre en 1927 et est exclu l'année suivante.", "Il rentre en 1927 et est exclu", "1927") == "1928"


def test_other_words_leave_the_date():
    assert read("Il mourut en 1945 ; on l'enterra deux jours plus tard.", "mourut", "1945") == "1945"
    assert read("Il mourut en 1945.", "mourut", "1945") == "1945"
    assert read("Deux ans plus tard, en 1945, il mourut.", "mourut", "1945") == "1945"

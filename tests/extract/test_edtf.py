from time import strftime

import edtf as edtf_library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.calendars import gregorian_from_jdn, parse_day
from extract.edtf import GREGORIAN, JULIAN, bounds, build_edtf, build_when, is_edtf, qualify


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1917", "1917-01-01", "1917-12-31"),
        ("1917-02", "1917-02-01", "1917-02-28"),
        ("1920-02", "1920-02-01", "1920-02-29"),
        ("1917-11-07", "1917-11-07", "1917-11-07"),
        ("193X", "1930-01-01", "1939-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1917-XX", "1917-01-01", "1917-12-31"),
        ("1917-1X", "1917-10-01", "1917-12-31"),
        ("1917-02-XX", "1917-02-01", "1917-02-28"),
        ("1917-10/1917-11", "1917-10-01", "1917-11-30"),
        ("1917/1918-04", "1917-01-01", "1918-04-30"),
        ("../1924", "", "1924-12-31"),
        ("1920/..", "1920-01-01", ""),
        ("/1924", "", "1924-12-31"),
        ("1919~", "1919-01-01", "1919-12-31"),
        ("1919?", "1919-01-01", "1919-12-31"),
        ("1919-03%", "1919-03-01", "1919-03-31"),
        ("1919-21", "1919-03-01", "1919-06-21"),
        ("1919-22", "1919-06-01", "1919-09-23"),
        ("1919-23", "1919-09-01", "1919-12-21"),
        ("1919-24", "1919-01-01", "1920-03-21"),
        ("[1917,1919]", "1917-01-01", "1919-12-31"),
        ("{1917..1919}", "1917-01-01", "1919-12-31"),
        ("-0043", "-0043-01-01", "-0043-12-31"),
        ("", "", ""),
    ],
)
def test_bounds(text: str, earliest: str, latest: str) -> None:
    assert bounds(text) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1917-10-25", "1917-11-07", "1917-11-07"),
        ("1917-10", "1917-10-14", "1917-11-13"),
        ("1917-02/1917-03", "1917-02-14", "1917-04-13"),
        ("1900-02-29", "1900-03-13", "1900-03-13"),
        ("1917", "1917-01-01", "1917-12-31"),
        ("1917-22", "1917-06-01", "1917-09-23"),
    ],
)
def test_julian_days_and_months_are_converted_and_years_are_not(text: str, earliest: str, latest: str) -> None:
    assert bounds(text, JULIAN) == (earliest, latest)


@pytest.mark.parametrize("text", ["17", "1917-13", "1917-02-30", "1924/1917", "mai", "1917/1918/1919", "1917-25-01"])
def test_what_is_no_edtf_is_refused(text: str) -> None:
    assert not is_edtf(text)


@given(st.integers(min_value=2268924, max_value=2451911))
def test_days_agree_with_the_edtf_package(jdn: int) -> None:
    text = build_edtf(*gregorian_from_jdn(jdn))
    assert bounds(text) == (text, text)
    assert _library_bounds(text) == (text, text)


@pytest.mark.parametrize("text", ["1917", "1920-02", "193X", "19XX", "1917-10/1917-11", "1917/1918-04", "1917-XX"])
def test_bounds_agree_with_the_edtf_package(text: str) -> None:
    assert bounds(text) == _library_bounds(text)


def _library_bounds(text: str) -> tuple[str, str]:
    parsed = edtf_library.parse_edtf(text)
    return strftime("%Y-%m-%d", parsed.lower_strict()), strftime("%Y-%m-%d", parsed.upper_strict())


@given(st.integers(1500, 2000), st.integers(1, 12), st.sampled_from([GREGORIAN, JULIAN]))
def test_a_day_lies_in_its_month_and_the_month_near_its_year(year: int, month: int, calendar: str) -> None:
    day = bounds(build_edtf(year, month, 1), calendar)
    whole = bounds(build_edtf(year, month), calendar)
    assert parse_day(whole[0]) == parse_day(day[0])
    assert parse_day(whole[0]) < parse_day(whole[1])


@pytest.mark.parametrize(
    ("before", "edtf", "expected", "earliest", "latest"),
    [
        ("Né vers ", "1919", "1919~", "1919-01-01", "1919-12-31"),
        ("peu avant ", "1924", "../1924", "", "1924-12-31"),
        ("resté jusqu'en ", "1924", "../1924", "", "1924-12-31"),
        ("depuis ", "1924", "1924/..", "1924-01-01", ""),
        ("à partir de ", "1924-05", "1924-05/..", "1924-05-01", ""),
        ("à la fin de ", "1927", "1927", "1927-09-01", "1927-12-31"),
        ("fin ", "1927", "1927", "1927-09-01", "1927-12-31"),
        ("au début de ", "1927", "1927", "1927-01-01", "1927-04-30"),
        ("mi-", "1927", "1927", "1927-05-01", "1927-08-31"),
        ("au milieu des ", "192X", "192X", "1924-01-01", "1926-12-31"),
        ("fin ", "1927-02", "1927-02", "1927-02-21", "1927-02-28"),
        ("début ", "1919-05", "1919-05", "1919-05-01", "1919-05-10"),
        ("arrivé en ", "1919", "1919", "1919-01-01", "1919-12-31"),
        ("Il se trouve enfin ", "1919", "1919", "1919-01-01", "1919-12-31"),
        ("le ", "1919-05-03", "1919-05-03", "1919-05-03", "1919-05-03"),
    ],
)
def test_qualify(before: str, edtf: str, expected: str, earliest: str, latest: str) -> None:
    when = qualify(before, build_when(edtf, text="x"))
    assert (when.edtf, when.earliest, when.latest, when.text) == (expected, earliest, latest, "x")


def test_a_narrowed_julian_month_is_converted() -> None:
    when = qualify("fin ", build_when("1917-10", JULIAN))
    assert (when.earliest, when.latest) == ("1917-11-03", "1917-11-13")


def test_qualified_strings_stay_edtf() -> None:
    for before in ("vers ", "avant ", "depuis "):
        for value in ("1917", "1917-10", "1917/1919"):
            assert is_edtf(qualify(before, build_when(value)).edtf)

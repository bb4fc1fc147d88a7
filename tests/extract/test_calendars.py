import pytest
from convertdate import french_republican, gregorian, julian
from hypothesis import given
from hypothesis import strategies as st

from extract import calendars as cal

JDN = st.integers(min_value=2268924, max_value=2451911)  # 1500-01-01 to 2001-01-01, Gregorian
REPUBLICAN = st.integers(min_value=2375840, max_value=2375840 + 14 * 365)


@given(JDN)
def test_gregorian_round_trip(jdn: int) -> None:
    assert cal.gregorian_to_jdn(*cal.gregorian_from_jdn(jdn)) == jdn


@given(JDN)
def test_julian_round_trip(jdn: int) -> None:
    assert cal.julian_to_jdn(*cal.julian_from_jdn(jdn)) == jdn


@given(JDN)
def test_gregorian_agrees_with_convertdate(jdn: int) -> None:
    assert cal.gregorian_from_jdn(jdn) == gregorian.from_jd(jdn)


@given(JDN)
def test_julian_agrees_with_convertdate(jdn: int) -> None:
    assert cal.julian_from_jdn(jdn) == julian.from_jd(jdn)


@given(REPUBLICAN)
def test_republican_round_trip(jdn: int) -> None:
    assert cal.republican_to_jdn(*cal.republican_from_jdn(jdn)) == jdn


@given(REPUBLICAN)
def test_republican_agrees_with_convertdate(jdn: int) -> None:
    assert cal.republican_from_jdn(jdn) == tuple(french_republican.from_jd(jdn - 0.5))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((1917, 10, 25), (1917, 11, 7)),
        ((1917, 2, 23), (1917, 3, 8)),
        ((1905, 1, 9), (1905, 1, 22)),
        ((1918, 1, 31), (1918, 2, 13)),
        ((1900, 2, 29), (1900, 3, 13)),
        ((1881, 3, 1), (1881, 3, 13)),
        ((1582, 10, 5), (1582, 10, 15)),
    ],
)
def test_julian_days_known_from_history(old: cal.Day, new: cal.Day) -> None:
    assert cal.gregorian_from_julian(*old) == new
    assert cal.julian_from_gregorian(*new) == old


@pytest.mark.parametrize(
    ("republican", "day"),
    [((1, 1, 1), (1792, 9, 22)), ((2, 11, 9), (1794, 7, 27)), ((8, 2, 18), (1799, 11, 9)), ((3, 13, 6), (1795, 9, 22))],
)
def test_republican_days_known_from_history(republican: cal.Day, day: cal.Day) -> None:
    assert cal.gregorian_from_republican(*republican) == day


@pytest.mark.parametrize("day", [(1917, 2, 29), (1917, 13, 1), (1917, 4, 31), (1917, 1, 0), (1900, 2, 29)])
def test_days_that_do_not_exist_are_refused(day: cal.Day) -> None:
    with pytest.raises(ValueError, match="no day"):
        cal.gregorian_to_jdn(*day)


def test_republican_calendar_ends_with_the_year_14() -> None:
    with pytest.raises(ValueError, match="15"):
        cal.republican_to_jdn(15, 1, 1)
    with pytest.raises(ValueError, match="outside"):
        cal.republican_from_jdn(2375839)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ((1917, 11, 7), "1917-11-07"),
        ((0, 1, 1), "0000-01-01"),
        ((-43, 3, 15), "-0043-03-15"),
        ((12000, 1, 1), "Y12000-01-01"),
    ],
)
def test_days_are_written_and_read(day: cal.Day, text: str) -> None:
    assert cal.format_day(*day) == text
    assert cal.parse_day(text) == day


def test_a_month_is_no_day() -> None:
    with pytest.raises(ValueError, match="not a day"):
        cal.parse_day("1917-11")

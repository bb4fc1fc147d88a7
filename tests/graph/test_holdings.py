"""What a graph holds in numbers."""

from graph.holdings import find_span, to_sources, to_years


def test_a_source_with_two_authors_is_one_source() -> None:
    row = {"source": "iri", "id": "notes", "title": "Notes"}
    rows = [{**row, "author": "A"}, {**row, "author": "B"}]
    (held,) = to_sources(rows, {}, {"iri": 3})
    assert (held.authors, held.claims, held.mentions) == (("A", "B"), 3, 0)


def test_what_is_no_year_is_left_out() -> None:
    rows = [{"year": "1917", "n": "2"}, {"year": "192X", "n": "9"}, {"year": "..", "n": "9"}, {"n": "1"}]
    assert to_years(rows) == {1917: 2}


def test_strays_do_not_stretch_the_drawing() -> None:
    assert find_span({800: 1, 1900: 300, 1950: 300, 2020: 1}) == (1900, 1950)
    assert find_span({1917: 1}) == (1917, 1917)
    assert find_span({}) == (0, 0)
    assert find_span({1000: 50, 2000: 50}) == (1600, 2000)

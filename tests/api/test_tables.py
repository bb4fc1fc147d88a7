"""Tables for reading are aligned, and one row is one line."""

from api.tables import align


def test_columns_are_aligned_and_numbers_stand_right() -> None:
    assert align(["nom", "n"], [["Léon", "3"], ["Rosa Luxemburg", "12"]]) == [
        "nom              n",
        "Léon             3",
        "Rosa Luxemburg  12",
    ]


def test_a_line_end_in_a_cell_makes_no_line() -> None:
    assert align(["a"], [["x\n y"]]) == ["a", "x y"]


def test_an_empty_table_has_its_head() -> None:
    assert align(["a", "b"], []) == ["a  b"]

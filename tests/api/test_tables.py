"""Tables for reading are aligned, and one row is one line."""

import io

from api.tables import align, print_table


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


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_drawn_table() -> None:
    terminal = Terminal()
    print_table(["nom"], [["[b]Léon[/b]"]], terminal)
    assert "─" in terminal.getvalue()
    assert "[b]Léon[/b]" in terminal.getvalue()


def test_a_file_gets_plain_lines() -> None:
    file = io.StringIO()
    print_table(["nom"], [["Léon"]], file)
    assert file.getvalue() == "nom\nLéon\n"

"""Rows of text in, a table for reading out: drawn with lines on a terminal, aligned columns elsewhere."""

import sys
from collections.abc import Sequence
from typing import IO, Final

NUMBER_CHARACTERS: Final = frozenset("0123456789.,-–")


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]], file: IO[str] | None = None) -> None:
    """Write a table to ``file``, by default standard output."""
    file = file or sys.stdout
    if file.isatty():
        _draw(head, rows, file)
    else:
        file.writelines(line + "\n" for line in align(head, rows))


def align(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return lines with aligned columns, two spaces between them; numbers stand to the right."""
    table = [[_one_line(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(head))]
    right = [_is_number_column(table[1:], column) for column in range(len(head))]
    return ["  ".join(_pad(row[i], widths[i], right[i]) for i in range(len(head))).rstrip() for row in table]


def _draw(head: Sequence[str], rows: Sequence[Sequence[str]], file: IO[str]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD)
    for column, name in enumerate(head):
        table.add_column(Text(name), justify="right" if _is_number_column(rows, column) else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(file=file).print(table)


def _is_number_column(rows: Sequence[Sequence[str]], column: int) -> bool:
    return bool(rows) and all(set(row[column]) <= NUMBER_CHARACTERS for row in rows)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _pad(cell: str, width: int, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)

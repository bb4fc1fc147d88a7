"""What pages read at once lies in one file, whole or not at all; older ones go."""

import gzip
import sqlite3
from pathlib import Path

import pytest

from graph.name_tables import write_names
from graph.names_index import Name, NamesIndex
from graph.shelves import ENDING, Shelf, find_shelf, make_shelf, write_cards, write_document, write_nodes, write_record


def fill(database: sqlite3.Connection) -> None:
    write_record(database, "numbers", {"é": [1, 2]})
    write_document(database, "words", b"abc" * 100)
    write_cards(database, {"person/a": ("A", "", "smo:Person", "smo:Entity smo:Person")})
    write_nodes(database, "all", ["person/a"])
    write_names(database, [Name("person/a", "Léon Trotsky", True)], {})


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = find_shelf(tmp_path, "abc")
    make_shelf(path, fill)
    shelf = Shelf(path)
    assert shelf.read("numbers") == {"é": [1, 2]}
    assert gzip.decompress(shelf.read_packed("words")) == b"abc" * 100
    assert shelf.find_card("person/a") == ("A", "", "smo:Person", "smo:Entity smo:Person")
    assert shelf.find_card("person/\ud83d") is None
    assert list(shelf.list_cards()) == ["person/a"]
    assert (shelf.has_node("all", "person/a"), shelf.has_node("bodies", "person/a")) == (True, False)
    with pytest.raises(KeyError):
        shelf.read("nothing")
    names = NamesIndex(sqlite3.connect(path))
    assert [found.entity for found in names.find("Trotzki")] == ["person/a"]
    names.close()
    shelf.close()


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    def fail(database: sqlite3.Connection) -> None:
        fill(database)
        raise ValueError("stopped")

    with pytest.raises(ValueError, match="stopped"):
        make_shelf(find_shelf(tmp_path, "abc"), fail)
    assert list((tmp_path / "index").iterdir()) == []


def test_the_newest_and_the_one_before_are_kept(tmp_path: Path) -> None:
    for version in ("one", "two", "three"):
        make_shelf(find_shelf(tmp_path, version), fill)
    left = sorted(path.name.partition("-")[0] for path in (tmp_path / "index").glob(f"*{ENDING}"))
    assert left == ["three", "two"]

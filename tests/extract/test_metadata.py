from pathlib import Path

import pytest

from extract.metadata import MetadataError, check_tables, read_metadata


def write(folder: Path, content: str) -> Path:
    (folder / "corpus.toml").write_text(content, encoding="utf-8")
    return folder


def test_tables_by_name(tmp_path: Path) -> None:
    found = read_metadata(
        write(tmp_path, '["a.txt"]\ntitle = "T"\nauthor = ["A", "B"]\ndate = "1921-03"\n[b]\nauthor = "C"\n')
    )
    assert found["a.txt"].title == "T"
    assert found["a.txt"].authors == ("A", "B")
    assert found["b"].authors == ("C",)
    assert found["b"].language == "fr"


def test_no_file_no_tables(tmp_path: Path) -> None:
    assert read_metadata(tmp_path) == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[a]\ntitel = "T"\n', "corpus.toml:2: unknown key 'titel'"),
        ("[a]\n\ndate = 1921\n", 'corpus.toml:3: date must be text, in quotes: date = "1921"'),
        ("[a]\nauthor = [1]\n", "corpus.toml:2: author must be text or a list of texts"),
        ('[a]\nid = "x"\n[b]\nid = "x"\n', "corpus.toml:4: id 'x' is also that of [a]"),
        ('[a]\nid = "l’été"\n', "corpus.toml:2: id 'l’été' may hold"),
        ('title = "T"\n', "corpus.toml:1: 'title' stands outside a table"),
        ('[a]\ntitle = "T\n', "corpus.toml:2: "),
        ("[a]\n[a]\n", "corpus.toml:2: "),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(MetadataError) as caught:
        read_metadata(write(tmp_path, content))
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    with pytest.raises(MetadataError) as caught:
        read_metadata(write(tmp_path, "[a]\ndate = 1\n[b]\nfoo = 1\n"))
    assert len(str(caught.value).splitlines()) == 2


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_bytes(b'[a]\ntitle = "\xe9"\n')
    with pytest.raises(MetadataError, match=r"corpus\.toml: not UTF-8 at byte 13"):
        read_metadata(tmp_path)


def test_tables_without_a_file(tmp_path: Path) -> None:
    found = read_metadata(write(tmp_path, '[a]\ntitle = "T"\n[z]\ntitle = "Z"\n'))
    assert check_tables(found, ["a.txt"]) == ["corpus.toml:3: no file for table [z]"]

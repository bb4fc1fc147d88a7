import errno
import io
import os
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.metadata import MetadataError
from extract.texts import Corpus, TextError, find_files, mint_slug, read_document


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def draw(pages: list[list[str]]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setTitle("Le procès")
    canvas.setAuthor("I. Petrov")
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 750 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def names(corpus: Corpus) -> list[str]:
    return [file.name for file in corpus.files]


def test_files_are_found_in_one_order(tmp_path: Path) -> None:
    first, second = write(tmp_path / "b.txt", "B"), write(tmp_path / "a" / "c.MD", "C")
    write(tmp_path / ".hidden" / "d.txt", "D")
    write(tmp_path / ".e.txt", "E")
    assert names(find_files([tmp_path])) == ["a/c.MD", "b.txt"]
    assert find_files([first, second]) == find_files([second, first])
    assert len(find_files([tmp_path, first]).files) == 2


def test_other_formats_are_told(tmp_path: Path) -> None:
    write(tmp_path / "a.docx", "x")
    write(tmp_path / "corpus.toml", "")
    assert find_files([tmp_path]).problems == ("a.docx: not read, format not known",)


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TextError, match="nowhere: no such file or folder"):
        find_files([tmp_path / "nowhere"])


def test_metadata_by_name_or_stem(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        write(tmp_path / name, "Texte.")
    write(tmp_path / "corpus.toml", '[a]\nid = "alpha"\n["b.txt"]\ntitle = "Bêta"\n[c]\ntitle = "C"\n')
    corpus = find_files([tmp_path])
    assert [(file.metadata.id, file.metadata.title) for file in corpus.files] == [("alpha", ""), ("b", "Bêta")]
    assert corpus.problems == ("corpus.toml:5: no file for table [c]",)


def test_wrong_metadata_stop(tmp_path: Path) -> None:
    write(tmp_path / "corpus.toml", "[a]\nfoo = 1\n")
    with pytest.raises(MetadataError):
        find_files([tmp_path])


def test_identifiers_are_unique_whatever_the_order(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, "T") for name in ("x/Été.txt", "y/été.txt", "Œuvre.md", "письмо.txt")]
    found = {file.name: file.metadata.id for file in find_files([*paths[::-1], tmp_path]).files}
    assert found["Œuvre.md"] == "oeuvre"
    assert found["x/Été.txt"] == "x-ete-txt"
    assert len(set(found.values())) == 4
    assert found == {file.name: file.metadata.id for file in find_files([tmp_path, *paths]).files}


def test_slug() -> None:
    assert mint_slug("  L’Œuvre de 1917 (fin)") == "l-oeuvre-de-1917-fin"


@pytest.mark.parametrize(
    ("data", "encoding", "problem"),
    [
        ("Été".encode(), "utf-8", None),
        ("Été".encode("utf-8-sig"), "utf-8", None),
        ("Été".encode("utf-16"), "utf-16-le", None),
        ("Été\n‘ici’".encode("cp1252"), "windows-1252", "a.txt: line 1: not UTF-8 (byte 0xc9); read as windows-1252"),
        (b"\xc3\x89t\xc3\xa9\x00", "utf-8", "a.txt: 1 control characters left out"),
    ],
    ids=["utf-8", "bom", "utf-16", "cp1252", "nul"],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str, problem: str | None) -> None:
    document = read_document(write(tmp_path / "a.txt", data))
    assert document.text.startswith("Été")
    assert document.source.encoding == encoding
    assert document.problems == ((problem,) if problem else ())


def test_raw_is_the_file_as_it_lies_on_disk(tmp_path: Path) -> None:
    data = "\ufeffUne ligne\r\nqui  suit.\r\n"
    document = read_document(write(tmp_path / "a.txt", data))
    assert document.raw == data
    assert document.text == "Une ligne qui suit.\n"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n\t ", "the file is empty"),
        ("a.txt", "\u00a0\u00a0".encode(), "there is no text in the file"),
        ("a.txt", bytes(range(256)) * 8, "not a text file (binary data)"),
        ("a.txt", b"\xff\xfea", "says it is utf-16-le, which it is not at byte 2"),
        ("a.pdf", b"no PDF at all", "the PDF can't be read"),
        ("a.html", b"<html><script>x</script></html>", "there is no text in the file"),
    ],
)
def test_unreadable_files(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(TextError) as caught:
        read_document(write(tmp_path / name, data))
    assert str(caught.value).startswith(f"{name}: {reason}")
    assert "\n" not in str(caught.value)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", "Texte.")

    def refuse(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)  # root may read whatever its mode says
    with pytest.raises(TextError, match=r"a\.txt: Permission denied"):
        read_document(path)


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(TextError, match=r"a\.txt: Is a directory"):
        read_document(tmp_path / "a.txt")


def test_pdf_pages(tmp_path: Path) -> None:
    pages = [
        ["Le tribunal entendit les accusés et leurs avocats", "pendant trois jours, puis il se retira pour"],
        ["juger."],
        [],
    ]
    document = read_document(write(tmp_path / "a.pdf", draw(pages)))
    assert document.text == (
        "Le tribunal entendit les accusés et leurs avocats pendant trois jours, puis il se retira pour juger.\n"
    )
    assert (document.source.title, document.source.authors) == ("Le procès", ("I. Petrov",))
    assert document.raw[document.source.pages[1] :].startswith("juger.")
    assert document.problems == ("a.pdf: no text on page 3",)


def test_pdf_without_text(tmp_path: Path) -> None:
    with pytest.raises(TextError, match="no text layer"):
        read_document(write(tmp_path / "a.pdf", draw([[]])))


def test_pdf_with_a_password(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(draw([["Texte."]])))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(TextError, match="password"):
        read_document(write(tmp_path / "a.pdf", buffer.getvalue()))


def test_markdown_in_a_txt_is_told_by_its_marks(tmp_path: Path) -> None:
    document = read_document(write(tmp_path / "a.txt", "# Titre\n\nUn **mot** de plus.\n"))
    assert document.text == "Titre\nUn mot de plus.\n"


def test_latin_1_declared_in_xml(tmp_path: Path) -> None:
    data = '<?xml version="1.0" encoding="ISO-8859-1"?><text><p>Été</p></text>'.encode("latin-1")
    document = read_document(write(tmp_path / "a.xml", data))
    assert (document.text, document.problems) == ("Été\n", ())

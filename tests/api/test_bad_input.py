"""Bad texts, tables, folders and queries, through the real command: one line that says where, earlier output whole."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

SMOLNY = Path(sys.executable).with_name("smolny")
TEXTS = {
    "notice.txt": "Léon Trotsky est élu président du Soviet de Petrograd en septembre 1917. "
    "Il meurt à Mexico le 21 août 1940.\n",
    "memoire.txt": "Victor Serge adhère au Parti bolchevique en mai 1919. En 1922, Victor Serge vit à Berlin.\n",
}
SERGE = TEXTS["memoire.txt"]
NAMES = "SELECT ?nom WHERE { ?qui a smo:Person ; skos:prefLabel ?nom } ORDER BY ?nom"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"

Told = subprocess.CompletedProcess[str]
Copy = Callable[[], Path]


def smolny(*arguments: str | Path, stdin: str | None = None) -> Told:
    return subprocess.run(
        [SMOLNY, *arguments], input=stdin, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


def digest(folder: Path) -> dict[str, str]:
    """Every file of a built folder, temporary ones that were left too, but the lock."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def assert_one_line(told: Told, status: int, *words: str) -> None:
    lines = told.stderr.splitlines()
    assert (told.returncode, len(lines)) == (status, 1), told.stderr
    assert told.stdout == ""
    assert "Traceback" not in told.stderr
    for word in words:
        assert word in lines[0]


def assert_wrong_use(told: Told, *words: str) -> None:
    """What the argument parser refuses: usage, how to get help, and one line that says what is wrong."""
    errors = [line for line in told.stderr.splitlines() if line.startswith("Error: ")]
    assert (told.returncode, len(errors)) == (2, 1), told.stderr
    assert told.stdout == ""
    for word in words:
        assert word in errors[0]


def write_texts(folder: Path, files: dict[str, str | bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def draw_pdf(*lines: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number, line in enumerate(lines):
        canvas.drawString(72, 750 - 14 * number, line)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encrypt(pdf: bytes) -> bytes:
    writer, buffer = pypdf.PdfWriter(io.BytesIO(pdf)), io.BytesIO()
    writer.encrypt("Smolny 1917", algorithm="RC4-128")
    writer.write(buffer)
    return buffer.getvalue()


PDF = draw_pdf(*[SERGE.strip()] * 5)
UNREADABLE = {
    "coupe.pdf": (PDF[: len(PDF) // 2], "the PDF can't be read"),
    "chiffre.pdf": (encrypt(PDF), "password"),
    "aes.pdf": (encrypt(PDF).replace(b"/V 2", b"/V 5").replace(b"/R 3", b"/R 6"), "PDF"),
    "images.pdf": (draw_pdf(), "no text layer"),
    "faux.pdf": (SERGE.encode(), "the PDF can't be read"),
    "image.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not a text file (binary data)"),
    "vide.txt": (b"", "the file is empty"),
    "blanc.txt": (b" \n\t \r\n", "the file is empty"),
    "espaces.txt": ("\u00a0\u2003\n".encode() * 5, "there is no text in the file"),
    "nuls.txt": (SERGE.encode() + b"\0" * 400, "not a text file (binary data)"),
    "tronque.txt": (SERGE.encode("utf-16")[:-1], "utf-16-le, which it is not"),
    "rien.html": (b"<html><script>var a;</script></html>", "there is no text in the file"),
}  # fmt: skip


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_texts(tmp_path_factory.mktemp("texts"), dict(TEXTS))


@pytest.fixture(scope="module")
def graph(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built folder with its index; tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("graph")
    assert smolny("build", texts, "--out", folder).stderr == ""
    assert smolny("query", folder, NAMES).returncode == 0
    return folder


@pytest.fixture
def copy(graph: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(graph, tmp_path / "copy"))


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_file_is_told_and_the_earlier_graph_stays(copy: Path, tmp_path: Path, name: str) -> None:
    content, reason = UNREADABLE[name]
    before = digest(copy)
    told = smolny("build", write_texts(tmp_path / "bad", {name: content}), "--out", copy)
    assert_one_line(told, 1, f"{name}: ", reason)
    assert digest(copy) == before


def test_unreadable_files_among_good_ones_stop_nothing(copy: Path, tmp_path: Path) -> None:
    bad = {name: content for name, (content, _) in UNREADABLE.items()}
    told = smolny("build", write_texts(tmp_path / "mixed", {**TEXTS, **bad}), "--out", copy)
    assert told.returncode == 1
    assert sorted(line.partition(":")[0] for line in told.stderr.splitlines()) == sorted(UNREADABLE)
    assert f"{copy}: 2 sources" in told.stdout
    assert smolny("check", copy).returncode == 0


def test_odd_encodings_are_read_and_told_and_every_quote_is_found_again(tmp_path: Path) -> None:
    files = {
        "latin.txt": SERGE.encode("latin-1"),
        "utf16.txt": SERGE.encode("utf-16"),
        "nul.txt": SERGE.replace("vit", "v\0it").encode(),
    }
    told = smolny("build", write_texts(tmp_path / "texts", dict(files)), "--out", tmp_path / "graph")
    assert told.returncode == 1
    assert sorted(told.stderr.splitlines()) == [
        "latin.txt: line 1: not UTF-8 (byte 0xe8); read as windows-1252",
        "nul.txt: 1 control characters left out",
    ]
    assert "3 sources" in told.stdout
    checked = smolny("check", tmp_path / "graph")
    assert (checked.returncode, checked.stderr) == (0, "")
    found = smolny(
        "query", tmp_path / "graph", "-f", "csv",
        "SELECT DISTINCT ?id { ?s a smo:Source ; dcterms:identifier ?id . ?p oa:hasSource ?s . "
        "?c prov:wasDerivedFrom ?p ; rdf:object/skos:prefLabel ?o FILTER(?o = 'Berlin'@fr) } ORDER BY ?id",
    )  # fmt: skip
    assert found.stdout.split() == ["id", "latin", "nul", "utf16"]


# root reads whatever a file's mode says, unless this right is taken from it
AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


@pytest.mark.skipif(bool(AS_ANYBODY) and not shutil.which("setpriv"), reason="setpriv (util-linux) is not there")
def test_a_file_that_may_not_be_read_is_told(copy: Path, tmp_path: Path) -> None:
    folder = write_texts(tmp_path / "texts", {**TEXTS, "secret.txt": SERGE})
    (folder / "secret.txt").chmod(0)
    told = subprocess.run(
        [*AS_ANYBODY, SMOLNY, "build", folder, "--out", copy], capture_output=True, encoding="utf-8", check=False
    )
    assert (told.returncode, told.stderr) == (1, "secret.txt: Permission denied\n")


def test_links_that_lead_nowhere_are_told_and_others_followed(copy: Path, tmp_path: Path) -> None:
    folder = write_texts(tmp_path / "texts", dict(TEXTS))
    outside = write_texts(tmp_path / "elsewhere", {"autre.txt": "Victor Serge vit à Vienne en 1924.\n"})
    (folder / "casse.txt").symlink_to(tmp_path / "nowhere.txt")
    (folder / "boucle.txt").symlink_to("boucle.txt")
    (folder / "lien.txt").symlink_to(outside / "autre.txt")
    told = smolny("build", folder, "--out", copy)
    assert told.returncode == 1
    assert told.stderr.splitlines() == [
        "boucle.txt: Too many levels of symbolic links",
        "casse.txt: No such file or directory",
    ]
    assert "3 sources" in told.stdout
    assert (copy / "graph" / "sources" / "lien.ttl").exists()


def test_what_is_no_file_and_names_that_are_no_utf_8_are_told(copy: Path, tmp_path: Path) -> None:
    folder = write_texts(tmp_path / "texts", dict(TEXTS))
    os.mkfifo(folder / "tube.txt")
    (folder / "dossier.txt").mkdir()
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(SERGE, encoding="utf-8")
    told = smolny("build", folder, "--out", copy)
    assert told.returncode == 1
    assert sorted(told.stderr.splitlines()) == [
        "caf?.txt: not read, its name is not UTF-8; rename it",
        "tube.txt: not read, no regular file",
    ]
    assert "2 sources, 2 of them unchanged" in told.stdout


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('[notice]\ntitle = "a\n', ("corpus.toml:2: ",)),
        ('[notice]\ntitle = "a"\nauteur = "b"\n', ("corpus.toml:3: unknown key 'auteur'", "author")),
        ('[notice]\nid = "a"\n[memoire]\nid = "a"\n', ("corpus.toml:4: id 'a' is also that of [notice]",)),
        ("[notice]\ndate = 1917\n", ("corpus.toml:2: date must be text", 'date = "1917"')),
        ('[notice]\nid = "à l\'eau"\n', ("corpus.toml:2: id ", "letters without accents")),
        ('[notice]\n[memoire]\n[notice]\ntitle = "a"\n', ("corpus.toml:3: ", "twice")),
        ('title = "a"\n', ("corpus.toml:1: 'title' stands outside a table",)),
        ('[notice]\ntitle = "é"\n'.encode("latin-1"), ("corpus.toml: not UTF-8 at byte",)),
    ],
    ids=["syntax", "unknown key", "equal ids", "number", "id", "twice", "no table", "latin-1"],
)
def test_a_wrong_corpus_toml_stops_the_build(
    copy: Path, tmp_path: Path, toml: str | bytes, words: tuple[str, ...]
) -> None:
    before = digest(copy)
    told = smolny("build", write_texts(tmp_path / "texts", {**TEXTS, "corpus.toml": toml}), "--out", copy)
    assert_one_line(told, 1, *words)
    assert digest(copy) == before


def test_two_mistakes_in_corpus_toml_are_two_lines(copy: Path, tmp_path: Path) -> None:
    toml = '[notice]\nauteur = "a"\n[memoire]\ntitre = "b"\n'
    told = smolny("build", write_texts(tmp_path / "texts", {**TEXTS, "corpus.toml": toml}), "--out", copy)
    assert [line[:14] for line in told.stderr.splitlines()] == ["corpus.toml:2:", "corpus.toml:4:"]


def test_a_table_without_its_file_is_told(copy: Path, tmp_path: Path) -> None:
    toml = '[notice]\ntitle = "Notice"\n\n[absent]\ntitle = "b"\n'
    told = smolny("build", write_texts(tmp_path / "texts", {**TEXTS, "corpus.toml": toml}), "--out", copy)
    assert (told.returncode, told.stderr) == (1, "corpus.toml:4: no file for table [absent]\n")
    assert "2 sources" in told.stdout


def test_folders_without_texts_are_told(copy: Path, tmp_path: Path) -> None:
    before = digest(copy)
    assert_one_line(smolny("build", write_texts(tmp_path / "empty", {}), "--out", copy), 1, "no text to read")
    foreign = write_texts(tmp_path / "foreign", {"a.docx": b"PK"})
    assert_one_line(smolny("build", foreign, "--out", copy), 1, "a.docx: not read, format not known")
    assert_one_line(smolny("build", tmp_path / "absent", "--out", copy), 1, "absent: no such file or folder")
    assert digest(copy) == before
    smolny("build", tmp_path / "absent", "--out", tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("out", ["graphe", "."])
def test_out_may_lie_among_the_texts(tmp_path: Path, out: str) -> None:
    folder = write_texts(tmp_path / "texts", {**TEXTS, "tract.pdf": PDF})
    for _ in range(2):
        told = smolny("build", folder, "--out", folder / out)
        assert (told.returncode, told.stderr) == (0, "")
        assert "3 sources" in told.stdout
    assert "3 of them unchanged" in told.stdout


def test_out_that_is_no_folder_of_ours_is_left_alone(texts: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    assert_wrong_use(smolny("build", texts, "--out", file), "'--out'", str(file))
    assert_one_line(smolny("build", texts, "--out", file / "below"), 1, f"{file / 'below'}: Not a directory")
    other = write_texts(tmp_path / "other" / "graph", {"mine.ttl": "# mine"}).parent
    before = digest(other)
    assert_one_line(smolny("build", texts, "--out", other), 1, f"{other / 'graph'}: not made by smolny build")
    assert digest(other) == before
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_folder_named_texts_beside_a_graph_is_not_taken_for_ours(copy: Path, texts: Path) -> None:
    mine = write_texts(copy / "texts", {"precieux.txt": "À garder."})
    before = digest(copy)
    assert_one_line(smolny("build", texts, "--out", copy), 1, f"{mine / 'precieux.txt'}: not made by smolny build")
    assert digest(copy) == before


def test_wrong_options_of_build_are_told(copy: Path, texts: Path) -> None:
    before = digest(copy)
    told = smolny("build", texts, "--out", copy, "--model", "fr_aucun")
    assert_one_line(told, 1, "'fr_aucun' is not installed")
    for base in ("no base", "https://example.org", "ftp://example.org/", "http://a b/", "urn:x#"):
        assert_wrong_use(smolny("build", texts, "--out", copy, "--base-iri", base), "--base-iri", base)
    assert digest(copy) == before


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELECT ?x\nWHERE { ?x a smo:Person ;; }}", 2, ("line 2, column 30",)),
        ("SELECT * { ?s foo:bar ?o }", 2, ("line 1, column", "Prefix not found")),
        ("", 2, ("no query", "SELECT")),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", 2, ("INSERT is an update",)),
        ("PREFIX a: <b:> DELETE WHERE { ?s ?p ?o }", 2, ("DELETE is an update",)),
        ("SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }", 2, ("SERVICE is not allowed",)),
        ("SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }", 2, ("SERVICE is not allowed",)),
        ("SELECT * " + "{" * 5000 + "?s ?p ?o" + "}" * 5000, 2, ("nested more than",)),
        ("SELECT * { ?s ?p ?o FILTER(" + "!" * 5000 + "true) }", 2, ("nested more than",)),
        ("@/no/such/file.rq", 1, ("/no/such/file.rq: No such file",)),
    ],
    ids=["syntax", "prefix", "empty", "insert", "delete", "service", "escaped", "braces", "bangs", "file"],
)
def test_a_wrong_query_is_told(graph: Path, query: str, status: int, words: tuple[str, ...]) -> None:
    assert_one_line(smolny("query", graph, query), status, *words)


def test_a_query_that_never_ends_is_ended(graph: Path) -> None:
    assert_one_line(smolny("query", graph, ENDLESS, "--timeout", "1"), 1, "took longer than it may")


def test_wrong_formats_are_told(graph: Path, tmp_path: Path) -> None:
    assert_wrong_use(smolny("query", graph, NAMES, "--format", "xls"), "'xls'", "csv")
    assert_one_line(smolny("query", graph, NAMES, "--format", "ttl"), 2, "ttl", "csv")
    told = smolny("export", graph, "persons-bodies", "--out", tmp_path / "reseau.xls")
    assert told.returncode in (1, 2)
    assert_one_line(told, told.returncode, "reseau.xls", ".gexf")
    told = smolny("export", graph, "persons-bodies", "--out", tmp_path / "absent" / "reseau.gexf")
    assert_one_line(told, 1, f"{tmp_path / 'absent'}: No such file or directory")


@pytest.mark.parametrize(
    "command",
    [("query", NAMES), ("link",), ("export", "persons-bodies", "--out", "a.gexf"), ("check",), ("serve",)],
    ids=lambda command: str(command[0]),
)
def test_a_folder_without_a_graph_is_told(texts: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    name, *rest = command
    assert_one_line(smolny(name, texts, *rest), 1, str(texts), "smolny build")
    assert_wrong_use(smolny(name, tmp_path / "absent", *rest), "absent", "does not exist")
    assert sorted(path.name for path in texts.iterdir()) == sorted(TEXTS)


def test_a_torn_manifest_is_told_and_the_next_build_mends_it(copy: Path, texts: Path, tmp_path: Path) -> None:
    good, path = digest(copy), copy / "graph" / "manifest.json"
    for content in (b"", b"{", b"[]", b'{"inputs": []}', b"\xff"):
        path.write_bytes(content)
        for command in (("query", copy, NAMES), ("check", copy), ("link", copy)):
            assert_one_line(smolny(*command), 1, f"{path}: not a manifest")
    told = smolny("build", texts, "--out", copy)
    assert (told.returncode, told.stderr) == (0, "")
    assert digest(copy) == good


def test_torn_turtle_is_told_and_the_next_build_mends_it(copy: Path, texts: Path) -> None:
    good, path = digest(copy), copy / "graph" / "entities.ttl"
    path.write_bytes(path.read_bytes()[:800])
    for command in (("query", copy, NAMES), ("check", copy), ("link", copy)):
        assert_one_line(smolny(*command), 1, f"{path}:", "smolny build")
    assert smolny("build", texts, "--out", copy).returncode == 0
    assert digest(copy) == good
    path.unlink()
    for command in (("query", copy, NAMES), ("check", copy), ("link", copy)):
        assert_one_line(smolny(*command), 1, str(path), "smolny build")


@pytest.mark.parametrize("content", [b"", b"{\n", b"\xff\xfe\n", b'{"source":{"id":"notice"}}\n'])
def test_torn_readings_are_told_and_the_next_build_mends_them(copy: Path, texts: Path, content: bytes) -> None:
    good, path = digest(copy), copy / "readings.jsonl"
    path.write_bytes(content + path.read_bytes().splitlines(keepends=True)[1])
    assert_one_line(smolny("check", copy), 1, "readings.jsonl: the reading of ", "smolny build")
    told = smolny("build", texts, "--out", copy)
    assert (told.returncode, told.stderr) == (0, "")
    assert "2 sources, 1 of them unchanged" in told.stdout
    assert digest(copy) == good


def test_a_missing_index_comes_back_and_a_broken_one_is_told_once(copy: Path) -> None:
    answer = smolny("query", copy, NAMES).stdout
    shutil.rmtree(copy / "index")
    assert smolny("query", copy, NAMES).stdout == answer
    for path in (copy / "index").rglob("*"):
        if path.is_file() and path.name != ".lock":
            path.write_bytes(b"broken")
    assert_one_line(smolny("query", copy, NAMES), 1, str(copy / "index"), "broken index")
    assert smolny("query", copy, NAMES).stdout == answer


def test_a_wrong_line_in_links_tsv_is_told_and_nothing_written(copy: Path, texts: Path) -> None:
    path = copy / "links.tsv"
    number = len(path.read_text(encoding="utf-8").splitlines()) + 1
    row = ["person:victor-serge", "", "", "skos:exactMatch", "Q", "", "semapv:ManualMappingCuration", "", "moi", "", ""]
    with path.open("a", encoding="utf-8") as file:
        file.write("\t".join(row) + "\n")
    before = digest(copy)
    for command in (("build", texts, "--out", copy), ("link", copy), ("check", copy)):
        assert_one_line(smolny(*command), 1, f"links.tsv:{number}: object_id 'Q'")
    assert digest(copy) == before

"""Every command does its work, and says in one line what it can't."""

import csv
import io
import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app

COMMAND = (sys.executable, "-m", "api.cli")
NAMES = "SELECT ?nom WHERE { ?qui a smo:Person ; skos:prefLabel ?nom } ORDER BY ?nom"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
COMMANDS = ("build", "link", "query", "export", "serve", "check", "eval")


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], input=stdin)


def assert_one_line(result: Result, *words: str) -> None:
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert "Traceback" not in result.output
    for word in words:
        assert word in lines[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_tells_purpose_example_and_exit_status(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    for part in ("Usage: ", "Example:", f"smolny {command} ", "Exit status:"):
        assert part in result.stdout


def test_help_lists_all_commands() -> None:
    output = run("--help").stdout
    assert all(f"\n  {command} " in output for command in COMMANDS)


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'spacy', 'rdflib', 'pyoxigraph', 'fastapi', 'pyshacl', 'networkx', 'numpy'}"
    code = f"import sys, api.cli; sys.exit(', '.join({heavy} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True).stderr.strip() == ""
    )


def test_version() -> None:
    assert run("--version").stdout.startswith("smolny ")


def test_build_tells_what_it_made(built: Path, corpus: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "again")
    result = run("build", corpus, "--out", tmp_path / "again")
    assert result.exit_code == 0
    assert "2 sources, 2 of them unchanged" in result.stdout


def test_build_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "good.txt").write_text("Victor Serge vit à Berlin en 1922.\n", encoding="utf-8")
    (texts / "empty.txt").write_bytes(b"")
    result = run("build", texts, "--out", tmp_path / "graph")
    assert result.exit_code == 1
    assert_one_line(result, "empty.txt")
    assert "1 source" in result.stdout


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("corpus.toml", b"[[", "corpus.toml"),
        ("broken.pdf", b"%PDF-1.4 nothing", "broken.pdf"),
        ("picture.png", b"x", ""),
    ],
)
def test_build_tells_what_is_wrong_with_the_texts(tmp_path: Path, name: str, content: bytes, word: str) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / name).write_bytes(content)
    if name == "corpus.toml":
        (texts / "good.txt").write_text("Victor Serge vit à Berlin en 1922.\n", encoding="utf-8")
    result = run("build", texts, "--out", tmp_path / "graph")
    assert result.exit_code == 1
    assert_one_line(result, word)


def test_build_of_nothing_is_told(tmp_path: Path) -> None:
    result = run("build", tmp_path / "absent", "--out", tmp_path / "graph")
    assert result.exit_code == 1
    assert_one_line(result, "absent")


def test_build_without_its_model_is_told(corpus: Path, tmp_path: Path) -> None:
    result = run("build", corpus, "--out", tmp_path / "graph", "--model", "no_such_model")
    assert result.exit_code == 1
    assert_one_line(result, "no_such_model")


def test_build_under_a_wrong_base_is_wrong_use(corpus: Path, tmp_path: Path) -> None:
    result = run("build", corpus, "--out", tmp_path / "graph", "--base-iri", "no base")
    assert result.exit_code == 2
    assert "--base-iri" in result.stderr


def test_query_draws_a_table(built: Path) -> None:
    result = run("query", built, NAMES)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].strip() == "nom"
    assert "Léon Trotsky" in result.stdout


def test_query_reads_standard_input_and_files(built: Path, tmp_path: Path) -> None:
    (tmp_path / "names.rq").write_text(NAMES, encoding="utf-8")
    answers = {
        run("query", built, NAMES).stdout,
        run("query", built, "-", stdin=NAMES).stdout,
        run("query", built, f"@{tmp_path / 'names.rq'}").stdout,
    }
    assert len(answers) == 1


def test_query_formats_agree(built: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("query", built, NAMES, "--format", "csv").stdout)))
    bindings = json.loads(run("query", built, NAMES, "--format", "json").stdout)["results"]["bindings"]
    assert [row["nom"] for row in rows] == [binding["nom"]["value"] for binding in bindings]
    assert "<sparql" in run("query", built, NAMES, "--format", "xml").stdout
    assert run("query", built, NAMES, "--format", "tsv").stdout.startswith("?nom\n")


def test_query_for_triples_gives_turtle(built: Path) -> None:
    assert "person/leon-trotsky" in run("query", built, "CONSTRUCT WHERE { ?s a smo:Person }").stdout


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("SELECT * {",), 2, ("line 1, column 11",)),
        (("no query",), 2, ("SELECT",)),
        (("DELETE WHERE { ?s ?p ?o }",), 2, ("update",)),
        (("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }",), 2, ("SERVICE",)),
        ((NAMES, "--format", "ttl"), 2, ("csv",)),
        ((ENDLESS, "--timeout", "0.5"), 1, ("longer",)),
        (("@/no/such/file.rq",), 1, ("/no/such/file.rq", "No such file")),
    ],
)
def test_query_tells_what_is_wrong(
    built: Path, arguments: tuple[str, ...], status: int, words: tuple[str, ...]
) -> None:
    result = run("query", built, *arguments)
    assert result.exit_code == status
    assert_one_line(result, *words)
    assert result.stdout == ""


def test_query_in_an_unknown_format_is_wrong_use(built: Path) -> None:
    result = run("query", built, NAMES, "--format", "pdf")
    assert result.exit_code == 2
    assert "csv" in result.stderr


def test_query_says_when_rows_are_missing(built: Path) -> None:
    result = run("query", built, NAMES, "--max-rows", "1")
    assert result.exit_code == 0
    assert_one_line(result, "--max-rows")


@pytest.mark.parametrize("command", ["query", "link", "check", "export"])
def test_a_folder_without_a_graph_is_told(command: str, tmp_path: Path) -> None:
    rest = {"query": (NAMES,), "export": ("persons-bodies", "--out", tmp_path / "x.gexf")}.get(command, ())
    result = run(command, tmp_path, *rest)
    assert result.exit_code == 1
    assert_one_line(result, str(tmp_path))


@pytest.mark.parametrize("command", ["query", "check"])
def test_a_broken_manifest_is_told(command: str, tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "manifest.json").write_text("{", encoding="utf-8")
    result = run(command, tmp_path, *((NAMES,) if command == "query" else ()))
    assert result.exit_code == 1
    assert_one_line(result, "manifest.json")


def test_export_writes_and_lists_networks(built: Path, tmp_path: Path) -> None:
    assert run("export", built, "persons-bodies", "--out", tmp_path / "net.gexf").exit_code == 0
    assert (tmp_path / "net.gexf").read_text(encoding="utf-8").startswith("<?xml")
    unknown = run("export", built, "friends", "--out", tmp_path / "friends.gexf")
    assert unknown.exit_code == 2
    assert "persons-bodies: " in unknown.stderr
    assert not (tmp_path / "friends.gexf").exists()


def test_link_tells_how_many(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "graph")
    result = run("link", tmp_path / "graph")
    assert result.exit_code == 0
    assert "links" in result.stdout
    assert (tmp_path / "graph" / "links.tsv").is_file()


def test_check_finds_nothing_wrong(built: Path) -> None:
    result = run("check", built)
    assert (result.exit_code, result.stderr) == (0, "")


def test_check_tells_what_was_changed(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "graph")
    with (tmp_path / "graph" / "graph" / "facts.ttl").open("a", encoding="utf-8") as file:
        file.write("\n# by hand\n")
    result = run("check", tmp_path / "graph")
    assert result.exit_code == 1
    assert_one_line(result, "facts.ttl")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    text = "Victor Serge vit à Berlin en 1922."
    passage = {
        "id": "p1", "source": "s", "text": text, "claims": [],
        "mentions": [{"start": 0, "end": 12, "class": "Person", "text": "Victor Serge", "entity": "Victor Serge"}],
    }  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(passage, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_eval_prints_a_table_and_writes_errors(gold: Path, tmp_path: Path) -> None:
    result = run("eval", gold, "--errors", tmp_path / "errors.tsv")
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0][:3] == ["precision", "recall", "F1"]
    assert ["Person", "1.000", "1.000", "1.000", "1", "0", "0"] in lines
    assert "Berlin" in (tmp_path / "errors.tsv").read_text(encoding="utf-8")


def test_eval_prints_json(gold: Path) -> None:
    record = json.loads(run("eval", gold, "--json").stdout)
    assert record["mentions"]["Person"]["f1"] == 1.0


def test_eval_tells_a_broken_line(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("{\n", encoding="utf-8")
    result = run("eval", tmp_path / "gold.jsonl")
    assert result.exit_code == 1
    assert_one_line(result, "gold.jsonl:1")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_told(gold: Path) -> None:
    result = run("eval", gold, "--errors", "/dev/full")
    assert result.exit_code == 1
    assert_one_line(result, "No space left")


def test_serve_without_a_graph_ends_at_once(tmp_path: Path) -> None:
    result = run("serve", tmp_path)
    assert result.exit_code == 1
    assert_one_line(result, "smolny build")


def test_serve_with_a_wrong_setting_is_wrong_use(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMOLNY_MAX_ROWS", "many")
    result = run("serve", built)
    assert result.exit_code == 2
    assert_one_line(result, "SMOLNY_MAX_ROWS", "many")


def test_an_interrupt_is_one_line(built: Path) -> None:
    process = subprocess.Popen([*COMMAND, "query", str(built), ENDLESS], stderr=subprocess.PIPE, text=True)
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=20)
    assert (process.returncode, stderr.strip()) == (130, "interrupted")


def test_a_closed_pipe_is_no_failure(built: Path) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"
    process = subprocess.Popen(
        [*COMMAND, "query", str(built), query, "--format", "csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(20) == 0


def test_serve_on_a_taken_port_is_told(built: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", built, "--port", str(port))
    assert result.exit_code == 1
    assert_one_line(result, str(port), "in use")


def test_serve_ends_well_with_an_interrupt(built: Path) -> None:
    process = subprocess.Popen([*COMMAND, "serve", str(built), "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert process.stderr
    assert "is served at http://127.0.0.1:" in process.stderr.readline()
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=20)
    assert (process.returncode, stderr) == (0, "")


def test_review_lists_what_is_least_certain_with_lines_to_paste(built: Path) -> None:
    result = run("review", str(built), "--limit", "3", "--format", "tsv")
    assert result.exit_code == 0, result.output
    header, *lines = result.stdout.splitlines()
    assert header.startswith("action\tsubject\t")
    assert lines
    assert all(line.startswith("#") for line in lines)
    assert sum(line.startswith(("# 1. ", "# 2. ", "# 3. ", "# 4. ")) for line in lines) == 3


@pytest.mark.parametrize("option", [("--format", "pdf"), ("--kind", "rumour")])
def test_review_of_what_there_is_not_is_wrong_use(built: Path, option: tuple[str, str]) -> None:
    assert run("review", str(built), *option).exit_code == 2


def test_build_applies_corrections_and_tells_those_that_do_not_fit(corpus: Path, tmp_path: Path) -> None:
    table = tmp_path / "decisions.tsv"
    rows = ["action\tsubject\tvalue", "rename\tperson/leon-trotsky\tL. D. Trotsky", "rename\tperson/personne\tX"]
    table.write_text("\n".join(rows), encoding="utf-8")
    result = run("build", str(corpus), "--out", str(tmp_path / "g"), "--corrections", str(table))
    assert result.exit_code == 1
    assert "corrections: 1" in result.stdout
    assert "decisions.tsv:3: rename not applied: person/personne is not named in any source" in result.stderr

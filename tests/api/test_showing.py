"""``smolny show`` and the tables of ``smolny export --table``, on a graph that is really built."""

import csv
import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from typer.testing import CliRunner, Result

from api.cli import app

TEXTS = {
    "vie.txt": "Victor Serge naît à Bruxelles en 1890. En 1922, Victor Serge vit à Berlin. "
    "Victor Serge adhère au Parti bolchevique en mai 1919.\n",
    "lettre.txt": "Victor Serge n'a jamais adhéré au Parti menchevik.\n\n"
    "Léon Trotsky, président du Soviet de Petrograd, répondit. Léon Trotsky fut exclu du Parti bolchevique en 1927.\n",
    "notes.txt": "Victor Serge naît à Bruxelles en 1891.\n",
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts, folder = tmp_path_factory.mktemp("texts"), tmp_path_factory.mktemp("graph")
    for name, text in TEXTS.items():
        (texts / name).write_text(text, encoding="utf-8")
    result = run("build", str(texts), "--out", str(folder))
    assert result.exit_code == 0, result.output
    return folder


def read_table(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_a_record_has_every_line_with_its_sentence(graph: Path) -> None:
    text = run("show", str(graph), "Victor Serge").stdout
    assert text.startswith("Victor Serge\n============\nsmo:Person <https://w3id.org/smolny/id/person/victor-serge>\n")
    assert "1922 : a été à Berlin\n      « En 1922, Victor Serge vit à Berlin. » — vie, car. 39 (vie)" in text
    assert "mai 1919 : membre du Parti bolchevique" in text
    assert "sans date : membre du Parti menchevique [nié]" in text
    assert text.index("VIE") < text.index("FONCTIONS ET APPARTENANCES") < text.index("LIEUX, ANNÉE PAR ANNÉE")


def test_contradictions_stand_side_by_side(graph: Path) -> None:
    sheet = json.loads(run("show", str(graph), "Victor Serge", "-f", "json").stdout)
    life = next(section for section in sheet["sections"] if section["key"] == "life")
    births = {line["edtf"]: line for line in life["lines"] if line["predicate"] == "born" and line["quotes"]}
    assert set(births) == {"1890", "1891"}
    assert all(line["disputed"] for line in births.values())
    assert {quote["source"] for line in births.values() for quote in line["quotes"]} == {"vie", "notes"}


def test_a_body_shows_who_was_in_it(graph: Path) -> None:
    body = json.loads(run("show", str(graph), "parti bolchevique", "-f", "json", "--lang", "en").stdout)
    titles = {section["key"]: section["title"] for section in body["sections"]}
    assert (titles["members"], titles["departures"]) == ("Members", "Departures and expulsions")
    said = {(line["predicate"], line["inverse"], line["other"], line["edtf"])
            for section in body["sections"] for line in section["lines"] if line["quotes"]}  # fmt: skip
    assert ("memberOf", True, "Victor Serge", "1919-05") in said
    assert ("leftOrExpelledFrom", True, "Léon Trotsky", "1927") in said


def test_an_office_reads_as_its_role_from_both_sides(graph: Path) -> None:
    assert "président : Soviet de Petrograd" in run("show", str(graph), "Trotski").stdout
    assert "Léon Trotsky, président" in run("show", str(graph), "soviet-de-petrograd").stdout


def test_markdown_and_turtle_are_what_they_say(graph: Path) -> None:
    markdown = run("show", str(graph), "person/victor-serge", "--format", "md").stdout
    assert markdown.startswith("# Victor Serge\n\n- smo:Person")
    assert "\n- **1922** a été à Berlin\n  > « En 1922" in markdown
    turtle = run("show", str(graph), "person/victor-serge", "--format", "ttl").stdout
    subjects = {quad.subject.value for quad in parse(turtle, format=RdfFormat.TURTLE)}
    assert any("/claim/" in iri for iri in subjects)
    assert any("/passage/" in iri for iri in subjects)


@pytest.mark.parametrize(
    ("name", "status", "told"),
    [("Trosky", 1, "person/leon-trotsky"), ("Xqzwv", 1, "nobody and nothing of that name")],
)
def test_an_unknown_name_is_answered_with_those_like_it(graph: Path, name: str, status: int, told: str) -> None:
    result = run("show", str(graph), name)
    assert result.exit_code == status
    assert told in result.stderr


@pytest.mark.parametrize(
    "name", ["Trotzkij", "Троцкий", "TROTSKY", "léon trotski", "person/leon-trotsky", "leon-trotsky"]
)
def test_a_name_is_found_however_it_is_written(graph: Path, name: str) -> None:
    assert run("show", str(graph), name).stdout.startswith("Léon Trotsky\n")


@pytest.mark.parametrize("wrong", [("--format", "pdf"), ("--lang", "de")])
def test_wrong_use_is_told(graph: Path, wrong: tuple[str, str]) -> None:
    assert run("show", str(graph), "Serge", *wrong).exit_code == 2


def test_the_table_of_persons_holds_their_lives(graph: Path, tmp_path: Path) -> None:
    result = run("export", str(graph), "--table", str(tmp_path / "persons.csv"))
    assert result.exit_code == 0, result.output
    rows = read_table(tmp_path / "persons.csv")
    serge = rows["person/victor-serge"]
    assert serge["places"] == "Berlin (1922)"
    assert serge["member_of"] == "Parti bolchevique (1919-05)"
    assert serge["born"].split(" | ")[:2] == ["1890", "1890-12-30"] or "1891" in serge["born"]
    assert serge["sources"] == "lettre | notes | vie"
    assert int(serge["mentions"]) == 5
    assert rows["person/leon-trotsky"]["offices"].startswith("président, Soviet de Petrograd")


def test_the_table_of_bodies_and_of_claims(graph: Path, tmp_path: Path) -> None:
    assert run("export", str(graph), "bodies", "--table", str(tmp_path / "b.csv")).exit_code == 0
    party = read_table(tmp_path / "b.csv")["party/parti-bolchevique"]
    assert (party["members"], party["left_by"]) == ("Victor Serge (1919-05)", "Léon Trotsky (1927)")
    assert run("export", str(graph), "claims", "--table", str(tmp_path / "c.csv")).exit_code == 0
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as file:
        denied = [row for row in csv.DictReader(file) if row["polarity"] == "denied"]
    said = {(row["subject"], row["predicate"], row["object"], row["source"]) for row in denied}
    assert ("Victor Serge", "memberOf", "Parti menchevique", "lettre") in said
    assert {row["quote"] for row in denied} == {"Victor Serge n'a jamais adhéré au Parti menchevik."}


@pytest.mark.parametrize("wrong", [("nothing", "--table", "t.csv"), ("nothing", "--out", "n.gexf"), ()])
def test_unknown_tables_and_networks_are_answered_with_those_there_are(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("export", str(graph), *wrong)
    assert result.exit_code == 2
    assert ("persons" if "--table" in wrong else "persons-bodies") in result.stderr
    assert not list(tmp_path.iterdir())

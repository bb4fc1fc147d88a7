"""``smolny conflicts`` on a graph that is really built: every kind of conflict, with both quotes."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app

TEXTS = {
    "a.txt": "Henri Barbet naît à Lille en 1890. Il meurt en 1920. En 1924, Henri Barbet vit à Berlin.\n\n"
    "Victor Serge naît à Bruxelles en 1871.\n",
    "b.txt": "Henri Barbet naît à Lille en 1893. Henri Barbet adhère au Parti ouvrier roumain en 1919.\n",
    "c.txt": "Henri Barbet n'a jamais adhéré au Parti ouvrier roumain.\n",
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


def test_every_kind_is_found_with_both_sides(graph: Path) -> None:
    found = json.loads(run("conflicts", str(graph), "--format", "json").stdout)
    said = {
        (one["kind"], one["subject"], *sorted((side["predicate"], side["value"], side["polarity"], side["source"])
                                              for side in (one["one"], one["other"])))
        for one in found
    }  # fmt: skip
    assert said == {
        ("contradiction", "Henri Barbet", ("smo:born", "1890", "affirmed", "a"), ("smo:born", "1893", "affirmed", "b")),
        (
            "contradiction",
            "Henri Barbet",
            ("smo:memberOf", "Parti ouvrier roumain", "affirmed", "b"),
            ("smo:memberOf", "Parti ouvrier roumain", "denied", "c"),
        ),
        (
            "authority",
            "Victor Serge",
            ("smo:born", "1871", "affirmed", "a"),
            ("smo:born", "1890-12-30", "affirmed", ""),
        ),
        ("life", "Henri Barbet", ("smo:died", "1920", "affirmed", ""), ("smo:wasIn", "Berlin", "affirmed", "a")),
    }
    quotes = {side["quote"] for one in found for side in (one["one"], one["other"])}
    assert "Henri Barbet n'a jamais adhéré au Parti ouvrier roumain." in quotes


def test_the_report_says_which_is_preferred_and_why(graph: Path) -> None:
    text = run("conflicts", str(graph)).stdout
    assert "Victor Serge: against the authority list" in text
    assert "smo:born 1890-12-30 — preferred: curated" in text
    assert "« Henri Barbet naît à Lille en 1893. » (b, 0)" in text
    assert text.endswith("4 conflicts\n")


def test_the_table_has_a_line_a_conflict(graph: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("conflicts", str(graph), "-f", "csv").stdout)))
    assert len(rows) == 4
    assert {row["value_1"] for row in rows if row["kind"] == "life"} == {"Berlin"}


def test_wrong_use_is_told(graph: Path) -> None:
    assert run("conflicts", str(graph), "-f", "xml").exit_code == 2

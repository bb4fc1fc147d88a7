import errno
import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from graph import staging
from graph.build import build
from graph.iris import Iris, term
from graph.links import MANUAL, Link, LinkError, write_links
from graph.staging import BuildError

IRIS = Iris()


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file that a build writes, but the one that says where things lie on this machine."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in files if path.name not in (".lock", "local.json")
    }


@pytest.fixture
def run(reader, texts, tmp_path):
    def run(out="out", **options):
        return build([texts], tmp_path / out, reader=reader, authority=(), **options)

    return run


def test_a_build_writes_what_the_contract_lists(run, tmp_path):
    result = run()
    names = set(snapshot(tmp_path / "out"))
    assert names == {
        "readings.jsonl", "texts/trois.txt", "graph/entities.ttl", "graph/facts.ttl", "graph/ontology.ttl",
        "graph/manifest.json", "links.tsv", "graph/sources/un.ttl", "graph/sources/deux.ttl", "graph/sources/trois.ttl",
    }  # fmt: skip
    assert (result.sources, result.reused, result.problems) == (3, 0, ())
    assert result.counts["claims"] == {"smo:wasIn": 4}
    assert result.counts["mentions"] == {"smo:Person": 4, "smo:Place": 4}


def test_two_full_builds_are_equal_byte_for_byte(run, tmp_path):
    run("one")
    run("two")
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_an_incremental_build_equals_a_full_one_and_reads_only_what_changed(run, reader, texts, tmp_path):
    run("grown")
    reader.READ.clear()
    (texts / "deux.txt").write_text("Marius est à Digne.", encoding="utf-8")
    (texts / "quatre.txt").write_text("Javert est à Toulon.", encoding="utf-8")
    (texts / "un.txt").unlink()
    result = run("grown")
    assert sorted(reader.READ) == ["deux", "quatre"]
    assert result.reused == 1
    run("fresh")
    assert snapshot(tmp_path / "grown") == snapshot(tmp_path / "fresh")


def test_another_version_of_the_reader_reads_all_anew(run, reader):
    run()
    reader.READ.clear()
    reader.VERSION = "fake-2"
    assert run().reused == 0
    assert len(reader.READ) == 3


def test_a_reading_changed_by_hand_is_read_anew(run, reader, tmp_path):
    run()
    lines = tmp_path / "out" / "readings.jsonl"
    lines.write_text(lines.read_text(encoding="utf-8").replace("Marius", "Gavroche"), encoding="utf-8")
    reader.READ.clear()
    run()
    assert reader.READ == ["deux"]


def test_worker_processes_give_the_same_bytes(run, tmp_path):
    run("one")
    run("two", jobs=2)
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_an_unreadable_file_is_a_problem_and_stops_nothing(run, texts):
    (texts / "mauvais.txt").write_bytes(b"\xff\xfe\xff")
    result = run()
    assert result.problems == ("mauvais.txt: not UTF-8",)
    assert result.sources == 3


def test_a_full_disk_leaves_the_earlier_graph_whole(run, texts, tmp_path, monkeypatch):
    run()
    before = snapshot(tmp_path / "out")
    (texts / "cinq.txt").write_text("Javert est à Toulon.", encoding="utf-8")
    write = Path.write_bytes

    def fail(path, data):
        if path.name == "facts.ttl":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(BuildError, match="no space left on the disk"):
        run()
    assert snapshot(tmp_path / "out") == before
    assert not list((tmp_path / "out").glob(".building-*"))


@pytest.mark.parametrize("failing", ["readings.jsonl", "graph"])
def test_a_failure_while_putting_in_place_brings_the_earlier_graph_back(run, texts, tmp_path, monkeypatch, failing):
    run()
    before = snapshot(tmp_path / "out")
    (texts / "cinq.txt").write_text("Javert est à Toulon.", encoding="utf-8")
    rename = Path.rename

    def fail(path, target):
        if path.parent.name.startswith(staging.PREFIX) and path.name == failing:
            raise OSError(errno.EACCES, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(BuildError, match="Permission denied"):
        run()
    monkeypatch.undo()
    assert snapshot(tmp_path / "out") == before


def test_what_a_killed_build_left_is_recovered(run, tmp_path):
    run()
    before = snapshot(tmp_path / "out")
    left = tmp_path / "out" / f"{staging.PREFIX}1"
    left.mkdir()
    (tmp_path / "out" / "texts").rename(left / "old-texts")
    staging.recover(tmp_path / "out", ["texts"])
    assert snapshot(tmp_path / "out") == before
    assert not left.exists()


def test_a_folder_of_somebody_else_is_not_replaced(run, tmp_path):
    mine = tmp_path / "out" / "texts"
    mine.mkdir(parents=True)
    (mine / "precious.txt").write_text("x", encoding="utf-8")
    with pytest.raises(BuildError, match="not made by smolny build"):
        run()
    assert (mine / "precious.txt").exists()


def test_two_builds_at_once_are_refused(run, tmp_path):
    with staging.hold_folder(tmp_path / "out"), pytest.raises(BuildError, match="another build"):
        run()


def test_nothing_to_read_is_an_error(run, texts):
    for file in texts.iterdir():
        file.unlink()
    with pytest.raises(BuildError, match="no text to read"):
        run()


def test_the_manifest_tells_no_place_of_this_machine(run, tmp_path):
    run()
    manifest = (tmp_path / "out" / "graph" / "manifest.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in manifest
    assert [row["file"] for row in json.loads(manifest)["inputs"]] == ["deux.txt", "trois.pdf", "un.txt"]


def test_the_base_iri_reaches_every_name(run, tmp_path):
    run(base_iri="https://example.org/kg/")
    turtle = (tmp_path / "out" / "graph" / "sources" / "un.ttl").read_bytes()
    subjects = {quad.subject.value for quad in parse(turtle, format=RdfFormat.TURTLE)}
    assert all(subject.startswith("https://example.org/kg/") for subject in subjects)


def test_every_term_used_is_declared_in_the_ontology_file(run, tmp_path):
    run()
    folder = tmp_path / "out" / "graph"
    declared = {quad.subject for quad in parse(path=folder / "ontology.ttl")}
    used = set()
    for path in (folder / "entities.ttl", folder / "facts.ttl", *(folder / "sources").iterdir()):
        for quad in parse(path=path):
            used |= {node for node in (quad.predicate, quad.object) if hasattr(node, "value")}
    ours = tuple(term(f"{prefix}:x").value[:-1] for prefix in ("smo", "smv"))
    undeclared = {node.value for node in used if node.value.startswith(ours)} - {node.value for node in declared}
    assert undeclared == set()


def test_a_path_that_is_missing_is_an_error_and_makes_nothing(run, texts, tmp_path):
    texts.rename(tmp_path / "elsewhere")
    with pytest.raises(BuildError, match="no such file"):
        run()
    assert not (tmp_path / "out" / "graph").exists()


def test_links_of_a_curator_survive_and_are_shown(run, tmp_path):
    run()
    links = tmp_path / "out" / "links.tsv"
    link = Link("person/fantine", "skos:exactMatch", "wd:Q42", MANUAL, author="me")
    write_links(links, [link])
    before = links.read_bytes()
    run()
    assert links.read_bytes() == before
    assert "wd:Q42" in (tmp_path / "out" / "graph" / "entities.ttl").read_text(encoding="utf-8")


def test_a_broken_line_of_links_stops_the_build_before_it_reads(run, reader, tmp_path):
    run()
    (tmp_path / "out" / "links.tsv").write_text("nonsense\n", encoding="utf-8")
    reader.READ.clear()
    with pytest.raises(LinkError, match=r"links\.tsv:1"):
        run()
    assert reader.READ == []


def test_a_reading_process_that_dies_is_one_error_and_changes_nothing(run, texts, tmp_path):
    run()
    before = snapshot(tmp_path / "out")
    (texts / "mort.txt").write_text("MOURIR", encoding="utf-8")
    (texts / "vie.txt").write_text("Javert est à Toulon.", encoding="utf-8")
    with pytest.raises(BuildError, match="a reading process died"):
        run(jobs=2)
    assert snapshot(tmp_path / "out") == before

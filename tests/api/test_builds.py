"""Builds through the real command: the same bytes whatever the order, earlier output whole whatever happens, checks."""

import hashlib
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SMOLNY = Path(sys.executable).with_name("smolny")
TEXTS = {
    "notice.txt": "Léon Trotsky est élu président du Soviet de Petrograd en septembre 1917. "
    "Il meurt à Mexico le 21 août 1940.\n",
    "memoire.txt": "Victor Serge adhère au Parti bolchevique en mai 1919. En 1922, Victor Serge vit à Berlin.\n",
    "chronique.md": "# Chronique\n\nLe **Komintern** est fondé à Moscou en mars 1919. "
    "Lénine dirige le Parti bolchevique.\n",
}
NAMES = "SELECT ?nom WHERE { ?qui a smo:Person ; skos:prefLabel ?nom } ORDER BY ?nom"
TOWNS = ("Berlin", "Vienne", "Moscou", "Petrograd", "Kiev", "Odessa", "Tachkent", "Bakou")
LONG = "".join(f"En 19{year}, Victor Serge vit à {town}.\n\n" for year in range(17, 48) for town in TOWNS) * 5

Told = subprocess.CompletedProcess[str]


def smolny(*arguments: str | Path, file_limit: int = 0) -> Told:
    """Run the command, where asked with no file of it longer than ``file_limit`` bytes."""
    limit = (file_limit, file_limit)
    return subprocess.run(
        [SMOLNY, *arguments], capture_output=True, encoding="utf-8", timeout=120, check=False,
        preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit)) if file_limit else None,
    )  # fmt: skip


def digest(folder: Path) -> dict[str, str]:
    """Every file of a built folder, temporary ones that were left too, but the lock and the index."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    names = (name for name in files if name.parts[0] not in (".lock", "index"))
    return {str(name): hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


def digest_shared(folder: Path) -> dict[str, str]:
    """What must not depend on the machine: all but where the files lie on this one."""
    return {name: value for name, value in digest(folder).items() if name != "local.json"}


def write_texts(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def build(texts: Path, out: Path, *more: str) -> Told:
    told = smolny("build", texts, "--out", out, *more)
    assert (told.returncode, told.stderr) == (0, "")
    return told


def assert_one_line(told: Told, status: int, *words: str) -> None:
    lines = told.stderr.splitlines()
    assert (told.returncode, len(lines)) == (status, 1), told.stderr
    for word in words:
        assert word in lines[0]


def start_build(texts: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    """Start a build in a session of its own and return it when it has begun to read."""
    process = subprocess.Popen(
        [SMOLNY, "build", texts, "--out", out, *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not list(out.glob(".building-*/readings.jsonl")):
        assert process.poll() is None, "the build ended before it could be disturbed"
        assert time.monotonic() < until
        time.sleep(0.02)
    return process


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_texts(tmp_path_factory.mktemp("texts"), TEXTS)


@pytest.fixture(scope="module")
def graph(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built folder; tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("graph")
    build(texts, folder)
    return folder


@pytest.fixture
def copy(graph: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(graph, tmp_path / "copy"))


@pytest.fixture
def more_texts(tmp_path: Path) -> Path:
    """The texts and a long one, which takes some seconds to read."""
    return write_texts(tmp_path / "more", {**TEXTS, "long.txt": LONG})


def test_the_order_of_files_and_of_processes_makes_no_difference(graph: Path, texts: Path, tmp_path: Path) -> None:
    files = [texts / name for name in TEXTS]
    for number, order in enumerate((files, files[::-1], [files[1], texts, files[0]])):
        told = smolny("build", *order, "--out", tmp_path / str(number), "--jobs", str(1 + number % 2))
        assert (told.returncode, told.stderr) == (0, "")
        assert digest_shared(tmp_path / str(number)) == digest_shared(graph)


def test_the_place_of_the_texts_makes_no_difference(graph: Path, tmp_path: Path) -> None:
    build(write_texts(tmp_path / "elsewhere", TEXTS), tmp_path / "graph")
    assert digest_shared(tmp_path / "graph") == digest_shared(graph)


def test_a_build_after_the_index_was_deleted_changes_nothing(copy: Path, texts: Path) -> None:
    before = digest(copy)
    answer = smolny("query", copy, NAMES).stdout
    assert "Victor Serge" in answer
    shutil.rmtree(copy / "index")
    assert "3 of them unchanged" in build(texts, copy).stdout
    assert digest(copy) == before
    assert smolny("query", copy, NAMES).stdout == answer


def test_an_incremental_build_equals_a_full_one(copy: Path, tmp_path: Path) -> None:
    changed = {
        "memoire.txt": TEXTS["memoire.txt"].replace("Berlin", "Vienne"),
        "notice.txt": TEXTS["notice.txt"],
        "lettre.txt": "Lénine arrive à Petrograd en avril 1917.\n",
    }
    folder = write_texts(tmp_path / "changed", changed)
    assert "3 sources, 1 of them unchanged" in build(folder, copy).stdout
    build(folder, tmp_path / "fresh")
    assert digest(copy) == digest(tmp_path / "fresh")
    assert not (copy / "graph" / "sources" / "chronique.ttl").exists()


def test_a_query_after_a_build_asks_the_new_graph(copy: Path, tmp_path: Path) -> None:
    assert "Lénine" in smolny("query", copy, NAMES).stdout
    build(write_texts(tmp_path / "one", {"memoire.txt": TEXTS["memoire.txt"]}), copy)
    assert smolny("query", copy, NAMES).stdout.split() == ["nom", "Victor", "Serge"]


def test_a_file_that_can_not_grow_stops_the_build(copy: Path, more_texts: Path) -> None:
    before = digest(copy)
    told = smolny("build", more_texts, "--out", copy, file_limit=40_000)
    assert_one_line(told, 1, f"{copy}: File too large", "untouched")
    assert digest(copy) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "smolny-test", folder], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def fill(disk: Path, free: int) -> None:
    """Leave ``free`` bytes on the disk."""
    (disk / "filler").unlink(missing_ok=True)
    status = os.statvfs(disk)
    (disk / "filler").write_bytes(b"\0" * (status.f_bavail * status.f_frsize - free))


@pytest.mark.skipif(not shutil.which("mount"), reason="no mount here")
def test_a_full_disk_is_told_and_leaves_the_earlier_graph_whole(
    small_disk: Path, graph: Path, more_texts: Path
) -> None:
    out = Path(shutil.copytree(graph, small_disk / "graph"))
    before = digest(out)
    for free in (0, 8_192, 100_000, 300_000):
        fill(small_disk, free)
        assert_one_line(smolny("build", more_texts, "--out", out), 1, f"{out}: no space left on the disk", "untouched")
        assert digest(out) == before
    assert_one_line(smolny("query", out, NAMES), 1, f"{out / 'index'}: no space left on the disk")
    assert [path for path in (out / "index").glob("*") if path.name != ".lock"] == []
    (small_disk / "filler").unlink()
    assert "Victor Serge" in smolny("query", out, NAMES).stdout
    assert digest(out) == before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_the_earlier_graph_and_nothing_else(copy: Path, more_texts: Path, jobs: str) -> None:
    before = digest(copy)
    process = start_build(write_texts(more_texts, {"long2.txt": LONG}), copy, "--jobs", jobs)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes in front
    _, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr) == (130, "interrupted\n")
    assert digest(copy) == before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_a_killed_build_left_is_cleaned_by_the_next(copy: Path, texts: Path, more_texts: Path, jobs: str) -> None:
    before = digest(copy)
    process = start_build(write_texts(more_texts, {"long2.txt": LONG}), copy, "--jobs", jobs)
    process.kill()
    process.communicate(timeout=60)
    left = [path for path in copy.iterdir() if path.name.startswith(".building-")]
    assert len(left) == 1
    assert {name: value for name, value in digest(copy).items() if not name.startswith(".building-")} == before
    assert smolny("query", copy, NAMES).returncode == 0
    build(texts, copy)
    assert digest(copy) == before


def test_a_second_build_in_the_same_folder_is_refused(copy: Path, texts: Path, more_texts: Path) -> None:
    process = start_build(more_texts, copy)
    assert_one_line(smolny("build", texts, "--out", copy), 1, f"{copy}: another build is writing here")
    stdout, stderr = process.communicate(timeout=120)
    assert (process.returncode, stderr) == (0, "")
    assert "4 sources" in stdout
    assert not list(copy.glob(".building-*"))


def test_check_finds_nothing_on_a_good_build(graph: Path) -> None:
    told = smolny("check", graph)
    assert (told.returncode, told.stdout, told.stderr) == (0, f"{graph}: no problem found\n", "")


def test_check_finds_a_changed_and_a_missing_source(texts: Path, graph: Path, tmp_path: Path) -> None:
    moved = Path(shutil.copytree(texts, tmp_path / "moved"))
    assert smolny("check", graph, "--corpus", moved).returncode == 0
    (moved / "memoire.txt").write_text("Autre chose.\n", encoding="utf-8")
    assert_one_line(smolny("check", graph, "--corpus", moved), 1, "memoire.txt: changed since the build")
    (moved / "memoire.txt").unlink()
    assert_one_line(smolny("check", graph, "--corpus", moved), 1, "memoire.txt: not found")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed = re.sub(old, new, text, count=1)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def test_check_finds_an_edited_quote(copy: Path) -> None:
    edit(copy / "graph" / "sources" / "memoire.ttl", 'oa:exact "Berlin"', 'oa:exact "Bertin"')
    told = smolny("check", copy)
    assert told.returncode == 1
    assert "graph/sources/memoire.ttl: changed since the build" in told.stderr
    assert re.search(r"^memoire\.txt:\d+-\d+: 'Bertin' is not found again there$", told.stderr, re.MULTILINE)


def test_check_finds_a_claim_with_an_unknown_predicate(copy: Path) -> None:
    edit(copy / "graph" / "sources" / "memoire.ttl", r"rdf:predicate smo:memberOf", "rdf:predicate smo:adhereTo")
    told = smolny("check", copy)
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    assert "adhereTo" in told.stderr
    assert any("/id/claim/" in line and "predicate" in line for line in told.stderr.splitlines())

"""One graph for all tests of api: two short texts of our own, built as a user builds them."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner, Result

from api.app import create_app
from api.cli import app
from api.settings import Settings

TEXTS = {
    "notice.txt": "Léon Trotsky est élu président du Soviet de Petrograd en septembre 1917. "
    "Il meurt à Mexico le 21 août 1940.\n",
    "memoire.txt": "Victor Serge adhère au Parti bolchevique en mai 1919. En 1922, Victor Serge vit à Berlin.\n",
}
COMMAND = (sys.executable, "-m", "api.cli")


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built graph; tests only read it."""
    folder = tmp_path_factory.mktemp("graph")
    result = run("build", str(corpus), "--out", str(folder))
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="session")
def client(built: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(folder=built, workers=1)), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[str]:
    """The address of a real ``smolny serve`` on a free port."""
    process = subprocess.Popen(
        [*COMMAND, "serve", str(built), "--port", "0"], stderr=subprocess.PIPE, text=True,
        env={**os.environ, "SMOLNY_WORKERS": "1", "SMOLNY_TIMEOUT_S": "3"},
    )  # fmt: skip
    try:
        yield find_address(process)
    finally:
        process.terminate()
        process.wait(20)


def find_address(process: subprocess.Popen[str]) -> str:
    """Wait until the server says where it listens."""
    assert process.stderr
    for line in process.stderr:
        if match := re.search(r"served at (http://\S+)", line):
            break
    else:
        raise AssertionError("the server ended before it listened")
    address = match.group(1)
    for _ in range(100):
        try:
            urllib.request.urlopen(address + "/health", timeout=5).close()
            return address
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server never answered")


def run(*arguments: str, stdin: str | None = None) -> Result:
    """Run the command line within this process."""
    return CliRunner().invoke(app, list(arguments), input=stdin)

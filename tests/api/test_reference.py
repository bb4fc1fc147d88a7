"""The references in docs/ say what the code says."""

from pathlib import Path

import pytest

from api.reference import read_references

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", ["commands.md", "routes.md", "settings.md"])
def test_reference_is_fresh(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == read_references()[name], "run python -m api.reference"

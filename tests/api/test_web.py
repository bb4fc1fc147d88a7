"""The pages' sources ask no other host, and the lock file names no registry."""

import json
import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "api" / "web"
SOURCES = sorted(path for folder in ("templates", "static", "src") for path in (WEB / folder).iterdir())


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert not [name for name, package in packages.items() if "integrity" not in package]
    assert "omit-lockfile-registry-resolved=true" in (WEB / ".npmrc").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_sources_load_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.findall(r"(?:https?:)?//[\w.-]+\.\w+", text.replace("// ", ""))
    assert "@import" not in text

"""A bar on a terminal, nothing elsewhere."""

import io
import sys

import pytest

from api.progress import show_progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with show_progress("reading") as report:
        report(1, 2, "notice.txt")
    assert "reading" in terminal.getvalue()


def test_a_file_gets_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress("reading") as report:
        report(1, 2, "notice.txt")
    assert capsys.readouterr() == ("", "")

"""Settings come from the environment, and what is given goes before it."""

from pathlib import Path

import pytest

from api.settings import SettingsError, read_settings


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMOLNY_PORT", "9000")
    monkeypatch.setenv("SMOLNY_TIMEOUT_S", "2.5")
    settings = read_settings(folder=Path("graph"), port=None)
    assert (settings.port, settings.timeout_s) == (9000, 2.5)


def test_what_is_given_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMOLNY_PORT", "9000")
    assert read_settings(folder=Path("graph"), port=9001).port == 9001


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMOLNY_WORKERS", "none")
    with pytest.raises(SettingsError, match=r"SMOLNY_WORKERS: .* 'none'"):
        read_settings(folder=Path("graph"))

"""Answers kept on disk: fresh ones come back, empty ones too, old ones do not."""

import pytest

from graph.answers import DAY_S, Answers
from graph.endpoints import WikidataError

ROW = {"item": "http://www.wikidata.org/entity/Q1", "how": "label"}


def test_answers_come_back_in_another_run(tmp_path):
    first = Answers(tmp_path / "kept.sqlite")
    first.keep("names", {"Jean Valjean": [ROW], "Personne": []})
    first.close()
    again = Answers(tmp_path / "kept.sqlite")
    assert again.find("names", ["Jean Valjean", "Personne", "Cosette"]) == {"Jean Valjean": [ROW], "Personne": []}
    assert again.find("items", ["Jean Valjean"]) == {}


def test_old_answers_do_not():
    now = [0.0]
    answers = Answers(keep_days=2, now=lambda: now[0])
    answers.keep("names", {"a": [ROW]})
    now[0] = 1.9 * DAY_S
    answers.keep("names", {"b": []})
    assert set(answers.find("names", "ab")) == {"a", "b"}
    now[0] = 2.1 * DAY_S
    assert set(answers.find("names", "ab")) == {"b"}


def test_many_keys_are_found_at_once():
    answers = Answers()
    answers.keep("names", {str(number): [] for number in range(2500)})
    assert len(answers.find("names", (str(number) for number in range(3000)))) == 2500


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(WikidataError, match="no file of kept answers"):
        Answers(tmp_path / "nowhere" / "kept.sqlite")

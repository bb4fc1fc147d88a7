import pytest

from extract import likelihoods
from extract.candidates import Candidate
from extract.likelihoods import LEAST, NOBODY, Question, describe, pick, rank, read_weights


def candidate(key, kind="Person", gender="m", weight=80.0, start=0, plural=False, clause=0):
    return Candidate(start, key, kind, gender, plural, weight, clause, bare=True)


SERGE, PARTY = candidate("person/serge"), candidate("party/kpd", "Party", weight=32.0, start=20)


def ask(*told, wanted="m", plural=False, **rest):
    return Question(told, "il", wanted, plural, False, **rest)


def test_the_subject_of_the_sentence_before_is_meant():
    assert likelihoods.choose(ask([], [SERGE, PARTY])) == "person/serge"


def test_without_a_candidate_nothing_is_meant():
    assert likelihoods.choose(ask([])) == ""
    assert likelihoods.choose(ask([], [candidate("person/serge", gender="f")])) == ""
    assert likelihoods.choose(ask([], [SERGE], plural=True)) == ""


def test_what_a_pronoun_cannot_mean_is_no_candidate():
    assert set(describe(ask([], [SERGE, PARTY], own=frozenset(("person/serge",))))) == {"party/kpd"}


def test_whom_the_text_is_about_is_a_candidate_without_being_named():
    described = describe(ask([], [PARTY], topic="person/istrati", topical=60.0))
    assert described["person/istrati"]["topic"] == 1.0
    assert "topic" not in described["party/kpd"]


def test_what_is_said_of_candidates_side_by_side():
    rows = describe(ask([PARTY], [SERGE]))
    assert rows["party/kpd"].keys() >= {"body", "body here", "oblique", "latest", "first of the sentence"}
    assert rows["person/serge"].keys() >= {"person", "person one back", "subject", "weightiest", "only person"}
    assert "weightiest" not in rows["party/kpd"]


def test_shares_are_of_one_whole_with_nobody():
    likely = rank({"a": {"person": 1.0}, "b": {"body": 1.0}}, {"person": 1.0, NOBODY: -1.0})
    assert sum(likely.values()) == pytest.approx(1.0)
    assert likely["a"] > likely["b"] > likely[""]


def test_what_is_not_likely_enough_is_not_picked():
    question = ask([], [SERGE, candidate("person/body", start=30), candidate("person/pascal", start=60)])
    assert pick(question, {}) == ""
    assert LEAST > 1 / 4
    assert pick(question, {"latest": 3.0}) == "person/pascal"
    assert pick(question, {NOBODY: 9.0, "latest": 3.0}) == ""


def test_the_table_weighs_features_that_are_asked_for():
    told = ([candidate("a"), PARTY], [SERGE, candidate("work/x", "Work", weight=50.0)])
    named = {name for row in describe(ask(*told, depth=2, before="que")).values() for name in row}
    assert named <= set(read_weights()) | {"times told (log)"}
    assert NOBODY in read_weights()

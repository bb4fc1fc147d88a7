import pytest

from extract import likelihoods
from extract.annotations import read_references
from extract.likelihoods import NOBODY, rank
from extract.training import likelihoods as recipe
from extract.training.likelihoods import Example, fit, gather_examples, record, write_likelihoods, write_weights

TEXT = """%% une
[Victor Serge|P1] quitta [Moscou|L1] avec [Boris Souvarine|P2]. {Il|P1} gagna [Bruxelles|L2].
P1 wasIn L2
%% deux
[Boris Souvarine|P1] adhéra au [KPD|A1]. Puis {il|P1} le quitta.
P1 memberOf A1
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "open-a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_words_in_braces_are_known_by_where_they_begin(folder):
    (first, meant), _ = read_references(folder / "open-a.txt")
    start = first.text.index("Il gagna")
    assert meant == {start: "Victor Serge"}


def test_an_example_is_the_candidates_and_which_of_them_is_meant(folder):
    passage, meant = read_references(folder / "open-a.txt")[0]
    (example,) = gather_examples(passage, meant, {})
    assert "person" in example.rows[example.meant]
    assert {"first of the sentence before"} <= example.rows[example.meant].keys()


def test_a_pronoun_that_is_not_annotated_means_none_of_them(folder):
    passage, _ = read_references(folder / "open-a.txt")[0]
    (example,) = gather_examples(passage, {}, {})
    assert example.meant == -1


def test_recording_ends_with_the_reading():
    kept = likelihoods.choose
    with record({}) as asked:
        assert likelihoods.choose is not kept
    assert likelihoods.choose is kept
    assert asked == []


def test_weights_tell_what_was_meant():
    examples = [Example(({"near": 1.0}, {"far": 1.0}), 0)] * 20 + [Example(({"far": 1.0},), -1)] * 20
    weights = fit(examples, seed=1)
    assert weights["near"] > weights[NOBODY] > weights["far"]
    likely = rank({"a": {"near": 1.0}, "b": {"far": 1.0}}, weights)
    assert likely["a"] > 0.8


def test_fitting_again_gives_the_same(folder, tmp_path):
    first, second = tmp_path / "a.tsv", tmp_path / "b.tsv"
    assert write_likelihoods(17, folder, first) == write_likelihoods(17, folder, second) == 2
    assert first.read_bytes() == second.read_bytes()
    assert first.read_text(encoding="utf-8").startswith("feature\tweight\n")


def test_weights_that_are_nothing_are_left_out(tmp_path):
    write_weights({"near": 1.23456, "far": 0.0001}, tmp_path / "w.tsv")
    assert (tmp_path / "w.tsv").read_text(encoding="utf-8") == "feature\tweight\nnear\t1.235\n"


def test_the_table_goes_where_the_reader_reads():
    assert recipe.ADDRESS.parts[-3:] == ("extract", "rules", "likelihoods.tsv")

import random

import pytest

from extract.annotations import read_annotated
from extract.training.corpora import CorpusError
from extract.training.exercises import EXERCISES, RENAMED, copy_exercises, keep_names, read_exercises, rename_persons

FIRSTS = ["Anna", "Ernst", "Marthe", "Paul", "Rose", "Ilia"]
SURNAMES = ["Weber", "Aubert", "Ivanov", "Keller", "Roussel", "Orlov"]
TEXT = """%% une
[Jean Vautrel|P1] connut [d'Arcy|P2] à [Brême|L1] ; [J. Vautrel|P1] y mourut, et [Vautrel|P1] fut oublié.
P1 diedIn L1
"""


@pytest.fixture
def passage(tmp_path):
    file = tmp_path / "open-a.txt"
    file.write_text(TEXT, encoding="utf-8")
    return read_annotated(file)[0]


def surfaces(passage):
    return [(passage.text[name.start : name.end], name.label) for name in passage.names]


def test_names_are_kept_where_they_stand(passage):
    assert surfaces(keep_names(passage)) == [
        ("Jean Vautrel", "Person"), ("d'Arcy", "Person"), ("Brême", "Place"), ("J. Vautrel", "Person"),
        ("Vautrel", "Person"),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_another_person_is_one_person_throughout(passage, seed):
    renamed = rename_persons(passage, FIRSTS, SURNAMES, random.Random(seed))
    (full, _), _, place, (initial, _), (short, _) = surfaces(renamed)
    first, surname = full.split()
    assert (first, surname) != ("Jean", "Vautrel")
    assert (initial, short) == (f"{first[0]}. {surname}", surname)
    assert place == ("Brême", "Place")


def test_what_stands_between_names_stays(passage):
    renamed = rename_persons(passage, FIRSTS, SURNAMES, random.Random(1))
    rest = renamed.text
    for surface, label in surfaces(renamed):
        rest = rest.replace(surface, "" if label == "Person" else surface, 1)
    assert rest.split() == "connut à Brême ; y mourut, et fut oublié.".split()


def test_where_the_exercises_are_not_it_says_so(tmp_path):
    with pytest.raises(CorpusError, match=r"no open-\*\.txt in"):
        read_exercises(tmp_path)


def test_sealed_exercises_are_not_trained_on():
    sealed = {passage.text for file in EXERCISES.glob("sealed-*.txt") for passage in read_annotated(file)}
    trained = {passage.text for passage in read_exercises()}
    assert len(sealed) > 900
    assert not sealed & trained


def test_each_exercise_comes_in_several_copies():
    copies = list(copy_exercises(FIRSTS, SURNAMES, random.Random(3)))
    passages = read_exercises()
    assert len(copies) == (1 + RENAMED) * len(passages)
    assert copies[0].text == passages[0].text
    assert copies[0].text not in {copy.text for copy in copies[1 : 1 + RENAMED]}

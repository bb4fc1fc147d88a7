"""A surname that several bear goes to the one whom the bodies around tell of; nobody acts as a child."""

from extract.bearers import rank_bearers
from extract.lexicons import default_lexicon
from extract.rankings import Surroundings

SMIRNOVS = ("person/alexandre-smirnov", "person/ivan-smirnov", "person/vladimir-smirnov")


def test_the_body_named_around_decides():
    around = Surroundings({"party/groupe-du-centralisme-democratique": 1.0})
    assert rank_bearers(SMIRNOVS, around, default_lexicon())[0] == "person/vladimir-smirnov"


def test_a_companion_of_the_same_body_decides():
    around = Surroundings({"person/timofei-sapronov": 2.0})
    assert rank_bearers(SMIRNOVS, around, default_lexicon())[0] == "person/vladimir-smirnov"


def test_nothing_around_leaves_the_best_known_first():
    assert rank_bearers(SMIRNOVS, Surroundings({}), default_lexicon())[0] == "person/ivan-smirnov"


def test_a_child_is_no_actor():
    around = Surroundings({}, year="1890")
    assert rank_bearers(SMIRNOVS, around, default_lexicon())[0] == "person/alexandre-smirnov"

import random

import pytest

from extract.model import When
from graph.claims import mint_claims
from graph.facts import Fact, choose_facts, find_disagreements, find_years, is_plain, to_facts
from graph.iris import Iris, term
from graph.periods import count_days, measure_width, overlap

IRIS = Iris()
DAY = When("1890-12-30", "1890-12-30", "1890-12-30")
YEAR = When("1890", "1890-01-01", "1890-12-31")
LATER = When("1891", "1891-01-01", "1891-12-31")
WITHIN = {"place/bruxelles": frozenset({"place/belgique"})}


@pytest.fixture
def say(make):
    """Claims of named sources: say(a=[…], b=[…])."""

    def say(**sources):
        readings = (make.claims_reading(source, *claims) for source, claims in sources.items())
        return [named for reading in readings for named in mint_claims(reading, IRIS)]

    return say


@pytest.fixture
def born(make):
    def born(when, **changes):
        return make.claim("person/x", "smo:born", when=when, **changes)

    return born


def test_the_more_precise_date_is_preferred(say, born):
    (fact,) = choose_facts(say(a=[born(YEAR)], b=[born(DAY)]), (), {})
    assert (fact.value, fact.rule) == ("1890-12-30", "smv:more-precise")


def test_more_sources_go_before_confidence(say, born):
    claims = say(a=[born(LATER, confidence=0.99)], b=[born(YEAR, confidence=0.6)], c=[born(YEAR, confidence=0.6)])
    (fact,) = choose_facts(claims, (), {})
    # 1890 and 1891 are equally precise
    assert (fact.value, fact.rule, len(fact.claims)) == ("1890", "smv:more-sources", 2)


def test_confidence_decides_where_nothing_else_does(say, born):
    (fact,) = choose_facts(say(a=[born(YEAR, confidence=0.6), born(LATER, confidence=0.9)]), (), {})
    assert (fact.value, fact.rule) == ("1891", "smv:more-confident")


def test_the_earlier_source_is_nearer_to_the_facts(say, born):
    claims = say(a=[born(YEAR, confidence=0.99)], b=[born(LATER, confidence=0.6)])
    years = find_years([("a", "1990"), ("b", "1923-05"), ("c", "")])
    assert years == {"a": 1990, "b": 1923}
    (fact,) = choose_facts(claims, (), {}, years)
    assert (fact.value, fact.rule) == ("1891", "smv:nearer-in-time")
    (undated,) = choose_facts(claims, (), {}, {"a": 1990})
    assert undated.value == "1890"


def test_what_is_curated_goes_before_all_and_keeps_agreeing_claims(say, born):
    curated = Fact("person/x", "smo:born", "1890", when=YEAR, curated=True)
    (fact,) = choose_facts(say(a=[born(DAY)], b=[born(YEAR)]), (curated,), {})
    assert (fact.value, fact.rule, [named.source for named in fact.claims]) == ("1890", "smv:curated", ["b"])


def test_the_smaller_place_is_preferred(say, make):
    claims = [make.claim("person/x", "smo:bornIn", place) for place in ("place/belgique", "place/bruxelles")]
    (fact,) = choose_facts(say(a=claims), (), WITHIN)
    assert (fact.value, fact.rule) == ("place/bruxelles", "smv:more-precise")


def test_several_memberships_are_several_facts(say, make):
    claims = [make.claim("person/x", "smo:memberOf", party) for party in ("party/a", "party/b")]
    assert {fact.rule for fact in choose_facts(say(a=claims), (), {})} == {"smv:only-claim"}
    assert len(choose_facts(say(a=claims), (), {})) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"polarity": "smv:denied"},
        {"stance": "smv:reported"},
        {"stance": "smv:conditional"},
        {"attributed_to": "person/y"},
        {"confidence": 0.3},
    ],
)
def test_what_is_not_the_sources_own_affirmation_makes_no_fact(say, make, changes):
    claim = make.claim("person/x", "smo:wasIn", "place/y", **changes)
    assert not is_plain(claim)
    assert choose_facts(say(a=[claim]), (), {}) == ()


def test_what_more_sources_deny_than_affirm_is_no_fact(say, make):
    yes = make.claim("person/x", "smo:memberOf", "party/a")
    no = make.claim("person/x", "smo:memberOf", "party/a", polarity="smv:denied")
    assert choose_facts(say(a=[yes], b=[no], c=[no]), (), {}) == ()
    assert len(choose_facts(say(a=[yes], b=[no]), (), {})) == 1


@pytest.mark.parametrize(
    ("first", "second", "disagree"),
    [
        (("smo:born", "", {"when": YEAR}), ("smo:born", "", {"when": LATER}), True),
        (("smo:born", "", {"when": YEAR}), ("smo:born", "", {"when": DAY}), False),
        (("smo:bornIn", "place/kiev", {}), ("smo:bornIn", "place/bruxelles", {}), True),
        (("smo:bornIn", "place/belgique", {}), ("smo:bornIn", "place/bruxelles", {}), False),
        (("smo:memberOf", "party/a", {}), ("smo:memberOf", "party/a", {"polarity": "smv:denied"}), True),
        (
            ("smo:memberOf", "party/a", {"when": YEAR}),
            ("smo:memberOf", "party/a", {"when": LATER, "polarity": "smv:denied"}),
            False,
        ),
        (("smo:memberOf", "party/a", {}), ("smo:memberOf", "party/b", {"polarity": "smv:denied"}), False),
        (("smo:wasIn", "place/kiev", {}), ("smo:wasIn", "place/bruxelles", {}), False),
        (("smo:alliedWith", "person/y", {}), ("smo:alliedWith", "person/y", {"polarity": "smv:denied"}), False),
        (
            ("smo:alliedWith", "person/y", {"when": YEAR}),
            ("smo:alliedWith", "person/y", {"when": DAY, "polarity": "smv:denied"}),
            True,
        ),
        (("smo:born", "", {"when": YEAR}), ("smo:born", "", {"when": LATER, "stance": "smv:conditional"}), False),
    ],
)
def test_which_claims_disagree(say, make, first, second, disagree):
    claims = [make.claim("person/x", predicate, obj, **changes) for predicate, obj, changes in (first, second)]
    assert bool(list(find_disagreements(say(a=claims), WITHIN))) is disagree


def test_facts_do_not_depend_on_the_order_of_claims(say, born, make):
    claims = say(
        a=[born(DAY), born(LATER), make.claim("person/x", "smo:wasIn", "place/kiev")],
        b=[born(YEAR), make.claim("person/x", "smo:wasIn", "place/kiev", when=YEAR)],
    )
    shuffled = random.Random(3).sample(claims, len(claims))
    assert choose_facts(shuffled, (), {}) == choose_facts(claims, (), {})


def test_a_fact_is_a_plain_triple_and_says_why(say, born):
    claims = say(a=[born(DAY)])
    triples = list(to_facts(choose_facts(claims, (), {}), IRIS))
    assert (triples[0].subject, triples[0].predicate) == (IRIS.entity("person/x"), term("smo:born"))
    assert triples[0].object.value == "1890-12-30"
    said = {triple.predicate: triple.object for triple in triples[1:]}
    assert said[term("smo:basedOn")] == claims[0].node
    assert said[term("smo:preferredBy")] == term("smv:only-claim")


def test_days_are_counted_across_months_and_years():
    assert count_days("1918-02-14") - count_days("1918-01-31") == 14
    assert count_days("1900-03-01") - count_days("1900-02-28") == 1
    assert count_days("1904-03-01") - count_days("1904-02-28") == 2
    assert count_days("-0001-01-01") < count_days("0001-01-01")


def test_open_dates_overlap_and_are_wide():
    open_end = When("1890/..", "1890-06-01", "")
    assert overlap(open_end, LATER)
    assert not overlap(open_end, When("1880", "1880-01-01", "1880-12-31"))
    assert measure_width(DAY) < measure_width(YEAR) < measure_width(open_end) < measure_width(None)

"""What Wikidata lacks: statements with their sentence, new items for whom the lists describe, nothing else."""

import pytest

from graph.evidence import Named
from graph.quickstatements import ENOUGH, Said, create_item, to_quickstatements, to_time
from graph.wikidata import Item

VALJEAN, PARTY, TOWN = "person/jean-valjean", "party/parti", "place/faverolles"
LINKED = {VALJEAN: "Q900001", PARTY: "Q900002", TOWN: "Q900003"}
BARE = {"Q900001": Item("Q900001")}
SOURCE = '\tS1476\tfr:"Une note"\tS1683\tfr:"il y naquit"'


def said(predicate, obj, **changes):
    fields = {"julian": False, "quote": "il y naquit", "title": "Une note", "confidence": 0.9}
    return Said(VALJEAN, predicate, obj, **{**fields, **changes})


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        (said("smo:born", "1769-05-03"), "P569\t+1769-05-03T00:00:00Z/11"),
        (said("smo:born", "1769"), "P569\t+1769-00-00T00:00:00Z/9"),
        (said("smo:died", "1833-06"), "P570\t+1833-06-00T00:00:00Z/10"),
        (said("smo:died", "1833-06-04", julian=True), "P570\t+1833-06-04T00:00:00Z/11/J"),
        (said("smo:bornIn", TOWN), "P19\tQ900003"),
        (said("smo:diedIn", TOWN), "P20\tQ900003"),
        (said("smo:memberOf", PARTY), "P102\tQ900002"),
    ],
)
def test_what_an_item_lacks_is_stated_with_its_sentence(fact, line):
    assert to_quickstatements([fact], LINKED, BARE, ()) == f"Q900001\t{line}{SOURCE}\n"


@pytest.mark.parametrize(
    ("fact", "item"),
    [
        (said("smo:born", "1769"), Item("Q900001", starts=frozenset({1770}))),
        (said("smo:died", "1833"), Item("Q900001", ends=frozenset({1833}))),
        (said("smo:bornIn", TOWN), Item("Q900001", beside=frozenset({("P19", "Q5000")}))),
        (said("smo:memberOf", PARTY), Item("Q900001", beside=frozenset({("P102", "Q900002")}))),
    ],
)
def test_what_an_item_has_is_not_stated_nor_disputed(fact, item):
    assert to_quickstatements([fact], LINKED, {"Q900001": item}, ()) == ""


def test_a_second_party_is_no_dispute():
    item = Item("Q900001", beside=frozenset({("P102", "Q5000")}))
    assert "P102\tQ900002" in to_quickstatements([said("smo:memberOf", PARTY)], LINKED, {"Q900001": item}, ())


@pytest.mark.parametrize("fact", [said("smo:born", "1769~"), said("smo:born", "1769/1770"), said("smo:born", "176X")])
def test_a_date_that_is_not_plain_is_not_stated(fact):
    assert to_quickstatements([fact], LINKED, BARE, ()) == ""


def test_what_has_no_sure_item_is_not_stated():
    assert to_quickstatements([said("smo:memberOf", PARTY)], {VALJEAN: "Q900001"}, BARE, ()) == ""
    assert to_quickstatements([said("smo:born", "1769")], {PARTY: "Q900002"}, BARE, ()) == ""


def test_of_two_sentences_the_surer_is_quoted_once():
    facts = [said("smo:born", "1769", confidence=0.85, quote="peut-être"), said("smo:born", "1769")]
    assert to_quickstatements(facts, LINKED, BARE, ()).count("\n") == 1
    assert "il y naquit" in to_quickstatements(facts, LINKED, BARE, ())


def test_quotes_and_tabs_do_not_break_the_line():
    (line,) = to_quickstatements([said("smo:born", "1769", quote='né "là"\ten\n1769')], LINKED, BARE, ()).splitlines()
    assert line.endswith("S1683\tfr:\"né 'là' en 1769\"")


def test_a_new_person_has_a_label_a_description_with_years_and_a_kind():
    lines = list(create_item(Named(VALJEAN, "Jean Valjean", (), (1769, 1769), (1833, 1833), "forçat")))
    assert lines == [
        "CREATE", 'LAST\tLfr\t"Jean Valjean"', 'LAST\tDfr\t"forçat (1769–1833)"', "LAST\tP31\tQ5",
    ]  # fmt: skip


def test_a_new_party_is_one():
    lines = list(create_item(Named(PARTY, "Parti", (), (1900, 1901), None, "parti de Montreuil")))
    assert lines[2:] == ['LAST\tDfr\t"parti de Montreuil"', "LAST\tP31\tQ7278"]


@pytest.mark.parametrize(
    "entity",
    [
        Named(VALJEAN, "Jean Valjean", (), None, None, "forçat"),  # no year: a namesake could be meant
        Named(VALJEAN, "Jean Valjean", (), (1769, 1769)),  # found by the machine, described by nobody
        Named(TOWN, "Faverolles", (), (1700, 1700), None, "village"),
        Named("event/e", "Émeute", (), (1832, 1832), (1832, 1832), "émeute"),
        Named("work/w", "Mémoires", (), None, None, "livre"),
    ],
)
def test_nothing_new_is_made_of_what_is_not_known_well_or_of_places_events_and_works(entity):
    assert list(create_item(entity)) == []


@pytest.mark.parametrize("edtf", ["", "1917?", "../1917", "1917-21", "-0044", "1917-10-25/1917-10-26"])
def test_only_plain_dates_become_times(edtf):
    assert to_time(edtf, julian=True) == ""


def test_a_year_has_no_calendar():
    assert to_time("1870", julian=True) == "+1870-00-00T00:00:00Z/9"


def test_enough_is_more_than_a_fact_needs():
    assert ENOUGH > 0.5

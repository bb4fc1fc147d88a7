"""What speaks for and against an item: kind, years, place, words of the descriptions, neighbours."""

import pytest

from graph.evidence import Named, agree_in_place, agree_in_told_kind, compare, count_notions, count_years, read_notions
from graph.wikidata import Item

PARTY = Named("party/p", "Parti communiste d'Allemagne", (), (1918, 1918), (1946, 1946), "KPD, parti allemand")


def told(entity_id, description):
    return agree_in_told_kind(Named(entity_id, "X", ()), Item("Q1", descriptions=(description,)))


@pytest.mark.parametrize(
    ("entity_id", "description", "agrees"),
    [
        ("person/x", "Russian revolutionary (1885–1939)", True),
        ("person/x", "forçat (1769–1833)", True),  # a life
        ("person/x", "British heavy metal band", False),
        ("person/x", "city in France", False),
        ("party/x", "Former political party of Germany", True),
        ("organisation/x", "Paramilitary wing of a party", True),
        ("event/x", "Battle on the Western Front", True),
        ("event/x", "2005 film by Nobody", False),
        ("work/x", "American daily newspaper", True),
        ("place/x", "Country in northern Europe", True),
        ("person/x", "Wikimedia disambiguation page", False),
        ("person/x", "page d'homonymie de Wikimédia", False),
        ("person/x", "family name", False),
        ("event/x", "Wikimedia list of battles", False),
        ("place/x", "something else", None),
        ("place/x", "", None),
    ],
)
def test_descriptions_tell_the_kind_of_an_item(entity_id, description, agrees):
    assert told(entity_id, description) is agrees


def test_classes_go_before_descriptions():
    one = Item("Q1", descriptions=("2005 film",), roots=frozenset({"Q7278"}))
    agreement = compare(PARTY, one, {})
    assert (agreement.kind, agreement.told) == (True, False)


def test_notions_are_compared_across_languages():
    assert count_notions(PARTY, Item("Q1", descriptions=("Communist political party in Germany",))) == 3
    assert count_notions(PARTY, Item("Q1", descriptions=("club in Italy",))) == 0
    assert count_notions(PARTY, Item("Q1")) == 0


def test_years_of_labels_and_descriptions_count_within_the_span():
    event = Named("event/e", "Grève de 1926", (), (1926, 1926), (1926, 1926))
    assert count_years(event, Item("Q1", labels=("1926 strike",), descriptions=("strike of 1926 and 1927",))) == 1


def test_two_wrong_ends_are_no_agreement():
    agreement = compare(PARTY, Item("Q1", starts=frozenset({1960}), ends=frozenset({1970})), {})
    assert (agreement.start, agreement.end, agreement.dates) == (False, False, 0)


def test_a_place_is_near_or_far_or_unknown():
    assert agree_in_place((59.93, 30.32), {(59.95, 30.3)}) is True
    assert agree_in_place((59.93, 30.32), {(27.77, -82.64)}) is False
    assert agree_in_place((59.93, 30.32), ()) is None
    assert agree_in_place(None, {(59.95, 30.3)}) is None


def test_every_line_of_notions_is_a_pair_of_patterns():
    assert len(read_notions()) > 50

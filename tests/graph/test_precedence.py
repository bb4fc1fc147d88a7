"""Links of several hands: a curator's lines go first and stay, a rejection blocks, the authority is taken anew."""

from graph.linking import from_authority
from graph.links import (
    AUTHORITY,
    CLOSE,
    EXACT,
    LEXICAL,
    MANUAL,
    NOTHING,
    TOOL,
    Link,
    merge_links,
    order_links,
    to_statements,
)
from ontology.authority import Entry

FOUND = Link("person/jean-valjean", EXACT, "wd:Q1", LEXICAL, 0.9, TOOL)
MINE = Link("person/jean-valjean", EXACT, "wd:Q2", MANUAL, None, "Anne Auteur", comment="vu aux archives")
ENTRY = Entry("person/jean-valjean", "Jean Valjean", "smo:Person", (), "", "", "Q7", "forçat", (), "x.tsv", 2)


def test_a_curator_goes_before_what_was_found():
    assert merge_links([MINE], [FOUND]) == (MINE,)


def test_a_rejection_blocks_the_pair_only():
    no = Link("person/jean-valjean", EXACT, "wd:Q1", MANUAL, author="Anne Auteur", negated=True)
    other = Link("person/jean-valjean", CLOSE, "wd:Q3", LEXICAL, 0.5, TOOL)
    assert merge_links([no], [FOUND]) == (no,)
    assert merge_links([no], [other]) == (other, no)
    assert to_statements([no, FOUND, other]) == (("person/jean-valjean", CLOSE, "wd:Q3"),)


def test_no_such_item_blocks_every_link_that_was_found():
    none = Link("person/jean-valjean", EXACT, NOTHING, MANUAL, author="Anne Auteur")
    assert merge_links([none], [FOUND]) == (none,)
    assert to_statements([none]) == ()


def test_every_line_of_a_curator_stays():
    second = Link("person/jean-valjean", CLOSE, "wd:Q4", LEXICAL, 0.5, "Bernard")
    assert set(merge_links([MINE, second], [FOUND])) == {MINE, second}


def test_an_exact_link_hides_a_close_one_to_the_same_item():
    close = Link("person/jean-valjean", CLOSE, "wd:Q2", LEXICAL, 0.5, TOOL)
    assert to_statements([close, MINE]) == (("person/jean-valjean", EXACT, "wd:Q2"),)


def test_the_authority_links_with_its_reason():
    (link,) = from_authority([ENTRY])
    assert (link.object, link.predicate, link.author, link.justification) == ("wd:Q7", EXACT, AUTHORITY, LEXICAL)
    assert not link.curated
    assert "authority" in link.comment


def test_the_authority_is_taken_anew_and_goes_before_what_was_found_earlier():
    old = Link("person/jean-valjean", EXACT, "wd:Q6", LEXICAL, None, AUTHORITY)
    (link,) = order_links([old, FOUND], from_authority([ENTRY]))
    assert (link.object, link.author) == ("wd:Q7", AUTHORITY)


def test_what_was_found_earlier_stays_until_something_newer_is_found():
    newer = Link("person/jean-valjean", CLOSE, "wd:Q9", LEXICAL, 0.6, TOOL)
    assert order_links([FOUND], ()) == (FOUND,)
    assert order_links([FOUND], (), [newer]) == (newer,)


def test_a_curator_rejects_what_the_authority_states():
    no = Link("person/jean-valjean", EXACT, "wd:Q7", MANUAL, None, "Anne Auteur", negated=True)
    assert order_links([no], from_authority([ENTRY])) == (no,)

"""Rows of our own queries become what the page of an entity shows."""

from api.entities import Link, to_link, to_statement
from ontology.files import SMO, SMV

BASE = "https://example.org/id/"
ROW = {
    "claim": BASE + "claim/1",
    "subject": BASE + "person/jean-valjean", "subject_name": "Jean Valjean",
    "property": SMO + "memberOf", "name": "membre de",
    "object": BASE + "party/parti", "object_name": "Parti",
    "source": BASE + "source/note", "title": "Une note", "quote": "Il n'en fut pas.",
    "edtf": "1917", "confidence": "0.9",
}  # fmt: skip


def test_a_claim_has_links_and_its_quote() -> None:
    claim = to_statement(ROW, BASE, "/smolny")
    assert claim.subject == Link("Jean Valjean", "/smolny/page/person/jean-valjean")
    assert (claim.predicate, claim.date, claim.quote, claim.marks) == ("membre de", "1917", "Il n'en fut pas.", ())


def test_what_is_denied_or_another_s_word_is_marked() -> None:
    row = ROW | {"polarity": SMV + "denied", "stance": SMV + "reported", "whose": BASE + "person/javert"}
    claim = to_statement(row | {"whose_name": "Javert"}, BASE, "")
    assert claim.marks == ("nié", "rapporté")
    assert claim.whose == Link("Javert", "/page/person/javert")


def test_what_is_affirmed_is_not_marked() -> None:
    assert to_statement(ROW | {"polarity": SMV + "affirmed"}, BASE, "").marks == ()


def test_a_literal_leads_nowhere() -> None:
    assert to_link({"object": "1917-10"}, "object", "object_name", BASE, "") == Link("1917-10")

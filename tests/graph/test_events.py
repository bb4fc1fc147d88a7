import random

import pytest

from extract.model import When
from graph.claims import mint_claims
from graph.entities import MergedEntity
from graph.events import find_happenings, find_vital_dates, mint_happening, to_happenings, to_named_events
from graph.facts import choose_facts
from graph.iris import Iris, term
from ontology.authority import Entry

IRIS = Iris()
YEAR = When("1933", "1933-01-01", "1933-12-31")
DAY = When("1933-03-08", "1933-03-08", "1933-03-08")
OTHER = When("1928", "1928-01-01", "1928-12-31")


def bounds(edtf, calendar):
    return (f"{edtf[:4]}-01-01", f"{edtf[-4:]}-12-31")


def listed(id_, start="", end="", kind="smo:Person"):
    entry = Entry(id_, id_, kind, (), start, end, "", "x", (), "test.tsv", 2)
    return MergedEntity(id_, kind, id_, (), entry)


@pytest.fixture
def happen(make):
    def happen(*claims, entities=()):
        return find_happenings(mint_claims(make.claims_reading("s", *claims), IRIS), entities, bounds)

    return happen


def test_two_overlapping_arrests_are_one_with_the_more_precise_date(happen, make):
    (arrest,) = happen(*(make.claim("person/x", "smo:arrestedBy", "organisation/g", when=when) for when in (YEAR, DAY)))
    assert (arrest.when, len(arrest.claims)) == (DAY, 2)


def test_two_arrests_years_apart_are_two(happen, make):
    arrests = happen(*(make.claim("person/x", "smo:arrestedBy", when=when) for when in (YEAR, OTHER)))
    assert len({mint_happening(arrest, IRIS) for arrest in arrests}) == 2


def test_two_offices_at_once_are_two(happen, make):
    claims = (make.claim("person/x", "smo:holdsOffice", "party/p", when=YEAR, role=role) for role in ("chef", "membre"))
    assert len({mint_happening(one, IRIS) for one in happen(*claims)}) == 2


def test_an_undated_stay_is_no_event(happen, make):
    assert happen(make.claim("person/x", "smo:wasIn", "place/y")) == ()


def test_birth_gathers_date_and_place_and_the_authority_goes_first(happen, make):
    (birth,) = happen(
        make.claim("person/x", "smo:born", when=YEAR),
        make.claim("person/x", "smo:bornIn", "place/y"),
        entities=(listed("person/x", "1890"),),
    )
    assert (birth.place, birth.when.edtf, len(birth.claims)) == ("place/y", "1890", 2)
    assert mint_happening(birth, IRIS).value.endswith("/event/birth-x")


def test_a_killing_is_the_death_of_its_victim(happen, make):
    (death,) = happen(
        make.claim("person/x", "smo:killedBy", "person/y"), make.claim("person/x", "smo:diedIn", "place/z")
    )
    triples = list(to_happenings((death,), {}, IRIS))
    types = {triple.object for triple in triples if triple.predicate == term("rdf:type")}
    assert types == {term("smo:Death"), term("smo:Killing"), term("smo:Event")}
    assert IRIS.entity("person/y") in {t.object for t in triples if t.predicate == term("smo:hasParticipant")}
    assert IRIS.entity("place/z") in {t.object for t in triples if t.predicate == term("smo:place")}


def test_founders_take_part_in_the_founding_of_the_body(happen, make):
    (founding,) = happen(*(make.claim(who, "smo:founded", "party/p") for who in ("person/a", "person/b")))
    assert (founding.about, founding.others) == ("party/p", {"person/a", "person/b"})


def test_denied_and_reported_claims_make_no_event(happen, make):
    assert happen(
        make.claim("person/x", "smo:arrestedBy", when=YEAR, polarity="smv:denied"),
        make.claim("person/x", "smo:arrestedBy", when=YEAR, stance="smv:reported"),
    ) == ()  # fmt: skip


def test_events_do_not_depend_on_the_order_of_claims(make):
    claims = [make.claim("person/x", "smo:arrestedBy", when=when) for when in (YEAR, DAY, OTHER, DAY)]
    minted = mint_claims(make.claims_reading("s", *claims), IRIS)
    shuffled = random.Random(7).sample(minted, len(minted))
    assert find_happenings(shuffled, (), bounds) == find_happenings(minted, (), bounds)


def test_a_named_event_has_its_participants_place_and_dates(make):
    event = listed("event/c", "1919-03", "1920", kind="smo:Congress")
    claims = mint_claims(
        make.claims_reading(
            "s",
            make.claim("person/x", "smo:participatedIn", "event/c"),
            make.claim("event/c", "smo:occurredIn", "place/m"),
        ),
        IRIS,
    )
    facts = choose_facts(claims, find_vital_dates((event,), bounds), {})
    said = {
        (triple.predicate.value.rpartition("#")[2], triple.object.value)
        for triple in to_named_events(claims, facts, IRIS)
        if triple.subject == IRIS.entity("event/c")
    }
    assert ("hasParticipant", IRIS.entity("person/x").value) in said
    assert ("place", IRIS.entity("place/m").value) in said
    assert ("edtf", "1919-03/1920") in said

import random

import pytest

from extract.model import Entity, Source
from graph.claims import mint_claims
from graph.entities import Extract, find_containers, merge_entities, to_entities, to_links
from graph.iris import Iris, term
from graph.links import MANUAL, Link
from graph.triples import make_entities_graph, merge
from ontology.authority import Entry, Variant

IRIS = Iris()


def entry(id_, label, kind, wikidata="", facts=(), variants=()):
    return Entry(id_, label, kind, variants, "", "", wikidata, f"{label}, décrit", facts, "test.tsv", 2)


LIST = (
    entry("place/kiev", "Kiev", "smo:Settlement", "Q1", (("lat", "50.4500"), ("lon", "30.5"), ("part_of", "place/u"))),
    entry("place/u", "Ukraine", "smo:Country", facts=(("part_of", "place/e"),)),
    entry("place/e", "Europe", "smo:Continent"),
    entry("party/f", "Fraction", "smo:Faction", variants=(Variant("Фракция", "ru"), Variant("Fraction", "fr"))),
)


@pytest.fixture
def extract():
    def extract(source, *entities):
        return Extract(Source(source, f"{source}.txt", source), entities, ())

    return extract


def objects(triples, node, predicate):
    return sorted(triple.object.value for triple in triples if (triple.subject, triple.predicate) == (node, predicate))


def test_the_authority_goes_before_what_was_met(extract):
    met = Entity("place/kiev", "smo:Place", "Kiew", ("Kiew", "Kiev"), (0,))
    triples = list(to_entities(merge_entities([extract("a", met)], LIST), IRIS))
    node = IRIS.entity("place/kiev")
    assert objects(triples, node, term("skos:prefLabel")) == ["Kiev"]
    assert objects(triples, node, term("skos:altLabel")) == ["Kiew"]
    assert objects(triples, node, term("rdf:type")) == [term("smo:Place").value, term("smo:Settlement").value]
    assert objects(triples, node, term("smo:latitude")) == ["50.45"]
    assert objects(triples, node, term("smo:slug")) == ["kiev"]


def test_facts_of_the_authority_point_only_to_what_is_in_the_graph(extract):
    kiev, ukraine = (Entity(id_, "smo:Place", id_, (), ()) for id_ in ("place/kiev", "place/u"))
    within = term("smo:within")
    alone = list(to_entities(merge_entities([extract("a", kiev)], LIST), IRIS))
    assert objects(alone, IRIS.entity("place/kiev"), within) == []
    both = list(to_entities(merge_entities([extract("a", kiev, ukraine)], LIST), IRIS))
    assert objects(both, IRIS.entity("place/kiev"), within) == [IRIS.entity("place/u").value]


def test_variants_keep_their_language(extract):
    triples = list(to_entities(merge_entities([extract("a", Entity("party/f", "smo:Party", "F", (), ()))], LIST), IRIS))
    names = {(t.object.value, t.object.language) for t in triples if t.predicate == term("skos:altLabel")}
    assert names == {("Фракция", "ru")}


def test_an_unknown_entity_takes_the_name_and_class_most_met(extract):
    merged = merge_entities(
        [
            extract("a", Entity("party/x", "smo:Party", "le X", ("le X",), (1, 2))),
            extract("b", Entity("party/x", "smo:Faction", "Groupe X", ("Groupe X",), (1, 2, 3))),
        ],
        (),
    )
    (entity,) = merged
    assert (entity.label, entity.kind, entity.mention_class) == ("Groupe X", "smo:Faction", "smo:Party")
    assert entity.names == ("Groupe X", "le X")


def test_merging_does_not_depend_on_order(extract):
    extracts = [
        extract(source, Entity(f"person/{n % 3}", "smo:Person", f"N {source}", (f"N {source}",), tuple(range(n % 2))))
        for n, source in enumerate("abcdefgh")
    ]
    shuffled = random.Random(5).sample(extracts, len(extracts))
    assert merge_entities(shuffled, LIST) == merge_entities(extracts, LIST)


def test_what_claims_use_is_an_entity_even_if_never_mentioned(make):
    reading = make.claims_reading("s", make.claim("person/a-b", "smo:wasIn", "place/kiev", attributed_to="person/c"))
    extract = Extract(reading.source, (), mint_claims(reading, IRIS))
    merged = merge_entities([extract], LIST)
    assert [(entity.id, entity.label) for entity in merged] == [
        ("person/a-b", "a b"), ("person/c", "c"), ("place/kiev", "Kiev"),
    ]  # fmt: skip


def test_links_of_entities_outside_the_graph_are_left_out(extract):
    merged = merge_entities([extract("a", Entity("place/kiev", "smo:Place", "Kiev", (), ()))], LIST)
    links = [("place/kiev", "skos:closeMatch", "wd:Q2"), ("place/nowhere", "skos:exactMatch", "wd:Q3")]
    (triple,) = to_links(links, merged, IRIS)
    assert (triple.predicate, triple.object.value) == (term("skos:closeMatch"), "http://www.wikidata.org/entity/Q2")


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ([], {("exactMatch", "Q1")}),
        ([Link("place/kiev", "skos:closeMatch", "wd:Q7", MANUAL, author="me")], {("closeMatch", "Q7")}),
        ([Link("place/kiev", "skos:exactMatch", "wd:Q1", MANUAL, author="me", negated=True)], set()),
    ],
)
def test_a_curators_line_goes_before_the_authority(extract, lines, shown):
    merged = merge(
        [extract("a", Entity("place/kiev", "smo:Place", "Kiev", (), ()))], LIST, lambda edtf, calendar: ("", "")
    )
    triples = make_entities_graph(merged, lines, "1", IRIS)
    found = {
        (t.predicate.value.rpartition("#")[2], t.object.value.rpartition("/")[2])
        for t in triples
        if "wikidata" in str(t.object)
    }
    assert found == shown


def test_places_lie_within_places_near_and_far():
    assert find_containers(LIST)["place/kiev"] == {"place/u", "place/e"}


def test_a_place_lies_within_its_country():
    belgium = entry("place/belgique", "Belgique", "smo:Country", facts=(("country", "Belgique"),))
    brussels = entry("place/bruxelles", "Bruxelles", "smo:Settlement", facts=(("country", "Belgique"),))
    assert find_containers((belgium, brussels)) == {"place/bruxelles": {"place/belgique"}}


def test_a_circle_of_places_ends():
    circle = (entry("place/a", "A", "smo:Place", facts=(("part_of", "place/b"),)),)
    circle += (entry("place/b", "B", "smo:Place", facts=(("part_of", "place/a"),)),)
    assert find_containers(circle)["place/a"] == {"place/a", "place/b"}

from dataclasses import replace

from graph.claims import mint_claims, to_claims
from graph.iris import Iris, term

IRIS = Iris()


def test_a_claim_says_what_the_contract_asks(make):
    reading = make.reading()
    (named,) = minted = mint_claims(reading, IRIS)
    triples = list(to_claims(reading, minted, IRIS.activity("1"), IRIS))
    said = {triple.predicate: triple.object for triple in triples if triple.subject == named.node}
    assert said[term("rdf:type")] == term("smo:Claim")
    assert said[term("rdf:object")] == IRIS.entity("soviet/soviet-de-montreuil")
    assert (said[term("smo:role")].value, said[term("smo:role")].language) == ("président", "fr")
    assert said[term("smo:office")] == term("smv:chair")
    assert said[term("smo:earliest")].datatype == term("xsd:date")
    assert said[term("smo:calendar")] == term("smv:gregorian")
    assert said[term("prov:wasDerivedFrom")] == IRIS.passage("note", 0, reading.sentences[0].end)
    assert term("smo:attributedTo") not in said
    assert term("smo:stance") not in said


def test_a_claims_iri_does_not_depend_on_offsets(make):
    reading = make.reading()
    (sentence,), (claim,) = reading.sentences, reading.claims
    moved = replace(
        reading,
        sentences=(replace(sentence, start=500, end=500 + sentence.end),),
        claims=(replace(claim, start=500, end=500 + claim.end),),
    )
    assert mint_claims(moved, IRIS)[0].node == mint_claims(reading, IRIS)[0].node


def test_equal_claims_of_a_sentence_are_told_apart(make):
    claim = make.claim("person/a", "smo:wasIn", "place/b")
    first, second = mint_claims(make.claims_reading("s", claim, claim), IRIS)
    assert first.node != second.node


def test_the_same_claim_in_two_sources_is_two(make):
    claim = make.claim("person/a", "smo:wasIn", "place/b")
    nodes = {mint_claims(make.claims_reading(source, claim), IRIS)[0].node for source in ("s", "t")}
    assert len(nodes) == 2

from dataclasses import replace

import pytest

from extract.model import Mention, Sentence
from graph.iris import Iris, term
from graph.passages import find_page, to_mentions, to_sentences, to_source

IRIS = Iris()


def objects(triples, node, predicate):
    return sorted(str(t.object.value) for t in triples if t.subject == node and t.predicate == term(predicate))


def test_a_mention_points_to_its_entity_and_passage(make):
    triples = list(to_mentions(make.reading(), IRIS))
    node = IRIS.mention("note", 0, 12, "smo:Person")
    assert objects(triples, node, "oa:hasBody") == [IRIS.entity("person/jean-valjean").value]
    assert objects(triples, node, "oa:hasTarget") == [IRIS.passage("note", 0, 12).value]
    assert objects(triples, node, "smo:mentionClass") == [term("smo:Person").value]


def test_a_date_has_its_edtf_and_no_entity(make):
    reading = make.reading()
    date = reading.mentions[2]
    node = IRIS.mention("note", date.start, date.end, "smo:Date")
    triples = list(to_mentions(reading, IRIS))
    assert objects(triples, node, "smo:edtf") == ["1917"]
    assert objects(triples, node, "oa:hasBody") == []


def test_a_passage_has_both_selectors_with_context_of_its_sentence(make):
    reading = make.reading()
    soviet = reading.mentions[1]
    triples = list(to_mentions(reading, IRIS))
    node = IRIS.passage("note", soviet.start, soviet.end).value
    quote, position = type(IRIS.source("x"))(f"{node}#quote"), type(IRIS.source("x"))(f"{node}#position")
    assert objects(triples, quote, "oa:exact") == ["Soviet de Montreuil"]
    assert objects(triples, quote, "oa:prefix") == ["Jean Valjean présida le "]
    assert objects(triples, quote, "oa:suffix") == [" en 1917."]
    assert objects(triples, position, "oa:start") == [str(soviet.start)]
    assert objects(triples, position, "oa:end") == [str(soviet.end)]


def test_only_sentences_with_claims_become_passages(make):
    reading = make.reading()
    more = replace(reading, sentences=(*reading.sentences, Sentence(1, 100, 110, "Bonsoir.")))
    passages = {t.subject for t in to_sentences(more, IRIS) if t.predicate == term("oa:hasSource")}
    assert passages == {IRIS.passage("note", 0, reading.sentences[0].end)}


def test_a_mention_that_is_a_whole_claiming_sentence_has_one_quote(make):
    reading = make.reading()
    whole = Mention(0, 0, reading.sentences[0].end, 0, "smo:Work", reading.sentences[0].text, "model")
    both = replace(reading, mentions=(*reading.mentions, whole))
    quotes = [t for t in (*to_mentions(both, IRIS), *to_sentences(both, IRIS)) if t.predicate == term("oa:exact")]
    subjects = [t.subject for t in quotes]
    assert len(subjects) == len(set(subjects)) == 4


@pytest.mark.parametrize(("start", "page"), [(0, 1), (99, 1), (100, 2), (400, 3)])
def test_page_of_an_offset(start, page):
    assert find_page((0, 100, 250), start) == page


def test_no_page_where_the_format_has_none():
    assert find_page((), 5) == 0


def test_a_source_says_what_is_known_and_nothing_empty(make):
    triples = list(to_source(make.reading().source, IRIS))
    node = IRIS.source("note")
    assert objects(triples, node, "dcterms:creator") == ["Anne Auteur"]
    assert objects(triples, node, "smo:file") == ["note.txt"]
    assert not [t for t in triples if t.object.value == ""]

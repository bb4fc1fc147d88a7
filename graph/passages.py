"""A reading in, the triples of its source, passages and mentions out: the first half of a source's named graph.

A passage is a span of the source with two selectors, one by position and one by quote, so that it can be found again.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pyoxigraph import NamedNode, Triple

from extract.model import Mention, Reading, Sentence, Source
from graph.iris import Iris, rule_concept, term
from graph.literals import to_decimal, to_number, to_text

CONTEXT: Final = 32  # characters of prefix and suffix


def to_source(source: Source, iris: Iris) -> Iterator[Triple]:
    """Yield what is known about the file."""
    node = iris.source(source.id)
    yield Triple(node, term("rdf:type"), term("smo:Source"))
    yield Triple(node, term("dcterms:identifier"), to_text(source.id))
    yield Triple(node, term("dcterms:title"), to_text(source.title, source.language))
    for author in source.authors:
        yield Triple(node, term("dcterms:creator"), to_text(author))
    for predicate, value in (
        ("dcterms:date", source.date),
        ("dcterms:language", source.language),
        ("dcterms:format", source.media_type),
        ("dcterms:type", source.kind),
        ("smo:file", source.file),
        ("smo:sha256", source.sha256),
        ("smo:encoding", source.encoding),
    ):
        if value:
            yield Triple(node, term(predicate), to_text(value))


def to_mentions(reading: Reading, iris: Iris) -> Iterator[Triple]:
    """Yield the mentions of a reading with the passages that they stand in."""
    sentences = {sentence.number: sentence for sentence in reading.sentences}
    bodies = {number: entity.id for entity in reading.entities for number in entity.mentions}
    spans = {(sentence.start, sentence.end) for sentence in find_claiming(reading)}
    for number, mention in enumerate(reading.mentions):
        yield from _mention(mention, bodies.get(number, ""), reading.source, iris)
        if (mention.start, mention.end) not in spans:
            before, after = _context_in(sentences[mention.sentence], mention)
            yield from _passage(reading.source, mention.start, mention.end, (before, mention.text, after), iris)
            spans.add((mention.start, mention.end))


def to_sentences(reading: Reading, iris: Iris) -> Iterator[Triple]:
    """Yield a passage for each sentence that carries a claim."""
    ordered = sorted(reading.sentences, key=lambda sentence: sentence.number)
    following = {first.number: second.text for first, second in pairwise(ordered)}
    preceding = {second.number: first.text for first, second in pairwise(ordered)}
    for sentence in find_claiming(reading):
        before = preceding.get(sentence.number, "")[-CONTEXT:]
        after = following.get(sentence.number, "")[:CONTEXT]
        yield from _passage(reading.source, sentence.start, sentence.end, (before, sentence.text, after), iris)


def find_claiming(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences that carry a claim."""
    claiming = {claim.sentence for claim in reading.claims}
    return tuple(sentence for sentence in reading.sentences if sentence.number in claiming)


def _mention(mention: Mention, entity_id: str, source: Source, iris: Iris) -> Iterator[Triple]:
    node = iris.mention(source.id, mention.start, mention.end, mention.kind)
    yield Triple(node, term("rdf:type"), term("oa:Annotation"))
    yield Triple(node, term("oa:motivatedBy"), term("oa:identifying"))
    yield Triple(node, term("smo:mentionClass"), term(mention.kind))
    yield Triple(node, term("oa:hasTarget"), iris.passage(source.id, mention.start, mention.end))
    yield Triple(node, term("smo:foundBy"), rule_concept(mention.by))
    yield Triple(node, term("smo:confidence"), to_decimal(mention.confidence))
    if entity_id:
        yield Triple(node, term("oa:hasBody"), iris.entity(entity_id))
    if mention.when and mention.when.edtf:
        yield Triple(node, term("smo:edtf"), to_text(mention.when.edtf))


def _passage(source: Source, start: int, end: int, quote: tuple[str, str, str], iris: Iris) -> Iterator[Triple]:
    node = iris.passage(source.id, start, end)
    yield Triple(node, term("rdf:type"), term("oa:SpecificResource"))
    yield Triple(node, term("oa:hasSource"), iris.source(source.id))
    page = find_page(source.pages, start)
    if page:
        yield Triple(node, term("smo:page"), to_number(page))
    position, quoted = NamedNode(f"{node.value}#position"), NamedNode(f"{node.value}#quote")
    yield Triple(node, term("oa:hasSelector"), position)
    yield Triple(position, term("rdf:type"), term("oa:TextPositionSelector"))
    yield Triple(position, term("oa:start"), to_number(start))
    yield Triple(position, term("oa:end"), to_number(end))
    yield Triple(node, term("oa:hasSelector"), quoted)
    yield Triple(quoted, term("rdf:type"), term("oa:TextQuoteSelector"))
    for predicate, text in zip(("oa:prefix", "oa:exact", "oa:suffix"), quote, strict=True):
        if text:
            yield Triple(quoted, term(predicate), to_text(text))


def find_page(pages: tuple[int, ...], start: int) -> int:
    """Return the number of the page (from 1) on which ``start`` lies, 0 where the format has no pages.

    >>> find_page((0, 100, 250), 100)
    2
    """
    return bisect_right(pages, start)


def _context_in(sentence: Sentence, mention: Mention) -> tuple[str, str]:
    end = mention.at + len(mention.text)
    return sentence.text[max(0, mention.at - CONTEXT) : mention.at], sentence.text[end : end + CONTEXT]

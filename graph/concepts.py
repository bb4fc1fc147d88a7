"""The ontology and the vocabularies as triples, with the rules that data names: ``ontology.ttl`` of a built graph."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from graph.iris import rule_concept, term
from graph.literals import to_text
from ontology import files


def to_ontology(rules: Iterable[str], preferences: Iterable[str]) -> Iterator[Triple]:
    """Yield the shipped ontology and vocabularies, and a concept for each rule that they do not name."""
    shipped = [quad.triple for name in (files.ONTOLOGY, files.VOCABULARIES) for quad in _parse(name)]
    yield from shipped
    named = {triple.subject for triple in shipped}
    for rule in sorted(set(rules)):
        if rule_concept(rule) not in named:
            yield from _concept(rule_concept(rule), rule, "smv:extraction-rules")
    for preference in sorted(set(preferences)):
        if term(preference) not in named:
            yield from _concept(term(preference), preference.partition(":")[2], "smv:preference-rules")


def _parse(name: str) -> Iterator:  # type: ignore[type-arg]
    return parse(files.read_text(name), format=RdfFormat.TURTLE)


def _concept(node: NamedNode, label: str, scheme: str) -> Iterator[Triple]:
    yield Triple(node, term("rdf:type"), term("skos:Concept"))
    yield Triple(node, term("skos:inScheme"), term(scheme))
    yield Triple(node, term("skos:prefLabel"), to_text(label, "fr"))
    yield Triple(node, term("skos:prefLabel"), to_text(label, "en"))
    yield Triple(node, term("skos:notation"), to_text(label))

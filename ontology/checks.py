"""What is wrong with the ontology, and what is wrong with data: two ways to a list of problems, none of them raised.

In: the graph of history.ttl and vocabularies.ttl for the functions of ``CHECKS``; the graph of one source together with
entities.ttl for :func:`check_shapes`. Out: ``Problem``. The tests run the first, ``smolny check`` the second.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.authority import MENTION_CLASSES
from ontology.files import SHAPES, SMO, SMV, expand, read_text, shorten

PREDICATES = (
    "memberOf", "holdsOffice", "founded", "leftOrExpelledFrom", "participatedIn", "wasIn", "bornIn", "diedIn", "born",
    "died", "killedBy", "arrestedBy", "authorOf", "relativeOf", "alliedWith", "opposedTo", "locatedIn", "partOf",
    "successorOf", "occurredIn", "occurredOn",
)  # fmt: skip
"""The predicates of claims, as the contract lists them."""

LANGUAGES = ("fr", "en")
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong: ``where`` is the term or node, shortened, ``message`` what to do about it."""

    where: str
    message: str


Check = Callable[[Graph], list[Problem]]


def is_ours(term: Node) -> bool:
    """Tell whether ``term`` is an IRI of our ontology or vocabularies."""
    return isinstance(term, URIRef) and str(term).startswith((SMO, SMV))


def find_described(graph: Graph, *types: URIRef) -> list[URIRef]:
    """Return our own terms of these types, sorted: classes, properties, concepts."""
    terms = {term for kind in types for term in graph.subjects(RDF.type, kind) if isinstance(term, URIRef)}
    return sorted(term for term in terms if is_ours(term))


def find_languages(graph: Graph, term: URIRef, predicate: URIRef) -> list[str]:
    """Return the language tags of the literals that ``term`` has for ``predicate``."""
    return [value.language or "" for value in graph.objects(term, predicate) if isinstance(value, Literal)]


def check_labels(graph: Graph) -> list[Problem]:
    """Report classes and properties without exactly one label and comment in each language."""
    return [
        Problem(shorten(term), f"needs exactly one {shorten(predicate)} @{language}")
        for term in find_described(graph, OWL.Class, *PROPERTY_TYPES)
        for predicate in (RDFS.label, RDFS.comment)
        for language in LANGUAGES
        if find_languages(graph, term, predicate).count(language) != 1
    ]


def check_types(graph: Graph) -> list[Problem]:
    """Report smo: terms that are used as a subject but are neither class nor property."""
    known = set(find_described(graph, OWL.Class, *PROPERTY_TYPES))
    subjects = {term for term in graph.subjects() if isinstance(term, URIRef) and term.startswith(SMO)}
    return [Problem(shorten(term), "is neither a class nor a property") for term in sorted(subjects - known)]


def check_references(graph: Graph) -> list[Problem]:
    """Report smo: and smv: terms that are named as superclass, range, inverse … but never described."""
    described = {term for term in graph.subjects() if isinstance(term, URIRef)}
    return [
        Problem(shorten(str(subject)), f"names {shorten(str(value))}, which is not described")
        for subject, _, value in sorted(graph)
        if is_ours(value) and value not in described
    ]


def check_signatures(graph: Graph) -> list[Problem]:
    """Report properties without exactly one domain and one range."""
    return [
        Problem(shorten(term), f"needs exactly one {shorten(predicate)}")
        for term in find_described(graph, *PROPERTY_TYPES)
        for predicate in (RDFS.domain, RDFS.range)
        if len(list(graph.objects(term, predicate))) != 1
    ]


def check_cycles(graph: Graph) -> list[Problem]:
    """Report terms that are their own superclass, superproperty or broader concept."""
    return [
        Problem(shorten(term), f"is above itself by {shorten(predicate)}")
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader)
        for term in find_described(graph, OWL.Class, *PROPERTY_TYPES, SKOS.Concept)
        if any(term in graph.transitive_objects(above, predicate) for above in graph.objects(term, predicate))
    ]


def check_predicates(graph: Graph) -> list[Problem]:
    """Report predicates of the contract that the ontology lacks."""
    properties = set(find_described(graph, *PROPERTY_TYPES))
    return [Problem(f"smo:{name}", "is missing") for name in PREDICATES if URIRef(SMO + name) not in properties]


def check_inverses(graph: Graph) -> list[Problem]:
    """Report object predicates with neither inverse nor symmetry, and inverses that do not answer each other."""
    problems = [
        Problem(f"smo:{name}", "is neither symmetric nor has it an owl:inverseOf")
        for name in PREDICATES
        if (URIRef(SMO + name), RDF.type, OWL.ObjectProperty) in graph
        and (URIRef(SMO + name), RDF.type, OWL.SymmetricProperty) not in graph
        and not graph.value(URIRef(SMO + name), OWL.inverseOf)
    ]
    for term, inverse in sorted(graph.subject_objects(OWL.inverseOf)):
        problems += _check_inverse(graph, term, inverse)
    return problems


def _check_inverse(graph: Graph, term: Node, inverse: Node) -> list[Problem]:
    where, other = shorten(str(term)), shorten(str(inverse))
    if (inverse, OWL.inverseOf, term) not in graph:
        return [Problem(other, f"must have owl:inverseOf {where}")]
    if graph.value(term, RDFS.domain) != graph.value(inverse, RDFS.range):
        return [Problem(where, f"its domain must be the range of {other}")]
    return []


def check_concepts(graph: Graph) -> list[Problem]:
    """Report concepts outside a scheme or in two, or without exactly one preferred label in each language."""
    problems: list[Problem] = []
    for concept in find_described(graph, SKOS.Concept):
        schemes = set(graph.objects(concept, SKOS.inScheme))
        if len(schemes) != 1 or not schemes <= set(graph.subjects(RDF.type, SKOS.ConceptScheme)):
            problems.append(Problem(shorten(concept), "must stand in exactly one described scheme"))
    for term in find_described(graph, SKOS.Concept, SKOS.ConceptScheme):
        problems += [
            Problem(shorten(term), f"needs exactly one skos:prefLabel @{language}")
            for language in LANGUAGES
            if find_languages(graph, term, SKOS.prefLabel).count(language) != 1
        ]
    return problems


def check_names(graph: Graph) -> list[Problem]:
    """Report names that mean two concepts of one scheme (preferred or alternative label, French, whatever the case)."""
    owners: dict[tuple[Node | None, str], set[str]] = {}
    for concept in find_described(graph, SKOS.Concept):
        scheme = graph.value(concept, SKOS.inScheme)
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for label in graph.objects(concept, predicate):
                if isinstance(label, Literal) and label.language == "fr":
                    owners.setdefault((scheme, str(label).casefold()), set()).add(shorten(concept))
    return [
        Problem(" ".join(sorted(concepts)), f"share the name '{name}'")
        for (_, name), concepts in owners.items()
        if len(concepts) > 1
    ]


def find_members(graph: Graph, kind: Node) -> set[str]:
    """Return the mention classes that fall under ``kind``, as CURIEs."""
    mention = {expand(f"smo:{name}") for name in MENTION_CLASSES}
    return {shorten(str(below)) for below in graph.transitive_subjects(RDFS.subClassOf, kind) if str(below) in mention}


def check_shape_classes(graph: Graph) -> list[Problem]:
    """Report predicates whose shape allows other classes than their domain and range in the ontology."""
    shapes, problems = read_shapes(), []
    for name in PREDICATES:
        term = URIRef(SMO + name)
        for end, side in ((RDF.subject, RDFS.domain), (RDF.object, RDFS.range)):
            declared = find_members(graph, graph.value(term, side) or term)
            allowed = set(_find_allowed(shapes, term, end))
            if declared != allowed:
                problems.append(Problem(f"smo:{name}", f"{shorten(end)}: shapes.ttl allows {sorted(allowed)}"))
    return problems


def _find_allowed(shapes: Graph, predicate: URIRef, end: URIRef) -> Iterator[str]:
    for shape in shapes.subjects(SH.targetNode, predicate):
        for outer in shapes.objects(shape, SH.property):
            for inner in shapes.objects(outer, SH.property):
                if shapes.value(inner, SH.path) == end:
                    yield from _find_classes(shapes, inner)


def _find_classes(shapes: Graph, shape: Node) -> Iterator[str]:
    for kind in shapes.objects(shape, SH["class"]):
        yield shorten(str(kind))
    for named in shapes.objects(shape, SH.node):
        for alternatives in shapes.objects(named, SH["or"]):
            for alternative in shapes.items(alternatives):
                yield from _find_classes(shapes, alternative)


CHECKS: tuple[tuple[str, Check], ...] = (
    ("labels and comments in both languages", check_labels),
    ("every term has a type", check_types),
    ("no undescribed term is named", check_references),
    ("one domain and one range", check_signatures),
    ("no cycles", check_cycles),
    ("every predicate of the contract", check_predicates),
    ("inverses answer each other", check_inverses),
    ("every concept in one scheme, with labels", check_concepts),
    ("a name means one concept", check_names),
    ("shapes and ontology agree", check_shape_classes),
)


@cache
def read_shapes() -> Graph:
    """Return shapes.ttl as a graph; read once, not to be changed."""
    return Graph().parse(data=read_text(SHAPES), format="turtle")


def check_shapes(data: Graph, language: str = "en") -> list[Problem]:
    """Return what the shapes find wrong with ``data``, sorted, with messages in ``language`` (``"fr"`` or ``"en"``).

    ``data`` is the graph of one source together with entities.ttl, since classes of entities are looked up there; it
    is not changed. ``where`` is the node that a message is about, with the wrong value behind the message.
    """
    _, report, _ = validate(data, shacl_graph=read_shapes(), inference="none", inplace=True)
    results = report.objects(None, SH.result)  # not those under sh:detail, which explain a result
    return sorted({_read_result(report, result, language) for result in results})


def _read_result(report: Graph, result: Node, language: str) -> Problem:
    messages = [text for text in report.objects(result, SH.resultMessage) if isinstance(text, Literal)]
    message = next((text for text in messages if text.language == language), messages[0])
    value = report.value(result, SH.value)
    found = f" (found: {shorten(str(value))})" if value is not None else ""
    return Problem(shorten(str(report.value(result, SH.focusNode))), str(message) + found)

"""The only place that knows the names of the ontology's files, its namespaces and prefixes.

In: the Turtle files beside this module, through :mod:`importlib.resources`. Out: their text, and the two ways between
``smo:Person`` and the full IRI. The first thing that every other part of the flow asks for a name.
"""

from importlib.resources import files

ONTOLOGY = "history.ttl"
VOCABULARIES = "vocabularies.ttl"
SHAPES = "shapes.ttl"

SMO = "https://w3id.org/smolny/ontology#"
SMV = "https://w3id.org/smolny/vocabulary/"
DATA = "https://w3id.org/smolny/id/"
ONTOLOGY_IRI = "https://w3id.org/smolny/ontology"

# ``geo`` is GeoSPARQL, as in the Wikidata Query Service and in rdflib.
PREFIXES: dict[str, str] = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "time": "http://www.w3.org/2006/time#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "void": "http://rdfs.org/ns/void#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
    "org": "http://www.w3.org/ns/org#",
    "vann": "http://purl.org/vocab/vann/",
    "smo": SMO,
    "smv": SMV,
}


def read_text(name: str) -> str:
    """Return the text of one of the ontology's files: ``ONTOLOGY``, ``VOCABULARIES`` or ``SHAPES``."""
    return (files("ontology") / name).read_text(encoding="utf-8")


def expand(curie: str) -> str:
    """Return the IRI of ``smo:Person``; raise :class:`ValueError` for an unknown prefix."""
    prefix, colon, local = curie.partition(":")
    if not colon or prefix not in PREFIXES:
        raise ValueError(f"'{curie}': no such prefix; known are {', '.join(PREFIXES)}")
    return PREFIXES[prefix] + local


def shorten(iri: str) -> str:
    """Return ``smo:Person`` for its IRI, or the IRI itself where no prefix covers it with a plain local name."""
    fits = [(namespace, prefix) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    if not fits:
        return iri
    namespace, prefix = max(fits, key=lambda fit: len(fit[0]))
    local = iri[len(namespace) :]
    return f"{prefix}:{local}" if local and not set(local) & set("/#?:") else iri

"""A graph of any size, in the shape of ``smolny build``, of invented persons, bodies, places, and claims with quotes.

    python benchmarks/synthetic.py FOLDER TRIPLES

Nothing in it is history; the same numbers give the same bytes.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.manifest import Input, Manifest, digest_ontology, to_json
from ontology.files import DATA, ONTOLOGY, PREFIXES, VOCABULARIES, read_text

CLAIMS = 1000  # of a source
PER_CLAIM = 19  # triples of a claim with its passage
PREDICATES = ("memberOf", "heldOffice", "wasIn", "tookPartIn")
CLASSES = {"memberOf": "party", "heldOffice": "soviet", "wasIn": "place", "tookPartIn": "event"}
KINDS = {"person": "Person", "party": "Party", "soviet": "Soviet", "place": "Place", "event": "Event"}
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + f"@base <{DATA}> .\n"


def write_folder(folder: Path, triples: int) -> int:
    """Write a folder that ``smolny serve`` takes; return how many claims are in it."""
    sources = max(1, round(triples / (CLAIMS * PER_CLAIM)))
    chance = random.Random(1917)
    counts = {"person": 40 * sources, "party": 5 + sources, "soviet": 5 + sources, "place": 20, "event": 10 + sources}
    graph = folder / "graph"
    (graph / "sources").mkdir(parents=True)
    _write(graph / "entities.ttl", _list_entities(counts))
    _write(graph / "facts.ttl", _list_facts(counts, chance))
    (graph / "ontology.ttl").write_text(read_text(ONTOLOGY) + read_text(VOCABULARIES), encoding="utf-8")
    for number in range(sources):
        _write(graph / "sources" / f"source-{number}.ttl", _list_claims(number, counts, chance))
    inputs = tuple(Input(f"source-{n}", f"source-{n}.txt", "", "", "") for n in range(sources))
    manifest = Manifest(DATA, "synthetic", "synthetic", digest_ontology(), inputs)
    (graph / "manifest.json").write_text(to_json(manifest), encoding="utf-8")
    return sources * CLAIMS


def _list_entities(counts: dict[str, int]) -> Iterator[str]:
    for kind, count in counts.items():
        for number in range(count):
            yield (
                f'<{kind}/{kind}-{number}> a smo:{KINDS[kind]} ; skos:prefLabel "{kind.title()} {number}"@fr ; '
                f'skos:altLabel "{kind} n° {number}"@fr ; smo:slug "{kind}-{number}" .'
            )


def _list_facts(counts: dict[str, int], chance: random.Random) -> Iterator[str]:
    for number in range(counts["person"]):
        party = chance.randrange(counts["party"])
        yield f'<person/person-{number}> smo:memberOf <party/party-{party}> ; smo:born "{1860 + number % 40}" .'


def _list_claims(source: int, counts: dict[str, int], chance: random.Random) -> Iterator[str]:
    iri = f"source/source-{source}"
    yield f'<{iri}> a smo:Source ; dcterms:identifier "source-{source}" ; dcterms:title "Source {source}"@fr .'
    for number in range(CLAIMS):
        person = chance.randrange(counts["person"]) if number % 10 else chance.randrange(5)
        predicate = PREDICATES[number % len(PREDICATES)]
        kind = CLASSES[predicate]
        other, year = chance.randrange(counts[kind]), 1900 + chance.randrange(40)
        start = 100 * number
        passage = f"passage/source-{source}/{start}-{start + 80}"
        yield (
            f"<claim/{source}-{number}> a smo:Claim ; rdf:subject <person/person-{person}> ; "
            f'rdf:predicate smo:{predicate} ; rdf:object <{kind}/{kind}-{other}> ; smo:edtf "{year}" ; '
            f'smo:earliest "{year}-01-01"^^xsd:date ; smo:latest "{year}-12-31"^^xsd:date ; '
            f"prov:wasDerivedFrom <{passage}> ; smo:confidence 0.9 ; smo:foundBy smv:rule-invented ."
        )
        yield (
            f"<{passage}> a oa:SpecificResource ; oa:hasSource <{iri}> ; "
            f"oa:hasSelector <{passage}/quote> , <{passage}/position> ."
        )
        yield f'<{passage}/quote> a oa:TextQuoteSelector ; oa:exact "Person {person}, {kind} {other}, en {year}." .'
        yield f"<{passage}/position> a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + 80} ."


def _write(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    print(f"{write_folder(Path(sys.argv[1]), int(sys.argv[2]))} claims")

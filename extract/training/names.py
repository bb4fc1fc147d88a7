"""Newspapers, our own sentences, exercises and filled templates in, training and development files for names out."""

import random
from collections.abc import Iterator
from pathlib import Path

from extract.training.corpora import Passage, read_newseye
from extract.training.documents import to_named_doc, write_docs
from extract.training.examples import fill_template, list_fillers, read_sentences, read_templates
from extract.training.exercises import copy_exercises
from extract.training.inventions import (
    invent_names,
    invent_persons,
    list_surnames,
    read_first_names,
    read_places,
)
from extract.training.noise import vary_passage
from extract.training.tokenizers import create_blank
from ontology.authority import read_authority

NEWSEYE = ("HIPE-2022-v2.1-newseye-test-fr.tsv", "HIPE-2022-v2.1-newseye-dev2-fr.tsv")
HELD_OUT = "HIPE-2022-v2.1-newseye-dev-fr.tsv"
OWN_COPIES = 6
FILLS = 14
PERSONS = 4000
TOWNS = 2500
INVENTED = 400


def write_names(data: Path, work: Path, seed: int) -> None:
    """Write ``names-train.spacy`` and ``names-dev.spacy`` (newspapers held out, as the guidelines have them)."""
    nlp = create_blank()
    passages = list(mix_passages(data, random.Random(seed)))
    write_docs((to_named_doc(passage, nlp) for passage in passages), work / "names-train.spacy")
    held_out = read_newseye(data / "ner" / HELD_OUT)
    write_docs((to_named_doc(passage, nlp) for passage in held_out), work / "names-dev.spacy")


def mix_passages(data: Path, rng: random.Random) -> Iterator[Passage]:
    """Yield the training passages: newspapers twice, own sentences, exercises and templates in varied copies."""
    newspapers = [passage for file in NEWSEYE for passage in read_newseye(data / "ner" / file)]
    for passage in newspapers:
        yield passage
        yield vary_passage(passage, rng)
    own = read_sentences()
    for passage in own:
        yield passage
        for _ in range(OWN_COPIES - 1):
            yield vary_passage(passage, rng)
    surnames, firsts = list_surnames(newspapers, read_authority()), read_first_names(data)
    for passage in copy_exercises(firsts, surnames, rng):
        yield vary_passage(passage, rng)
    yield from _fill_templates(data, newspapers, own, rng)


def _fill_templates(data: Path, newspapers: list[Passage], own: list[Passage], rng: random.Random) -> Iterator[Passage]:
    authority = read_authority()
    places = read_places(data, TOWNS, rng)
    surnames, first_names = list_surnames(newspapers, authority), read_first_names(data)
    persons = invent_persons(first_names, surnames, PERSONS, rng)
    invented = invent_names(places, INVENTED, rng, surnames, first_names)
    fillers = list_fillers(authority, own, {**invented, "Person": persons, "Place": places})
    for template in read_templates():
        for _ in range(FILLS):
            yield vary_passage(fill_template(template, fillers, rng), rng)

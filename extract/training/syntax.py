"""The treebanks in, training and development files for morphology, lemmas and dependencies out."""

import random
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc

from extract.training.corpora import Tree, read_trees
from extract.training.documents import to_parsed_doc, write_docs
from extract.training.noise import vary_tree

TRAIN = ("fr_sequoia-ud-train", "fr_fqb-ud", "fr_pud-ud", "fr_rhapsodie-ud-train", "fr_rhapsodie-ud-dev")
SHARED = "fr_gsd-ud-dev"
HELD_OUT = "fr_sequoia-ud-dev"


def read_treebank(data: Path, name: str) -> list[Tree]:
    """Read one treebank of the data folder."""
    return list(read_trees(data / "ud" / f"{name}.conllu"))


def split_fifth(trees: list[Tree]) -> tuple[list[Tree], list[Tree]]:
    """Return four fifths for training and every fifth sentence for development."""
    return [tree for i, tree in enumerate(trees) if i % 5 != 4], [tree for i, tree in enumerate(trees) if i % 5 == 4]


def read_training_trees(data: Path) -> list[Tree]:
    """Return every tree that training sees."""
    return [tree for name in TRAIN for tree in read_treebank(data, name)] + split_fifth(read_treebank(data, SHARED))[0]


def write_syntax(data: Path, work: Path, seed: int) -> None:
    """Write ``syntax-train.spacy``, with a varied copy of every sentence, and the development files."""
    vocab = spacy.blank("xx").vocab
    rng = random.Random(seed)
    _, gsd_dev = split_fifth(read_treebank(data, SHARED))
    trees = read_training_trees(data)
    sequoia_dev = read_treebank(data, HELD_OUT)

    def vary() -> Iterator[Doc]:
        for tree in trees:
            yield to_parsed_doc(tree, vocab)
            yield to_parsed_doc(vary_tree(tree, rng), vocab)

    write_docs(vary(), work / "syntax-train.spacy")
    for name, dev in (("sequoia", sequoia_dev), ("gsd", gsd_dev), ("dev", sequoia_dev + gsd_dev)):
        write_docs((to_parsed_doc(tree, vocab) for tree in dev), work / f"syntax-{name}.spacy")

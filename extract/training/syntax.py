"""The treebanks in, training and development files for morphology, lemmas and dependencies out."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.tokens import Doc

from extract.training.corpora import Tree, read_trees
from extract.training.documents import to_parsed_doc, write_docs
from extract.training.noise import vary_tree

TRAIN = ("fr_sequoia-ud-train", "fr_fqb-ud", "fr_rhapsodie-ud-train", "fr_rhapsodie-ud-dev")
UNTOLD = "fr_pud-ud"
SHARED = "fr_gsd-ud-dev"
HELD_OUT = "fr_sequoia-ud-dev"


def read_treebank(data: Path, name: str) -> list[Tree]:
    """Read one treebank of the data folder."""
    return list(read_trees(data / "ud" / f"{name}.conllu"))


def split_fifth(trees: list[Tree]) -> tuple[list[Tree], list[Tree]]:
    """Return four fifths for training and every fifth sentence for development."""
    return [tree for i, tree in enumerate(trees) if i % 5 != 4], [tree for i, tree in enumerate(trees) if i % 5 == 4]


def read_shared(data: Path) -> list[Tree]:
    """Return the four fifths of GSD's development part that training sees."""
    return split_fifth(read_treebank(data, SHARED))[0]


def read_training_trees(data: Path) -> list[Tree]:
    """Return every tree that training sees."""
    told = [tree for name in TRAIN for tree in read_treebank(data, name)] + read_shared(data)
    habits = count_habits(told)
    untold = [tell_arguments(tree, habits) for tree in read_treebank(data, UNTOLD)]
    return told + untold


# --- PUD has one relation "obl" where the others tell what the verb asks for ("obl:arg") from the rest ("obl:mod")

Habits = dict[tuple[str, str], int]


def count_habits(trees: list[Tree]) -> Habits:
    """Return for every verb and preposition, and every preposition alone, how much oftener it is ``obl:arg``."""
    habits: Counter[tuple[str, str]] = Counter()
    for tree in trees:
        for index, word in enumerate(tree):
            if word.relation in {"obl:arg", "obl:mod"}:
                weight = 1 if word.relation == "obl:arg" else -1
                preposition = _find_case(tree, index)
                habits[tree[word.head].lemma, preposition] += 2 * weight
                habits["", preposition] += weight
    return habits


def tell_arguments(tree: Tree, habits: Habits) -> Tree:
    """Return ``tree`` with its ``obl:mod`` made ``obl:arg`` where that is the habit of its verb and preposition."""
    return tuple(
        replace(word, relation="obl:arg") if word.relation == "obl:mod" and _is_argument(tree, index, habits) else word
        for index, word in enumerate(tree)
    )


def _is_argument(tree: Tree, index: int, habits: Habits) -> bool:
    preposition = _find_case(tree, index)
    return (habits.get((tree[tree[index].head].lemma, preposition)) or habits.get(("", preposition), -1)) > 0


def _find_case(tree: Tree, index: int) -> str:
    return next((word.lemma for word in tree if word.head == index and word.relation == "case"), "")


def write_syntax(data: Path, work: Path, seed: int) -> None:
    """Write ``syntax-train.spacy``, with a varied copy of every sentence, and the development files."""
    vocab = spacy.blank("xx").vocab
    rng = random.Random(seed)
    _, gsd_dev = split_fifth(read_treebank(data, SHARED))
    # GSD's four fifths count twice: of all the treebanks they are most like what people write about
    trees = read_training_trees(data) + read_shared(data)
    sequoia_dev = read_treebank(data, HELD_OUT)

    def vary() -> Iterator[Doc]:
        for tree in trees:
            yield to_parsed_doc(tree, vocab)
            yield to_parsed_doc(vary_tree(tree, rng), vocab)

    write_docs(vary(), work / "syntax-train.spacy")
    for name, dev in (("sequoia", sequoia_dev), ("gsd", gsd_dev), ("dev", sequoia_dev + gsd_dev)):
        write_docs((to_parsed_doc(tree, vocab) for tree in dev), work / f"syntax-{name}.spacy")

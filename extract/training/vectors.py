"""Novels in, word vectors out: what stands beside a word in ten million words tells how it is used.

Counts of the commonest words at each of the four places around a word, weighted by positive pointwise mutual
information and brought to few dimensions by a singular value decomposition: plain linear algebra, the same on every
run with as many threads. The commonest words have a row of their own; rarer ones share the row of the word most like
them.
"""

import lzma
from collections import Counter
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from spacy.strings import StringStore
from spacy.vectors import Vectors
from spacy.vocab import Vocab

from extract.training.tokenizers import create_blank

Matrix: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]

WIDTH = 64
ROWS = 15_000
MIN_COUNT = 5
CONTEXTS = 1_000
PLACES = (-2, -1, 1, 2)


def write_vectors(novels: Path, output: Path, seed: int) -> None:
    """Write a blank pipeline whose vocabulary holds the vectors of the words of ``novels`` (.txt.xz) to ``output``."""
    nlp = create_blank()
    words, sequence = read_words(novels)
    vectors = reduce_counts(count_neighbours(sequence, len(words)), np.random.default_rng(seed))
    nlp.vocab.vectors = to_table(words, vectors, ROWS, nlp.vocab)
    nlp.to_disk(output)


def read_words(novels: Path) -> tuple[list[str], Matrix]:
    """Return the words seen often enough, commonest first, and the text as their indices; any other word is 0."""
    tokenizer = create_blank().tokenizer
    known: dict[str, list[str]] = {}
    text: list[str] = []
    with lzma.open(novels, "rt", encoding="utf-8") as file:
        for line in file:
            for chunk in line.replace("’", "'").split():
                if chunk not in known:
                    known[chunk] = [token.lower_ for token in tokenizer(chunk)]
                text += known[chunk]
            text.append("")
    counts = Counter(text)
    words = ["", *(word for word, count in counts.most_common() if word and count >= MIN_COUNT)]
    places = {word: index for index, word in enumerate(words)}
    return words, np.fromiter((places.get(word, 0) for word in text), dtype=np.int64, count=len(text))


def count_neighbours(sequence: Any, words: int) -> Matrix:
    """Return the weights of the ``CONTEXTS`` commonest words at each of the ``PLACES`` around each word."""
    weights: Matrix = np.hstack([_weigh(_count_place(sequence, words, place)) for place in PLACES])
    return weights


def _count_place(sequence: Any, words: int, place: int) -> Matrix:
    here, there = (sequence[:-place], sequence[place:]) if place > 0 else (sequence[-place:], sequence[:place])
    common = there <= CONTEXTS
    cells = here[common] * (CONTEXTS + 1) + there[common]
    counts = np.bincount(cells, minlength=words * (CONTEXTS + 1)).reshape(words, CONTEXTS + 1)
    return counts.astype(np.float32)


def _weigh(counts: Matrix) -> Matrix:
    # rare contexts are smoothed (exponent .75), or they would weigh too much
    rows = counts.sum(axis=1, keepdims=True)
    columns = counts.sum(axis=0, keepdims=True) ** 0.75
    expected = rows * (columns / columns.sum())
    weights: Matrix = np.zeros_like(counts)
    seen = counts > 0
    weights[seen] = np.log(counts[seen] / expected[seen]).clip(0)
    return weights


def reduce_counts(weights: Matrix, rng: np.random.Generator, width: int = WIDTH) -> Matrix:
    """Return ``width`` dimensions of ``weights`` by a randomised singular value decomposition; rows have length one."""
    basis = weights @ rng.standard_normal((weights.shape[1], width + 32), dtype=np.float32)
    for _ in range(4):
        basis, _ = np.linalg.qr(weights @ (weights.T @ basis))
    left, values, _ = np.linalg.svd(basis.T @ weights, full_matrices=False)
    vectors: Matrix = ((basis @ left[:, :width]) * np.sqrt(values[:width])).astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return vectors


def to_table(words: list[str], vectors: Matrix, rows: int, vocab: Vocab) -> Vectors:
    """Return a table of ``rows`` vectors: the commonest words' own, the others' nearest among them; by lower case."""
    own, hashes = vectors[1 : rows + 1], StringStore()
    table = Vectors(strings=vocab.strings, data=own, attr="LOWER", name="smolny_novels")
    for start in range(1, len(words), 2_000):
        batch = words[start : start + 2_000]
        nearest = (vectors[start : start + len(batch)] @ own.T).argmax(axis=1)
        for index, word in enumerate(batch):
            row = start + index - 1 if start + index <= rows else int(nearest[index])
            for spelling in (word, word.replace("'", "’")):
                table.add(hashes.add(spelling), row=row)
    return table

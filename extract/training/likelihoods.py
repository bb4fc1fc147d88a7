"""The open exercises in, ``rules/likelihoods.tsv`` out: what each feature of a candidate for a pronoun is worth.

The shipped pipeline reads every exercise; each pronoun that :mod:`extract.anaphors` asks about is one example, with the
entity that the exercise's annotation gives it, or with none. A multinomial logistic model over the candidates and
"none of them", by AdaGrad on single examples, seeded. The exercises annotate names alone: where none is meant, one of
the common nouns may be. What a pronoun stands for is a candidate for the next one: so it reads twice, the second time
with the weights of the first.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from extract import likelihoods
from extract.annotations import read_references
from extract.likelihoods import NOBODY, Features, Question, describe
from extract.pipeline import make_document, read
from extract.scores import Passage, name_entities
from extract.training.exercises import EXERCISES, list_exercises

PASSES, ROUNDS, RATE, SHRINK = 2, 30, 0.05, 1e-4
ADDRESS = Path(__file__).parents[1] / "rules" / "likelihoods.tsv"


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one pronoun by their features, and which of them is meant (-1: none)."""

    rows: tuple[Features, ...]
    meant: int


def write_likelihoods(seed: int, folder: Path = EXERCISES, out: Path = ADDRESS) -> int:
    """Fit the weights and write their table; return the number of examples."""
    pairs = [pair for file in list_exercises(folder) for pair in read_references(file)]
    weights: dict[str, float] = {}
    for _ in range(PASSES):
        examples = [example for passage, meant in pairs for example in gather_examples(passage, meant, weights)]
        weights = fit(examples, seed)
    write_weights(weights, out)
    return len(examples)


def gather_examples(passage: Passage, meant: Mapping[int, str], weights: Mapping[str, float]) -> Iterator[Example]:
    """Yield an example for each subject's pronoun that reading the passage with ``weights`` asks about."""
    with record(weights) as asked:
        reading = read(make_document(passage.text, passage.id))
    names = name_entities(passage, reading)
    for question in asked:
        rows = describe(question)
        keys = list(rows)
        wanted = meant.get(question.start)
        place = next((place for place, key in enumerate(keys) if wanted and names.get(key) == wanted), -1)
        if keys:
            yield Example(tuple(rows[key] for key in keys), place)


@contextmanager
def record(weights: Mapping[str, float]) -> Iterator[list[Question]]:
    """Keep every question that is asked meanwhile, answered by ``weights``."""
    asked: list[Question] = []

    def note(question: Question) -> str:
        asked.append(question)
        return likelihoods.pick(question, weights)

    kept, likelihoods.choose = likelihoods.choose, note
    try:
        yield asked
    finally:
        likelihoods.choose = kept


def fit(examples: Sequence[Example], seed: int) -> dict[str, float]:
    """Return the weight of each feature, and of :data:`NOBODY`."""
    names = sorted({name for example in examples for row in example.rows for name in row})
    number = {name: place for place, name in enumerate([*names, NOBODY])}
    tables = [_tabulate(example, number) for example in examples]
    weights, squares = np.zeros(len(number)), np.full(len(number), 1e-2)
    rng = np.random.default_rng(seed)
    for _ in range(ROUNDS):
        for place in rng.permutation(len(examples)):
            table = tables[place]
            sums = table @ weights
            shares = np.exp(sums - sums.max())
            shares /= shares.sum()
            slope = table.T @ (shares - _target(shares, examples[place])) + SHRINK * weights
            squares += slope * slope
            weights -= RATE * slope / np.sqrt(squares)
    return {name: float(weights[place]) for name, place in number.items()}


def _target(shares: np.ndarray, example: Example) -> np.ndarray:
    """Return what the shares should be: all for what is meant; else common nouns and none have theirs."""
    wanted = np.array([*("noun" in row for row in example.rows), True], dtype=float) * shares
    if example.meant >= 0:
        wanted = np.zeros_like(shares)
        wanted[example.meant] = 1.0
    target: np.ndarray = wanted / wanted.sum()
    return target


def _tabulate(example: Example, number: Mapping[str, int]) -> np.ndarray:
    """Return an array of one row a candidate, then one for none of them, and one column a feature."""
    table = np.zeros((len(example.rows) + 1, len(number)))
    for place, row in enumerate(example.rows):
        for name, value in row.items():
            table[place, number[name]] = value
    table[-1, number[NOBODY]] = 1.0
    return table


def write_weights(weights: Mapping[str, float], path: Path) -> None:
    """Write a table of weights, three digits each, those that are nothing left out."""
    lines = [f"{name}\t{weight:.3f}" for name, weight in sorted(weights.items()) if abs(weight) >= 0.0005]
    path.write_text("\n".join(["feature\tweight", *lines, ""]), encoding="utf-8")

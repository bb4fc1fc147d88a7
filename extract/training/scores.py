"""A pipeline and held-out data in, figures out: attachment, tags, lemmas, and strict F1 of names by class."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import DocBin, Token
from spacy.training import Example

from extract.language import to_mention_class
from extract.training.corpora import Name, Passage, read_newseye
from extract.training.names import HELD_OUT

SYNTAX_SCORES = ("pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las")
BROAD_LAS = "dep_las_broad"
"""Labelled attachment by relation without subtype, as the shared tasks on Universal Dependencies count it."""


@dataclass(frozen=True, slots=True)
class ClassScore:
    """Precision, recall and F1 of one class, and how many names the gold has."""

    precision: float
    recall: float
    f1: float
    support: int


def score_syntax(nlp: Language, path: Path) -> dict[str, float]:
    """Return spaCy's accuracy figures on a ``.spacy`` file, punctuation left out, and :data:`BROAD_LAS`."""
    gold = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    examples = [Example(ours, doc) for ours, doc in zip(nlp.pipe(doc.text for doc in gold), gold, strict=True)]
    scores = Scorer(nlp).score(examples)
    broad = Scorer.score_deps(examples, "dep", getter=_read_relation, ignore_labels=("p", "punct"))
    return {**{name: float(scores[name]) for name in SYNTAX_SCORES}, BROAD_LAS: float(broad["dep_las"])}


def _read_relation(token: Token, _attribute: str) -> str:
    return token.dep_.partition(":")[0]


def score_names(nlp: Language, passages: Iterable[Passage]) -> dict[str, ClassScore]:
    """Return strict scores (span and class must both agree) by class, and for all under ``"all"``."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    meant: Counter[str] = Counter()
    for passage in passages:
        gold, ours = set(passage.names), find_names(nlp, passage.text)
        right.update(name.label for name in gold & ours)
        found.update(name.label for name in ours)
        meant.update(name.label for name in gold)
    scores = {label: _to_score(right[label], found[label], meant[label]) for label in sorted(meant)}
    return {**scores, "all": _to_score(right.total(), found.total(), meant.total())}


def find_names(nlp: Language, text: str) -> set[Name]:
    """Return the names that ``nlp`` finds in ``text``, by mention class."""
    names = {Name(ent.start_char, ent.end_char, to_mention_class(ent.label_)) for ent in nlp(text).ents}
    return {name for name in names if name.label}


def _to_score(right: int, found: int, meant: int) -> ClassScore:
    precision, recall = right / max(found, 1), right / max(meant, 1)
    return ClassScore(precision, recall, 2 * right / max(found + meant, 1), meant)


def read_held_out(data: Path) -> list[Passage]:
    """Return the newspapers that training does not see."""
    return list(read_newseye(data / "ner" / HELD_OUT))


def read_gold(path: Path) -> list[Passage]:
    """Return the passages of a gold file with their names, dates left out."""
    passages = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        names = (Name(m["start"], m["end"], m["class"]) for m in row["mentions"] if m["class"] != "Date")
        passages.append(Passage(row["text"], tuple(names)))
    return passages


def format_scores(scores: dict[str, ClassScore]) -> str:
    """Return one line a class: F1, precision, recall, support."""
    return "\n".join(
        f"{label:13} F1 {s.f1:.3f}  P {s.precision:.3f}  R {s.recall:.3f}  n {s.support}" for label, s in scores.items()
    )

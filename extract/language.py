"""The French spaCy pipeline: a name in, a loaded pipeline out. Only this module decides which model reads the texts.

The shipped model lies in ``extract/model`` (its card: ``extract/model/README.md``; its recipe: ``extract/training``).
Any other installed spaCy pipeline for French serves as well: its labels are brought to the mention classes here. Both
get the same sentence boundaries, those of :mod:`extract.sentences`.
"""

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import is_package

from extract import lemmas
from extract.sentences import split_sentences

MENTION_LABELS: Final[dict[str, str]] = {
    **{name: name for name in ("Person", "Party", "Soviet", "Front", "Organisation", "Place", "Event", "Work")},
    "PER": "Person", "PERSON": "Person", "LOC": "Place", "GPE": "Place", "FAC": "Place", "ORG": "Organisation",
    "EVENT": "Event", "WORK_OF_ART": "Work",
}  # fmt: skip
"""Entity labels of the shipped model and of spaCy's others, each with its mention class; the rest (MISC) have none."""

# what the finding of mentions and claims looks at, by the name spaCy has for it, and as a user is told
NEEDED: Final[dict[str, str]] = {
    "token.pos": "a tagger or morphologizer (token.pos)",
    "token.morph": "a morphologizer (token.morph)",
    "token.lemma": "a lemmatizer (token.lemma)",
    "token.dep": "a dependency parser (token.dep)",
    "doc.ents": "named entities (doc.ents)",
}


class LanguageError(RuntimeError):
    """A pipeline that can't be loaded, or lacks a part; the message says which and what to do."""


@cache
def load_language(name: str | None = None) -> Language:
    """Return the shipped French pipeline, or the installed package or folder called ``name``; loaded once a process.

    Raise :class:`LanguageError` where it can't be loaded or doesn't give all of :data:`NEEDED`.
    """
    nlp = _load_shipped() if name is None else _load_other(name)
    missing = find_missing(nlp)
    if missing:
        raise LanguageError(f"the spaCy pipeline '{name or 'extract/model'}' lacks {', '.join(missing)}")
    for pipe in list_splitters(nlp):
        nlp.remove_pipe(pipe)
    nlp.add_pipe("smolny_sentences", first=True)
    if nlp.vocab.lookups.has_table(lemmas.INFINITIVES):
        nlp.add_pipe("smolny_verbs", after="lemmatizer")
    return nlp


def _load_shipped() -> Language:
    with as_file(files("extract") / "model") as folder:
        if not (folder / "meta.json").is_file():
            raise LanguageError("the French model is not there: make it with 'python -m extract.training'")
        return spacy.load(folder)


def _load_other(name: str) -> Language:
    if not (is_package(name) or Path(name).exists()):
        raise LanguageError(
            f"the spaCy pipeline '{name}' is not installed and is no folder: install it"
            f" (python -m spacy download {name}) or leave --model out"
        )
    try:
        return spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        raise LanguageError(f"the spaCy pipeline '{name}' can't be loaded: {error}") from error


def find_missing(nlp: Language) -> list[str]:
    """Return what ``nlp`` does not give of :data:`NEEDED`, worded for the user."""
    given = {attribute for pipe in nlp.pipe_names for attribute in nlp.get_pipe_meta(pipe).assigns}
    if "attribute_ruler" in nlp.pipe_names or "tagger" in nlp.pipe_names:
        given |= {"token.pos"}
    return [told for attribute, told in NEEDED.items() if attribute not in given]


def list_splitters(nlp: Language) -> list[str]:
    """Return the components of ``nlp`` that only cut sentences, and would cut otherwise than our rules do."""
    return [pipe for pipe in nlp.pipe_names if nlp.get_pipe_meta(pipe).factory in {"sentencizer", "senter"}]


def to_mention_class(label: str) -> str:
    """Return the mention class of an entity label, ``""`` where it has none."""
    return MENTION_LABELS.get(label, "")


@Language.component("smolny_sentences", assigns=["token.is_sent_start"])
def mark_sentences(doc: Doc) -> Doc:
    """Set every token's sentence start by rule; the parser then keeps to these boundaries."""
    starts = {start for start, _ in split_sentences(doc.text)}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc

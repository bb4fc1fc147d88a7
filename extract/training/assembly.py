"""Two trained parts in, the one shipped pipeline out: small, loadable in a moment, with its card."""

import json
import shutil
from pathlib import Path

import spacy
from spacy.language import Language

from extract.training.tokenizers import create_blank

META = {
    "name": "smolny_french",
    "version": "0.1.0",
    "description": "French for historical prose: morphology, lemmas, dependencies, names of eight classes",
    "author": "The Smolny developers",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UD French Sequoia and FQB", "license": "LGPL-LR"},
        {"name": "UD French GSD (development part) and Rhapsodie", "license": "CC BY-SA 4.0"},
        {"name": "UD French PUD", "license": "CC BY-SA 3.0"},
        {"name": "NewsEye (HIPE-2022), French", "license": "CC BY 4.0"},
        {"name": "Unitex first names, Prolex", "license": "LGPL-LR"},
        {"name": "Smolny: own sentences, exercises, templates and authority lists", "license": "Apache-2.0"},
    ],
}
PERFORMANCE = ("pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "ents_p", "ents_r", "ents_f")
SYNTAX_PIPES = ("tok2vec", "morphologizer", "lemmatizer", "parser")


def join_parts(syntax: Path, names: Path, vectors: Path) -> Language:
    """Return one pipeline on the word vectors: the parser's components, the names' component after them."""
    nlp = create_blank()
    nlp.vocab.vectors = spacy.load(vectors).vocab.vectors
    parsed, named = spacy.load(syntax), spacy.load(names)
    for pipe in SYNTAX_PIPES:
        nlp.add_pipe(pipe, source=parsed)
    nlp.add_pipe("ner", source=named)
    return nlp


def write_pipeline(nlp: Language, scores: dict[str, float], output: Path) -> None:
    """Write ``nlp`` to ``output`` without anything that names this machine or this day, replacing what was there."""
    card = output / "README.md"
    kept = card.read_text(encoding="utf-8") if card.exists() else ""
    beside = output.with_name(f".{output.name}-new")
    shutil.rmtree(beside, ignore_errors=True)
    nlp.meta.update(META)
    nlp.meta["performance"] = {name: round(scores[name], 4) for name in PERFORMANCE if name in scores}
    nlp.config["paths"] = {}
    nlp.config["corpora"] = {}
    nlp.config["initialize"] = {}
    nlp.to_disk(beside)
    if kept:
        (beside / "README.md").write_text(kept, encoding="utf-8")
    shutil.rmtree(output, ignore_errors=True)
    beside.rename(output)


def measure_size(folder: Path) -> int:
    """Return the bytes of every file under ``folder``."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def read_meta(folder: Path) -> dict[str, object]:
    """Return the ``meta.json`` of a saved pipeline."""
    meta: dict[str, object] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return meta

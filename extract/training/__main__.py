"""``python -m extract.training --data ../shared/data --out extract/model``: public data in, the French pipeline out.

The steps are the list below; each leaves its files in the work folder, and ``--only`` runs one of them again.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extract.training.assembly import join_parts, write_pipeline
from extract.training.cards import write_card
from extract.training.learning import train_part
from extract.training.likelihoods import write_likelihoods
from extract.training.names import write_names
from extract.training.scores import read_held_out, score_names, score_syntax
from extract.training.syntax import read_training_trees, write_syntax
from extract.training.vectors import write_vectors
from extract.training.verbs import add_verbs

SEED = 17


@dataclass(frozen=True, slots=True)
class Job:
    """Where the public data lie, where files on the way go, where the pipeline goes."""

    data: Path
    work: Path
    out: Path


def write_syntax_files(job: Job) -> None:
    """Turn the treebanks into training files."""
    write_syntax(job.data, job.work, SEED)


def write_vector_files(job: Job) -> None:
    """Count the neighbours of words in the novels: word vectors."""
    write_vectors(job.data / "text" / "eltec-fra.txt.xz", job.work / "vectors", SEED)


def train_syntax(job: Job) -> None:
    """Train morphology, lemmas and dependencies."""
    train_part("syntax", job.work)


def write_name_files(job: Job) -> None:
    """Turn newspapers, own sentences, exercises and templates into training files."""
    write_names(job.data, job.work, SEED)


def train_names(job: Job) -> None:
    """Train the finding of names."""
    train_part("names", job.work)


def assemble(job: Job) -> None:
    """Join both, add the tables of verbs, score as it will be loaded, and write the pipeline with its card."""
    nlp = join_parts(job.work / "syntax" / "model-best", job.work / "names" / "model-best", job.work / "vectors")
    add_verbs(nlp, read_training_trees(job.data), job.data / "text" / "eltec-fra.txt.xz")
    nlp.add_pipe("smolny_verbs", after="lemmatizer")
    syntax = {part: score_syntax(nlp, job.work / f"syntax-{part}.spacy") for part in ("sequoia", "gsd")}
    names = score_names(nlp, read_held_out(job.data))
    nlp.remove_pipe("smolny_verbs")
    write_pipeline(nlp, {**syntax["sequoia"], "ents_f": names["all"].f1}, job.out)
    write_card(job.out, syntax, names)


def train_likelihoods(job: Job) -> None:
    """Fit what tells whom a pronoun means, with the pipeline as shipped: rules/likelihoods.tsv."""
    print(f"{write_likelihoods(SEED)} pronouns")


STEPS: dict[str, Callable[[Job], None]] = {
    "syntax-files": write_syntax_files,
    "vectors": write_vector_files,
    "syntax": train_syntax,
    "name-files": write_name_files,
    "names": train_names,
    "assemble": assemble,
    "likelihoods": train_likelihoods,
}


def main(arguments: list[str] | None = None) -> None:
    """Run every step, or the one that ``--only`` names."""
    parser = argparse.ArgumentParser(prog="python -m extract.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of public data")
    parser.add_argument("--out", type=Path, default=Path("extract/model"), help="where the pipeline goes")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="where files on the way go")
    parser.add_argument("--only", choices=STEPS, help="one step alone")
    options = parser.parse_args(arguments)
    job = Job(options.data, options.work, options.out)
    for name, step in STEPS.items():
        if options.only in {None, name}:
            print(f"== {name}: {step.__doc__}")
            step(job)


if __name__ == "__main__":
    main()

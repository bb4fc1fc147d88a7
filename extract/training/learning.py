"""A configuration and ``.spacy`` files in, a trained pipeline on disk out."""

import sys
from importlib.resources import as_file, files
from pathlib import Path

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

from extract.training import tokenizers

CONFIGS = files("extract.training") / "configs"


def train_part(name: str, work: Path, overrides: dict[str, object] | None = None) -> Path:
    """Train ``configs/<name>.cfg`` on the ``.spacy`` files of that name in ``work``; return the best model's folder."""
    assert tokenizers.configure_tokenizer, "the import registers the tokenizer that the configurations name"
    paths = {
        "paths.train": str(work / f"{name}-train.spacy"),
        "paths.dev": str(work / f"{name}-dev.spacy"),
        "paths.vectors": str(work / "vectors") if (work / "vectors").exists() else None,
    }
    with as_file(CONFIGS / f"{name}.cfg") as path:
        config = load_config(path, overrides={**paths, **(overrides or {})}, interpolate=False)
    nlp = init_nlp(config)
    output = work / name
    output.mkdir(parents=True, exist_ok=True)
    train(nlp, output, use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)
    return output / "model-best"

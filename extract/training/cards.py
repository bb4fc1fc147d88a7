"""Scores in, the model's card out: ``README.md`` beside the pipeline, the same bytes for the same scores."""

from pathlib import Path

from extract.training.scores import BROAD_LAS, ClassScore

_SYNTAX_COLUMNS = (
    ("pos_acc", "UPOS"), ("morph_acc", "features"), ("lemma_acc", "lemmas"), ("dep_uas", "UAS"), ("dep_las", "LAS"),
    (BROAD_LAS, "LAS, relations without subtype"),
)  # fmt: skip
_SYNTAX_NAMES = {"sequoia": "Sequoia, development part", "gsd": "GSD, every fifth sentence of the development part"}


def write_card(folder: Path, syntax: dict[str, dict[str, float]], names: dict[str, ClassScore]) -> None:
    """Write ``README.md`` into ``folder`` from the template ``card.md``."""
    template = (Path(__file__).parent / "card.md").read_text(encoding="utf-8")
    card = template.replace("{syntax}", format_syntax(syntax)).replace("{names}", format_names(names))
    (folder / "README.md").write_text(card, encoding="utf-8")


def format_syntax(syntax: dict[str, dict[str, float]]) -> str:
    """Return a Markdown table, one treebank a line."""
    lines = [
        "| held out | " + " | ".join(title for _, title in _SYNTAX_COLUMNS) + " |",
        "|---|" + "---|" * len(_SYNTAX_COLUMNS),
    ]
    for part, scores in syntax.items():
        cells = " | ".join(f"{scores[name]:.3f}" for name, _ in _SYNTAX_COLUMNS)
        lines.append(f"| {_SYNTAX_NAMES[part]} | {cells} |")
    return "\n".join(lines)


def format_names(names: dict[str, ClassScore]) -> str:
    """Return a Markdown table, one class a line."""
    lines = ["| class | precision | recall | F1 | names |", "|---|---|---|---|---|"]
    for label, score in names.items():
        lines.append(f"| {label} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} | {score.support} |")
    return "\n".join(lines)

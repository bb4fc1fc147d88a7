"""A gold file in, the figures of :mod:`extract.scores` out, as a table for reading or a record for programs."""

from pathlib import Path
from typing import Any, Final

from api.progress import Report
from extract.annotations import read_annotated
from extract.pipeline import make_document, read
from extract.scores import Count, Scores, read_gold, score

HEAD: Final = ("", "precision", "recall", "F1", "right", "wrong", "missed")
Row = tuple[str, ...]


def evaluate_gold(path: Path, model: str | None, progress: Report) -> Scores:
    """Read every passage of a gold file and compare; GoldError or LanguageError where that can't be done.

    A file that ends in ``.txt`` is annotated text (:mod:`extract.annotations`), any other JSON Lines.
    """
    passages = read_annotated(path) if path.suffix == ".txt" else read_gold(path)
    readings = []
    for done, passage in enumerate(passages):
        progress(done, len(passages), passage.id)
        readings.append(read(make_document(passage.text, passage.id), model))
    return score(passages, readings)


def to_rows(scores: Scores) -> list[Row]:
    """Return the rows of the table under :data:`HEAD`: mentions by class, dates, entities, claims by predicate."""
    rows = [_row(name, count) for name, count in sorted(scores.mentions.items())]
    rows.append(_row("all mentions", add(scores.mentions)))
    rows.append(_row("date values", scores.date_values))
    rows.append(("entities (B-cubed)", *map(_share, scores.b_cubed), "", "", ""))
    rows += [_row(name, count) for name, count in sorted(scores.claims.items())]
    rows.append(_row("all claims", add(scores.claims)))
    rows.append(_row("claim dates", scores.claim_dates))
    rows.append(_row("claim polarity", scores.polarity))
    return rows


def to_record(scores: Scores) -> dict[str, Any]:
    """Return the same figures as plain data, to be written as JSON."""
    precision, recall, f1 = scores.b_cubed
    return {
        "passages": scores.passages,
        "mentions": {name: _record(count) for name, count in sorted(scores.mentions.items())},
        "all_mentions": _record(add(scores.mentions)),
        "date_values": _record(scores.date_values),
        "entities": {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)},
        "claims": {name: _record(count) for name, count in sorted(scores.claims.items())},
        "all_claims": _record(add(scores.claims)),
        "claim_dates": _record(scores.claim_dates),
        "polarity": _record(scores.polarity),
    }


def add(counts: dict[str, Count]) -> Count:
    """Return the sum of the counts."""
    return Count(
        right=sum(count.right for count in counts.values()),
        wrong=sum(count.wrong for count in counts.values()),
        missed=sum(count.missed for count in counts.values()),
    )


def _row(name: str, count: Count) -> Row:
    shares = map(_share, (count.precision, count.recall, count.f1))
    return (name, *shares, str(count.right), str(count.wrong), str(count.missed))


def _share(value: float) -> str:
    return f"{value:.3f}"


def _record(count: Count) -> dict[str, float]:
    return {
        "precision": round(count.precision, 4), "recall": round(count.recall, 4), "f1": round(count.f1, 4),
        "right": count.right, "wrong": count.wrong, "missed": count.missed,
    }  # fmt: skip

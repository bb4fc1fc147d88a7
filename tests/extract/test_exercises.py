"""The exercises: passages of our own with all their claims, in eight series, two of which no rule-writer has read."""

from pathlib import Path

import pytest

from extract.annotations import read_annotated
from extract.pipeline import make_document, read
from extract.scores import Count, score

FOLDER = Path(__file__).parents[1] / "data" / "exercises"
FILES = sorted(FOLDER.glob("*.txt"))


def test_all_of_them_are_in_form():
    passages = [passage for path in FILES for passage in read_annotated(path)]
    assert len(passages) == len({passage.id for passage in passages}) == 3716
    assert sum(len(passage.claims) for passage in passages) > 24_000


@pytest.mark.parametrize("path", [path for path in FILES if path.stem.startswith("sealed")], ids=lambda path: path.stem)
def test_claims_are_mostly_right_where_no_rule_writer_has_read(path):
    """Every tenth passage; the figures of all are in docs/evaluation.md. The bounds are well below what is measured."""
    passages = read_annotated(path)[::10]
    scores = score(passages, [read(make_document(passage.text, passage.id)) for passage in passages])
    found = Count(*(sum(getattr(one, part) for one in scores.claims.values()) for part in ("right", "wrong", "missed")))
    assert found.precision > 0.5
    assert found.recall > 0.1

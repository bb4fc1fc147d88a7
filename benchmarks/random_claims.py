"""Claims of a built folder drawn by a fixed seed, to be judged one by one by reading their sentences.

    python benchmarks/random_claims.py DIR [--number 100] [--seed 1917]

Prints, for each claim drawn from ``DIR/readings.jsonl``, its number, predicate, subject, role, object, date, polarity,
stance, whose word it is, rule, source and sentence. The draw depends on the claims and the seed alone, not on the order
of the file.
"""

import argparse
import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

COLUMNS = "number predicate subject role object date polarity stance word_of rule source sentence".split()


def gather_claims(path: Path) -> list[tuple[str, ...]]:
    """Return a row of a readings file's every claim, all columns but the number, in an order of their own."""
    rows: list[tuple[str, ...]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            rows += describe_claims(json.loads(line))
    return sorted(rows)


def describe_claims(reading: dict[str, Any]) -> Iterable[tuple[str, ...]]:
    """Yield each claim of a reading as a row, all columns but the number."""
    sentences, source, claims = reading["sentences"], reading["source"], reading["claims"]
    for claim in claims:
        sentence = sentences[claim["sentence"]]
        yield (
            claim["predicate"], claim["subject"], claim["role"], claim["object"], (claim["when"] or {}).get("edtf", ""),
            claim["polarity"], claim["stance"], claim["attributed_to"], claim["rule"],
            f"{source['id']}:{claim['start']}-{claim['end']} (sentence {sentence['number']})",
            " ".join(sentence["text"].split()),
        )  # fmt: skip


def draw(rows: Sequence[tuple[str, ...]], number: int, seed: int) -> list[tuple[str, ...]]:
    """Return ``number`` rows drawn without repetition (all of them where there are fewer)."""
    return random.Random(seed).sample(rows, min(number, len(rows)))


def main() -> None:
    """Print the claims drawn, one column a line and a blank line between claims."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1917)
    arguments = parser.parse_args()
    rows = gather_claims(arguments.folder / "readings.jsonl")
    for number, row in enumerate(draw(rows, arguments.number, arguments.seed), start=1):
        for name, value in zip(COLUMNS, (str(number), *row), strict=True):
            print(f"{name}: {value}")
        print()


if __name__ == "__main__":
    main()

"""``python tests/graph/write_answers.py [--dry] [NN …]``: the answers of the competency questions, from today's graph.

A maintenance command, run by hand after the rules, the authority or a question changed; no test ever writes. It builds
the graph of ``examples/corpus`` in a temporary folder, asks every question (or those with the numbers given), rewrites
``ontology/questions/NN-*.csv`` and ``docs/questions.md``, and prints what changed. Read every changed row against its
quote before you commit it: a row that the text does not bear out is an error of the pipeline, never an expected answer.
``--dry`` only prints.
"""

import csv
import difflib
import io
import sys
import tempfile
from pathlib import Path

from pyoxigraph import Literal, RdfFormat, parse

from graph.build import build
from graph.query import QueryPool, find_form
from ontology.questions import NAME, read_questions, read_rows, write_reference

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "examples" / "corpus"
QUESTIONS = ROOT / "ontology" / "questions"
REFERENCE = ROOT / "docs" / "questions.md"


def ask_rows(pool: QueryPool, query: str) -> tuple[tuple[str, ...], ...]:
    """Return the answer as rows with the header first; triples are sorted, one a row."""
    if find_form(query) == "CONSTRUCT":
        triples = parse(pool.ask(query, media_type="application/n-triples").body, format=RdfFormat.N_TRIPLES)
        rows = sorted({(t.subject.value, t.predicate.value, _to_text(t.object)) for t in triples})
        return (("subject", "predicate", "object"), *rows)
    return read_rows(pool.ask(query, media_type="text/csv").body.decode("utf-8"))


def _to_text(term):
    return f"{term.value}@{term.language}" if isinstance(term, Literal) and term.language else term.value


def write_rows(rows) -> str:
    """Return rows as CSV with plain line ends."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue()


def show(path: Path, old: str, new: str) -> None:
    """Print what changes in a file."""
    name = str(path.relative_to(ROOT))
    for line in difflib.unified_diff(
        old.splitlines(), new.splitlines(), f"{name} now", f"{name} new", n=0, lineterm=""
    ):
        print(line)


def main(arguments: list[str]) -> int:
    dry, numbers = "--dry" in arguments, [a for a in arguments if a != "--dry"]
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "graph"
        result = build([CORPUS], built)
        print(*result.problems, sep="\n", file=sys.stderr)
        with QueryPool(built, workers=1) as pool:
            for path in sorted(QUESTIONS.glob("*.rq")):
                if not NAME.fullmatch(path.name) or (numbers and path.name[:2] not in numbers):
                    continue
                new = write_rows(ask_rows(pool, path.read_text(encoding="utf-8")))
                answer = path.with_suffix(".csv")
                show(answer, answer.read_text(encoding="utf-8") if answer.exists() else "", new)
                if not dry:
                    answer.write_text(new, encoding="utf-8", newline="")
    if not dry:
        REFERENCE.write_text(write_reference(read_questions()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

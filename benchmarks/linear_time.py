"""Reading a text and its copies: does the cost grow linearly with the number of words?

    python benchmarks/linear_time.py BOOK.txt [--copies 1 2 4 8]

Prints words, processor seconds of the whole reading (names, dates, resolution, claims; the cleaning of the file beside,
which comes first, is not counted) and of all but the model, and
the peak memory, each size in a process of its own.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def measure(path: Path, copies: int) -> None:
    """Read ``copies`` copies of a text as one and print a row."""
    import extract.pipeline
    from extract.syntax import parse_paragraphs
    from extract.texts import read_document

    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / path.name
        copied.write_bytes(b"\n\n".join([path.read_bytes()] * copies))
        document = read_document(copied)
    extract.pipeline.read(extract.pipeline.make_document("Lénine parla à Moscou."))  # loads what is loaded once
    start = time.process_time()
    words = sum(len(doc) for doc, _ in parse_paragraphs(document.text, document.breaks))
    model = time.process_time() - start
    start = time.process_time()
    reading = extract.pipeline.read(document)
    whole = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{copies:>6} {words:>10,} {whole:>9.1f} {model:>9.1f} {whole - model:>9.1f} {whole / words * 1e6:>12.1f} "
          f"{len(reading.claims):>8,} {peak:>8,.0f}", flush=True)  # fmt: skip


def main() -> None:
    """Measure each number of copies in a new process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("book", type=Path)
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        measure(arguments.book, arguments.one)
        return
    print("copies     tokens   whole s   model s    rest s  µs per token   claims  peak MB", flush=True)
    for copies in arguments.copies:
        subprocess.run([sys.executable, __file__, str(arguments.book), "--one", str(copies)], check=True)


if __name__ == "__main__":
    main()

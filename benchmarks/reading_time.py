"""The build of one text against the bare spaCy pipeline on the same cleaned text, in one run; peak memory of each.

    .venv/bin/python benchmarks/reading_time.py ../shared/seeds/002_51ca97fd1ce3735d.txt

Each side runs in a process of its own, in turns, ``--runs`` times; the ratio is that of the medians. The bare side
loads the pipeline, cleans the file and runs it over the cleaned paragraphs; the build side is ``smolny build``.
"""

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = """
import sys
from pathlib import Path
from extract.language import load_language
from extract.sentences import split_paragraphs
from extract.texts import read_document
document = read_document(Path(sys.argv[1]))
paragraphs = [document.text[start:end] for start, end in split_paragraphs(document.text, document.breaks)]
words = sum(len(doc) for doc in load_language().pipe(paragraphs, batch_size=64))
print(words)
"""


def time_command(command: list[str]) -> tuple[float, float, str]:
    """Return (seconds, peak RSS of the largest child in MB so far, standard output)."""
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begin
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    smolny = Path(sys.executable).with_name("smolny")
    bare, built = [], []
    bare_memory = build_memory = 0.0
    for _ in range(options.runs):
        seconds, bare_memory, words = time_command([sys.executable, "-c", BARE, str(options.text)])
        bare.append(seconds)
        folder = Path(tempfile.mkdtemp()) / "graph"
        command = [str(smolny), "build", str(options.text), "--out", str(folder), "--jobs", str(options.jobs)]
        seconds, build_memory, _ = time_command(command)
        built.append(seconds)
        shutil.rmtree(folder.parent)
    ratio = statistics.median(built) / statistics.median(bare)
    print(f"tokens                 {words.strip()}")
    print(f"bare spaCy, s          {' '.join(f'{value:.1f}' for value in bare)}   peak {bare_memory:.0f} MB")
    print(f"smolny build, s        {' '.join(f'{value:.1f}' for value in built)}   peak {build_memory:.0f} MB")
    print(f"ratio of the medians   {ratio:.2f}")


if __name__ == "__main__":
    main()

"""A built graph in, one many times as large out: copies of all that it holds, each under identifiers of its own.

    python benchmarks/copies.py GRAPH FOLDER TIMES

Unlike ``synthetic.py`` this has the shape of a real graph: mentions, quotes, facts, events, texts. The copies bear the
same names. Nothing in it but the first copy is history.
"""

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from graph.iris import name_file


def write_copies(source: Path, folder: Path, times: int) -> None:
    """Write ``times`` copies of the graph in ``source`` into one graph in ``folder``."""
    graph, made = source / "graph", folder / "graph"
    (made / "sources").mkdir(parents=True)
    manifest: dict[str, Any] = json.loads((graph / "manifest.json").read_text(encoding="utf-8"))
    for name in ("entities.ttl", "facts.ttl"):
        text = (graph / name).read_text(encoding="utf-8")
        with (made / name).open("w", encoding="utf-8") as file:
            file.writelines(f"{number_iris(text, copy, manifest['base'])}\n" for copy in range(times))
    shutil.copy(graph / "ontology.ttl", made / "ontology.ttl")
    inputs = [(one, copy) for copy in range(times) for one in manifest["inputs"]]
    for one, copy in inputs:
        id_, own = one["source"], number_id(one["source"], copy)
        text = (graph / "sources" / name_file(id_, "ttl")).read_text(encoding="utf-8")
        text = number_iris(text, copy, manifest["base"])
        text = text.replace(f'dcterms:identifier "{id_}"', f'dcterms:identifier "{own}"')
        (made / "sources" / name_file(own, "ttl")).write_text(text, encoding="utf-8")
    counts = {of: {name: n * times for name, n in found.items()} for of, found in manifest["counts"].items()}
    record = {**manifest, "inputs": [{**one, "source": number_id(one["source"], copy)} for one, copy in inputs]}
    (made / "manifest.json").write_text(json.dumps({**record, "counts": counts}), encoding="utf-8")
    write_readings(source, folder, times)


def write_readings(source: Path, folder: Path, times: int) -> None:
    """Write the readings of all copies, from which the pages of the sources are made."""
    lines = (source / "readings.jsonl").read_text(encoding="utf-8").splitlines()
    with (folder / "readings.jsonl").open("w", encoding="utf-8") as file:
        for copy in range(times):
            mark = number_id("", copy)
            file.writelines(line.replace('{"source":{"id":"', '{"source":{"id":"' + mark, 1) + "\n" for line in lines)


def number_id(id_: str, copy: int) -> str:
    """Return the identifier of a copy; the first keeps its own."""
    return f"copy{copy}-{id_}" if copy else id_


def number_iris(text: str, copy: int, base: str) -> str:
    """Return Turtle with the identifiers of a copy."""
    return re.sub(rf"({re.escape(base)}\w+/)", rf"\1{number_id('', copy)}", text) if copy else text


if __name__ == "__main__":
    write_copies(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))

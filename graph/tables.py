"""A network in, the formats beside GEXF out: GraphML, two tables as Gephi reads them, the JSON of graphology.

Each file is whole or as it was, and the same network gives the same bytes.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import networkx as nx

from graph.lives import Period, find_lives
from graph.replacing import replace_file
from graph.results import NOT_XML

JOINER: Final = " | "  # between the parts of a list in a cell
FIRST: Final = ("start", "end", "periods")  # what becomes ``timeset``


def write_csv(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write ``x-nodes.csv`` and ``x-edges.csv`` for ``x.csv``: UTF-8, headers as Gephi knows them, ``timeset`` last."""
    lives, periods = find_lives(graph)
    nodes = [
        {
            "Id": node,
            "Label": _to_cell(data.get("label") or node),
            **to_cells(data, (*FIRST, "label")),
            "timeset": to_timeset([lives[node]]),
        }
        for node, data in sorted(graph.nodes(data=True))
    ]  # fmt: skip
    edges = [
        {
            "Source": source, "Target": target, "Type": "Directed", "Weight": data.get("claims") or 1,
            "Kind": data.get("kind") or key, "Label": data.get("kind") or key, **to_cells(data, (*FIRST, "kind")),
            "timeset": to_timeset(periods[source, target, key]),
        }
        for source, target, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    ]  # fmt: skip
    for side, rows, header in (
        ("nodes", nodes, ("Id", "Label", "timeset")),
        ("edges", edges, ("Source", "Target", "Type", "Weight", "Kind", "Label", "timeset")),
    ):
        replace_file(path.with_name(f"{path.stem}-{side}{path.suffix}"), to_csv(rows, header))


def write_graphml(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write GraphML, in which lists are joined text and nothing is left out."""
    plain = nx.MultiDiGraph()
    for node, data in sorted(graph.nodes(data=True)):
        plain.add_node(node, **to_cells(data, ()))
    for source, target, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        plain.add_edge(source, target, key=key, **to_cells(data, ("periods",)))
        plain.edges[source, target, key]["timeset"] = to_timeset(data.get("periods", ()))
    file = io.BytesIO()
    nx.write_graphml_xml(plain, file, encoding="utf-8")
    replace_file(path, file.getvalue() + b"\n")


def write_graphology(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write graphology's JSON, lists as arrays; https://graphology.github.io/serialization.html."""
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    record = {
        "attributes": {key: str(graph.graph[key]) for key in sorted(graph.graph)},
        "options": {"type": "directed", "multi": True, "allowSelfLoops": True},
        "nodes": [{"key": node, "attributes": dict(data)} for node, data in sorted(graph.nodes(data=True))],
        "edges": [
            {"key": f"e{number}", "source": source, "target": target, "attributes": {**data, "label": kind}}
            for number, (source, target, kind, data) in enumerate(edges)
        ],
    }
    replace_file(path, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))


def to_cells(data: Mapping[str, Any], without: Iterable[str]) -> dict[str, Any]:
    """Return attributes as plain values: None as ``""``, lists joined, control characters taken away."""
    left_out = {*without}
    return {name: _to_cell(value) for name, value in data.items() if name not in left_out}


def to_timeset(periods: Sequence[Period]) -> str:
    """Return periods as Gephi's tables have them.

    >>> to_timeset([("1917-01-01", "1917-12-31"), ("1921-01-01", "")])
    '<[1917-01-01, 1917-12-31]; [1921-01-01, Infinity]>'
    """
    known = [period for period in periods if any(period)]
    inside = "; ".join(f"[{start or '-Infinity'}, {end or 'Infinity'}]" for start, end in known)
    return f"<{inside}>" if inside else ""


def to_csv(rows: Sequence[Mapping[str, Any]], header: Sequence[str]) -> bytes:
    """Return the rows as CSV, the columns of ``header`` first and ``timeset`` last; without rows the header alone."""
    further = sorted({name for row in rows for name in row} - set(header))
    return to_plain_csv(rows, [*(name for name in header if name != "timeset"), *further, "timeset"])


def to_plain_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Return the rows as CSV, UTF-8, in these columns; what a row lacks is empty."""
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8", "replace")


def _to_cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return JOINER.join(str(_to_cell(part)) for part in value)
    if isinstance(value, (bool, int, float)):
        return value
    return NOT_XML.sub("", str(value))

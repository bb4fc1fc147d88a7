"""A network in, a file for Gephi out: GEXF 1.3 with time; the other formats of :mod:`graph.tables` by their endings.

https://gexf.net/1.3/. Periods are intervals of days, both inclusive, an open bound left out, several of them
``spells``; parallel edges differ in ``kind``. Not written by networkx, whose files pass no official
schema. Nothing in the file tells the hour: the same network gives the same bytes.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import networkx as nx
from lxml import etree

from graph.lives import EdgeKey, Period, find_lives
from graph.network import NetworkError
from graph.replacing import replace_file
from graph.results import NOT_XML
from graph.tables import write_csv, write_graphml, write_graphology

NAMESPACE: Final = "http://gexf.net/1.3"
VIZ: Final = f"{NAMESPACE}/viz"
PREFIXES: Final[Any] = {None: NAMESPACE, "viz": VIZ}  # None: without a prefix
CREATOR: Final = "Smolny"
# colours that colour-blind readers can tell apart (Okabe and Ito)
COLOURS: Final = {
    "Person": (0, 114, 178),
    "Party": (213, 94, 0),
    "Soviet": (204, 121, 167),
    "Front": (86, 180, 233),
    "Organisation": (230, 159, 0),
    "Place": (0, 158, 115),
    "Event": (240, 228, 66),
    "Work": (120, 120, 120),
}
OTHER: Final = (90, 90, 90)
STRUCTURE: Final = {"node": ("label", "start", "end"), "edge": ("kind", "start", "end", "periods", "weight")}
LISTS: Final = (list, tuple)


def write_network(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write the network in the format of the path's ending; :class:`NetworkError` where there is no such format."""
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise NetworkError(f"{path.name}: no such format; there are {', '.join(WRITERS)}")
    write(graph, path)


def write_gexf(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write the network as GEXF 1.3; the file is whole or as it was."""
    replace_file(path, to_gexf(graph))


def to_gexf(graph: nx.MultiDiGraph) -> bytes:
    """Return the network as GEXF 1.3: nodes with ``label start end``, edges with ``kind periods``, the rest attributes.

    An edge lies within the lives of its ends (:func:`graph.lives.find_lives`), which are widened where they must be.
    """
    lives, periods = find_lives(graph)
    root = etree.Element(_name("gexf"), {"version": "1.3"}, nsmap=PREFIXES)
    meta = etree.SubElement(root, _name("meta"))
    for tag, text in (("creator", CREATOR), ("description", str(graph.graph.get("description", "")))):
        etree.SubElement(meta, _name(tag)).text = clean(text)
    time = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    body = etree.SubElement(root, _name("graph"), {"defaultedgetype": "directed", "idtype": "string", **time})
    node_types = declare(body, "node", [data for _, data in graph.nodes(data=True)])
    edge_types = declare(body, "edge", [data for _, _, data in graph.edges(data=True)])
    nodes = etree.SubElement(body, _name("nodes"), {"count": str(graph.number_of_nodes())})
    for node, data in sorted(graph.nodes(data=True)):
        _add_node(nodes, node, data, lives[node], graph.degree(node), node_types)
    edges = etree.SubElement(body, _name("edges"), {"count": str(graph.number_of_edges())})
    for number, (source, target, key, data) in enumerate(sorted(graph.edges(keys=True, data=True), key=_edge_key)):
        _add_edge(edges, number, (source, target, key), data, periods[source, target, key], edge_types)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def declare(parent: etree._Element, side: str, things: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Declare the attributes that nodes or edges have; return their types by name."""
    names = sorted({name for data in things for name in data} - set(STRUCTURE[side]))
    types = {name: find_type(data.get(name) for data in things) for name in names}
    block = etree.SubElement(parent, _name("attributes"), {"class": side, "mode": "static"})
    for name, type_ in types.items():
        etree.SubElement(block, _name("attribute"), {"id": name, "title": clean(name), "type": type_})
    return types


def find_type(values: Iterable[Any]) -> str:
    """Return the GEXF type that holds all the values, ``string`` where they are of several kinds.

    >>> find_type([1, None, 2.5]), find_type([True]), find_type([("a", "b"), ()]), find_type([1, "x"])
    ('double', 'boolean', 'liststring', 'string')
    """
    known = [value for value in values if value is not None]
    found = {type(value) for value in known}
    if found and found <= {bool}:
        return "boolean"
    if found and found <= {int}:
        return "integer" if max(abs(value) for value in known) < 2**31 else "long"
    if found and found <= {int, float}:
        return "double"
    return "liststring" if found and found <= set(LISTS) else "string"


def to_value(value: Any, type_: str) -> str:
    """Return a value as GEXF writes it; lists as ``["a", "b"]``, which Gephi and graphology read."""
    if isinstance(value, LISTS):
        quoted = (f'"{_escape(str(part))}"' for part in value)
        return f"[{', '.join(quoted)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not math.isfinite(value):
        return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")
    return clean(repr(float(value)) if type_ == "double" else str(value))


def clean(text: str) -> str:
    """Return the text without the characters that XML can't hold."""
    return NOT_XML.sub("", text)


def _add_node(
    parent: etree._Element, node: str, data: Mapping[str, Any], life: Period, degree: int, types: Mapping[str, str]
) -> None:
    element = etree.SubElement(parent, _name("node"), {"id": clean(node), "label": clean(data.get("label") or node)})
    _set_bounds(element, life)
    _add_values(element, data, types)
    colour = COLOURS.get(data.get("mention_class", ""), OTHER)
    etree.SubElement(element, f"{{{VIZ}}}color", {c: str(part) for c, part in zip("rgb", colour, strict=True)})
    etree.SubElement(element, f"{{{VIZ}}}size", {"value": f"{4 + 3 * math.sqrt(degree):.2f}"})


def _add_edge(
    parent: etree._Element,
    number: int,
    key: EdgeKey,
    data: Mapping[str, Any],
    periods: Sequence[Period],
    types: Mapping[str, str],
) -> None:
    source, target, name = key
    kind = clean(str(data.get("kind") or name))
    weight = str(float(data.get("weight") or data.get("claims") or 1))
    ends = {"id": f"e{number}", "source": clean(source), "target": clean(target)}
    element = etree.SubElement(parent, _name("edge"), {**ends, "kind": kind, "label": kind, "weight": weight})
    if len(periods) == 1:
        _set_bounds(element, periods[0])
    _add_values(element, data, types)
    if len(periods) > 1:
        spells = etree.SubElement(element, _name("spells"))
        for period in periods:
            _set_bounds(etree.SubElement(spells, _name("spell")), period)


def _add_values(element: etree._Element, data: Mapping[str, Any], types: Mapping[str, str]) -> None:
    values = [(name, data[name]) for name in types if data.get(name) not in (None, "", (), [])]
    if values:
        block = etree.SubElement(element, _name("attvalues"))
        for name, value in values:
            etree.SubElement(block, _name("attvalue"), {"for": name, "value": to_value(value, types[name])})


def _set_bounds(element: etree._Element, period: Period) -> None:
    for name, day in zip(("start", "end"), period, strict=True):
        if day:
            element.set(name, day)


def _edge_key(edge: tuple[str, str, str, Any]) -> tuple[str, str, str]:
    return edge[:3]


def _escape(text: str) -> str:
    return clean(text).replace("\\", "\\\\").replace('"', '\\"')


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


WRITERS: Final[dict[str, Callable[[nx.MultiDiGraph, Path], None]]] = {
    ".gexf": write_gexf,
    ".graphml": write_graphml,
    ".csv": write_csv,
    ".json": write_graphology,
}

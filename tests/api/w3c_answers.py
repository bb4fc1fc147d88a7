"""Two answers in, whether they are the same out: blank nodes up to their names, numbers by value."""

import csv
import io
import json
from decimal import Decimal, InvalidOperation
from pathlib import Path

from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.query import Result
from rdflib.term import Node
from w3c_tests import to_iri

RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")


def compare(answer: str, media_type: str, result: Path) -> str:
    """Return ``""`` where an answer is what the file of a test says, else that it is not."""
    if media_type == "text/turtle":
        expected = Graph().parse(result, format="turtle", publicID=to_iri(result))
        return "" if same_graphs(Graph().parse(data=answer, format="turtle"), expected) else "another graph"
    if media_type == "text/csv":
        return "" if same_rows(answer, result.read_text(encoding="utf-8")) else "other rows"
    ours = read_rows(answer, media_type)
    theirs = read_result_set(result) if result.suffix == ".ttl" else read_rows(result.read_text("utf-8"), media_type)
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return "" if ours is theirs else f"{ours} instead of {theirs}"
    return "" if same_graphs(to_graph(ours), to_graph(theirs)) else f"other rows ({len(ours)}, {len(theirs)} expected)"


Rows = list[dict[str, Node]]


def read_rows(text: str, media_type: str) -> Rows | bool:
    """Return the rows or the boolean of a result document."""
    if media_type.endswith("+json") and "boolean" in (record := json.loads(text)):
        return bool(record["boolean"])
    name = {"application/sparql-results+xml": "xml", "application/sparql-results+json": "json"}.get(media_type, "tsv")
    result = Result.parse(io.BytesIO(text.encode("utf-8")), format=name)
    if result.type == "ASK":
        return bool(result.askAnswer)
    return [{str(name): value for name, value in row.items() if value is not None} for row in result.bindings]


def read_result_set(path: Path) -> Rows | bool:
    """Return the rows or the boolean of a result set in Turtle."""
    graph = Graph().parse(path, format="turtle", publicID=to_iri(path))
    boolean = next(graph.objects(None, RS.boolean), None)
    if boolean is not None:
        return bool(boolean.toPython())
    return [
        {
            str(graph.value(binding, RS.variable)): graph.value(binding, RS.value)
            for binding in graph.objects(solution, RS.binding)
        }
        for solution in graph.objects(None, RS.solution)
    ]


def to_graph(rows: Rows) -> Graph:
    """Return rows as triples, so that blank nodes may be compared."""
    graph = Graph()
    for row in rows:
        node = BNode()
        graph.add((node, RDF.type, RS.ResultSet))
        for name, value in row.items():
            graph.add((node, URIRef(f"urn:variable:{name}"), to_plain(value)))
    return graph


def same_graphs(ours: Graph, theirs: Graph) -> bool:
    return isomorphic(normalise(ours), normalise(theirs))


def normalise(graph: Graph) -> Graph:
    plain = Graph()
    for subject, predicate, value in graph:
        plain.add((subject, predicate, to_plain(value)))
    return plain


def to_plain(term: Node) -> Node:
    """Return a number in one form, as ``1.0`` and ``1.00`` are one value; any other term as it is."""
    if isinstance(term, Literal) and term.datatype in (XSD.decimal, XSD.integer, XSD.double, XSD.float):
        try:
            number = Decimal(str(term))
        except InvalidOperation:
            return term
        if term.datatype in (XSD.double, XSD.float):
            number = Decimal(f"{float(term):.10g}") if number.is_finite() else number
        return Literal(format(number.normalize(), "f") if number.is_finite() else str(number), datatype=term.datatype,
                       normalize=False)  # fmt: skip
    if isinstance(term, Literal) and term.datatype == XSD.string:
        return Literal(str(term))
    if isinstance(term, Literal) and term.language:
        return Literal(str(term), lang=term.language.lower())  # RDF 1.1, 3.3: their value space is lower case
    return term


def same_rows(ours: str, theirs: str) -> bool:
    """Tell whether two CSV have the same rows; blank nodes count as one, columns may be in any order."""
    tables = [list(csv.DictReader(io.StringIO(text))) for text in (ours, theirs)]
    rows = [sorted(sorted((name, to_number(cell)) for name, cell in row.items()) for row in table) for table in tables]
    return rows[0] == rows[1]


def to_number(cell: str) -> str:
    if cell.startswith("_:"):
        return "_:"
    try:
        return str(float(cell)) if cell else cell
    except ValueError:
        return cell

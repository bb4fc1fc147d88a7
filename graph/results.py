"""Rows of a SELECT in, bytes of the four SPARQL 1.1 result formats out.

The engine has writers of its own, but none that stops after a number of rows and says that it did.
Formats: https://www.w3.org/TR/sparql11-results-json/, rdf-sparql-XMLres, sparql11-results-csv-tsv.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
Row = Sequence[Term | None]

XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ResultError(ValueError):
    """A term that the format has no place for."""


def to_json(variables: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Return ``application/sparql-results+json``."""
    bindings = [
        {name: _json_term(term) for name, term in zip(variables, row, strict=True) if term is not None} for row in rows
    ]
    answer = {"head": {"vars": list(variables)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def to_xml(variables: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Return ``application/sparql-results+xml``."""
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in variables)
    results = "".join(f"<result>{_xml_row(variables, row)}</result>" for row in rows)
    sparql = '<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    text = f'<?xml version="1.0"?>{sparql}<head>{head}</head><results>{results}</results></sparql>'
    return text.encode("utf-8")


def to_csv(variables: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Return ``text/csv``: values without their types."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(variables)
    writer.writerows([_plain(term) for term in row] for row in rows)
    return file.getvalue().encode("utf-8")


def to_tsv(variables: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Return ``text/tab-separated-values``: terms as in Turtle."""
    lines = ["\t".join(f"?{name}" for name in variables)]
    lines.extend("\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows)
    return ("\n".join(lines) + "\n").encode("utf-8")


WRITERS: Final[dict[str, Callable[[Sequence[str], Sequence[Row]], bytes]]] = {
    "application/sparql-results+json": to_json,
    "application/sparql-results+xml": to_xml,
    "text/csv": to_csv,
    "text/tab-separated-values": to_tsv,
}


def to_boolean(media_type: str, value: bool) -> bytes:
    """Return the answer of an ASK: JSON and XML as standardised, in CSV and TSV the bare word."""
    word = "true" if value else "false"
    if media_type == "application/sparql-results+json":
        return f'{{"head":{{}},"boolean":{word}}}'.encode()
    if media_type == "application/sparql-results+xml":
        sparql = '<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        return f'<?xml version="1.0"?>{sparql}<head></head><boolean>{word}</boolean></sparql>'.encode()
    return f"{word}\n".encode()


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        datatype = term.datatype.value
        return {"type": "literal", "value": term.value} | ({} if datatype == XSD_STRING else {"datatype": datatype})
    raise ResultError("triple terms have no place in SPARQL 1.1 results")


def _xml_row(variables: Sequence[str], row: Row) -> str:
    pairs = zip(variables, row, strict=True)
    return "".join(f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>" for name, term in pairs if term)


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, Literal):
        text = escape(NOT_XML.sub("\ufffd", term.value), {"\r": "&#13;"})
        if term.language:
            return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
        datatype = term.datatype.value
        mark = "" if datatype == XSD_STRING else f" datatype={quoteattr(datatype)}"
        return f"<literal{mark}>{text}</literal>"
    raise ResultError("triple terms have no place in SPARQL 1.1 results")


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    if isinstance(term, Triple):
        raise ResultError("triple terms have no place in SPARQL 1.1 results")
    return term.value

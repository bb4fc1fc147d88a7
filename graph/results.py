"""Rows of a SELECT in, bytes of the four SPARQL 1.1 result formats out, piece by piece.

The engine has writers of its own, but none that stops after a number of rows and says that it did. Rows are taken one
by one, so that an answer of a million rows is never in memory as a whole.
Formats: https://www.w3.org/TR/sparql11-results-json/, rdf-sparql-XMLres, sparql11-results-csv-tsv.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from json.encoder import encode_basestring as quote
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
Row = Iterable[Term | None]

XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BATCH: Final = 500  # rows of a piece


class ResultError(ValueError):
    """A term that the format has no place for."""


def to_json(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield ``application/sparql-results+json``."""
    names = [f"{quote(name)}:" for name in variables]
    yield f'{{"head":{{"vars":[{",".join(map(quote, variables))}]}},"results":{{"bindings":['.encode()
    comma = ""
    for batch in _batches(rows):
        yield (comma + ",".join([_json_row(names, row) for row in batch])).encode("utf-8")
        comma = ","
    yield b"]}}"


def to_xml(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield ``application/sparql-results+xml``."""
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in variables)
    sparql = '<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    yield f'<?xml version="1.0"?>{sparql}<head>{head}</head><results>'.encode()
    for batch in _batches(rows):
        yield "".join([f"<result>{_xml_row(variables, row)}</result>" for row in batch]).encode("utf-8")
    yield b"</results></sparql>"


def to_csv(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield ``text/csv``: values without their types."""
    yield _csv_lines([variables])
    for batch in _batches(rows):
        yield _csv_lines([[_plain(term) for term in row] for row in batch])


def to_tsv(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield ``text/tab-separated-values``: terms as in Turtle."""
    yield ("\t".join(f"?{name}" for name in variables) + "\n").encode("utf-8")
    for batch in _batches(rows):
        lines = ["\t".join(["" if term is None else str(term).replace("\t", "\\t") for term in row]) for row in batch]
        yield "".join([f"{line}\n" for line in lines]).encode("utf-8")


WRITERS: Final[dict[str, Callable[[Sequence[str], Iterable[Row]], Iterator[bytes]]]] = {
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


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _json_row(names: Sequence[str], row: Row) -> str:
    pairs = zip(names, row, strict=True)
    return "{" + ",".join([name + _json_term(term) for name, term in pairs if term is not None]) + "}"


def _json_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f'{{"type":"uri","value":{quote(term.value)}}}'
    if isinstance(term, BlankNode):
        return f'{{"type":"bnode","value":{quote(term.value)}}}'
    if isinstance(term, Literal):
        text = f'{{"type":"literal","value":{quote(term.value)}'
        if term.language:
            return f'{text},"xml:lang":{quote(term.language)}}}'
        datatype = term.datatype.value
        return f"{text}}}" if datatype == XSD_STRING else f'{text},"datatype":{quote(datatype)}}}'
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


def _csv_lines(rows: Iterable[Iterable[str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode("utf-8")


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    if isinstance(term, Triple):
        raise ResultError("triple terms have no place in SPARQL 1.1 results")
    return term.value

"""Values of the model in, RDF literals out, each in the one form that the store does not rewrite.

Oxigraph normalises what it loads (``0.900`` becomes ``0.9``, ``@fr-FR`` becomes ``@fr-fr``); published Turtle must not
differ from it.
"""

from pyoxigraph import Literal

from graph.iris import term


def to_text(text: str, language: str = "") -> Literal:
    """Return a plain or language-tagged string."""
    return Literal(text, language=language.lower()) if language else Literal(text)


def to_number(value: int) -> Literal:
    """Return an ``xsd:integer``."""
    return Literal(str(value), datatype=term("xsd:integer"))


def to_decimal(value: float) -> Literal:
    """Return an ``xsd:decimal`` of at most four places, without trailing zeros."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return Literal("0" if text == "-0" else text, datatype=term("xsd:decimal"))


def to_day(day: str) -> Literal:
    """Return an ``xsd:date`` of a proleptic Gregorian day ``YYYY-MM-DD``."""
    return Literal(day, datatype=term("xsd:date"))

"""What every finder of names yields, and all that follows reads: a name in the cleaned text, with who it may be."""

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in the cleaned text: its span, mention class (``"Person"``), the entities it may be, and its finder.

    ``by`` is ``authority``, ``model``, a row of ``rules/names.tsv``, ``reference``, ``form`` or ``again``; ``label`` is
    a rule's normalised name; ``sure`` is false where every candidate carries it as an ambiguous variant.
    """

    start: int
    end: int
    kind: str
    text: str
    by: str
    confidence: float
    candidates: tuple[str, ...] = ()
    label: str = ""
    sure: bool = True

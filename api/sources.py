"""A source in, its pages out: the text part by part, mentions marked by class, claims beside their sentences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, unquote

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from api.asking import to_address
from api.data import show_entity
from api.languages import find_language, read_texts
from api.pages import render
from api.prepared import Preparations
from api.records import word_marks, wrap
from api.served import ServedGraph
from extract.model import Sentence, Source
from graph.date_labels import say_date
from graph.iris import ROOMS
from graph.passages import find_page
from graph.sheets import Line
from graph.source_parts import SourceHead, SourcePart, load_head, load_part
from graph.source_texts import Mark, Said, begins_paragraph

STRIP: Final = 42  # pixels, of the highest bar
KINDS: Final = (*ROOMS, "date")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: plain text, or a mention with its class, where it leads and what it is."""

    text: str
    kind: str = ""
    href: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim in words; ``number`` is that of the note in the text that leads to it."""

    number: int
    subject: str
    subject_href: str
    before: str
    other: str
    other_href: str
    after: str
    date: str
    marks: tuple[str, ...]
    href: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence: its place in the file, its pieces, the numbers of its claims; ``asked`` where it was asked for."""

    start: int
    pieces: tuple[Piece, ...]
    notes: tuple[int, ...]
    asked: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together and the claims that they make; ``page`` is told where a new one begins."""

    sentences: tuple[ShownSentence, ...]
    claims: tuple[ShownClaim, ...]
    page: int


def create_source_router(graph: ServedGraph, preparations: Preparations) -> APIRouter:
    """Return the route of the sources' texts."""
    router = APIRouter()

    @router.api_route("/page/source/{id_:path}", methods=["GET", "HEAD"])
    async def show_source(
        request: Request, id_: str, part: int = Query(1, ge=1), at: int | None = Query(None, ge=0)
    ) -> Response:
        """Show a source's text with its mentions and claims: the ``part``, or the sentence ``at`` a place in it."""
        prepared, language = await preparations.read(), find_language(request)
        head = load_head(prepared.shelf, unquote(id_))
        if head is None:
            return await show_entity(request, graph, f"source/{id_}", prepared)
        number = head.find_part(at) if at is not None else part - 1
        if number >= len(head.starts):
            raise HTTPException(404, f"the text has {len(head.starts)} parts")
        text = load_part(prepared.shelf, head.source.id, number, prepared.wordings[language])
        root = request.scope.get("root_path", "").rstrip("/")
        values = make_values(head, text, number, at, graph.manifest.base, root, language)
        return render(request, "source.html", {**values, "path": quote(f"source/{id_}")})

    return router


def make_values(
    head: SourceHead, part: SourcePart, number: int, at: int | None, base: str, root: str, language: str
) -> dict[str, Any]:
    """Return what the page of a part shows."""
    asked = part.find_start(at) if at is not None else -1
    words = read_texts()[language]
    return {
        "source": head.source,
        "date": say_date(head.source.date, language),
        "paragraphs": list(make_paragraphs(head.source, part, asked, base, root, language)),
        "number": number + 1,
        "count": len(head.starts),
        "strip": draw_strip(head, number),
        "kinds": [(kind, words.get(f"room-{kind}", "")) for kind in KINDS],
        "mentions": head.mentions,
        "claims": head.claims,
    }


def draw_strip(head: SourceHead, number: int) -> list[tuple[int, int, int, bool]]:
    """Return for each part its number, its claims, the height of its bar in pixels and whether it is shown."""
    most = max(1, *head.counts)
    return [(part + 1, n, round(STRIP * n / most), part == number) for part, n in enumerate(head.counts)]


def make_paragraphs(
    source: Source, part: SourcePart, asked: int, base: str, root: str, language: str
) -> Iterator[Paragraph]:  # fmt: skip
    """Yield the paragraphs of a part; claims are numbered through it."""
    count, page = 0, 0
    for sentences in split_paragraphs(part.sentences):
        shown, claims = [], []
        for sentence in sentences:
            said = part.said[sentence.number]
            numbers = tuple(range(count + 1, count + 1 + len(said)))
            count += len(said)
            claims += [to_claim(*pair, base, root, language) for pair in zip(numbers, said, strict=True)]
            pieces = cut(sentence.text, part.marks[sentence.number], base, root, language)
            shown.append(ShownSentence(sentence.start, tuple(pieces), numbers, sentence.start == asked))
        before, page = page, find_page(source.pages, sentences[0].start)
        yield Paragraph(tuple(shown), tuple(claims), page if page != before else 0)


def split_paragraphs(sentences: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    """Yield the sentences paragraph by paragraph."""
    starts = [index for index in range(len(sentences)) if begins_paragraph(sentences, index)]
    for first, last in zip(starts, [*starts[1:], len(sentences)], strict=True):
        yield sentences[first:last]


def cut(text: str, marks: Iterable[Mark], base: str, root: str, language: str) -> Iterator[Piece]:
    """Yield a sentence's text in pieces, each mention one of them."""
    done = 0
    for mark in marks:
        if mark.at > done:
            yield Piece(text[done : mark.at])
        title = mark.label or (say_date(mark.edtf, language) if mark.edtf else "")
        yield Piece(text[mark.at : mark.end], mark.kind, to_address(mark.iri, base, root) if mark.iri else "", title)
        done = mark.end
    if done < len(text):
        yield Piece(text[done:])


def to_claim(number: int, said: Said, base: str, root: str, language: str) -> ShownClaim:
    """Return a claim as it stands beside its sentence."""
    line = said.line
    before, after = wrap(line, language)
    return ShownClaim(
        number, said.subject, to_address(said.subject_iri, base, root), _set_apart(before, line), line.other,
        to_address(line.other_iri, base, root) if line.other_iri else "", after, say_date(line.edtf, language),
        tuple(word_marks(line, language)), to_address(said.claim, base, root), line.confidence,
    )  # fmt: skip


def _set_apart(before: str, line: Line) -> str:
    """Set an office or a kinship apart from the name before it."""
    return f"– {before}" if line.role and line.predicate in ("holdsOffice", "relativeOf") else before

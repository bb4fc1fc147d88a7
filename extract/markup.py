"""HTML, TEI and other XML -> blocks of text without tags, and what the header says. Beside :mod:`extract.layouts`.

Comes in: the markup as text. Goes out: blocks whose spans point into it. Own tokenizer, so that offsets stay those of
the file: no DTD is read, no entity but the standard characters is replaced, nothing is fetched. Badly nested XML is
read all the same, with a problem line.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.layouts import Block

_TOKEN = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))"
    r"|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)"
    r"|(?P<doctype><!DOCTYPE(?:[^<>\[\]]|\[[^\]]*\])*(?:>|\Z)|<![A-Za-z][^>]*(?:>|\Z))"
    r"|(?P<instruction><\?.*?(?:\?>|\Z))"
    r"|<(?P<end>/?)(?P<name>[A-Za-z_][\w:.-]*)(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)",
    re.DOTALL | re.IGNORECASE,
)
_BLOCKS = frozenset(
    """
    p div h1 h2 h3 h4 h5 h6 li tr caption blockquote section article header footer aside main figure
    figcaption table ul ol dl dt dd hr pre address body details summary form fieldset legend option head
    l lg item list ab sp speaker stage row figdesc titlepage titlepart doctitle byline docauthor docdate
    docimprint imprint opener closer dateline salute signed trailer epigraph argument listbibl
    biblstruct text front back group label
    """.split()
)
_VOID = frozenset(
    """
    br hr img meta link input area base col embed source track wbr
    """.split()
)
_HTML_DROPS = frozenset(
    """
    script style noscript template svg math head nav iframe object select textarea button
    """.split()
)
_TEI_DROPS = frozenset(
    """
    teiheader fw gap corr reg expan figdesc graphic facsimile standoff xenodata
    """.split()
)
_RAW = re.compile(r"<(script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_CALL = re.compile(r"[\s\[(]*(?:\d{1,3}|\*{1,3}|[a-z]|[†‡])[\s\])]*")


@dataclass(slots=True)
class _Reader:
    """What has been read so far: finished blocks, the blocks open (a note within a paragraph), the elements open."""

    blocks: list[Block] = field(default_factory=list)
    open: list[Block] = field(default_factory=lambda: [Block("paragraph", [])])
    notes: list[Block] = field(default_factory=list)
    names: list[tuple[str, int]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    dropped: int = 0

    def add(self, start: int, end: int, text: str = "") -> None:
        """Add a piece of text to the block that is open."""
        if end > start and not self.dropped:
            self.open[-1].spans.append((start, end, text))

    def close_block(self, kind: str = "paragraph") -> None:
        """Finish the block that is open and begin another; notes met on the way follow a finished paragraph."""
        block = self.open[-1]
        if len(self.open) > 1:
            if block.spans:
                self.notes.append(Block("note", block.spans))
        else:
            self.blocks += [block, *self.notes] if block.spans else self.notes
            self.notes = []
        self.open[-1] = Block(kind, [])


def find_markup_blocks(raw: str, strict: bool = True) -> tuple[list[Block], list[str]]:
    """Return the blocks of a marked-up text in reading order, and if ``strict`` problems: badly nested tags."""
    is_html = (
        re.search(r"<(?:html|body|div|p\s+class)\b", raw[:20000], re.IGNORECASE) is not None
        and "<TEI" not in raw[:20000]
    )
    reader = _Reader()
    drops = _HTML_DROPS if is_html else _TEI_DROPS
    for start, end, match in _find_tokens(raw, is_html):
        if match is None:
            reader.add(start, end)
        else:
            _read_token(reader, raw, match, drops, strict)
    while len(reader.open) > 1:
        reader.close_block()
        reader.open.pop()
    reader.close_block()
    if strict and reader.names:
        name, at = reader.names[-1]
        reader.problems.append(f"line {_to_line(raw, at)}: <{name}> is never closed")
    return _drop_calls(raw, reader.blocks), reader.problems[:5]


def _find_tokens(raw: str, is_html: bool) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """Yield stretches of text (no match) and tags, entities, comments (with their match)."""
    at = 0
    while match := _TOKEN.search(raw, at):
        if match.start() > at:
            yield at, match.start(), None
        at = match.end()
        name = (match["name"] or "").lower()
        if is_html and name in ("script", "style") and not match["end"]:
            whole = _RAW.match(raw, match.start())
            at = whole.end() if whole else at
            continue
        yield match.start(), match.end(), match
    if at < len(raw):
        yield at, len(raw), None


def _read_token(reader: _Reader, raw: str, match: re.Match[str], drops: frozenset[str], strict: bool) -> None:
    start, end = match.span()
    if match["entity"]:
        text = html.unescape(match["entity"])
        known = text != match["entity"]
        reader.add(start, start + 1 if known else end, text if known else "")
    elif match["cdata"] is not None:
        reader.add(*match.span("cdata"))
    elif match["name"]:
        name = match["name"].lower().rpartition(":")[2]
        closed = match["attributes"].endswith("/") or (name in _VOID and not strict)
        if match["end"]:
            _end_element(reader, name, drops, raw, start, strict)
        else:
            _start_element(reader, name, match, drops, closed)


def _start_element(reader: _Reader, name: str, match: re.Match[str], drops: frozenset[str], closed: bool) -> None:
    start = match.start()
    if name in ("br", "lb") and 'break="no"' not in match["attributes"]:
        reader.add(start, start + 1, "\n")
    elif name in ("td", "th", "cell"):
        reader.add(start, start + 1, " ")
    if closed:
        return
    reader.names.append((name, start))
    if name in drops:
        reader.dropped += 1
    elif name == "note" and not reader.dropped:
        reader.open.append(Block("note", []))
    elif name in _BLOCKS:
        reader.close_block(_find_kind(name))


def _find_kind(name: str) -> str:
    if name in ("head", "h1", "h2", "h3", "h4", "h5", "h6", "title", "titlepart"):
        return "heading"
    return "item" if name in ("li", "item") else "paragraph"


def _end_element(reader: _Reader, name: str, drops: frozenset[str], raw: str, at: int, strict: bool) -> None:
    """Close the nearest open element of this name and all that were left open in it."""
    depth = next((index for index in range(len(reader.names) - 1, -1, -1) if reader.names[index][0] == name), None)
    if depth is None:
        if strict:
            reader.problems.append(f"line {_to_line(raw, at)}: </{name}> closes nothing")
        return
    if strict and depth < len(reader.names) - 1:
        reader.problems.append(f"line {_to_line(raw, at)}: </{name}> found where </{reader.names[-1][0]}> is due")
    for closed, _ in reversed(reader.names[depth:]):
        if closed in drops:
            reader.dropped -= 1
        elif closed == "note" and not reader.dropped:
            reader.close_block()
            reader.open.pop()
        elif closed in _BLOCKS:
            reader.close_block()
    del reader.names[depth:]


def _to_line(raw: str, at: int) -> int:
    return raw.count("\n", 0, at) + 1


def _drop_calls(raw: str, blocks: list[Block]) -> list[Block]:
    """Leave out raised numbers that call notes: a piece of digits alone, in ``sup`` or in a reference."""
    for block in blocks:
        block.spans = [(start, end, text) for start, end, text in block.spans if text or not _is_call(raw, start, end)]
    return [
        block for block in blocks if any(text.strip() or raw[start:end].strip() for start, end, text in block.spans)
    ]


def _is_call(raw: str, start: int, end: int) -> bool:
    if end - start > 8 or not _CALL.fullmatch(raw, start, end):
        return False
    around = raw[max(0, start - 200) : start]
    tags = around[around.rfind("</") + 1 :] if "</" in around else around
    digits = raw[start:end].strip(" []()").isdigit() or "*" in raw[start:end]
    return (
        digits
        and re.search(
            r"<sup\b[^>]*>(?:\s*<a\b[^>]*>)?\[?$|<a\b[^>]*(?:noteref|footnote)[^>]*>$|<hi\b[^>]*sup[^>]*>$", tags
        )
        is not None
    )

"""Lines of a plain text -> blocks (paragraphs, headings, notes, list items), page furniture left out.

Comes in: the text of a file or of a PDF as it was laid out on pages. Goes out: :class:`Block`, each a list of spans of
that text which belong together; :mod:`extract.cleaning` makes running text of them. A sentence cut in two by a page
break, a footnote, a running head or a watermark is one block again; notes stand after the paragraph they interrupt.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.calls import find_calls
from extract.furniture import find_furniture
from extract.lines import Line, split_lines

_REACH = 12
"""A sentence cut by notes, quotes in large type or a page's end goes on within so many blocks."""
_LONG = 160
"""A block of more characters is running text, not a heading or a caption."""
_WORDLESS = re.compile(r"\W+")
SHORT = 0.8
"""A line is short when it and the next word would not fill this share of the column."""
TAIL = 0.6
"""The same for a line that begins in lower case: the rest of a heading."""
HEAD = 0.92
"""The same for the first three lines after a gap, which may be a heading."""
_TERMINAL = re.compile(r"(?:[.!?…:](?:\s*[»\"”’)\]]+)*|^[^a-zà-ÿ]*[!?»])[\d*¹²³⁰⁴-⁹]{0,3}$")
_INITIAL = re.compile(r"(?:^|[\s(.-])(?:[A-ZÀ-Ý]|MM?|Mme|cf|Cf|St|Ste|p|pp|n|vol|art|éd|ed)\.$")
_DANGLING = re.compile(
    r"(?:[,\-‐\u00ad(«–—]|[.!?…] [A-ZÀÉÊÎÔ][a-zà-ÿ]{0,3}[’']?"
    r"|\b(?:le|la|les|l’|l'|un|une|des|du|de|d’|d'|au|aux|à|en|et|ou|par|pour|dans|sur|sous|avec|sans|que|qu’|qui|"
    r"dont|où|ce|cette|ces|son|sa|ses|leur|leurs|se|ne|n’|est|sont|a|ont|il|elle|ils|elles|on|entre|vers|chez|comme|mais|si))$"
)
_LOWER = re.compile(r"^[\s(«\"“\[]*[a-zà-öø-ÿœ]")
_UPPER = re.compile(r"^[\s(«\"“\[]*[A-ZÀ-ÖØ-ÞŒ\d]")
_FOOTNOTE = re.compile(r"^(\d{1,3})[.)] +(?=[A-ZÀ-ÞŒ«])")
_CAPITAL = re.compile(r"^[\s(«\"“\[]*[A-ZÀ-ÖØ-ÞŒ]")
_BULLET = re.compile(r"^\s*[•▪■●◦‣►\uf000-\uf0ff]\s*")
_DASH = re.compile(r"^\s*(?:[-–—*]\s+|(?:\d{1,3}|[a-z])[.)]\s+(?=\S))")
_MARKER = re.compile(rf"(?:{_BULLET.pattern}|[-–—*]\s+)")
_NOTE = re.compile(
    r"^(?:\[?(?P<number>\d{1,3})\]?[.)]?\s+(?=[A-ZÀ-ÞŒ«\"“*_<(]|cf\.|voir|ibid|http)"
    r"|(?P<raised>[¹²³⁰⁴-⁹]{1,3})\s*(?=\S)|(?P<star>\*{1,3}|[†‡])\s*(?=\w))",
)


@dataclass(slots=True)
class Block:
    """Spans of the source's text that make one paragraph, heading, note, quote (in large type) or list item.

    ``spans`` are offsets, end exclusive, in reading order, and the text that stands for them (``""``: they themselves);
    ``note`` is the number of a note, ``""`` for all else.
    """

    kind: str
    spans: list[tuple[int, int, str]]
    note: str = ""


@dataclass(slots=True)
class _Group:
    lines: list[Line]
    width: int
    page: bool
    kind: str = "paragraph"
    note: str = ""

    @property
    def first(self) -> str:
        return self.lines[0].text

    @property
    def last(self) -> str:
        return self.lines[-1].text

    @property
    def size(self) -> int:
        return sum(len(line.text) for line in self.lines)


def find_blocks(raw: str, pages: Sequence[int] = (), titles: Sequence[str] = ()) -> list[Block]:
    """Return the blocks of ``raw`` in reading order.

    ``pages`` are the offsets at which pages begin, where known; ``titles`` what a running head may repeat (the title,
    the authors).
    """
    lines = split_lines(raw, pages)
    dropped = find_furniture(lines, titles)
    groups = _split_groups([line for line in lines if line.number not in dropped])
    _mark_notes(groups)
    _mark_quotes(groups)
    return [_to_block(group) for group in _join_groups(_join_notes(groups))]


def _to_block(group: _Group) -> Block:
    spans = [(line.start, line.next, "") for line in group.lines]
    marker = _MARKER.match(group.first) if group.kind == "item" else None
    if marker:
        start, end, _ = spans[0]
        spans[0] = (start + group.lines[0].indent + len(marker[0]), end, "")
    return Block(group.kind, spans, group.note)


def _split_groups(lines: Sequence[Line]) -> list[_Group]:
    gap = 2 if _is_double_spaced(lines) else 1
    filled = [line for line in lines if line.text]
    widths = _find_widths(filled)
    calls = {call for line in filled for call in find_calls(line.text)}
    groups: list[_Group] = []
    for index, line in enumerate(filled):
        before = filled[index - 1] if index else None
        note = _FOOTNOTE.match(line.text)
        begins = before is None or (note is not None and note[1] in calls)
        if before is None or begins or _is_split(before, line, widths[index - 1], gap, groups[-1].lines):
            groups.append(_Group([], widths[index], line.page, _find_kind(before, line, gap)))
        groups[-1].lines.append(line)
        groups[-1].width = max(groups[-1].width, widths[index])
    return groups


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """Return whether an empty line stands after each line, not after each paragraph: sentences go on across it."""
    filled = [line for line in lines if line.text]
    pairs = list(pairwise(filled))
    steps = Counter(line.number - before.number for before, line in pairs)
    cut = sum(1 for before, line in pairs if not _is_ended(before.text) and _LOWER.match(line.text))
    return steps[2] > max(10, 3 * steps[1]) and cut > 0.3 * len(pairs)


def _find_widths(lines: Sequence[Line]) -> list[int]:
    sizes = [len(line.text) for line in lines]
    return [max(sizes[max(0, index - 4) : index + 5]) for index in range(len(sizes))]


def _is_split(before: Line, line: Line, width: int, gap: int, group: Sequence[Line]) -> bool:
    if line.page or line.number - before.number > gap or _BULLET.match(line.text):
        return True
    if " | " in line.text and " | " in before.text:
        return True
    if _is_capitals(line.text) and not before.text.isupper() and not before.text.endswith(("-", ",")):
        return True
    ended = _is_ended(before.text)
    if _DASH.match(line.text) and (ended or before.text.endswith(";")):
        return True
    if ended:
        return _is_short(before.text, line.text, width)
    ragged = 1 < len(group) < 4 and _is_short(group[0].text, group[1].text, width)
    begun = _UPPER.match(before.text) or _is_short(before.text, line.text, width, TAIL)
    if not _is_head(before.text) or not _CAPITAL.match(line.text) or not (begun or ragged):
        return False
    top = len(group) == 1 or (len(group) == 2 and not group[0].page)
    return _is_short(before.text, line.text, width, 1.0 if ragged else HEAD if top else SHORT)


def _is_capitals(text: str) -> bool:
    """Return whether a line is set in capitals, as titles are."""
    return len(text) > 8 and " " in text and text.isupper() and not _DASH.match(text)


def _is_head(text: str) -> bool:
    return not _DANGLING.search(text) and not text.endswith(";")


def _is_ended(text: str) -> bool:
    return bool(_TERMINAL.search(text)) and not _INITIAL.search(text)


def _is_short(text: str, following: str, width: int, share: float = SHORT) -> bool:
    return len(text) + 1 + len(following.split(" ", 1)[0]) <= share * width


def _find_kind(before: Line | None, line: Line, gap: int) -> str:
    if _BULLET.match(line.text):
        return "item"
    ended = before is None or _is_ended(before.text) or before.text.endswith(";") or line.number - before.number > gap
    return "item" if ended and re.match(r"[-–—*]\s+\S", line.text) else "paragraph"


def _mark_notes(groups: Sequence[_Group]) -> None:
    """Mark blocks that begin with a number or a star which the text calls, or which stand at the foot of a page."""
    calls = {call for group in groups for line in group.lines for call in find_calls(line.text)}
    bodies = [index for index, group in enumerate(groups) if not _NOTE.match(group.first)]
    for index, group in enumerate(groups):
        match = _NOTE.match(group.first)
        if match is None or group.kind == "item":
            continue
        if group.page and match["number"] and match["number"] not in calls:
            continue
        number = unicodedata.normalize("NFKC", match["number"] or match["raised"] or match["star"])
        at = bisect_left(bodies, index)
        before, after = (groups[bodies[at - 1]] if at else None), (groups[bodies[at]] if at < len(bodies) else None)
        interrupts = before is not None and not _is_ended(before.last) and before.size > 120
        if (
            number in calls
            or match["raised"]
            or match["star"] in ("†", "‡")
            or interrupts
            or (after is not None and after.page)
        ):
            group.kind, group.note = "note", number


def _mark_quotes(groups: Sequence[_Group]) -> None:
    """Mark pull quotes: short blocks whose letters stand in a longer block too, with their ends cut off by a gap."""
    letters = [_WORDLESS.sub("", "".join(line.text for line in group.lines)).casefold() for group in groups]
    whole = "\n".join(letters)
    for index, group in enumerate(groups):
        if group.kind != "paragraph" or not 4 <= len(letters[index]) <= 400:
            continue
        before = groups[index - 1] if index else None
        key = letters[index]
        if before is not None and before.kind == "quote" and not group.page and whole.count(letters[index - 1] + key):
            letters[index] = letters[index - 1] + key
            group.kind = "quote"
        elif len(key) >= 40 and whole.count(key) > 1 and not _is_ended(group.last):
            longer = any(key in other and len(other) > len(key) for other in letters)
            group.kind = "quote" if longer else group.kind


def _join_notes(groups: Sequence[_Group]) -> list[_Group]:
    """Join a note cut by a gap, where the paragraph before it has its own rest or needs none."""
    joined: list[_Group] = []
    for index, group in enumerate(groups):
        before = joined[-1] if joined else None
        cut = before is not None and before.kind == "note" and not _is_ended(before.last)
        if before is not None and cut and group.kind == "paragraph" and not group.page and _LOWER.match(group.first):
            body = next((one for one in reversed(joined) if one.kind != "note"), None)
            rest = any(one.page and _LOWER.match(one.first) for one in groups[index + 1 : index + _REACH])
            if rest or body is None or _is_ended(body.last):
                before.lines.extend(group.lines)
                continue
        joined.append(group)
    return joined


def _join_groups(groups: Sequence[_Group]) -> Iterator[_Group]:
    """Yield the groups, halves of a cut sentence joined, what stood between them after them."""
    rest = list(reversed(groups))
    while rest:
        group = rest.pop()
        while (at := _find_rest(group, rest)) is not None:
            part = rest.pop(at)
            group.lines.extend(part.lines)
            group.width = part.width
        yield group


def _find_rest(group: _Group, rest: Sequence[_Group]) -> int | None:
    """Return which of the groups that follow (last one first) goes on with a sentence that ``group`` leaves open."""
    if group.kind == "note" or _is_ended(group.last):
        return None
    passed = 0
    for index in range(len(rest) - 1, -1, -1):
        other = rest[index]
        if group.kind == "quote":
            return index if other.kind == "quote" and _LOWER.match(other.first) else None
        if other.kind in ("note", "quote"):
            continue
        if _is_continued(group, other) and (not passed or (other.page and _LOWER.match(other.first))):
            return index
        passed += 1
        if passed == _REACH or (other.kind == "paragraph" and other.size > _LONG):
            return None
    return None


def _is_continued(before: _Group, after: _Group) -> bool:
    if after.kind == "item" or (_is_capitals(after.first) and not before.last.isupper()):
        return False
    full = not _is_short(before.last, after.first, before.width)
    dangling = bool(_DANGLING.search(before.last))
    if _LOWER.match(after.first):
        return full or dangling or before.size > _LONG or after.page
    long = len(after.lines) > 1 or after.size > 60 or (after.page and after.last.endswith("."))
    running = len(before.lines) > 1 or before.size > 2 * _LONG
    return running and (dangling or (full and long))

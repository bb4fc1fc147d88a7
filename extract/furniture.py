"""Lines -> which of them are page furniture: watermarks, running heads, page numbers.

Found by repetition and place on the page, never by their wording. Used by :mod:`extract.layouts`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.lines import Line

_NUMBER = re.compile(
    r"^(?:p(?:age|\.)?\s*)?[-–—\[|\s]*(?:\d{1,4}|[ivxlc]{1,7})[-–—\]|\s]*(?:(?:/|sur|of)\s*\d{1,4})?$", re.IGNORECASE
)
_YEAR = re.compile(r"1[6-9]\d\d$|20[0-3]\d$")
"""A year alone on a line heads what follows ("1919"): books of so many pages are rarer than chronicles."""
_DIGITS = re.compile(r"\d+")
_LONGEST = 90
_EDGE = 2
"""Running heads and page numbers stand in the first or last so many filled lines of a page."""
_STAMPED = 0.8
"""A line that stands on such a share of all pages is a watermark, wherever on the page it stands."""
_PIECE = 10
"""Lines of a watermark broken into pieces are on average not longer than this."""


def find_furniture(lines: Sequence[Line], titles: Sequence[str] = ()) -> set[int]:
    """Return the numbers of the lines that are page furniture; ``titles`` are what a running head may repeat."""
    filled = [line for line in lines if line.text]
    marks = set(_find_watermarks(filled))
    rest = [line for line in filled if line.number not in marks]
    beside = {line.number for mark, line in _find_pairs(filled) if (mark.number in marks) != (line.number in marks)}
    beside |= {mark.number for mark, line in _find_pairs(filled) if line.number in marks}
    return marks | set(_find_heads(rest, titles)) | set(_find_numbers(rest, beside))


def _find_pairs(lines: Sequence[Line]) -> Iterable[tuple[Line, Line]]:
    return pairwise(lines)


def _find_watermarks(lines: Sequence[Line]) -> Iterable[int]:
    """Yield runs of short lines that come again and again in the same order."""
    counts = Counter(line.text for line in lines)
    runs: list[list[Line]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if counts[line.text] < 3 or len(line.text) > _LONGEST:
            continue
        joins = before is not None and runs and runs[-1][-1] is before and line.number <= before.number + 2
        if joins:
            runs[-1].append(line)
        else:
            runs.append([line])
    kinds = Counter(tuple(line.text for line in run) for run in runs)
    for run in runs:
        texts = tuple(line.text for line in run)
        broken = len(run) > 2 and sum(map(len, texts)) <= _PIECE * len(texts)
        if broken and kinds[texts] >= 3:
            yield from (line.number for line in run)


def _split_pages(lines: Sequence[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    for line in lines:
        if line.page and pages[-1]:
            pages.append([])
        pages[-1].append(line)
    return pages


def _find_heads(lines: Sequence[Line], titles: Sequence[str]) -> Iterable[int]:
    """Yield lines that come again at the edge of other pages or anywhere on all of them, or repeat a title.

    The first line of all stays: it may be the title.
    """
    pages = _split_pages(lines)
    if len(pages) < 2:
        return
    edges = [{_to_key(line.text) for line in _find_edges(page)} for page in pages]
    counts = Counter(key for page in edges for key in page)
    everywhere = Counter(key for page in pages for key in {_to_key(line.text) for line in page})
    known = [_to_key(title) for title in titles if len(title) > 7]
    for line, at in [(line, at) for at, page in enumerate(pages) for line in page][1:]:
        key = _to_key(line.text)
        if len(line.text) > _LONGEST or not key or _is_sentence(line.text):
            continue
        repeated = key in edges[at] and counts[key] >= min(len(pages), max(3, len(pages) // 20))
        stamped = everywhere[key] >= max(3, _STAMPED * len(pages))
        if repeated or stamped or (key in edges[at] and _is_title(key, known)):
            yield line.number


def _find_edges(page: Sequence[Line]) -> list[Line]:
    head = list(page[:_EDGE])
    return head + [line for line in page[-_EDGE:] if line not in head]


def _to_key(text: str) -> str:
    return _DIGITS.sub("#", text).casefold().strip(" -–—|.#")


def _is_title(key: str, titles: Sequence[str]) -> bool:
    return len(key) > 7 and any(title == key or re.match(re.escape(key) + r"\W", title) for title in titles)


def _is_sentence(text: str) -> bool:
    return text.endswith((",", ";", "-")) or bool(re.search(r"[a-zà-ÿ]\.$", text) and len(text) > 40)


def _find_numbers(lines: Sequence[Line], beside: set[int]) -> Iterable[int]:
    """Yield page numbers: alone on a line at a page's edge or beside a watermark, or one of a rising series of such."""
    numbers = [line for line in lines if _NUMBER.match(line.text) and not _YEAR.match(line.text)]
    edges = {line.number for page in _split_pages(lines) for line in _find_edges(page)}
    several = any(line.page for line in lines)
    values = [int(match[0]) for line in numbers if (match := _DIGITS.search(line.text))]
    rising = len(values) >= 3 and all(0 < after - before <= 3 for before, after in pairwise(values))
    for line in numbers:
        has_digit = _DIGITS.search(line.text) is not None
        if (several and line.number in edges) or line.number in beside or (rising and has_digit):
            yield line.number

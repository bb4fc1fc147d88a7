"""Markdown, also as converters from PDF write it -> blocks without its marks. Beside :mod:`extract.layouts`.

Comes in: the text of the file. Goes out: a view of it in which marks are written over with a character that cleaning
drops, so that offsets stay those of the file, and its blocks. The number that begins a note becomes raised digits.
"""

import re

from extract.layouts import Block, find_blocks
from extract.lines import FILL

_SIGNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^#{1,6} +\S",
        r"\*\*[^*\n]+\*\*",
        r"<sup>[^<\n]{1,5}</sup>",
        r"^ {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*$",
        r"\[[^\]\n]+\]\([^)\s]+\)",
        r"(?<![\w*])\*[^\s*][^*\n]*[^\s*]\*(?![\w*])",
    )
)
_MARK = re.compile(
    r"(?P<rule>^ {0,3}(?:[-_*=] ?){3,}[ \t]*$)"
    r"|(?P<row>^[ \t]*\|(?:[ \t:|-]*$)?|\|[ \t]*$)"
    r"|(?P<fence>^[ \t]*(?:`{3,}|~{3,}).*$)"
    r"|(?P<call><sup>\s*[\d*,†‡ ]{1,9}\s*</sup>|\[\^[^\]\s]{1,20}\]:?)"
    r"|(?P<image>!\[[^\]\n]*\]\([^)\n]*\))"
    r"|(?P<link>\[[^\]\n]+\]\([^)\n]*\))"
    r"|(?P<auto><(?:https?:|mailto:)[^<>\s]*>)"
    r"|(?P<tag></?[a-zA-Z][^<>\n]{0,200}>|<!--.*?-->)"
    r"|(?P<head>^[ \t]*(?:>[ \t]?)*[*_]{0,3}#{1,6}[ \t]+(?:[*_]*#+[ \t]*)*|^[*_]{1,3}#+[ \t]+)"
    r"|(?P<after>[ \t]+#+[ \t]*$)"
    r"|(?P<cited>^[ \t]*(?:>[ \t]?)+)"
    r"|(?P<note>^\\\*(?=[ \t]*\w))"
    r"|(?P<star>(?<=[\wÀ-ÿ])\\\*)"
    r"|(?P<escape>\\)(?=[\\`*_{}\[\]()#+\-.!<>|~])"
    r"|(?P<strong>(?<!\\)\*{1,3}(?=[^\s*])|(?<=[^\s\\*])\*{1,3})"
    r"|(?P<under>(?<![\w\\])_{1,3}(?=\w)|(?<=[\w.!?»)])_{1,3}(?!\w))"
    r"|(?P<code>`{1,2})",
    re.MULTILINE,
)
_RAISE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def is_markdown(raw: str) -> bool:
    """Return whether a plain text bears two or more of Markdown's signs."""
    return sum(pattern.search(raw) is not None for pattern in _SIGNS) >= 2


def find_markdown_blocks(raw: str) -> tuple[str, list[Block]]:
    """Return a view of a Markdown text, of the same length, without its marks, and the blocks in it."""
    view = _MARK.sub(_write_over, raw)
    return view, find_blocks(view)


def _write_over(match: re.Match[str]) -> str:
    kind, found = match.lastgroup, match[0]
    if kind == "call":
        begins = match.start() == 0 or match.string[match.start() - 1] == "\n"
        return _raise_call(found) if begins else FILL * len(found)
    if kind == "note":
        return FILL + "†"
    if kind == "link":
        label, address = found.split("](", 1)
        return FILL + _MARK.sub(_write_over, label[1:]) + FILL * (2 + len(address))
    if kind == "auto":
        return FILL + found[1:-1] + FILL
    return FILL * len(found)


def _raise_call(found: str) -> str:
    """Return ``<sup>12</sup>`` or ``[^12]`` as raised digits, of the same length; other signs are written over."""
    raised = "".join(one.translate(_RAISE) for one in found if one.isdigit() and one.isascii())
    return raised + FILL * (len(found) - len(raised))

"""The names of a text in, short forms out that the text itself explains: "Association des écrivains (Vapp)" … "Vapp".

A short form in parentheses after a body's name, or before one in parentheses, is that body wherever it stands.
"""

import re
from collections.abc import Iterator, Sequence

from extract.found_names import FoundName

_BODIES = ("Organisation", "Party", "Soviet", "Front")
_AFTER = re.compile(
    r" ?[»”]? ?\((?:ou |dite? |en abrégé |sigle |en russe |en allemand )?(?P<short>[A-ZÀ-ÞŒ][\w.-]{1,9}?)[,)]"
)
_BEFORE = re.compile(r"(?<![\w-])(?P<short>[A-ZÀ-ÞŒ]{2,9}) \((?:la |le |l['’])?$")


def find_expanded(text: str, names: Sequence[FoundName]) -> Iterator[FoundName]:
    """Yield every place of the short forms that ``text`` explains by one of ``names``."""
    explained: dict[str, FoundName] = {}
    for name in names:
        if name.kind in _BODIES and " " in name.text:
            match = _AFTER.match(text, name.end) or _BEFORE.search(text, max(0, name.start - 16), name.start)
            if match:
                explained.setdefault(match["short"], name)
    for short, name in explained.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text):
            yield FoundName(*match.span(), name.kind, short, "expansion", 0.8, name.candidates, sure=False)

"""Cyrillic names in, their Latin spellings out: French as newspapers and as libraries write it, English, German, ISO 9.

The other direction, from any spelling to what it shares with the others, is :mod:`extract.spellings`.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

_LETTERS: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


def _table(cells: str) -> dict[str, str]:
    return dict(zip(_LETTERS, cells.split("|"), strict=True))


SYSTEMS: Final[Mapping[str, Mapping[str, str]]] = {
    "french": _table("a|b|v|g|d|e|io|j|z|i|ï|k|l|m|n|o|p|r|s|t|ou|f|kh|ts|tch|ch|chtch||y||e|iou|ia"),
    "bgn-pcgn": _table("a|b|v|g|d|e|yo|zh|z|i|y|k|l|m|n|o|p|r|s|t|u|f|kh|ts|ch|sh|shch|”|y|’|e|yu|ya"),
    "library-of-congress": _table("a|b|v|g|d|e|e|zh|z|i|i|k|l|m|n|o|p|r|s|t|u|f|kh|ts|ch|sh|shch|ʺ|y|ʹ|e|iu|ia"),
    "scholarly": _table("a|b|v|g|d|e|ë|ž|z|i|j|k|l|m|n|o|p|r|s|t|u|f|ch|c|č|š|šč|ʺ|y|ʹ|è|ju|ja"),
    "iso9": _table("a|b|v|g|d|e|ë|ž|z|i|j|k|l|m|n|o|p|r|s|t|u|f|h|c|č|š|ŝ|ʺ|y|ʹ|è|û|â"),
    "german": _table("a|b|w|g|d|e|jo|sch|s|i|i|k|l|m|n|o|p|r|s|t|u|f|ch|z|tsch|sch|schtsch||y||e|ju|ja"),
}
"""Each letter's spelling by system; what depends on its neighbours is in :func:`transliterate`."""

_VOWELS: Final = "аеёиоуыэюя"
_AFTER: Final = rf"(?:^|(?<=[{_VOWELS}йъь]))"
# system -> what is rewritten in the Cyrillic word first, as French and English readers would say it
_CONTEXTS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "french": (
        (r"[иы]й$", "i"), (r"(?<=и)н$", "ne"), (r"г(?=[еёиэ])", "gu"), (rf"(?<=[{_VOWELS}])с(?=[{_VOWELS}])", "ss"),
        (r"ь(?=е)", "i"), (r"(?<=[аеёоуыэюя])е", "ïe"), (r"(?<=[чшщж])ё", "e"),
        (r"(?<=и)й", ""),
    ),
    "bgn-pcgn": ((rf"{_AFTER}е", "ye"), (r"[иы]й$", "y")),
    "german": (
        (r"[иы]й$", "i"), (rf"(?<=[{_VOWELS}])с(?=[{_VOWELS}])", "ss"), (rf"{_AFTER}е", "je"),
        (r"(?<=[чшщж])ё", "o"), (r"кс", "x"),
    ),
}  # fmt: skip


def transliterate(text: str, system: str) -> str:
    """Return ``text`` with its Cyrillic words in Latin letters of one of :data:`SYSTEMS`; KeyError for another."""
    table = SYSTEMS[system]
    composed = unicodedata.normalize("NFC", text)
    return re.sub(r"[а-яёА-ЯЁ]+", lambda match: _spell(match[0], table, _CONTEXTS.get(system, ())), composed)


def _spell(word: str, table: Mapping[str, str], contexts: tuple[tuple[str, str], ...]) -> str:
    lower = word.lower()
    for pattern, spelling in contexts:
        lower = re.sub(pattern, spelling, lower)
    spelled = "".join(table.get(char, char) for char in lower)
    if word.isupper() and len(word) > 1:
        return spelled.upper()
    return spelled[:1].upper() + spelled[1:] if word[0].isupper() else spelled

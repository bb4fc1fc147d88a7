"""Labels in, the last part of an identifier out: the same for the same label, on every machine."""

import re

from extract.lexicons import fold

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ł": "l", "Ł": "l", "ø": "o"})
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ",
        "a|b|v|g|d|e|j|z|i|i|k|l|m|n|o|p|r|s|t|ou|f|kh|ts|tch|ch|chtch||y||e|iou|ia|io|i|i|ie|g".split("|"),
        strict=True,
    )
)


def slug(label: str) -> str:
    """Return ``label`` as an IRI's last part: ASCII, lower case, hyphens; Cyrillic in French transliteration."""
    text = "".join(_CYRILLIC.get(char, char) for char in label.translate(_LIGATURES).lower())
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-") or "x" + label.encode().hex()[:16]

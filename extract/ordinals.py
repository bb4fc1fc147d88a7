"""An ordinal as a text writes it in, the Roman figures of French out: ``15e`` → ``XVe``. Labels are made so."""

import re

FEMININE = frozenset({"conférence", "armée", "division", "brigade", "internationale", "session"})
"""Words whose first is a ``Ire``."""
_UNITS = (
    "premier|deuxième|troisième|quatrième|cinquième|sixième|septième|huitième|neuvième|dixième|onzième|douzième"
    "|treizième|quatorzième|quinzième|seizième|dix-septième|dix-huitième".split("|")
)
_ROMAN = ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)


def to_ordinal(text: str, *, feminine: bool = False) -> str:
    """Return an ordinal in Roman figures as French writes it: ``15e`` → ``XVe``, ``première`` → ``Ire``."""
    number = _read_number(text)
    if not number or number > 49:
        return text
    roman, rest = "", number
    for figure, value in _ROMAN:
        while rest >= value:
            roman, rest = roman + figure, rest - value
    return roman + (("re" if feminine else "er") if number == 1 else "e")


def _read_number(text: str) -> int:
    word = text.lower()
    if match := re.match(r"\d+", word):
        return int(match.group())
    word = {"première": "premier", "second": "deuxième", "seconde": "deuxième"}.get(word, word)
    if word in _UNITS:
        return _UNITS.index(word) + 1
    roman = re.match("[IVX]+", text)
    values = {"I": 1, "V": 5, "X": 10}
    figures = [values[char] for char in roman.group()] if roman else []
    return sum(-value if value < after else value for value, after in zip(figures, [*figures[1:], 0], strict=False))

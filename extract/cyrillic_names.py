"""Names in Cyrillic letters in a French text in, found names out: those that spell an entity of the authority.

The authority lists the Cyrillic forms of some; the others are known by :mod:`extract.known_spellings`. A first name or
initials with a surname that the authority lacks is a person too. Stands beside the model's guesses.
"""

import re
from collections.abc import Iterator
from typing import Final

from extract.found_names import FoundName
from extract.known_spellings import find_spelled
from extract.lexicons import Lexicon

_WORD: Final = r"[А-ЯЁІЇЄ](?:[а-яёіїє'’]+(?:-[А-ЯЁ]?[а-яё]+)*|\.(?!$))"
_RUN: Final = re.compile(rf"(?<![\w-]){_WORD}(?:[ \u00a0]?{_WORD})*(?![\w-])")
_ENDINGS: Final = "ов|ев|ёв|ин|ын|ий|ой|ко|ич|ова|ева|ина|ая|ян|дзе|вили"
_PERSON: Final = re.compile(rf"(?:[А-ЯЁ](?:\.|[а-яё]+)[ \u00a0]?){{1,2}}[А-ЯЁ][а-яё]+(?:{_ENDINGS})")
_ROOMS: Final = ("Person", "Place", "Party", "Organisation", "Soviet", "Event", "Work")


def find_cyrillic(text: str, lexicon: Lexicon) -> Iterator[FoundName]:
    """Yield the Cyrillic names of ``text`` in order, none overlapping another."""
    for match in _RUN.finditer(text):
        found = [(kind, id_) for kind in _ROOMS if (id_ := find_spelled(match[0], kind, lexicon))]
        if found:
            kind, id_ = found[0]
            yield FoundName(match.start(), match.end(), kind, match[0], "cyrillic", 0.8, (id_,), sure=len(found) == 1)
        elif _PERSON.fullmatch(match[0]):
            yield FoundName(match.start(), match.end(), "Person", match[0], "cyrillic", 0.7, sure=False)

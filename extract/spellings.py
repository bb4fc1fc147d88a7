"""A name's word in any spelling in, keys out that its other spellings share: ``Trotsky``, ``Trotzki``, ``Троцкий``.

A word in Latin letters is read as French, English, German, scholarly and ISO 9 spelling would have it said, and each
reading is brought to one coarse writing of sounds. Two spellings of a name share at least one key. A key says that two
words may be one name, never that they are: that is for :mod:`extract.entities` and :mod:`extract.resolution`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import product
from typing import Final

# one sign a sound: C = ц, č = ч, š = ш, ž = ж, x = х
_CYRILLIC: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћђџѣѳѵ",
        "a|b|v|g|d|e|io|ž|z|i|i|k|l|m|n|o|p|r|s|t|u|f|x|C|č|š|šč||i||e|iu|ia|i|i|e|g|u|i|l|n|č|dž|dž|e|f|i".split("|"),
        strict=True,
    )
)
_SHARED: Final = {
    "schtsch": "šč", "chtch": "šč", "shch": "šč", "šč": "šč", "ŝ": "šč", "tsch": "č", "tch": "č", "č": "č", "ć": "č",
    "cz": "č", "sch": "š", "š": "š", "ś": "š", "sz": "š", "ž": "ž", "ż": "ž", "ź": "z", "kh": "x", "tz": "C", "ts": "C",
    "ţ": "C", "ț": "C", "ck": "k", "qu": "k", "q": "k", "x": "ks", "w": "v", "ph": "f", "th": "t", "rh": "r", "ou": "u",
    "y": "i", "ï": "i", "ë": "io", "ł": "l", "ó": "u", "ø": "o", "œ": "e", "æ": "e", "ß": "s", "ü": "u",
}  # fmt: skip
_SOFT_C: Final = {"ce": "se", "ci": "si", "cy": "si", "ç": "s", "c": "k"}
READINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "french": {
        **_SHARED, **_SOFT_C, "ch": "š", "sh": "š", "zh": "ž", "j": "ž",
        "gue": "ge", "gui": "gi", "guy": "gi", "guï": "gi",
    },
    "english": {**_SHARED, **_SOFT_C, "ch": "č", "sh": "š", "zh": "ž", "j": "i"},
    "german": {
        **_SHARED, "ch": "x", "sh": "š", "zh": "ž", "j": "i", "z": "C", "c": "k", "ue": "u", "oe": "e", "ae": "e",
        "ö": "e", "ä": "e",
    },
    "scholarly": {**_SHARED, "ch": "x", "j": "i", "c": "C", "ck": "Ck"},
    "iso9": {
        **_SHARED, "kh": "kx", "ch": "Cx", "rh": "rx", "ph": "px", "th": "tx", "h": "x", "j": "i", "c": "C", "ck": "Ck",
        "â": "ia", "û": "iu",
    },
}  # fmt: skip
_FOLDS: Final = (
    (re.compile(r"(?<=i)ne$"), "n"),  # Boukharine
    (re.compile(r"(?<=[oe])ff?$"), "v"),  # Ivanoff
    (re.compile(r"ts"), "C"),
    (re.compile(r"tš"), "č"),
    (re.compile(r"[sz]č"), "šč"),
    (re.compile(r"[sz]š"), "š"),
    (re.compile(r"š(?=[tp])"), "s"),  # Kronchtadt, Eisenschtein
    (re.compile(r"i+"), "i"),
    (re.compile(r"i[oe]"), "e"),
    (re.compile(r"(?<=[čšž])o"), "e"),  # Chruschtschow
    (re.compile(r"(.)\1+"), r"\1"),
)
# where a word is written as in German, "s" before a vowel may be с or з and "sch" may be ш or ж: marked S and Š here
_GERMAN: Final = re.compile(r"w|sch|j[oue]|(?:stein|stern|berg|feld|baum|blum|thal|mann)$")
_EITHER: Final = {"S": "sz", "Š": "šž"}
_MOST: Final = 4
"""Letters of a German spelling that are read both ways; a word with more is read as if there were no others."""


_PATTERNS: Final = {
    name: re.compile("|".join(sorted(reading, key=lambda part: (-len(part), part))))
    for name, reading in READINGS.items()
}
_E: Final = str.maketrans("éèêėęěē", "eeeeeee")


@lru_cache(maxsize=400_000)
def find_keys(word: str) -> frozenset[str]:
    """Return the keys of a word, one or a few; none for a word without letters."""
    letters = _letters(word)
    if any(char in _CYRILLIC for char in letters):
        return frozenset((_fold("".join(_CYRILLIC.get(char, char) for char in letters)),))
    letters = letters.translate(_E)
    keys = {_fold(_read(letters, name)) for name in READINGS}
    if _GERMAN.search(letters):
        keys.update(_fold(sounds) for sounds in _read_german(letters))
    return frozenset(keys - {""})


def _read(letters: str, name: str) -> str:
    reading = READINGS[name]
    return _PATTERNS[name].sub(lambda match: reading[match[0]], letters)


def _read_german(letters: str) -> Iterator[str]:
    """Yield what a German spelling may stand for: Sinowjew with з, Jeschow with ж."""
    marked = re.sub(r"(?<!t)sch(?!tsch)", "Š", letters)
    marked = re.sub(r"(?<![st])s(?=[aeiouyäöüj])", "S", marked)
    sounds = _PATTERNS["german"].sub(lambda match: READINGS["german"][match[0]], marked)
    unsure = [place for place, char in enumerate(sounds) if char in _EITHER][:_MOST]
    for chosen in product(*(_EITHER[sounds[place]] for place in unsure)):
        chars = list(sounds)
        for place, char in zip(unsure, chosen, strict=True):
            chars[place] = char
        yield "".join(chars).replace("S", "s").replace("Š", "š")


def share_key(one: str, other: str) -> bool:
    """Return whether two words may be spellings of one name."""
    return not find_keys(one).isdisjoint(find_keys(other))


def _letters(word: str) -> str:
    """Return the letters of a word in lower case: no points, apostrophes, ties and stress marks."""
    composed = unicodedata.normalize("NFC", word.casefold())
    return "".join(char for char in composed if unicodedata.category(char) in ("Ll", "Lo"))


def _fold(sounds: str) -> str:
    """Bring what a reading gives to the coarse writing: no accents, no doubled sounds."""
    if not sounds.isascii():
        sounds = "".join(_plain(char) for char in sounds)
    for pattern, sound in _FOLDS:
        sounds = pattern.sub(sound, sounds)
    return sounds


@cache
def _plain(char: str) -> str:
    return char if char in "čšž" else unicodedata.normalize("NFKD", char)[0]

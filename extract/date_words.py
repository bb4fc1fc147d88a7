"""The words of French dates: months, day and year numbers in words, decades, seasons, Republican months.

In: a word or a number as written. Out: its number, or ``None``. The regular-expression pieces at the end are what
:mod:`extract.date_patterns` puts together.
"""

import re
import unicodedata

MONTHS = {
    "jan": 1,
    "fev": 2,
    "mar": 3,
    "avr": 4,
    "mai": 5,
    "juin": 6,
    "juil": 7,
    "aou": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
SEASONS = {"printemps": 21, "ete": 22, "automne": 23, "hiver": 24}
REPUBLICAN_MONTHS = {
    "vendemiaire": 1,
    "brumaire": 2,
    "frimaire": 3,
    "nivose": 4,
    "pluviose": 5,
    "ventose": 6,
    "germinal": 7,
    "floreal": 8,
    "prairial": 9,
    "messidor": 10,
    "thermidor": 11,
    "fructidor": 12,
}
TENS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "soixante-dix": 70,
    "quatre-vingt": 80,
    "quatre-vingts": 80,
    "quatre-vingt-dix": 90,
}
_TEENS = [
    "zero",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def fold(word: str) -> str:
    """Return the word in lower case without accents."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in parts if not unicodedata.combining(char))


def read_month(word: str) -> int:
    """Return the number of a French month, whole or shortened; KeyError for any other word."""
    name = fold(word)
    return MONTHS[name[:4] if name.startswith("jui") else name[:3]]


def _count_words() -> dict[str, int]:
    """Return every number word from one to ninety-nine, with hyphens."""
    words = {word: number for number, word in enumerate(_TEENS) if number}
    for word, ten in TENS.items():
        words.setdefault(word, ten)
        longest = 20 if ten in (60, 80) else 10
        for unit in range(1, longest):
            words.setdefault(f"{word}-{_TEENS[unit]}", ten + unit)
            words.setdefault(f"{word}-et-{_TEENS[unit]}", ten + unit)
    return words


NUMBER_WORDS = _count_words()


def read_number(words: str) -> int | None:
    """Return the number below a hundred that the words say ("vingt et un", "dix-sept"), else ``None``."""
    return NUMBER_WORDS.get(re.sub(r"[\s-]+", "-", fold(words).strip()))


def read_day(text: str) -> int | None:
    """Return the day of the month that a number or a word names ("1er", "Ier", "premier", "dix-sept")."""
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    if fold(text).startswith(("premier", "ier", "i er")):
        return 1
    number = read_number(text)
    return number if number is not None and number <= 31 else None


def read_roman(text: str) -> int | None:
    """Return a Roman or Arabic number below forty ("II", "2"), else ``None``."""
    if text.isdigit():
        return int(text)
    values = [_ROMAN.get(char, 0) for char in text.upper()]
    if not values or 0 in values:
        return None
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def read_year_words(words: str) -> int | None:
    """Return the year said in words ("mil neuf cent dix-sept", "dix-neuf cent cinq"), else ``None``."""
    found = re.fullmatch(r"(?:(mil|mille|deux-mille)-)?(?:([a-z-]+?)-cents?|cent)?-?([a-z-]+)?", _hyphenate(words))
    if found is None or not (found[1] or found[2]):
        return None
    hundreds = NUMBER_WORDS.get(found[2], -1) if found[2] else 0
    rest = NUMBER_WORDS.get(found[3], -1) if found[3] else 0
    if hundreds < 0 or rest < 0:
        return None
    return {None: 0, "mil": 1000, "mille": 1000, "deux-mille": 2000}[found[1]] + 100 * hundreds + rest


def _hyphenate(words: str) -> str:
    return re.sub(r"[\s-]+", "-", fold(words).strip())


MONTH = (
    r"(?:janv(?:ier\b|\.)|f[ée]vr(?:ier\b|\.)|mars\b|avr(?:il\b|\.)|mai\b|juin\b|juil(?:let\b|l?\.)|ao[uû]t\b"
    r"|sept(?:embre\b|\.)|oct(?:obre\b|\.)|nov(?:embre\b|\.)|d[ée]c(?:embre\b|\.))"
)
REPUBLICAN_MONTH = (
    r"(?:vend[ée]miaire|brumaire|frimaire|niv[ôo]se|pluvi[ôo]se|vent[ôo]se|germinal|flor[ée]al|prairial|messidor"
    r"|thermidor|fructidor)\b"
)
SEASON = r"(?:printemps|[ée]té|automne|hiver)\b"
_UNIT = r"(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize)"
_WORDED = rf"(?:quatre-vingts?|soixante|cinquante|quarante|trente|vingt|dix|{_UNIT})"
NUMBER = rf"{_WORDED}(?:(?:[\s-]et)?[\s-]{_UNIT})?(?:-{_UNIT})?\b"
WORDED_DAY = rf"(?:premier|trente(?:(?:[\s-]et)[\s-]un)?|vingt(?:(?:[\s-]et)?[\s-]{_UNIT})?|dix-{_UNIT}|{_UNIT})\b"
DAY = r"(?:[1I]\s?(?:er|ᵉʳ|°)|0?[1-9](?!\d)|[12]\d(?!\d)|3[01](?!\d))"
YEAR = r"(?:1\d{3}|20[0-4]\d)(?!\d)"
WORDED_YEAR = rf"(?:(?:deux[\s-]mille|mil|mille)[\s-])?{_WORDED}(?:-{_UNIT})?[\s-]cents?(?:[\s-]{NUMBER})?"
DECADE_WORD = r"(?:vingt|trente|quarante|cinquante|soixante-dix|soixante|quatre-vingt-dix|quatre-vingts?)\b"

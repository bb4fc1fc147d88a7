"""A name in, other ways to write it out: what a search by exact label would miss. Pure functions.

French texts transcribe Russian names their own way (Dzerjinski, Khrouchtchev); most labels of Wikidata transcribe them
in English (Dzerzhinsky, Khrushchev). Stands before :mod:`graph.wikidata`, which asks for every spelling.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

MOST: Final = 24  # spellings of one name
CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
MIDDLE: Final = re.compile(r" \w+(?:itch|ich|vna|вич|вна|ьич)(?= )")  # a patronymic between first name and surname
ARTICLE: Final = re.compile(r"^(?:les? |la |l['’])", re.IGNORECASE)
KING: Final = re.compile(r" [IVX]+(?:er)?$")
FIRST_NAMES: Final = {
    french: tuple(english.split("|"))
    for french, _, english in (
        pair.partition("=")
        for pair in (
            "adolf=Adolf|Adolph alexandre=Alexander|Aleksandr alexeï=Alexei|Aleksei|Alexey alexis=Alexei "
            "anatoli=Anatoly|Anatoli andreï=Andrei|Andrey andré=Andrei catherine=Catherine dimitri=Dmitry "
            "dmitri=Dmitry|Dmitri evgueni=Yevgeny|Evgeny félix=Felix|Feliks georges=Georgi|Georgy|George "
            "georgi=Georgy|Georgi grigori=Grigory|Grigori guenrikh=Genrikh gueorgui=Georgy|Georgi henri=Genrikh "
            "iakov=Yakov ilia=Ilya iossif=Joseph|Iosif iouri=Yuri|Yury joseph=Joseph lavrenti=Lavrentiy|Lavrenty "
            "lazare=Lazar léon=Leon|Lev maria=Maria michel=Mikhail mikhaïl=Mikhail nadejda=Nadezhda "
            "nicolas=Nikolai|Nikolay|Nicholas nikolaï=Nikolai|Nikolay paul=Paul|Pavel pierre=Peter|Pyotr "
            "piotr=Pyotr|Peter serge=Sergei sergueï=Sergei|Sergey valeri=Valery vassili=Vasily|Vasili véra=Vera "
        ).split()
    )
}
# French transcription of Russian -> English, in this order; \x00 and \x01 stand for what must not be rewritten again
TO_ENGLISH: Final = (
    ("chtch", "\x01"), ("tch", "\x00"), ("ch", "sh"), ("dj", "dzh"), ("j", "zh"), ("gu(?=[eéiï])", "g"), ("ss", "s"),
    (r"([ov])ff$", r"\1v"), ("iou", "yu"), ("ou", "u"), ("^ia", "ya"), ("(?<=[aeo])ïa", "ya"), ("^ie", "ye"),
    ("ski$", "sky"), ("ï", "i"), ("é|è", "e"), (r"(?<=[a-z])(?<![aeiouy])(i|o|u)ne$", r"\1n"), ("\x01", "shch"),
    ("\x00", "ch"),
)  # fmt: skip
# other English ways, each tried by itself
OTHERS: Final = (
    ("sky$", "ski"), ("i$", "y"), ("^e", "ye"), ("ia", "ya"), ("lya", "lia"), ("ei$", "ey"), ("iev$", "yev"),
    ("^io", "jo"), ("^io", "yo"),
)  # fmt: skip
FROM_CYRILLIC: Final = dict(
    pair.split("=")
    for pair in "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts "
    "ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g".split(" ")
)
RUSSIAN: Final = re.compile(r"ou|tch|dj|kh|ï|ine\b|ski\b|ov\b|ev\b|off\b|\bi[aeo]|gu[ei]|ss|ovna|j|ch", re.IGNORECASE)


def spell(name: str, room: str = "") -> tuple[str, ...]:
    """Return further spellings of a name, most likely first, the name itself not among them.

    >>> spell("Félix Dzerjinski", "person")[:2]
    ('Felix Dzerzhinsky', 'Felix Dzerzhinski')
    >>> spell("Le Capital")
    ('le Capital', 'Capital')
    """
    found: list[str] = []
    if room == "person" or (room == "place" and " " not in name):
        found.extend(romanize(name) if CYRILLIC.search(name) else transcribe(name))
    found.extend(_rewrite(name, room))
    return tuple(dict.fromkeys(other for other in found if other and other != name))[:MOST]


def transcribe(name: str) -> tuple[str, ...]:
    """Return English ways to write a Russian name that stands in French transcription, none for another name."""
    words = MIDDLE.sub("", name).split()
    if not words or "." in name or not (RUSSIAN.search(name) or words[0].lower() in FIRST_NAMES):
        return ()
    ways = [_transcribe_word(word, first=number < len(words) - 1) for number, word in enumerate(words)]
    return tuple(" ".join(way) for way in itertools.islice(itertools.product(*ways), MOST))


def romanize(name: str) -> tuple[str, ...]:
    """Return English ways to write a name that stands in Cyrillic letters."""
    words = MIDDLE.sub("", name).split()
    ways = []
    for word in words:
        plain = "".join(FROM_CYRILLIC.get(letter, letter) for letter in word.lower())
        ends = re.sub(r"iy$|yy$", "y", plain)
        ways.append(tuple(dict.fromkeys((ends, re.sub(r"^e", "ye", ends), re.sub("yo", "e", ends)))))
    capital = (tuple(part.capitalize() for part in way) for way in itertools.product(*ways))
    return tuple(" ".join(way) for way in itertools.islice(capital, MOST))


def strip_accents(text: str) -> str:
    """Return the text without accents: ``Étienne`` -> ``Etienne``."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _transcribe_word(word: str, *, first: bool) -> tuple[str, ...]:
    if KING.fullmatch(f" {word}"):
        return (word,)
    known = FIRST_NAMES.get(word.lower(), ()) if first else ()
    main = word.lower()
    for pattern, other in TO_ENGLISH:
        main = re.sub(pattern, other, main)
    main = strip_accents(main)
    ways = [main, *(re.sub(pattern, other, main) for pattern, other in OTHERS)]
    return tuple(dict.fromkeys((*known, *(_capitalize(way) for way in ways))))


def _capitalize(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def _rewrite(name: str, room: str) -> Iterable[str]:
    yield name.replace("’", "'") if "’" in name else name.replace("'", "’")
    if room in ("person", "place"):
        yield strip_accents(name) if not CYRILLIC.search(name) else ""
    if room == "person":
        return
    yield name[:1].swapcase() + name[1:] if " " in name else ""
    bare = ARTICLE.sub("", name)
    yield bare[:1].upper() + bare[1:] if bare != name and len(bare) > 3 else ""
    if " " not in name and name.count("-") == 1:
        yield name.replace("-", " ")

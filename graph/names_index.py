"""A written name in, the entities that it may mean out, each with a score.

Case, accents, script and the way of transliterating do not matter: names are compared as they are folded
(``Троцкий`` is ``trotskii``) and as they roughly sound (``Trotzki``, ``Trotsky`` and ``Trotski`` are one). What to
compare is found by trigrams, RapidFuzz measures the rest. The names lie in the tables of :mod:`graph.name_tables`.
"""

import re
import sqlite3
import threading
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from rapidfuzz import fuzz

from graph.iris import slug

COMPARED: Final = 200  # names with the most trigrams in common are compared letter by letter
LONGEST: Final = 200  # characters of a name that is looked for
FEW: Final = 4  # trigrams of a name that are looked up in any case
MANY: Final = 20_000  # names that all of them together may have
NOWHERE: Final = array("I")
LEAST: Final = 40.0  # a score below this is no candidate
READ: Final = 20_000  # beginnings of words that a prefix may be completed to
BEGUN: Final = """SELECT first, entity, text, main FROM (SELECT * FROM beginnings WHERE rest >= ? AND rest < ? LIMIT ?)
  JOIN names USING (number)"""
OWN: Final = "SELECT entity, text, main FROM names WHERE entity = ? ORDER BY main DESC, text"

# What transliterations from Cyrillic, and French endings, write differently; in this order, on folded words.
SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("sch?tsch|chtch|shch", "s"), ("tsch|tch|cz", "h"), ("sch|sh|sz", "h"), ("kh|ch|zh", "h"), ("tz|ts", "z"),
        ("w|ff$", "v"), ("ph", "f"), ("ou", "u"), ("ck|qu|q|c", "k"), ("[yj]", "i"), ("(?<=[a-z]{3})e$", ""),
        (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
NUMBER: Final = re.compile(r"(\d+|[ivx]+)(?:er|re|i?eme|e)|\d+|[ivx]{2,}")
VOWELS: Final = re.compile("[aeiouy]")
Prepared = tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]
ROMAN: Final = tuple("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split())
CAPITALS: Final = re.compile(r"[^\W\d_a-zà-ÿ]{2,}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity; ``main`` for the one that it is shown under."""

    entity: str
    text: str
    main: bool


@dataclass(frozen=True, slots=True)
class Found:
    """An entity that a name may mean, the name of it that fits best, and how well, from 0 to 100.

    ``same`` where the name is the one looked for, however written; ``contains`` where all its words are among others.
    """

    entity: str
    name: Name
    score: float
    same: bool
    contains: bool


class NamesIndex:
    """The names of a graph in tables that :mod:`graph.name_tables` has written, to be searched by many threads."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._sizes = array("H", self._ask("SELECT numbers FROM sizes")[0][0])

    def find(self, text: str, keep: Callable[[str], bool] = lambda entity: True) -> list[Found]:
        """Return the entities that ``text`` may mean and that ``keep`` lets through, the best first."""
        best: dict[str, Found] = {}
        for name in self._find_near(text[:LONGEST], keep):
            found = compare(text[:LONGEST], name)
            if found.score >= LEAST and (name.entity not in best or found.score > best[name.entity].score):
                best[name.entity] = found
        return sorted(best.values(), key=lambda found: (-found.score, len(found.name.text), found.entity))

    def complete(self, prefix: str, keep: Callable[[str], bool] = lambda entity: True, most: int = 1000) -> list[Name]:
        """Return a name of each entity that has a word where ``prefix`` begins: whole names first, then short ones."""
        start = fold(prefix[:LONGEST])
        rank: dict[str, tuple[bool, bool, int, str]] = {}
        chosen: dict[str, Name] = {}
        for first, *row in self._ask(BEGUN, start, f"{start}\U0010ffff", READ):
            if len(chosen) >= most:
                break
            name = _to_name(row)
            place = (first > 0, not name.main, len(name.text), name.entity)
            if keep(name.entity) and place < rank.get(name.entity, (True, True, 1 << 30, "")):
                rank[name.entity], chosen[name.entity] = place, name
        return sorted(chosen.values(), key=lambda name: rank[name.entity])

    def find_names(self, entity: str) -> tuple[Name, ...]:
        """Return all names of an entity, the one that it is shown under first."""
        return tuple(map(_to_name, self._ask(OWN, entity)))

    def close(self) -> None:
        """Give the database back."""
        with self._lock:
            self._database.close()

    def _find_near(self, text: str, keep: Callable[[str], bool]) -> Iterator[Name]:
        """Yield the names that share most with ``text``: trigrams in common over trigrams of both (Dice).

        Rare trigrams come first; those that very many names have are only looked up where they are all there is.
        """
        postings = sorted((self._read_posting(gram) for gram in find_trigrams(text)), key=len)
        grams: list[array[int]] = []
        hits: Counter[int] = Counter()
        for posting in postings:
            if len(grams) >= FEW and len(posting) + sum(map(len, grams)) > MANY:
                break
            grams.append(posting)
            hits.update(posting)
        shares = sorted((-2 * count / (len(grams) + self._sizes[number]), number) for number, count in hits.items())
        return islice(
            (name for name in self._read_names([number for _, number in shares]) if keep(name.entity)), COMPARED
        )

    def _read_posting(self, gram: str) -> "array[int]":
        found = self._ask("SELECT numbers FROM trigrams WHERE gram = ?", gram)
        return array("I", found[0][0]) if found else NOWHERE

    def _read_names(self, numbers: Sequence[int]) -> Iterator[Name]:
        """Yield names by their numbers, some at a time."""
        for start in range(0, len(numbers), COMPARED):
            some = numbers[start : start + COMPARED]
            rows = self._ask(
                f"SELECT number, entity, text, main FROM names WHERE number IN ({','.join(map(str, some))})"
            )
            by_number = {number: row for number, *row in rows}
            yield from (_to_name(by_number[number]) for number in some)

    def _ask(self, sql: str, *values: str | int) -> list[Any]:
        with self._lock:
            return self._database.execute(sql, values).fetchall()


def _to_name(row: Sequence[Any]) -> Name:
    entity, text, main = row
    return Name(entity, text, bool(main))


def compare(text: str, name: Name) -> Found:
    """Compare what is looked for with a name.

    The same letters give 100, the same in another order 98, the same sound 93, initials for first names 85, some of
    the words 60 to 80, a single word like one of them up to 70, and any other likeness less than 90; a name that is
    not the main one loses 1, other numbers (``IIe congrès``, ``IIIe congrès``) take two fifths.

    >>> compare("trotzki, leon", Name("person/leon-trotsky", "Léon Trotsky", True)).score
    93.0
    """
    (ours, heard, our_numbers), (theirs, sounds, their_numbers) = prepare(text), prepare(name.text)
    contains = len(heard) < len(sounds) and not Counter(heard) - Counter(sounds)
    same = sorted(heard) == sorted(sounds)
    if same and is_acronym(name.text) and _letters(text) != _letters(name.text):
        same, score = False, 85.0  # KPO and KPÖ are two parties
    elif ours == theirs:
        score = 100.0
    elif sorted(ours) == sorted(theirs):
        score = 98.0
    elif same:
        score = 93.0
    elif share_initials(ours, theirs):
        score = 85.0
    else:
        score = 90 * (fuzz.token_sort_ratio(" ".join(heard), " ".join(sounds)) / 100) ** 2
        if contains:
            score = max(score, 60 + 20 * sum(map(len, heard)) / max(1, sum(map(len, sounds))))
        elif len(heard) == 1:
            score = max(score, 70 * max((fuzz.ratio(heard[0], word) / 100 for word in sounds), default=0) ** 2)
    if our_numbers != their_numbers:
        score *= 0.6
    return Found(name.entity, name, round(max(0.0, score - (not name.main)), 1), same, contains)


@lru_cache(maxsize=50_000)
def prepare(text: str) -> Prepared:
    """Return the folded words of a name, how they sound, and the numbers among them."""
    words = tuple(fold(text).split())
    return words, tuple(sound(word) for word in words), find_numbers(words)


def share_initials(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether the last words sound the same and each before them is the other's, or its first letter."""
    if len(ours) != len(theirs) or len(ours) < 2 or sound(ours[-1]) != sound(theirs[-1]):
        return False
    pairs = zip(ours[:-1], theirs[:-1], strict=True)
    return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in pairs)


def find_numbers(words: Iterable[str]) -> frozenset[str]:
    """Return the numbers among folded words, Roman ones as Arabic, without their endings."""
    found = (match.group(1) or match.group() for word in words if (match := NUMBER.fullmatch(word)))
    return frozenset(str(ROMAN.index(number) + 1) if number in ROMAN else number for number in found)


def is_acronym(text: str) -> bool:
    """Tell whether a name is written in capitals only, as ``KPD`` is."""
    return CAPITALS.fullmatch(text.replace(".", "").replace("(", "").replace(")", "")) is not None


def find_trigrams(text: str) -> frozenset[str]:
    """Return the trigrams of the words as they sound; the edges of a word count as letters."""
    words = {f"^{sound(word)}$" for word in fold(text).split()}
    return frozenset(word[at : at + 3] for word in words for at in range(max(1, len(word) - 2)))


def fold(text: str) -> str:
    """Return the words of a name in ASCII and lower case; in scripts that have no such form, in lower case.

    >>> fold("Троцкий, Л. Д."), fold("l’Œuvre")
    ('trotskii l d', 'l oeuvre')
    """
    words = slug(text).replace("-", " ")
    return words if not words.startswith("x ") else " ".join(re.findall(r"\w+", text.casefold()))


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Return roughly how a folded word sounds.

    >>> [sound(word) for word in ("trotsky", "trotzki", "boukharine", "bucharin")]
    ['trozki', 'trozki', 'buharin', 'buharin']
    """
    if word in ROMAN or not VOWELS.search(word):
        return word  # a number or an acronym, of which every letter counts
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def hear(folded: str) -> str:
    """Return how the words of a folded name sound."""
    return " ".join(sound(word) for word in folded.split())


def join_letters(folded: str) -> str:
    """Return ``psu`` for ``p s u``: an acronym with its points; ``""`` for any other name."""
    words = folded.split()
    return "".join(words) if len(words) > 1 and all(len(word) == 1 for word in words) else ""


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()

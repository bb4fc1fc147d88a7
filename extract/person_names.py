"""The parts of a person's name: turned round in bibliographies, surname, first names, and whether two may be one.

First names of one family (``rules/first_names.tsv``: Léon, Lev, Leo) count as one, and so do their spellings.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.lexicons import fold
from extract.rules import read_rows
from extract.spellings import find_keys

_TURNED = re.compile(r"([A-ZÀ-Þ'’-]{2,}|[A-ZÀ-Þ][\w'’-]+,) ((?:[A-ZÀ-Þ](?:\.|[a-zà-ÿ]+)[ -]?)+)$")


def turn(text: str) -> str:
    """Return a name as it is said, where it is written as in a bibliography: ``TROTSKY Léon`` → ``Léon Trotsky``."""
    match = _TURNED.match(text)
    if not match:
        return text
    surname = match.group(1).rstrip(",")
    return f"{match.group(2).strip()} {surname.title() if surname.isupper() else surname}"


def surname_of(text: str) -> str:
    """Return the last word of a name as it is said, initials left out."""
    text = turn(text)
    parts = [part for part in text.split() if not re.fullmatch(r"(?:[A-ZÀ-Þ]\.-?)+", part)]
    return parts[-1] if parts else text


@dataclass(frozen=True, slots=True)
class FirstName:
    """A first name or initial: its keys (and its family's, as ``!leon``), and the sounds it may begin with."""

    keys: frozenset[str]
    sounds: frozenset[str]
    full: bool

    @property
    def key(self) -> str:
        """One key for all: the family where there is one, ``a.`` for an initial."""
        return min(self.keys) if self.full else f"{min(self.sounds)}."


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name read: ``first`` names in order (patronymic among them), ``surname``, ``mark`` (père, fils)."""

    first: tuple[FirstName, ...]
    surname: str
    mark: str = ""

    @property
    def weight(self) -> int:
        """How much is known of the first names: three for each in full, one for each initial."""
        return sum(3 if name.full else 1 for name in self.first)


@lru_cache(maxsize=400_000)
def read_person(text: str) -> PersonName:
    """Return the parts of a name as written: ``L. D. Trotsky``, ``TROTSKY Léon``, ``Liebknecht père``."""
    text = turn(" ".join(text.split()))
    head, _, last = text.rpartition(" ")
    mark = fold(last) if head and fold(last) in _MARKS else ""
    text = head if mark else text
    surname = surname_of(text)
    before = text[: text.rfind(surname)]
    words = [word for word in _FIRST.findall(before) if fold(word) not in _PARTICLES]
    return PersonName(tuple(read_first_name(word) for word in words), surname, mark)


_FIRST = re.compile(r"[^\W\d_]+(?:['’ʹ][^\W\d_]+)*\.?")
_MARKS = frozenset(("pere", "fils", "aine", "jeune", "cadet", "senior", "junior"))
_PARTICLES = frozenset("de|du|d|des|von|van|der|den|di|da|la|le|el|al|ben|zu|zur|y|e|i|dit".split("|"))


@lru_cache(maxsize=50_000)
def read_first_name(word: str) -> FirstName:
    """Return a first name or an initial (``L.``, ``Ch.``) ready to be compared."""
    bare = word.rstrip(".")
    keys = find_keys(bare)
    full = len(bare) > 2 and not word.endswith(".")
    family = frozenset().union(*(families()[key] for key in keys if key in families())) if full else frozenset()
    sounds = {key[0] for key in keys} | {fold(bare)[0]}
    for name in family:
        sounds |= family_sounds()[name]
    return FirstName(keys | family, frozenset(sounds), full)


@cache
def families() -> dict[str, frozenset[str]]:
    """Return the families (``!leon``) of each first name's keys."""
    found: dict[str, frozenset[str]] = {}
    for _, row in read_rows("first_names.tsv", ("family", "forms")):
        for key in {key for form in row["forms"].split("|") for key in find_keys(form)}:
            found[key] = found.get(key, frozenset()) | {f"!{row['family']}"}
    return found


@cache
def family_sounds() -> dict[str, frozenset[str]]:
    """Return the sounds with which the first names of each family may begin."""
    sounds: dict[str, frozenset[str]] = {}
    for key, names in families().items():
        for name in names:
            sounds[name] = sounds.get(name, frozenset()) | {key[0]}
    return sounds


def agree(one: Sequence[FirstName], other: Sequence[FirstName]) -> bool:
    """Return whether two rows of first names may be one person's: each like its counterpart, or its initial."""
    return all(
        not left.keys.isdisjoint(right.keys) if left.full and right.full else not left.sounds.isdisjoint(right.sounds)
        for left, right in zip(one, other, strict=False)
    )

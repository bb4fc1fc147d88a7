"""Words that no list knows in, known surnames misprinted or spelt otherwise out: ``TTrotsky``, ``Trockij``.

What scanning and other alphabets do to a name is undone by the keys of :mod:`extract.spellings`, and by closing up
letters that stand apart. Only long surnames are looked for, only within a sentence, only where no other finder sees
anything.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from extract.found_names import FoundName, Span
from extract.lexicons import Lexicon, Name, Word, fold
from extract.spellings import find_keys

_LEAST = 6
"""A surname of fewer letters is too like other words."""
_SPACED = re.compile(r"(?<!\w)[A-ZÀ-ÞŒ](?: [A-Za-zÀ-ÿ]){3,}(?!\w)")


def find_misprinted(
    text: str, words: Sequence[Word], names: Sequence[FoundName], sentences: Sequence[Span], lexicon: Lexicon
) -> Iterator[FoundName]:
    """Yield the persons whose surname is misprinted, beside the ``names`` found before."""
    taken = {name.start for name in names if name.by != "model"}
    starts = {start for start, _ in sentences}
    surnames = index_surnames(lexicon.surnames)
    for word in words:
        surface = text[word.start : word.end]
        if (
            len(surface) >= _LEAST
            and surface[0].isupper()
            and word.start not in taken
            and word.start not in starts
            and word.fold not in lexicon.root.next
            and (found := find_surname(surface, surnames))
        ):
            yield from _persons(surface, word.start, word.end, found, lexicon)
    for match in _SPACED.finditer(text):
        closed = fold(match[0].replace(" ", ""))
        if closed in lexicon.surnames:
            yield from _persons(match[0], *match.span(), closed, lexicon)


@lru_cache(maxsize=4)
def index_surnames(surnames: tuple[str, ...]) -> Mapping[str, str]:
    """Return the surname of each key that only one long surname has, and of its own folded form."""
    index: dict[str, str] = {}
    for surname in surnames:
        if len(surname) >= _LEAST:
            for key in find_keys(surname):
                index[key] = "" if index.get(key, surname) != surname else surname
    plain = {surname: surname for surname in surnames if len(surname) >= _LEAST}
    return {key: surname for key, surname in index.items() if surname} | plain


@lru_cache(maxsize=20_000)
def _keys(word: str) -> frozenset[str]:
    return find_keys(word)


def find_surname(word: str, surnames: Mapping[str, str]) -> str:
    """Return the one surname that ``word`` may spell, ``""`` where there is none or several, or it is spelt so."""
    if word.endswith("s") and surnames.get(fold(word[:-1])):  # "les Trotskys"
        return fold(word[:-1])
    found = {surnames[key] for key in _keys(word) if key in surnames}
    only = found.pop() if len(found) == 1 else ""
    return only if only and fold(word)[0] == only[0] else ""


def _order(name: Name) -> bool:
    return name.ambiguous


def _persons(surface: str, start: int, end: int, surname: str, lexicon: Lexicon) -> Iterator[FoundName]:
    node = lexicon.root.next.get(surname)
    bearers = sorted((name for name in node.names if name.id.startswith("person/")), key=_order) if node else []
    if ids := tuple(dict.fromkeys(name.id for name in bearers)):
        yield FoundName(start, end, "Person", surface, "spelling", 0.7, ids, sure=False)

"""Authority entries in, a matcher of their names over text out.

Words are compared without case and accents in a trie, then each hit is checked: capitals where the name has them,
the same kind of gap between words. One pass over the words of a text, whatever the number of names.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from ontology.authority import Entry, Variant, read_authority

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = "'’ʼ"
# spans hold no article and no title: "général Kornilov" is found as "Kornilov"
_BEFORE_NAME = re.compile(
    r"^(?:[Ll]e |[Ll]a |[Ll]es |[Ll]['’](?=[A-ZÀ-Þ][\w-]*$)|général |amiral |maréchal |colonel |comte |comtesse "
    r"|prince |princesse |baron |pope |tsar |tsarévitch |docteur |camarade )+(?=[A-ZÀ-Þ])"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its span and its folded form."""

    start: int
    end: int
    fold: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entry, ready to be compared: the words as written and the gaps between them."""

    id: str
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    ambiguous: bool
    any_case: bool
    tail: str
    lenient: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: its span, its names (several entities may share one)."""

    start: int
    end: int
    names: tuple[Name, ...]


@dataclass(slots=True)
class _Node:
    next: dict[str, "_Node"] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The names of many entries in a trie, the entries by id, ids of bodies by label, first names, folded surnames."""

    root: _Node
    entries: dict[str, Entry]
    bodies: dict[str, str] = field(default_factory=dict)
    first_names: frozenset[str] = frozenset()
    surnames: tuple[str, ...] = ()


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return ``word`` without case, accents and ligatures: what two spellings of a name share."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def split_words(text: str) -> list[Word]:
    """Return the words of ``text`` in order; apostrophes, hyphens and points part words."""
    return [Word(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text)]


def compile_lexicon(entries: Iterable[Entry]) -> Lexicon:
    """Build the trie of all labels and variants of ``entries``."""
    root = _Node()
    by_id = {entry.id: entry for entry in entries}
    foreign: list[tuple[str, Variant]] = []
    for entry in by_id.values():
        for variant in (Variant(entry.label), *entry.variants, *_implied_variants(entry)):
            if variant.language == "fr":
                _insert(root, entry.id, variant)
            else:
                foreign.append((entry.id, variant))
    # "Mexico" is a town in French, whatever the country is called in English
    taken = {id(node) for node in _nodes(root) if node.names}
    for id_, variant in foreign:
        _insert(root, id_, variant, taken)
    rooms = ("organisation", "party", "soviet")
    bodies = {entry.label: id_ for id_, entry in by_id.items() if entry.room in rooms}
    first_names = frozenset(_read_first_names(by_id.values()))
    surnames = {fold(entry.label.split()[-1]) for entry in by_id.values() if entry.room == "person"}
    return Lexicon(root, by_id, bodies, first_names, tuple(sorted(surnames)))


_NO_FIRST_NAME = frozenset(
    "Big Che De Di Dos Du El He La Le Lord Mme Sir Saint Famille Camarade Franchet Marteau Garan Page Patriarche Palme"
    " Van Von Noy Mark Merle May Primo Pie Po Qu Haya Largo Queipo Lombardo Drieu Burnett Bethmann Arco Rhys".split()
)


def _read_first_names(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the first words of the names of persons that have several."""
    for entry in entries:
        if entry.room == "person":
            for name in (entry.label, *(one.text for one in entry.variants if one.language == "fr")):
                first, _, rest = name.partition(" ")
                if rest and len(first) > 2 and "." not in first and first[0].isupper() and first not in _NO_FIRST_NAME:
                    yield first


def _nodes(node: _Node) -> Iterator[_Node]:
    yield node
    for following in node.next.values():
        yield from _nodes(following)


@cache
def default_lexicon() -> Lexicon:
    """Return the lexicon of the shipped authority."""
    return compile_lexicon(read_authority())


def _implied_variants(entry: Entry) -> Iterator[Variant]:
    """Yield the bare surname of a person whose row does not list it, as ambiguous."""
    words = entry.label.split()
    if entry.room != "person" or len(words) < 2 or len(words[-1]) < 4 or not words[-1][0].isupper():
        return
    surname = words[-1]
    if all(variant.text != surname for variant in entry.variants):
        yield Variant(surname, ambiguous=True)


def _insert(root: _Node, id_: str, variant: Variant, taken: Container[int] = ()) -> None:
    text = _BEFORE_NAME.sub("", variant.text) if id_.startswith("person/") else variant.text
    matches = list(_WORD.finditer(text))
    if not matches:
        return
    words = tuple(match.group() for match in matches)
    gaps = tuple(gap_class(text[left.end() : right.start()]) for left, right in pairwise(matches))
    node = root
    for word in words:
        node = node.next.setdefault(fold(word), _Node())
    # "Marcel liebman", "Jean-jacques Marie": careless capitals in a name of several words; titles vary in theirs
    lenient = id_.startswith("person/") and len(words) > 1 and all(len(word) > 3 for word in words)
    lenient = lenient or (id_.startswith("work/") and len(words) > 2 and not variant.any_case)
    name = Name(id_, words, gaps, variant.ambiguous, variant.any_case, text[matches[-1].end() :], lenient)
    if name not in node.names and id(node) not in taken:
        node.names.append(name)


def gap_class(gap: str) -> str:
    """Return the kind of gap between words: ``s`` (space or hyphen), ``a`` (apostrophe), ``d`` (point) or itself."""
    stripped = gap.replace("\u00a0", " ").replace("\u202f", " ").strip(" ")
    if stripped in ("", "-", "‑", "–"):
        return "s" if gap else ""
    if stripped and stripped in _APOSTROPHES:
        return "a"
    return "d" if stripped in (".", ".-") else stripped


def find_hits(
    text: str, words: list[Word], lexicon: Lexicon, accept: Callable[[Hit], object] | None = None
) -> Iterator[Hit]:
    """Yield the longest hits from left to right, none overlapping another; only those that ``accept`` takes, if given.

    Where the longest is refused, shorter ones and those that begin within it have their turn.
    """
    index, count = 0, len(words)
    root = lexicon.root.next
    while index < count:
        taken = 0
        if words[index].fold in root:
            for hit, length in reversed(list(_hits_at(text, words, index, lexicon.root))):
                if accept is None or accept(hit):
                    yield hit
                    taken = length
                    break
        index += taken or 1


def _hits_at(text: str, words: list[Word], index: int, node: _Node) -> Iterator[tuple[Hit, int]]:
    """Yield the hits that begin at a word, each with its number of words, the shortest first."""
    position = index
    while position < len(words) and (following := node.next.get(words[position].fold)):
        node, position = following, position + 1
        names = tuple(name for name in node.names if _agrees(text, words[index:position], name))
        if names:
            end = words[position - 1].end
            end += max(len(_tail(text, end, name)) for name in names)
            yield Hit(words[index].start, end, names), position - index


def _tail(text: str, end: int, name: Name) -> str:
    """Return the marks after the last word that belong to the name where the text has them: "I.C.", "Que faire ?"."""
    mark = name.tail.strip()
    if mark not in (".", "?", "!", ")"):
        return ""
    found = _MARK.match(text, end)
    inside = mark == ")" and text[end + 1 : end + 2].isalnum()  # "PC(b)R" is no PC(b)
    return found.group() if found and found.group().strip() == mark and not inside else ""


_MARK = re.compile(r"[ \u00a0\u202f]?[.?!)]")


def _agrees(text: str, words: list[Word], name: Name) -> bool:
    for left, right, gap in zip(words, words[1:], name.gaps, strict=False):
        if gap_class(text[left.end : right.start]) != gap:
            return False
    if name.lenient and not text[words[0].start].isupper():
        return False
    needs_mark = name.tail.strip() in ("?", "!", ")") or (len(name.words) == 1 and name.tail.startswith("."))
    if needs_mark and not _tail(text, words[-1].end, name):
        return False
    return all(
        _case_agrees(text[word.start : word.end], wanted, name) for word, wanted in zip(words, name.words, strict=True)
    )


_SHORT: Final = 4


def _case_agrees(found: str, wanted: str, name: Name) -> bool:
    if len(found) <= _SHORT and found[-1] != wanted[-1] and "é" in (found[-1], wanted[-1]):
        return False  # "Lié à Staline" is no Lie
    if name.any_case or name.lenient:
        return True
    if wanted.isupper() and 2 <= len(wanted) <= 6 and not re.fullmatch("[IVX]+", wanted):
        return found.isupper() or (len(name.words) > 1 and found[0].isupper())
    return found[0].isupper() if wanted[0].isupper() else True

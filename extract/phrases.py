"""The items of a sentence in, noun phrases out: the step between :mod:`extract.items` and :mod:`extract.clauses`.

A phrase is ``preposition + determiner + head``, with the names that its head stands for: a name itself, names joined to
it by "et", or the name that follows a title ("le camarade Trotsky").
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.items import Item


@dataclass(slots=True)
class Phrase:
    """A noun phrase over items ``first`` to ``end`` (exclusive).

    ``numbers`` are the arguments it stands for, ``of`` its complements in "de", ``owner`` the argument of "son", "sa"
    (-1 where there is none), ``determined`` whether an article or the like stands before its head.
    """

    prep: str
    first: int
    head: int
    end: int
    lemma: str
    numbers: tuple[int, ...] = ()
    of: list["Phrase"] = field(default_factory=list)
    owner: int = -1
    determined: bool = False
    possessed: bool = False


_GROUPS: Final = {"P": "P", "A": "A", "O": "A", "S": "A", "F": "A", "L": "L", "E": "E", "W": "W"}
_BODIES: Final = "AOSF"
_JOINS: Final = frozenset(("et", "ou", "ni", "puis"))
_UP_TO: Final = ("jusque", "jusqu'", "jusqu’", "à")


def read_phrase(items: Sequence[Item], place: int, before_verb: bool = False) -> Phrase | None:
    """Return the noun phrase that begins at ``place``, or None.

    ``before_verb`` says that it may be a subject: then a verb may follow the last of its coordinated names.
    """
    first, prep, place = place, "", place
    while place < len(items) and items[place].type == "p":
        prep, place = items[place].lemma, place + 1
    owner, determined, possessed = -1, False, False
    while place < len(items) and items[place].type in 'da"':
        if items[place].type == "d":
            owner = max(owner, items[place].number)
            determined = True
            possessed = possessed or items[place].form in ("son", "sa", "ses", "leur", "leurs")
        elif items[place].form == "»":
            return None
        place += 1
    if place >= len(items) or items[place].type not in "Nnr":
        return None
    phrase = Phrase(prep, first, place, place + 1, items[place].lemma, (), [], owner, determined, possessed)
    if items[place].type == "N":
        phrase.numbers = (items[place].number,)
        after = skip_adjectives(items, phrase.end) if items[place].kind in _BODIES else len(items)
        if after < len(items) and items[after].type == "s":
            phrase.end = after  # "les SR terroristes qui"
        _join_names(items, phrase, before_verb)
    elif items[place].type == "n" or items[place].form in ("un", "une", "ceux", "celui", "celle", "celles"):
        _read_noun(items, phrase, before_verb)
    return phrase


def _read_noun(items: Sequence[Item], phrase: Phrase, before_verb: bool) -> None:
    """Read what follows a common noun: adjectives, a name in apposition ("le camarade X"), complements in "de"."""
    place = skip_adjectives(items, phrase.end)
    if place < len(items) and items[place].type == "N" and items[place].kind != "L":
        phrase.numbers, phrase.end = (items[place].number,), place + 1
        if items[place].kind == "P":
            phrase.head = place
            _join_names(items, phrase, before_verb)
        return
    while place < len(items):
        phrase.end = place
        item = items[place]
        if item.type == "T" or (item.type == '"' and item.form != "«"):
            place += 1
            continue
        if item.type != "p" or item.lemma != "de":
            break
        inner = read_phrase(items, place, before_verb)
        if inner is None:
            break
        phrase.of.append(inner)
        place = inner.end
    phrase.end = place


def skip_adjectives(items: Sequence[Item], place: int) -> int:
    """Return the place after adjectives, their adverbs and closing quotation marks."""
    while place < len(items) and (items[place].type == "a" or (items[place].type == '"' and items[place].form != "«")):
        place += 1
    return place


def skip_brackets(items: Sequence[Item], place: int) -> int:
    """Return the place after a bracket that opens at ``place``, else ``place``."""
    if place >= len(items) or items[place].type != "(":
        return place
    for end in range(place + 1, min(len(items), place + 30)):
        if items[end].type == ")":
            return end + 1
    return place


def _join_names(items: Sequence[Item], phrase: Phrase, before_verb: bool) -> None:
    """Extend a name's phrase by the names joined to it: "A et B", "A, B et C", "du PCF et de l'IC"."""
    place = skip_brackets(items, phrase.end)
    members: list[tuple[str, int, int]] = []  # link, number, end
    while found := _next_member(items, place, phrase, members):
        members.append(found)
        place = skip_brackets(items, found[2])
    links = [link for link, _, _ in members]
    if members and not before_verb and _is_followed_by_verb(items, members[-1][2]):
        members.pop()  # "rejoignit A et B quitta": B is the next clause's
    lists = any(link in _JOINS for link in links) or len(members) > 1 or (members and _goes_on(items, members[-1][2]))
    if not lists:
        phrase.end = skip_brackets(items, phrase.end)
        return
    last = max((i for i, link in enumerate(links[: len(members)]) if link in _JOINS), default=len(members) - 1)
    if members:
        phrase.numbers = (*phrase.numbers, *(number for _, number, _ in members[: last + 1]))
        phrase.end = members[last][2]


def _next_member(
    items: Sequence[Item], place: int, phrase: Phrase, members: Sequence[tuple[str, int, int]]
) -> tuple[str, int, int] | None:
    link = ""
    while place < len(items) and (
        items[place].type == "," or (items[place].type == "c" and items[place].form in _JOINS)
    ):
        link = items[place].form if link in ("", ",") else link
        place += 1
    if not link:
        return None
    if place < len(items) and items[place].type == "b":
        place += 1
    while place < len(items) and items[place].type == "p" and items[place].lemma in (phrase.prep, *_UP_TO):
        place += 1
    start = place
    while place < len(items) and items[place].type in "da":
        place += 1
    if place >= len(items):
        return None
    determined = place > start
    titled = skip_adjectives(items, place + 1) if items[place].type == "n" else len(items)
    if titled < len(items) and items[titled].kind == "P" == items[phrase.head].kind:
        place = titled  # "l'Indien Roy et le jeune Américain Browder", "le député monarchiste X"
    item, head = items[place], items[phrase.head]
    apart = phrase.prep == "de" and items[start - 1].type != "p"  # "secrétaire du parti, et X, directeur du journal"
    person = item.kind == "P" and not apart
    mixed = (determined or person) and link in ("et", "ni") and {item.kind, head.kind} <= set("PAOSF")
    alike = _GROUPS.get(item.kind) == _GROUPS.get(head.kind) or mixed
    if item.type == "N" and alike and not _is_pronoun(item):
        return link, item.number, place + 1
    return None


def _goes_on(items: Sequence[Item], place: int) -> bool:
    """Return whether "et" and a participle follow: "avait tué A, B et blessé C" has a list of two."""
    joined = place + 1 < len(items) and items[place].type == "c" and items[place].form == "et"
    return joined and items[place + 1].type == "v" and items[place + 1].shape == "past"


def _is_pronoun(item: Item) -> bool:
    return item.form in ("il", "elle", "celui-ci", "celle-ci")


def _is_followed_by_verb(items: Sequence[Item], place: int) -> bool:
    while place < len(items) and items[place].type in "bk":
        place += 1
    return place < len(items) and items[place].type == "v" and items[place].shape == "fin"

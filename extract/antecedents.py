"""Whom "qui", "que", "dont" and "où" tell more of: the phrases read so far in, the antecedent out.

Used by :mod:`extract.clauses`.
"""

from collections.abc import Sequence
from typing import Final

from extract.items import Item
from extract.phrases import Phrase
from extract.verbs import VerbGroup

Phrases = Sequence[tuple[Phrase, VerbGroup | None]]


def find_antecedent(
    items: Sequence[Item], phrases: Phrases, group: VerbGroup | None, before: int, place: int
) -> Phrase | None:
    """Return the phrase that a relative clause at ``place`` tells more of."""
    comma = items[place - 1].type == ","
    if comma and (focus := _focus(items, group)) is not None:
        return focus
    phrase = find_last_phrase(phrases, before)
    phrase = _inner_name(phrase) if phrase is not None else None
    if phrase is None or phrase.numbers:
        return phrase
    item = items[before]
    if comma and item.type == "N" and item.kind == "P":
        return Phrase("", before, before, before + 1, item.lemma, (item.number,))
    return _described(items, phrases, phrase) or (_apposed(items, place) if comma else None) or phrase


def _focus(items: Sequence[Item], group: VerbGroup | None) -> Phrase | None:
    """Return X in "C'est X, …, qui"."""
    if group is None or group.lemma != "être" or items[max(0, group.first - 1)].form not in ("c'", "c’", "ce"):
        return None
    return group.phrases[0] if group.phrases and group.phrases[0].numbers else None


def _described(items: Sequence[Item], phrases: Phrases, phrase: Phrase) -> Phrase | None:
    """Return the name before a common noun in apposition to it: "X, compagnon de route qui …"."""
    place = phrase.first - 1
    articles = items[phrase.first].form in ("un", "une") or not phrase.determined
    if place <= 0 or items[place].type != "," or not articles or phrase.prep:
        return None
    return next((one for one, _ in reversed(phrases) if one.end == place and one.numbers), None)


def _apposed(items: Sequence[Item], place: int) -> Phrase | None:
    """Return X in "X, ouvrier, alors stalinien de choc, qui": up to three bare words in apposition."""
    for _ in range(_APPOSED):
        start = place - 2
        while start >= 0 and items[start].type in "naNbpd" and items[start].number < 0:
            start -= 1
        if start <= 0 or items[start].type != "," or _is_led(items, start + 1):
            return None
        person = items[start - 1]
        if person.kind == "P" and person.number >= 0:
            return Phrase("", start - 1, start - 1, start, person.lemma, (person.number,))
        place = start + 1
    return None


def _is_led(items: Sequence[Item], first: int) -> bool:
    """Return whether a preposition or a definite article leads in what stands after a comma: no bare apposition."""
    while items[first].type == "b":
        first += 1
    return items[first].type not in "na" and items[first].form not in ("un", "une", "l'un", "l’un")


def find_led(items: Sequence[Item], place: int) -> str:
    """Return the preposition of "auquel", "contre laquelle", "avec qui"; ``""`` where none leads a relative in."""
    form = items[place].form
    if form in _CONTRACTED:
        return _CONTRACTED[form]
    relative = form == "qui" or form.endswith(("quel", "quelle", "quels", "quelles"))
    led = relative and place > 0 and items[place - 1].type == "p"
    return items[place - 1].lemma if led else ""


_CONTRACTED: Final = {
    "auquel": "à", "auxquels": "à", "auxquelles": "à", "duquel": "de", "desquels": "de", "desquelles": "de",
}  # fmt: skip


def is_cleft(items: Sequence[Item], group: VerbGroup | None, antecedent: Phrase | None) -> bool:
    """Return whether "que" goes on after "C'est ici, écrit X, que": no relative clause."""
    said = antecedent is not None and group is not None and group.phrases[:1] == [antecedent]
    return bool(said and group and group.lemma in _SAYING and items[group.first - 1].type == ",")


def is_restrictive(items: Sequence[Item], group: VerbGroup | None, place: int) -> bool:
    """Return whether "que" only narrows what its verb says: "n'est rentré qu'en 1882", "ne vit que X"."""
    following = items[place + 1] if place + 1 < len(items) else None
    if group is None or group.denied or following is None or following.type not in "pTNda":
        return False
    narrowed = any(item.form in ("ne", "n'", "n’") for item in items[group.first : group.last])
    near = all(item.type in 'pdanNTb"' for item in items[group.last + 1 : place])
    return narrowed and near and (following.type in "pT" or not _opens_clause(items, place + 1))


def _opens_clause(items: Sequence[Item], place: int) -> bool:
    """Return whether a finite verb stands before the next comma."""
    for item in items[place:]:
        if item.type in ",.s(":
            return False
        if item.type == "v" and item.shape == "fin":
            return True
    return False


def find_last_phrase(phrases: Phrases, before: int) -> Phrase | None:
    """Return the phrase that ends just before: the outermost, for "qui" seldom means the complement of a noun."""
    for phrase, _ in reversed(phrases):
        if phrase.end - 1 >= before:
            return phrase
        if phrase.end < before - 8:
            break
    return None


def _inner_name(phrase: Phrase) -> Phrase:
    """Return the name that "celui de X", "celle de X" stands for when a clause follows, else the phrase itself."""
    named = [inner for inner in phrase.of if inner.numbers]
    return named[-1] if phrase.lemma in _STANDINS and named else phrase


_APPOSED: Final = 3
_SAYING: Final = frozenset("écrire dire affirmer noter remarquer raconter ajouter préciser rapporter estimer".split())
_STANDINS: Final = frozenset("celui celle ceux celles".split())

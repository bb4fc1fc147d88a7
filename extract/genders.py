"""Persons in, the gender of each out, as far as something tells it: ``m`` or ``f`` by entity id.

The authority tells it for those whom it has; else the given name does (``rules/given_names.tsv`` and the given names
that the authority's persons bear); else the title or noun before the name ("Mme X", "la romancière X"), where all that
are told agree. Used by :mod:`extract.pipeline`, for pronouns.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from extract.found_names import FoundName
from extract.lexicons import Lexicon
from extract.referents import Resolved
from extract.rules import read_rows
from extract.slugs import slug

_FEMALE: Final = re.compile(
    r"\b(?:Mme|Mlle|Madame|Mademoiselle|(?:[Ll]a|[Uu]ne|[Cc]ette|[Ss]a) (?!(?:de|du|des|dite?|et)\b)[a-zà-ÿ-]+e"
    r"(?: [a-zà-ÿ-]+e)?) $"
)
_MALE: Final = re.compile(
    r"(?:\bMM?\.|\b(?:Monsieur|(?:[Ll]e|[Uu]n|[Cc]et?|[Dd]u|[Aa]u) "
    r"(?!(?:de|du|des|dit|et|nom|nommé)\b)[a-zà-ÿ-]+(?: (?!(?:de|du|des|et|par)\b)[a-zà-ÿ-]+)?)) $"
)
_REACH: Final = 40


def find_genders(
    text: str, names: Sequence[FoundName], referents: Sequence[Resolved], lexicon: Lexicon
) -> Mapping[str, str]:
    """Return ``m`` or ``f`` by entity id: for each person of the lexicon, and of the text where something tells."""
    genders = read_genders(lexicon)
    known = _add_bearers(read_given_names(), genders, lexicon)
    votes: dict[str, set[str]] = defaultdict(set)
    for name, referent in zip(names, referents, strict=True):
        if name.kind != "Person" or referent.id in genders:
            continue
        if told := _of_given_name(referent.id, name.text, known):
            genders[referent.id] = told
        else:
            votes[referent.id] |= _told_before(text[max(0, name.start - _REACH) : name.start])
    return genders | {id_: min(told) for id_, told in votes.items() if id_ not in genders and len(told) == 1}


def read_genders(lexicon: Lexicon) -> dict[str, str]:
    """Return ``m`` or ``f`` for each person of the lexicon whose gender is known."""
    return {id_: value for id_, entry in lexicon.entries.items() if (value := dict(entry.facts).get("gender"))}


def _add_bearers(known: Mapping[str, str], genders: Mapping[str, str], lexicon: Lexicon) -> dict[str, str]:
    """Return ``known`` with the given names of the lexicon's persons; those that both genders bear are left out."""
    told: dict[str, set[str]] = defaultdict(set)
    for id_, gender in genders.items():
        first, _, rest = lexicon.entries[id_].label.partition(" ")
        if rest and not first.endswith("."):
            told[slug(first)].add(gender)
    return {**{name: min(both) for name, both in told.items() if len(both) == 1}, **known}


@cache
def read_given_names() -> Mapping[str, str]:
    """Return the gender of each given name of ``rules/given_names.tsv``, by its slug."""
    rows = [row for _, row in read_rows("given_names.tsv", ("gender", "names"))]
    return {slug(name): row["gender"] for row in rows for name in row["names"].split()}


def _of_given_name(id_: str, surface: str, known: Mapping[str, str]) -> str:
    first, _, rest = id_.removeprefix("person/").partition("-")
    if rest and (told := known.get(first)):
        return told
    words = surface.split()
    return known.get(slug(words[0]), "") if len(words) > 1 else ""


def _told_before(before: str) -> set[str]:
    return {gender for gender, pattern in (("f", _FEMALE), ("m", _MALE)) if pattern.search(before)}

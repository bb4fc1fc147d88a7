"""Offices as worded in, offices as the guidelines want them out: singular, without article; and their concept."""

import re

from extract.lexicons import fold
from extract.rules import read_offices

_SKIPPED = re.compile(
    r"^(?:l['’]|une? |l[ae]s? |des |de |d['’]|anciens? |anciennes? |futurs? |future |ex-|nouveaux? |nouvelle "
    r"|alors |seul |vieux |premiers? (?=dirig))*",
    re.IGNORECASE,
)


def clean_role(role: str) -> str:
    """Return the office as the guidelines want it: in the singular, without article and "ancien"."""
    words = _SKIPPED.sub("", role.strip()).split()
    head = next((place for place, word in enumerate(words) if _LINK.match(word)), len(words))
    singular = [_singular(word) for word in words[:head]] + words[head:]
    cleaned = " ".join(singular).strip(" ,")
    return (
        cleaned[0].lower() + cleaned[1:]
        if find_office(cleaned) and cleaned[1:].islower() and cleaned != "Kaiser"
        else cleaned
    )


_LINK = re.compile(r"(?:de|du|des|à|au|aux|en|par)$|[dl]['’]")
_UNCHANGED = frozenset(("commis", "bras", "fils", "gars", "vieux", "deux", "sous"))


def _singular(word: str) -> str:
    return "-".join(_singular_part(part) for part in word.split("-"))


def _singular_part(word: str) -> str:
    if fold(word) in _UNCHANGED or len(word) < 4 or word.endswith(("ais", "ois")):
        return word  # "polonais" is one Pole's office too
    if word.endswith(("eaux", "eux")):
        return word[:-1]
    if word.endswith("aux"):
        return word[:-3] + "al"
    return word.removesuffix("s")


def find_office(role: str) -> str:
    """Return the concept of an office's wording by its first known word (``rules/offices.tsv``), or ``""``."""
    folded = fold(role)
    for office in read_offices():
        word = fold(office.word)
        if folded.startswith(word) and not folded[len(word) : len(word) + 1].isalpha():
            return office.concept
    return ""

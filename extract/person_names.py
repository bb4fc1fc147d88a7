"""The parts of a person's name: turned round in bibliographies, surname, first names, and whether two may be one."""

import re

from extract.lexicons import fold

_WORD = re.compile(r"[^\W_]+")
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


def first_names_of(text: str) -> str:
    """Return what stands before the surname, folded: ``victor``, ``v l``, ``""`` for a bare surname."""
    text = turn(text)
    return " ".join(fold(word) for word in _WORD.findall(text[: text.rfind(surname_of(text))]))


def may_be_one(one: str, other: str) -> bool:
    """Return whether two persons of one surname may be one by their first names: equal, or one the other's initials."""
    pairs = zip(one.split(), other.split(), strict=False)
    return all(left == right or (min(len(left), len(right)) == 1 and left[0] == right[0]) for left, right in pairs)

"""Names that a text itself equates in, one entity for both out: "Sizoff, dit Serge", "Parti ouvrier … (POUM)"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.body_joins import is_acronym
from extract.found_names import FoundName
from extract.lexicons import Lexicon
from extract.referents import Resolved

_CALLED = re.compile(
    r",? (?:(?:(?:plus )?connue? (?:sous le (?:nom|pseudonyme) (?:de )?|comme )|dite?|alias|pseudonyme de"
    r"|de son (?:vrai |véritable )?nom) |\[)[«“\"]? ?$"
)
_OPEN = re.compile(r" ?[(\[]$")
_CLOSED = re.compile(r"\.?[)\]]")
_BODIES = ("Party", "Organisation", "Soviet", "Front")


def equate(
    text: str, names: Sequence[FoundName], referents: Sequence[Resolved], lexicon: Lexicon
) -> tuple[Resolved, ...]:
    """Return the referents with those made one that the text says are one."""
    same: dict[str, Resolved] = {}
    for number, other in find_equations(text, names):
        one, two = referents[number], referents[other]
        if one.id == two.id:
            continue
        said = f"{names[number].text} and {names[other].text} are said to be one in this text"
        if two.id not in lexicon.entries or (is_acronym(names[other].text) and not names[other].sure):
            same.setdefault(two.id, replace(one, why=said))
        elif one.id not in lexicon.entries:
            same.setdefault(one.id, replace(two, why=said))
    return tuple(_follow(referent, same) for referent in referents)


def _follow(referent: Resolved, same: dict[str, Resolved]) -> Resolved:
    seen = {referent.id}
    while referent.id in same and same[referent.id].id not in seen:
        referent = same[referent.id]
        seen.add(referent.id)
    return referent


def find_equations(text: str, names: Sequence[FoundName]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of neighbouring names that the text says are one: a person's two names, a body's acronym."""
    for number, (one, other) in enumerate(pairwise(names)):
        gap = text[one.end : other.start]
        closed = bool(_CLOSED.match(text, other.end))
        if one.kind == other.kind == "Person":
            if _CALLED.fullmatch(gap) and (closed or not gap.rstrip().endswith("[")):
                yield number, number + 1
        elif (
            one.kind in _BODIES and other.kind in _BODIES and _OPEN.fullmatch(gap) and closed and _abridges(other, one)
        ):
            yield number, number + 1


def _abridges(acronym: FoundName, name: FoundName) -> bool:
    """Return whether a name is an acronym whose letters begin words of another, in order, most of them."""
    if not is_acronym(acronym.text) or is_acronym(name.text):
        return False
    letters = [char for char in acronym.text.lower() if char.isalpha()]
    initials = iter(word[0] for word in re.findall(r"[^\W_]+", name.text.lower()))
    return sum(letter in initials for letter in letters) >= max(2, len(letters) - 1)

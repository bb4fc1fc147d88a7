"""A claim whose subject only a pronoun tells in, the claim with the person whom the authority's facts tell out.

"Il y écrivit son Bilan et perspectives" after a sentence on two men: whose the book is tells whom "il" means. "Le 21
janvier 1924, il était mort" tells by the day. A text that names another person itself is left to say so. Used by
:mod:`extract.pipeline`.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from extract.claims import Argument, FoundClaim
from extract.lexicons import Lexicon
from extract.slugs import slug

_ENDS: Final = ("smo:died", "smo:diedIn", "smo:killedBy")


def settle_subject(
    claim: FoundClaim, named: Sequence[Argument], told: Collection[str], lexicon: Lexicon
) -> FoundClaim | None:
    """Return a claim as it is or with the person known for it; None where nobody ``told`` of so far is.

    ``named`` are the names of the claim's sentence: one within the claim's words stands for itself.
    """
    if any(one.entity == claim.subject and claim.start <= one.start < claim.end for one in named):
        return claim
    if claim.predicate == "smo:authorOf" and not claim.role:
        return _settle_author(claim, told, lexicon)
    return _settle_death(claim, told, lexicon) if claim.predicate in _ENDS and claim.when else claim


def _settle_author(claim: FoundClaim, told: Collection[str], lexicon: Lexicon) -> FoundClaim | None:
    authors = find_authors(claim.object, lexicon)
    if not authors or claim.subject in authors:
        return claim
    meant = next((one for one in authors if one in told), "")
    return replace(claim, subject=meant) if meant else None


def _settle_death(claim: FoundClaim, told: Collection[str], lexicon: Lexicon) -> FoundClaim | None:
    day = claim.when.edtf if claim.when else ""
    known = _find_end(claim.subject, lexicon)
    if not day[:4].isdigit() or not known or known[:4] == day[:4] or claim.polarity != "smv:affirmed":
        return claim
    meant = [
        one for one in sorted(told) if (end := _find_end(one, lexicon)) and (end.startswith(day) or end == day[:4])
    ]
    return replace(claim, subject=meant[0]) if len(meant) == 1 else None


def _find_end(id_: str, lexicon: Lexicon) -> str:
    """Return the day or year in which a person died by the authority, ``""`` where it has no plain one."""
    entry = lexicon.entries.get(id_)
    return entry.end if entry and entry.end[:4].isdigit() else ""


def find_authors(id_: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the persons whom the authority has as authors of a work, none for a work that it does not know."""
    entry = lexicon.entries.get(id_)
    labels = dict(entry.facts).get("author", "").split("|") if entry else ()
    ids = (f"person/{slug(label)}" for label in labels if label)
    return tuple(one for one in ids if one in lexicon.entries)

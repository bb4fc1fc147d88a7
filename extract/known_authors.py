"""A claim of authorship in, the claim with the author known to the authority out where only a pronoun tells who wrote.

"Il y écrivit son Bilan et perspectives" after a sentence on two men: whose the book is tells whom "il" means. A text
that names another author itself is left to say so. Used by :mod:`extract.pipeline`.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from extract.claims import Argument, FoundClaim
from extract.lexicons import Lexicon
from extract.slugs import slug


def settle_author(
    claim: FoundClaim, named: Sequence[Argument], told: Collection[str], lexicon: Lexicon
) -> FoundClaim | None:
    """Return a claim as it is or with the known author; None where that one is not among those ``told`` of so far.

    ``named`` are the names of the claim's sentence: one within the claim's words stands for itself.
    """
    if claim.predicate != "smo:authorOf" or claim.role:
        return claim
    authors = find_authors(claim.object, lexicon)
    if not authors or claim.subject in authors:
        return claim
    if any(one.entity == claim.subject and claim.start <= one.start < claim.end for one in named):
        return claim
    meant = next((one for one in authors if one in told), "")
    return replace(claim, subject=meant) if meant else None


def find_authors(id_: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the persons whom the authority has as authors of a work, none for a work that it does not know."""
    entry = lexicon.entries.get(id_)
    labels = dict(entry.facts).get("author", "").split("|") if entry else ()
    ids = (f"person/{slug(label)}" for label in labels if label)
    return tuple(one for one in ids if one in lexicon.entries)

"""A claim and its masked sentence in, the claim with its date closed or widened out: what the words around say of it.

"dès 1919" is a point in time, "entre 1927 et 1929" and "où il resta jusqu'en 1936" are spans. Used by
:mod:`extract.findings`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract.claims import Argument, FoundClaim, Masked
from extract.edtf import bounds
from extract.model import When

_AT_ONCE: Final = frozenset(
    f"smo:{name}"
    for name in ("born", "bornIn", "died", "diedIn", "killedBy", "founded", "leftOrExpelledFrom", "occurredOn")
)
"""What happens but once: "dès avril 1904" is when it did, not since when."""


_SINCE: Final = re.compile(r"\b[Dd]ès (?:le |la |l['’]|la fin |le début |début |fin )?(?:de |d['’])?<D(\d+)>")


def end_since(claim: FoundClaim, masked: Masked, arguments: Sequence[Argument]) -> FoundClaim:
    """Return a claim dated "dès 1919" with that year itself: when it was so already, not for how long."""
    if claim.when is None or not claim.when.edtf.endswith("/.."):
        return claim
    numbers = (int(match.group(1)) for match in _SINCE.finditer(masked.text))
    return _close(claim, claim.when) if any(arguments[number].when == claim.when for number in numbers) else claim


def _close(claim: FoundClaim, when: When) -> FoundClaim:
    edtf = when.edtf.removesuffix("/..")
    return replace(claim, when=replace(when, edtf=edtf, latest=bounds(edtf, when.calendar)[1]))


def close_date(claim: FoundClaim) -> FoundClaim:
    """Return a claim of what happens but once with its day, month or year itself where the words say "dès"."""
    when = claim.when
    if when is None or claim.predicate not in _AT_ONCE or not when.edtf.endswith("/.."):
        return claim
    return _close(claim, when)


_RANGE: Final = re.compile(
    r"\b(?:[Ee]ntre|[Dd]e|[Dd]u|[Dd]epuis|[Dd]ès) (?:le |la |l['’])?(?:fin |début |mi-|fin de |début de )?<D(\d+)>,? "
    r"(?:et|à|au|jusqu['’]en|jusqu['’]à|jusqu['’]au) (?:le |la |l['’])?(?:fin |début |mi-|fin de |début de )?<D(\d+)>"
)


_STAYED: Final = re.compile(
    r"<L\d+>,? où [^.;]{0,30}?\b(?:demeur|rest|séjourn|viv|véc|pass)\w*[^.;<>]{0,20} jusqu['’](?:en|au?x?|à)\b"
    r"[^.;<>]{0,40}<D(\d+)>"
)
_LASTED: Final = re.compile(
    r"\b(?:dur\w+|s['’]étend\w+|se déroul\w+) (?:de |du )<D(\d+)>[^.;]{0,160}?jusqu['’][^.;]{0,60}?<D(\d+)>"
)


def widen_date(claim: FoundClaim, masked: Masked, arguments: Sequence[Argument]) -> FoundClaim:
    """Return a claim dated by the first of two dates that bound a time ("entre fin 1927 et début 1929") with both."""
    if claim.when is None or "/" in claim.when.edtf:
        return claim
    if claim.predicate == "smo:wasIn" and (match := _STAYED.search(masked.text)):
        return _span(claim, claim.when, arguments[int(match.group(1))].when)
    for pattern in (_RANGE, _LASTED):
        for match in pattern.finditer(masked.text):
            first, last = (arguments[int(number)].when for number in match.groups())
            if first == claim.when:
                return _span(claim, first, last)
    return claim


def _span(claim: FoundClaim, first: When, last: When | None) -> FoundClaim:
    """Return a claim that held from ``first`` to ``last``, as exact as the less exact of both."""
    if last is None or not last.edtf or "/" in last.edtf or first.latest > last.earliest:
        return claim
    begun = first.edtf[:4] if len(last.edtf) == 4 and claim.predicate == "smo:wasIn" else first.edtf
    when = replace(first, edtf=f"{begun}/{last.edtf}", latest=last.latest, text=f"{first.text}–{last.text}")
    return replace(claim, when=when)

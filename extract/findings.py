"""A sentence with its resolved names in, its claims out, each once: surface patterns and clause frames together.

The patterns of :mod:`extract.claims` are surer and come first; the frames of :mod:`extract.frames` reach further: over
insertions, joined verbs, relative clauses.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from extract.anaphors import Discourse
from extract.bindings import bind_clitics, bind_owners
from extract.claim_dates import close_date, end_since, widen_date
from extract.claims import Argument, FoundClaim, Masked, drop_weaker, find_claims, mask
from extract.clause_dates import date_pattern
from extract.clauses import find_clauses
from extract.frame_rules import read_verbs
from extract.frames import find_frame_claims
from extract.items import read_items
from extract.later_dates import date_later
from extract.modalities import find_voice
from extract.scenes import put_on_scene
from extract.syntax import Word

Span = tuple[int, int]

_MUTUAL: Final = frozenset(("smo:relativeOf", "smo:alliedWith"))


def find_sentence_claims(
    text: str,
    span: Span,
    arguments: Sequence[Argument],
    words: Sequence[Word],
    scene: Argument | None = None,
    earlier: Sequence[Argument] = (),
    genders: Mapping[str, str] = MappingProxyType({}),
    discourse: Discourse | None = None,
) -> list[FoundClaim]:
    """Return the claims of one sentence; ``arguments`` in text order, ``words`` those of the sentence.

    ``discourse`` has read it already and knows whose its possessives are.
    """
    masked = mask(text, *span, list(enumerate(arguments)))
    told = (put_on_scene(claim, scene) for claim in find_claims(masked, arguments))
    claims = [add_body(claim, masked, arguments) for claim in told if claim is not None and not _is_named(claim, text)]
    if text[span[0] : span[1]].rstrip(' )»”"').endswith("?"):
        return [claim for claim in claims if _is_aside(claim, text)]  # a question states nothing else
    if _REFERENCE.match(text, *span):  # a bibliography's line states who wrote what
        return [claim for claim in claims if claim.predicate == "smo:authorOf"]
    if not words:
        return claims
    items = read_items(words, arguments, read_verbs())
    given = [*arguments, *([scene] if scene else ())]
    given += bind_owners(items, len(given), discourse.owners) if discourse else []
    done = find_clauses(items)
    given += bind_clitics(done, given, earlier, genders, discourse)
    claims = [date_pattern(claim, done, given) for claim in claims]
    framed = list(find_frame_claims(text, done, given, len(arguments) if scene else -1))
    framed = [add_body(claim, masked, arguments) for claim in framed]
    merged = merge(claims, [add_voice(claim, text, masked, arguments) for claim in framed])
    merged = [date_later(claim, text, span, arguments) for claim in merged if not _is_kind(claim, text, arguments)]
    return [close_date(widen_date(end_since(claim, masked, arguments), masked, arguments)) for claim in merged]


def _is_named(claim: FoundClaim, text: str) -> bool:
    """Return whether a date after "de" is but a name's: "le congrès de 1907", "le plénum de juillet"."""
    if claim.rule != "o-of-date" or claim.when is None:
        return False
    month = len(claim.when.edtf) == 7 and bool(re.search(r"\d{4}\W*$", text[claim.start : claim.end]))
    return not month and len(claim.when.edtf) < 10


_ASIDE: Final = re.compile(r"[^,]{2,40}, (?:qui|dont|que|qu['’]) [^,]+$")


def _is_aside(claim: FoundClaim, text: str) -> bool:
    """Return whether a relative clause within commas states a claim: "Lénine, qui lut au congrès, l'a-t-il su ?"."""
    return text[claim.end : claim.end + 1] == "," and bool(_ASIDE.match(text, claim.start, claim.end))


_KIND: Final = re.compile(r"\b(?:Mémoires|Souvenirs|Autobiographie|Journal|Carnets)$")


def _is_kind(claim: FoundClaim, text: str, arguments: Sequence[Argument]) -> bool:
    """Return whether the work of a claim is but what the next one is called: "dans ses Mémoires, Ma vie"."""
    if claim.predicate != "smo:authorOf" or not _KIND.search(text, claim.start, claim.end):
        return False
    return any(one.kind == "Work" and text[claim.end : one.start].strip("«“ ") == "," for one in arguments)


_REFERENCE: Final = re.compile(r"\W{0,4}[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}(?: [A-ZÀ-Þ][\w.-]*){0,3} \((?:1[89]|20)\d\d[a-z]?\)")


def add_voice(claim: FoundClaim, text: str, masked: Masked, arguments: Sequence[Argument]) -> FoundClaim:
    """Return a claim with whose word it is, where its sentence says so before or after it."""
    number, hearsay = find_voice(masked.text, text.count(";", masked.start, claim.start))
    said_by = arguments[number].entity if number is not None else ""
    if said_by in ("", claim.subject):
        return replace(claim, stance=claim.stance or ("smv:reported" if hearsay else ""))
    return replace(claim, stance=claim.stance or "smv:reported", attributed_to=said_by)


_LISTED: Final = re.compile(
    r"\b(?:membres?|présidium|bureau|direction|composition) (?:du |de la |de l['’] ?)<[AOS](\d+)>"
)


def add_body(claim: FoundClaim, masked: Masked, arguments: Sequence[Argument]) -> FoundClaim:
    """Return an office without a body with the one whose members its sentence lists before: "des membres du Comité,
    trois étaient ouvriers (X, le président, Y, le secrétaire)"."""
    if claim.predicate != "smo:holdsOffice" or claim.object:
        return claim
    for match in _LISTED.finditer(masked.text):
        body = arguments[int(match.group(1))]
        listed = "(" in masked.text[match.end() :] or ":" in masked.text[match.end() :]
        if listed and body.start < claim.start and not body.end + 200 < claim.start:
            return replace(claim, object=body.entity)
    return claim


def _has_author(claim: FoundClaim, surface: Sequence[FoundClaim]) -> bool:
    """Return whether a pattern has told the author of a work more surely: "son Staline" is no other's then."""
    surer = (one for one in surface if one.predicate == claim.predicate and one.object == claim.object)
    return any(one.subject != claim.subject and one.confidence > claim.confidence for one in surer)


def merge(surface: Sequence[FoundClaim], framed: Sequence[FoundClaim]) -> list[FoundClaim]:
    """Return both finders' claims, each subject, predicate and object once; a frame's date fills a pattern's gap."""
    merged = {(claim.subject, claim.predicate, claim.object): claim for claim in surface}
    rest = [claim for claim in surface if merged[claim.subject, claim.predicate, claim.object] is not claim]
    for claim in surface:
        back = merged.get((claim.object, claim.predicate, claim.subject))
        if claim.predicate == "smo:alliedWith" and back is not None and back.confidence < claim.confidence:
            del merged[back.subject, back.predicate, back.object]
    for claim in framed:
        key = claim.subject, claim.predicate, claim.object
        known = merged.get(key)
        if claim.predicate in _MUTUAL and (claim.object, claim.predicate, claim.subject) in merged:
            continue
        if claim.predicate == "smo:authorOf" and not claim.role and _has_author(claim, surface):
            continue
        if known is None:
            merged[key] = claim
        elif known.when is None and claim.when is not None and known.polarity == claim.polarity:
            merged[key] = replace(known, when=claim.when)
    return drop_weaker([*merged.values(), *rest])

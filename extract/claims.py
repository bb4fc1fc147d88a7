"""A sentence with its resolved names and dates in, claims out.

The names are masked by class and number (``<P3> préside le <S4>``), so that the patterns of ``rules/claims/*.tsv`` read
like the sentences they stand for. What the match says around its names gives polarity, stance, attribution and date.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import product
from typing import Final

from extract.literals import LiteralIndex
from extract.modalities import find_attribution, find_clause, find_modality, is_planned, mask_voices
from extract.model import Offsets, When
from extract.roles import clean_role, find_office
from extract.rules import ClaimRule, read_claim_rules

LETTERS = {
    "Person": "P", "Party": "A", "Soviet": "S", "Front": "F", "Organisation": "O",
    "Place": "L", "Event": "E", "Work": "W", "Date": "D",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Argument:
    """A name or date as claims see it: span in the text, class, entity id (``""`` for a date), date, finer class.

    ``others`` are further entities that a plural pronoun stands for.
    """

    start: int
    end: int
    kind: str
    entity: str = ""
    when: When | None = None
    sort: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence with its names masked, and the way back to the text."""

    text: str
    offsets: Offsets
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim between entity ids, with the span of its evidence in the cleaned text."""

    subject: str
    predicate: str
    object: str
    start: int
    end: int
    rule: str
    confidence: float
    role: str = ""
    office: str = ""
    when: When | None = None
    polarity: str = "smv:affirmed"
    stance: str = ""
    attributed_to: str = ""


def mask(text: str, start: int, end: int, arguments: Sequence[tuple[int, Argument]]) -> Masked:
    """Return ``text[start:end]`` with each numbered argument masked; arguments stand in order and don't overlap.

    Quotation marks that hold nothing but a name are left out: "le groupe « <A4> »" reads like "le groupe <A4>".
    """
    parts: list[str] = []
    clean, raw = [], []
    position, length = start, 0
    for number, argument in arguments:
        plain, token = _open_elision(text[position : argument.start]), f"<{LETTERS[argument.kind]}{number}>"
        closing = _CLOSING.match(text, argument.end, end)
        quoted = _OPENING.search(plain) if closing else None
        plain = plain[: quoted.start()] if quoted else plain
        clean += [length, length + len(plain)]
        raw += [position, argument.start]
        parts += [plain, token]
        length += len(plain) + len(token)
        position = closing.end() if closing and quoted else argument.end
    parts.append(_open_elision(text[position:end]))
    return Masked("".join(parts), Offsets((*clean, length), (*raw, position)), start, end)


_OPENING: Final = re.compile(r"[«“\"] ?$")
_CLOSING: Final = re.compile(r" ?[»”\"]")


def _open_elision(text: str) -> str:
    """Write "n'a" as "n a", so that patterns find a verb after a space whether it is denied or not."""
    return _ELIDED_NE.sub(r"\1 ", text)


_ELIDED_NE = re.compile(r"\b([nN])['’](?=\w)")


def find_claims(
    masked: Masked, arguments: Sequence[Argument], rules: Iterable[ClaimRule] | None = None
) -> list[FoundClaim]:
    """Return the claims of one masked sentence, each subject–predicate–object once, the surest first found."""
    best: dict[tuple[str, str, str], FoundClaim] = {}
    spoken = masked.text
    masked = replace(masked, text=mask_voices(masked.text))
    letters = _LETTER.findall(masked.text)
    present = frozenset(letters)
    if rules is None:
        rules = choose_rules(masked.text, present, len(letters))
    else:
        rules = [rule for rule in rules if _may_match(rule, present, len(letters))]
    for rule in rules:
        for match in rule.pattern.finditer(masked.text):
            for claim in _claims_of(match, rule, masked, arguments, spoken):
                edtf = claim.when.edtf if claim.when and not claim.object else ""
                key = (claim.subject, claim.predicate, claim.object or edtf)
                if key not in best or _better(claim, best[key]):
                    best[key] = claim
    return drop_weaker(list(best.values()))


def choose_rules(text: str, letters: frozenset[str], count: int) -> list[ClaimRule]:
    """Return the rules that may match a masked sentence, by the classes of its names and by its words."""
    fit = _find_fit(letters, count)
    return [read_claim_rules()[place] for place in _index().find(text) if place in fit] if fit else []


@lru_cache(maxsize=2_000)
def _find_fit(letters: frozenset[str], count: int) -> frozenset[int]:
    """Return the places of the rules that these classes of names allow: few sets of them make up a book."""
    return frozenset(place for place, rule in enumerate(read_claim_rules()) if _may_match(rule, letters, count))


@cache
def _index() -> LiteralIndex:
    return LiteralIndex(rule.pattern.pattern for rule in read_claim_rules())


def _may_match(rule: ClaimRule, letters: frozenset[str], count: int) -> bool:
    return count >= len(rule.needs) and all(any(one in need for one in letters) for need in rule.needs)


_LETTER = re.compile(r"<([A-Z])\d+>")


def _better(claim: FoundClaim, other: FoundClaim) -> bool:
    return _strength(claim) > _strength(other)


def _strength(claim: FoundClaim) -> tuple[float, bool, bool]:
    return claim.confidence, bool(claim.when), bool(claim.role)


def drop_weaker(claims: list[FoundClaim]) -> list[FoundClaim]:
    """Drop the less specific of two readings: membership where an office in the same body is claimed, and the like."""
    kept = []
    for claim in claims:
        stronger = _STRONGER.get(claim.predicate, ())
        if claim.predicate in _BARE and not claim.object and _has_body(claim, claims):
            continue
        if not any(
            other.predicate in stronger and other.subject == claim.subject and claim.object in ("", other.object)
            for other in claims
        ):
            kept.append(claim)
    return kept


def _has_body(claim: FoundClaim, claims: Sequence[FoundClaim]) -> bool:
    """Return whether the office of ``claim``, which names no body, is claimed with its body too; so of an arrest."""
    return any(
        other.predicate == claim.predicate
        and other.subject == claim.subject
        and other.object
        and other.role.startswith(claim.role)
        for other in claims
    )


_BARE: Final = ("smo:holdsOffice", "smo:arrestedBy")
"""What may be claimed without an object."""
_STRONGER = {
    "smo:alliedWith": ("smo:memberOf", "smo:holdsOffice"),
    "smo:memberOf": ("smo:holdsOffice", "smo:leftOrExpelledFrom", "smo:founded"),
    "smo:wasIn": ("smo:bornIn", "smo:diedIn"),
    "smo:died": ("smo:killedBy",),
}


def _claims_of(
    match: re.Match[str], rule: ClaimRule, masked: Masked, arguments: Sequence[Argument], spoken: str
) -> Iterator[FoundClaim]:
    groups = match.groupdict()
    subjects = _numbers(groups.get("s"))
    objects: Sequence[int | None] = _numbers(groups.get("o")) or [None]
    polarity, stance = (rule.polarity, "") if rule.polarity else find_modality(masked.text, match)
    said_by = _numbers(groups.get("a"))
    voice = said_by[0] if said_by else find_attribution(spoken, *find_clause(spoken, match))
    role = rule.role or clean_role(groups.get("role") or "")
    when = find_date(masked.text, match, arguments, tells=_tells(rule))
    if (when is None and groups.get("d")) or is_planned(masked.text, match):
        return
    if polarity == "smv:denied" and rule.id in _DEEDS:
        return
    start, end = masked.offsets.position(match.start()), masked.offsets.position(match.end() - 1) + 1
    end = _argument_end(match, arguments) or end
    for subject, target in product(subjects, objects):
        for ids in list_pairs(arguments, subject, -1 if target is None else target):
            if not ids[0] or ids[0] == ids[1] or (target is not None and not ids[1]):
                continue
            if target is not None and rule.predicate == "smo:authorOf" and arguments[target].sort == "smo:Periodical":
                continue  # "L'Humanité de Jaurès": who writes in a paper is not its author
            attributed = arguments[voice].entity if voice is not None else ""
            if attributed == ids[0]:  # whoever tells of themselves is no other voice
                attributed = ""
            yield FoundClaim(
                ids[0], rule.predicate, ids[1], start, end, rule.id, rule.confidence, role, find_office(role), when,
                polarity, stance or ("smv:reported" if attributed else ""), attributed,
            )  # fmt: skip


def list_pairs(arguments: Sequence[Argument], subject: int, target: int) -> Iterator[tuple[str, str]]:
    """Yield (subject, object) entities of two argument numbers; a plural pronoun gives one for each it stands for."""
    owners = arguments[subject].entity, *arguments[subject].others
    targets = (arguments[target].entity, *arguments[target].others) if target >= 0 else ("",)
    yield from product(owners, targets)


def _argument_end(match: re.Match[str], arguments: Sequence[Argument]) -> int | None:
    """Return where the text ends of a match whose last character closes a masked name."""
    last = re.search(r"<[A-Z](\d+)>$", match.group())
    return arguments[int(last.group(1))].end if last else None


def _numbers(group: str | None) -> list[int]:
    return [int(number) for number in re.findall(r"<[A-Z](\d+)>", group)] if group else []


_DATE = re.compile(r"<D(\d+)>")


_NO_DEED = ("smo:authorOf", "smo:relativeOf", "smo:partOf", "smo:locatedIn")
_DEEDS = frozenset(("did-in-town", "met-someone-at"))
"""Rules by which whoever did a thing somewhere was there: who did not do it there may have been there."""
_VERBLESS = frozenset(
    "office-apposition office-apposition-bare office-paren member-apposition member-paren-party delegate-of agent-of "
    "founder-apposition opponent m-listed-of m-party-of".split()
)


def _tells(rule: ClaimRule) -> bool:
    """Return whether a rule's wording tells a deed, which the date that opens its sentence may date."""
    return rule.predicate not in _NO_DEED and rule.id not in _VERBLESS


def find_date(sentence: str, match: re.Match[str], arguments: Sequence[Argument], tells: bool = True) -> When | None:
    """Return the date of a match: its own slot, one inside it, else the only one near it in its clause.

    A date before the match counts only where the match ``tells`` a deed.
    """
    numbers = _numbers(match.groupdict().get("d")) or _numbers_of_dates(_ASIDE.sub("", match.group()))
    if not numbers:
        numbers = _near_dates(sentence, match, tells)
    whens = [when for number in numbers if (when := arguments[number].when) and when.edtf]
    return whens[0] if whens else None


# what stands in brackets or between commas after a name dates something else: a life, an earlier deed
_ASIDE = re.compile(
    r"\([^()]*\)|(?<=>),(?! (?:(?:à|en|le|la|au|dès|vers|fin|début|milieu|printemps|de|du) |[ld]['’])*<D\d+>,)[^,;]*,"
)


def _numbers_of_dates(text: str) -> list[int]:
    return [int(number) for number in _DATE.findall(text)]


_BEFORE = re.compile(r"<D(\d+)>\)?,?(?: [\w’']+){0,3},? (?:[\w’']+ ){0,2}$")
_AFTER = re.compile(
    r"^(?: (?!et |mais |puis |qui |respectivement )[\w’'-]+){0,4}?,? \(?(?:en |le |dès |depuis |du |de |vers "
    r"|à partir (?:de |du )|au (?:début|printemps|milieu) (?:de |du )?"
    r"|à (?:la fin|l['’](?:été|automne|hiver)) (?:de |du )?|fin |début |mi-|(?:jusqu['’])?en )*<D(\d+)>"
)


# "Le 3 mars, …", "3 mars. …": a date that opens a sentence holds for the whole of it
_FRAME = re.compile(
    r"(?:(?:Le|En|Au|Du|Dès|À|Début|Fin|Dans|Vers)(?: (?:la fin|début|printemps|nuit|milieu|cours|le|d[eu]|l['’]\w+))*"
    r"(?: |['’]))?<D(\d+)>(?: ?\(<D\d+>\))?(?:,|\.| :| –)"
)


def _near_dates(sentence: str, match: re.Match[str], tells: bool) -> list[int]:
    after = _AFTER.search(sentence[match.end() :])
    if after:
        return [int(after.group(1))]
    if not tells:
        return []
    cleft = _CLEFT.search(sentence, max(0, match.start() - 120), match.start())
    before = _BEFORE.search(sentence[max(0, match.start() - 60) : match.start()]) or cleft or _FRAME.match(sentence)
    if before is None or (before is not cleft and _leaves_off(sentence, match)):
        return []
    return [int(before.group(1))]


# "ce n'est que le 3 mars, …, que X devint"
_CLEFT = re.compile(
    r"\b(?:ce|c['’])(?: n)? ?(?:est|fut|était)(?: que| seulement| donc)? [^<>.;]{0,25}<D(\d+)>"
    r"[^.;]{0,80} qu(?:e |['’])$"
)
# "En juin, il dit que X avait décidé": what was so before is not of June; nor is "une revue dirigée par X"
_EARLIER = re.compile(r"(?:avai(?:t|ent)|était|étaient) (?:[a-zà-ÿ]+ment )?[a-zà-ÿ]+(?:é|i|u|is|it)e?s?\b")
_BELOW = re.compile(r"\b(?:que|qu['’]|dont|où) ?[^.;]*$")
_BARE_PARTICIPLE = re.compile(
    r"(?<!est )(?<!fut )(?<!été )(?<!était )"
    r"\b(?:dirigé|animé|présidé|commandé|mené|conduit|fondé|créé|formé|constitué|lancé|publié)e?s?(?: alors)? par\b"
)


def _leaves_off(sentence: str, match: re.Match[str]) -> bool:
    """Return whether a date before a match is not that of what it tells: an earlier deed, a mere description."""
    told_before = bool(_EARLIER.search(match.group())) and bool(_BELOW.search(sentence[: match.start()]))
    return told_before or bool(_BARE_PARTICIPLE.search(match.group()))

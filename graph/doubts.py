"""Corrected readings in, what is uncertain in them out: a doubt for each decision that a historian could take.

Mentions of one name for one entity in one source are one decision, so are all claims of a contradiction. Each doubt
says how sure the decision is, what hangs on it, and which lines of ``corrections.tsv`` would change or confirm it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Final, NamedTuple

from extract.model import Claim, Entity, Join, Mention, Reading
from graph.anchors import find_grounds, spell
from graph.conflicts import Conflict, Side
from graph.correcting import Corrected
from graph.corrections import EVERYWHERE, Correction
from graph.facts import DATED, PLACED, is_plain
from graph.identities import Identities
from graph.links import CLOSE, Link
from ontology.authority import Entry

SURE: Final = 0.93  # a name as certain as this is not asked about
OF_CLAIM: Final = 3.0  # a claim weighs as much as so many mentions
WHYS: Final = {  # how often such a decision held where it was looked at; the beginning of the reason tells
    "ambiguous name, its likeliest bearer here": 0.5,
    "ambiguous name, by what is named around it": 0.75,
    "ambiguous name": 0.85,
    "a surname alone": 0.8,
    "another spelling": 0.7,
    "only candidate": 0.8,
}
ALONE: Final = 0.88  # a surname that one person of the authority bears, a name in full
FULL: Final = "named in full"
SHOWN: Final = 3  # alternatives
AROUND: Final = 70  # characters of context on either side
EXAMPLES: Final = 3
CHANGING: Final = ("smo:alliedWith", "smo:opposedTo", "smo:memberOf", "smo:holdsOffice", "smo:leftOrExpelledFrom")
Names = Mapping[str, tuple[str, ...]]


class Page(NamedTuple):
    """A reading, and its sentences one after another in one spelling, to look words up in."""

    reading: Reading
    text: str

    def count_words(self, words: str) -> int:
        """Return how often the words stand in it."""
        return self.text.count(spell(words.strip())[0])


def make_page(reading: Reading) -> Page:
    """Return a reading as a page."""
    return Page(reading, "\n".join(spell(sentence.text)[0] for sentence in reading.sentences))


@dataclass(frozen=True, slots=True)
class Doubt:
    """A decision that may be wrong: ``certainty`` from 0 to 1, ``hangs`` how much depends on it, in mentions.

    ``lines`` would change it, the likeliest first; ``confirm`` would say that it is right.
    """

    kind: str
    certainty: float
    hangs: float
    decided: str
    why: str
    source: str = ""
    quote: str = ""
    at: int = 0
    lines: tuple[Correction, ...] = ()
    confirm: Correction | None = None

    @property
    def gain(self) -> float:
        """What looking at it is worth: how likely it is wrong, times what hangs on it."""
        return (1 - self.certainty) * self.hangs


def find_names(authority: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Return which entities of the authority a name may mean, by its words; persons by their surname too."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in authority:
        for text in (entry.label, *(variant.text for variant in entry.variants)):
            found[_key(text)].add(entry.id)
            if entry.room == "person" and " " in text:
                found[_key(text.rpartition(" ")[2])].add(entry.id)
    return {name: tuple(sorted(ids)) for name, ids in found.items()}


def doubt_names(corrected: Corrected, names: Names) -> Iterator[Doubt]:
    """Yield a doubt for each uncertain name of a source: whom it means, or whether it is a name at all."""
    reading = corrected.reading
    page = make_page(reading)
    for entity in reading.entities:
        groups: dict[str, list[int]] = defaultdict(list)
        for number in entity.mentions:
            if number not in corrected.mention_lines:
                groups[_key(reading.mentions[number].text)].append(number)
        for key, numbers in groups.items():
            meant = names.get(key, ())
            if meant == (entity.id,) and " " in key:  # a full name that only one of the authority bears
                continue
            mentions = [reading.mentions[number] for number in numbers]
            others = [id_ for id_ in meant if id_ != entity.id]
            certainty = measure_name(entity, mentions, bool(others))
            if meant == (entity.id,) or (entity.why == FULL and not others):
                certainty = max(certainty, ALONE)
            if certainty < SURE:
                yield _doubt_name(entity, numbers, others, certainty, page)


def measure_name(entity: Entity, mentions: Sequence[Mention], ambiguous: bool) -> float:
    """Return how sure it is that the mentions mean the entity."""
    found = sum(mention.confidence for mention in mentions) / len(mentions)
    why = next((value for start, value in WHYS.items() if entity.why.startswith(start)), 1.0)
    return min(found, why) if ambiguous or why not in (0.75, 0.8, 0.85) else found


def doubt_claims(corrected: Corrected, weights: Mapping[str, int]) -> Iterator[Doubt]:
    """Yield a doubt for each claim; ``weights`` say how often each entity is named in the corpus."""
    reading = corrected.reading
    page = make_page(reading)
    for number, claim in enumerate(reading.claims):
        if number in corrected.claim_lines:
            continue
        facts = (2.0 if claim.predicate in (*DATED, *PLACED) else 1.0) if makes_fact(claim) else 0.0
        hangs = OF_CLAIM * (0.5 + facts / 2) * (1 + log10(1 + weights.get(claim.subject, 0)))
        yield Doubt(
            "claim",
            claim.confidence,
            hangs / 2,
            say(claim),
            f"rule {claim.rule}",
            reading.source.id,
            reading.sentences[claim.sentence].text,
            claim.start,
            tuple(to_lines(claim, page)),
            anchor("confirm", claim, page),
        )


def makes_fact(claim: Claim) -> bool:
    """Tell whether a fact can rest on a claim: "after his death" makes none without a date."""
    dated = claim.when is not None and bool(claim.when.edtf)
    return is_plain(claim) and (dated if claim.predicate in DATED else bool(claim.object))


def doubt_joins(
    made: Iterable[Join], near: Iterable[Join], lines: Iterable[Correction], identities: Identities,
    weights: Mapping[tuple[str, str], int],
) -> Iterator[Doubt]:  # fmt: skip
    """Yield a doubt for each join over sources and each that was left undone; not where a curator has spoken."""
    spoken = {frozenset((line.subject, line.object)) for line in lines if line.action in ("merge", "apart")}
    by_pair: dict[tuple[str, str, bool], list[Join]] = defaultdict(list)
    for done, joins in ((True, made), (False, near)):
        for join in joins:
            if join.entity != join.into and frozenset((join.entity, join.into)) not in spoken:
                by_pair[join.entity, join.into, done].append(join)
    for (one, other, done), joins in by_pair.items():
        merge = Correction("merge", one, object=other)
        apart = Correction("apart", one, object=other)
        if not done and identities.find(joins[0].source, one) == identities.follow(other):
            continue
        hangs = sum(weights.get((join.source, one), 1) for join in joins)
        score = max(join.confidence for join in joins)
        yield Doubt(
            "join" if done else "near-join",
            score if done else 1 - score,
            OF_CLAIM + hangs,
            f"{one} is {other}" if done else f"{one} is not {other}",
            joins[0].why,
            ", ".join(sorted({join.source for join in joins})),
            lines=(apart if done else merge,),
            confirm=merge if done else apart,
        )


def doubt_conflicts(conflicts: Iterable[Conflict], claims: Mapping[str, tuple[Claim, Page]]) -> Iterator[Doubt]:
    """Yield a doubt for each contradiction; ``claims`` are those of the graph by IRI, with the reading they are in."""
    sides: dict[tuple[str, str, str], dict[Side, None]] = defaultdict(dict)
    subjects: dict[tuple[str, str, str], str] = {}
    for conflict in conflicts:
        key = (conflict.kind, conflict.iri, conflict.one.predicate or conflict.other.predicate)
        subjects[key] = conflict.subject
        sides[key] |= dict.fromkeys((conflict.one, conflict.other))
    for key, told in sides.items():
        doubt = _doubt_conflict(key[0], subjects[key], tuple(told), claims)
        if doubt:
            yield doubt


def doubt_links(links: Iterable[Link], weights: Mapping[str, int]) -> Iterator[Doubt]:
    """Yield a doubt for each link to Wikidata that is only likely; it is changed in ``links.tsv``."""
    for link in links:
        if link.predicate == CLOSE and link.positive and not link.curated and link.subject in weights:
            certainty = 0.5 if link.confidence is None else link.confidence
            hangs = OF_CLAIM + log10(1 + weights[link.subject]) * OF_CLAIM
            decided = f"{link.subject} may be {link.object} {link.object_label}".strip()
            yield Doubt("link", certainty, hangs, decided, f"links.tsv: {link.comment}")


def to_lines(claim: Claim, page: Page) -> Iterator[Correction]:
    """Yield the lines that would change a claim; of a new date or subject the value is left to be filled in."""
    yield anchor("reject-claim", claim, page)
    if claim.when and claim.when.edtf:
        yield anchor("redate", claim, page, "EDTF")
    yield anchor("reassign", claim, page, f"{claim.subject.partition('/')[0]}/…")


def anchor(action: str, claim: Claim, page: Page, value: str = "") -> Correction:
    """Return a line that means a claim: by its own words where they stand but once, else by its whole sentence."""
    quote, reading = " ".join(claim.evidence.split()), page.reading
    if page.count_words(quote) != 1:
        quote = " ".join(reading.sentences[claim.sentence].text.split())
    at = "" if page.count_words(quote) == 1 else str(claim.start)
    return Correction(action, claim.subject, claim.predicate, claim.object, value, reading.source.id, quote, at)


def quote_around(mention: Mention, page: Page) -> tuple[str, str]:
    """Return words around a mention that stand but once in the source, and its offset where none do."""
    text = page.reading.sentences[mention.sentence].text
    start, end = mention.at, mention.at + len(mention.text)
    while page.count_words(text[start:end]) != 1:
        if start == 0 and end == len(text):
            return " ".join(text.split()), str(mention.start)
        before = text.rfind(" ", 0, max(0, start - 1)) + 1 if start else 0
        after = text.find(" ", end + 1)
        start, end = before, len(text) if after < 0 else after
    return " ".join(text[start:end].split()), ""


def say(claim: Claim) -> str:
    """Return a claim in a line."""
    denied = "not " if claim.polarity == "smv:denied" else ""
    when = f"({claim.when.edtf})" if claim.when and claim.when.edtf else ""
    role = f"as {claim.role}" if claim.role else ""
    parts = (claim.subject, f"{denied}{claim.predicate.removeprefix('smo:')}", claim.object, role, when)
    return " ".join(part for part in parts if part)


def _doubt_name(entity: Entity, numbers: Sequence[int], others: Sequence[str], certainty: float, page: Page) -> Doubt:
    """Return the doubt about a name; a person's mostly means one throughout a text, a body's or place's does not."""
    reading = page.reading
    first, person = reading.mentions[numbers[0]], entity.id.startswith("person/")
    source = reading.source.id
    quote, at = (first.text, EVERYWHERE) if len(numbers) > 1 else quote_around(first, page)
    everywhere = {"source": source, "quote": quote, "at": at}
    if not person:
        quote, at = quote_around(first, page)
    place = {"source": source, "quote": quote, "at": at}
    lines = [Correction("split", entity.id, object=other, **place) for other in others[:SHOWN]]
    if not others:
        lines += [Correction("reject", entity.id, **place)]
        lines += [Correction("retype", entity.id, value="smo:…", source=source, quote=quote, at=at)]
    resting = set(numbers)
    claims = sum(
        bool(resting & find_grounds(claim, entity.id, reading, entity))
        for claim in reading.claims
        if entity.id in (claim.subject, claim.object)
    )
    may = f"; may also be {', '.join(others)}" if others else ""
    return Doubt(
        "name",
        round(certainty, 3),
        (len(numbers) + OF_CLAIM * claims) ** (1 if person else 0.5),
        f"'{first.text}' is {entity.id}, {len(numbers)} times",
        f"{entity.why}; found by {first.by}{may}",
        source,
        " | ".join(_context(reading.mentions[number], reading) for number in _choose_examples(numbers)),
        first.start,
        tuple(lines),
        Correction("confirm", entity.id, **everywhere),
    )


def _doubt_conflict(
    kind: str, subject: str, sides: Sequence[Side], claims: Mapping[str, tuple[Claim, Page]]
) -> Doubt | None:
    """Return the doubt about a contradiction, None where the claims are not those of the readings any more."""
    told = [claims[side.claim] for side in sides if side.claim in claims]
    if not told or all(claim.stance for claim, _ in told):
        return None
    action = "prefer" if kind == "contradiction" else "reject-claim"
    lines = [anchor(action, claim, page) for claim, page in told]
    if kind != "contradiction":
        lines += [line for claim, page in told for line in to_lines(claim, page) if line.action != action]
    kept = next((side for side in sides if side.rule), sides[0])
    claim, _ = told[0]
    values = " / ".join(dict.fromkeys(_value(side, claim.predicate) for side in sides))
    certainty = 0.5 if kind == "contradiction" else 0.3  # what goes against a known date was mostly misread
    if claim.predicate in CHANGING and kind == "contradiction":
        certainty = 0.8  # both may be true in turn
    return Doubt(
        "conflict",
        certainty,
        OF_CLAIM * (1 + len(told)),
        f"{subject}, {claim.predicate.removeprefix('smo:')}: {values}",
        f"{kind}; preferred: {_value(kept, claim.predicate)} {kept.rule}".strip(),
        ", ".join(sorted({one.reading.source.id for _, one in told})),
        " | ".join(dict.fromkeys(one.reading.sentences[said.sentence].text for said, one in told)),
        claim.start,
        tuple(lines),
    )


def _context(mention: Mention, reading: Reading) -> str:
    text = reading.sentences[mention.sentence].text
    start, end = max(0, mention.at - AROUND), mention.at + len(mention.text) + AROUND
    start = start if start == 0 else text.find(" ", start, mention.at) + 1 or start
    before, after = text[start : mention.at], text[mention.at + len(mention.text) : end]
    return f"{before}[{mention.text}]{after}"


def _choose_examples(numbers: Sequence[int]) -> list[int]:
    """Return a few numbers, spread over all."""
    step = max(1, (len(numbers) - 1) // (EXAMPLES - 1))
    return list(numbers[::step][:EXAMPLES])


def _value(side: Side, predicate: str) -> str:
    said = side.date if predicate in DATED else side.value
    denied = "not " if side.polarity == "denied" else ""
    return f"{denied}{said or side.date or side.value or '–'}"


def _key(text: str) -> str:
    """Return the words of a name in a fixed order: SERGE Victor is Victor Serge."""
    return " ".join(sorted(spell(text)[0].casefold().split()))

"""What was found in a cleaned text in, the reading out, with every offset led back to the source.

The last step of :mod:`extract.pipeline`.
"""

from bisect import bisect_right
from collections.abc import Sequence

from extract.claims import FoundClaim
from extract.dates import FoundDate
from extract.entities import Resolved
from extract.lexicons import default_lexicon
from extract.model import Claim, Document, Entity, Mention, Reading, Sentence
from extract.names import FoundName

Span = tuple[int, int]


def write_reading(
    document: Document,
    sentences: Sequence[Span],
    names: Sequence[FoundName],
    referents: Sequence[Resolved],
    dates: Sequence[FoundDate],
    claims: Sequence[tuple[int, FoundClaim]],
) -> Reading:
    """Bring what was found in the cleaned text back to the source's own offsets."""
    text = document.text
    starts = [start for start, _ in sentences]

    def to_mention(start: int, end: int, kind: str, by: str, confidence: float, date: FoundDate | None) -> Mention:
        number = bisect_right(starts, start) - 1
        raw = document.offsets.span(start, end)
        at = start - sentences[number][0]
        return Mention(
            number, *raw, at, f"smo:{kind}", text[start:end], by, round(confidence, 3), date.when if date else None
        )

    found: list[tuple[int, Mention, Resolved | None]] = [
        (name.start, to_mention(name.start, name.end, name.kind, name.by, name.confidence, None), referent)
        for name, referent in zip(names, referents, strict=True)
    ]
    found += [
        (date.start, to_mention(date.start, date.end, "Date", "dates", date.confidence, date), None) for date in dates
    ]
    found.sort(key=lambda item: item[0])
    return Reading(
        source=document.source,
        sentences=tuple(
            Sentence(number, *document.offsets.span(start, end), text[start:end])
            for number, (start, end) in enumerate(sentences)
        ),
        mentions=tuple(mention for _, mention, _ in found),
        entities=gather_entities(
            [(mention, referent) for _, mention, referent in found], [claim for _, claim in claims]
        ),
        claims=tuple(to_claim(document, number, claim) for number, claim in claims),
        problems=document.problems,
    )


def gather_entities(
    found: Sequence[tuple[Mention, Resolved | None]], claims: Sequence[FoundClaim] = ()
) -> tuple[Entity, ...]:
    """Return one entity for each referent, and for a person whom only pronouns stand for, in the order of their ids."""
    mentions: dict[str, list[int]] = {}
    referents: dict[str, Resolved] = {}
    for number, (_, referent) in enumerate(found):
        if referent:
            referents.setdefault(referent.id, referent)
            mentions.setdefault(referent.id, []).append(number)
    for claim in claims:
        if claim.subject not in referents and (entry := default_lexicon().entries.get(claim.subject)):
            referents[entry.id] = Resolved(entry.id, entry.kind, entry.label, "named in the title")
            mentions[entry.id] = []
    return tuple(
        Entity(id_, referent.kind, referent.label, tuple(dict.fromkeys(found[number][0].text for number in numbers)),
               tuple(numbers), referent.why)
        for id_, numbers in sorted(mentions.items())
        for referent in (referents[id_],)
    )  # fmt: skip


def to_claim(document: Document, sentence: int, claim: FoundClaim) -> Claim:
    """Return a found claim with its evidence quoted and its span in the source."""
    start, end = document.offsets.span(claim.start, claim.end)
    return Claim(
        subject=claim.subject,
        predicate=claim.predicate,
        object=claim.object,
        sentence=sentence,
        start=start,
        end=end,
        evidence=document.text[claim.start : claim.end],
        rule=claim.rule,
        confidence=round(claim.confidence, 3),
        role=claim.role,
        office=claim.office,
        when=claim.when,
        polarity=claim.polarity,
        stance=claim.stance,
        attributed_to=claim.attributed_to,
    )

"""A line of corrections and a reading in, what the line means there out: numbers of mentions or of claims.

A place is told by words of the source, which survive that text is added before them; an offset only decides between
equal places. Where the words are gone, or stand in several places, the line means nothing and a reason says why.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from extract.model import Claim, Entity, Mention, Reading
from graph.corrections import EVERYWHERE, Correction

SPELLING: Final = str.maketrans(
    {"’": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"}
    | dict.fromkeys("\t\n\r\u00a0\u2009\u202f", " ")
)
MOST: Final = 60  # characters of a quote shown in a message
IsEntity = Callable[[str], bool]


class Fit(NamedTuple):
    """The numbers of the mentions or claims that a line means; none and a reason where it means nothing."""

    numbers: tuple[int, ...]
    reason: str = ""


def find_mentions(line: Correction, reading: Reading, is_subject: IsEntity) -> Fit:
    """Return the mentions that a line means; ``is_subject`` tells whether an id of the reading is its subject's."""
    of_subject = {number: entity for entity in reading.entities if is_subject(entity.id) for number in entity.mentions}
    if not line.quote:
        reason = "" if of_subject else f"{line.subject} is not named in {line.source}"
        return Fit(tuple(sorted(of_subject)), reason)
    within = {
        number
        for sentence, start, end in _find_places(line.quote, reading)
        for number, mention in enumerate(reading.mentions)
        if mention.sentence == sentence and _stands_in(mention, start, end)
    }
    if not within:
        return Fit((), _explain_absence(line, reading))
    fitting = sorted(within & of_subject.keys())
    if not fitting:
        names = ", ".join(sorted({entity.id for entity in reading.entities if within & {*entity.mentions}}))
        return Fit((), f"{_show(line.quote)} names {names or 'no entity'} in {line.source}, not {line.subject}")
    return _choose(line, {number: (reading.mentions[number].start,) for number in fitting})


def find_claims(line: Correction, reading: Reading, is_entity: Callable[[str, str], bool]) -> Fit:
    """Return the claims that a line means; ``is_entity(id of the line, id of the reading)`` compares their ends."""
    sentences = {sentence for sentence, _, _ in _find_places(line.quote, reading)}
    told = [(number, claim) for number, claim in enumerate(reading.claims) if claim.sentence in sentences]
    if not told:
        return Fit((), _explain_absence(line, reading, "makes no claim"))
    fitting = {
        number: (claim.start, reading.sentences[claim.sentence].start)
        for number, claim in told
        if (not line.predicate or claim.predicate == line.predicate)
        and (not line.subject or is_entity(line.subject, claim.subject))
        and (not line.object or is_entity(line.object, claim.object))
    }
    if not fitting:
        meant = " ".join(part for part in (line.subject, line.predicate, line.object) if part)
        return Fit((), f"{_show(line.quote)} in {line.source} does not say {meant}")
    near = {number: _measure(line.quote, reading.claims[number]) for number in fitting}
    return _choose(line, {number: fitting[number] for number in fitting if near[number] == min(near.values())})


def find_grounds(claim: Claim, id_: str, reading: Reading, entity: Entity | None) -> frozenset[int]:
    """Return the mentions of an entity that a claim rests on: in its own words, its sentence, else the last before.

    A claim names entities, not mentions; the last before is whom a pronoun stands for.
    """
    numbers = entity.mentions if entity else ()
    mentions = [(number, reading.mentions[number]) for number in numbers]
    inside = [number for number, one in mentions if claim.start <= one.start and one.end <= claim.end]
    near = inside or [number for number, one in mentions if one.sentence == claim.sentence]
    before = [number for number, one in mentions if one.sentence < claim.sentence]
    return frozenset(near or before[-1:])


def _choose(line: Correction, fitting: Mapping[int, tuple[int, ...]]) -> Fit:
    """Return the only fitting one, the one at the line's offset, or all where it says so."""
    if len(fitting) == 1 or line.at == EVERYWHERE:
        return Fit(tuple(fitting))
    there = [number for number, starts in fitting.items() if line.at and int(line.at) in starts]
    if len(there) == 1:
        return Fit((there[0],))
    starts = ", ".join(str(starts[0]) for starts in list(fitting.values())[:5])
    return Fit((), f"{_show(line.quote)} fits {len(fitting)} places in {line.source} (at {starts}); quote more of it")


def _find_places(quote: str, reading: Reading) -> Iterator[tuple[int, int, int]]:
    """Yield the sentence and the span in its text of every place where the quote stands."""
    wanted, _ = spell(quote.strip())
    for sentence in reading.sentences if wanted else ():
        text, positions = spell(sentence.text)
        start = text.find(wanted)
        while start >= 0:
            yield sentence.number, positions[start], positions[start + len(wanted) - 1] + 1
            start = text.find(wanted, start + 1)


def spell(text: str) -> tuple[str, Sequence[int]]:
    """Return a text in one spelling of quotation marks, dashes and spaces, and where its characters stood.

    >>> spell("l’ été")[0], [*spell("a  b")[1]]
    ("l' été", [0, 1, 3])
    """
    plain = text.translate(SPELLING)
    if "  " not in plain:
        return plain, range(len(plain))
    kept = [at for at, char in enumerate(plain) if char != " " or at == 0 or plain[at - 1] != " "]
    return "".join(plain[at] for at in kept), kept


def _stands_in(mention: Mention, start: int, end: int) -> bool:
    """Tell whether a mention lies within a span of its sentence, or the span within the mention."""
    first, last = mention.at, mention.at + len(mention.text)
    return (start <= first and last <= end) or (first <= start and end <= last)


def _measure(quote: str, claim: Claim) -> int:
    """Return how far a quote is from a claim's own words: the same, one in the other, only in the same sentence."""
    ours, theirs = spell(quote.strip())[0], spell(claim.evidence)[0]
    return 0 if ours == theirs else 1 if ours in theirs or theirs in ours else 2


def _explain_absence(line: Correction, reading: Reading, otherwise: str = "names nobody and nothing") -> str:
    gone = not any(True for _ in _find_places(line.quote, reading))
    return f"{_show(line.quote)} {'is not' if gone else otherwise} in {line.source}" + (" any more" if gone else "")


def _show(quote: str) -> str:
    text = " ".join(quote.split())
    return f"'{text if len(text) <= MOST else text[: MOST - 1] + '…'}'"

"""Subject pronouns that a text settles: ``il``, ``elle``, ``celui-ci`` and ``ce dernier`` to the person they stand for.

In: the cleaned text, sentence spans and the persons named in them. Out: arguments for :mod:`extract.claims` that carry
the person's entity at the pronoun's place. Only where one person is in question; "il faut", "il y a" are left alone.
"""

import re
from collections.abc import Iterator, Sequence

from extract.claims import Argument

Span = tuple[int, int]

_PRONOUN = re.compile(r"\b(?:[Ii]l|[Ee]lle|[Cc]elui-ci|[Cc]elle-ci|[Cc]e dernier|[Cc]ette dernière)\b(?=[ ,])")
_IMPERSONAL = re.compile(
    r"\s+(?:n['’]?e?\s*)?(?:y |en (?:est|fut|va|était)|faut|fallu|fallait|faudra|s['’]agi|semble|sembla|convient|suffi"
    r"|existe|import|paraît|advient|arrive (?:que|qu)|reste (?:à|que|vrai)|vaut|était (?:temps|clair|une fois)"
    r"|est (?:vrai|possible|certain|clair|temps|évident|probable|nécessaire|impossible|facile|difficile|question)"
    r"|fait (?:froid|nuit|jour|nul|peu)|lui rest|nous |se (?:peut|trouve que|forma|produi)|ne s['’]agi|n['’]y)"
)
_SUBJECT_REACH = 45
"""Characters from a sentence's beginning within which a person is taken for its subject."""


def find_pronouns(text: str, sentence: Span, persons: Sequence[Argument], before: Sequence[Argument],
                  before_span: Span | None, genders: dict[str, str], topic: str = "") -> Iterator[Argument]:  # fmt: skip
    """Yield the pronouns of one sentence as arguments.

    ``persons`` are those named in it, ``before`` those of the sentence before (``before_span``), both in text order;
    ``genders`` gives ``m`` or ``f`` by entity id where known; ``topic`` is the person whom the whole text is about.
    """
    for match in _PRONOUN.finditer(text, *sentence):
        if _IMPERSONAL.match(text, match.end()):
            continue
        wanted = "f" if match.group().lower() in ("elle", "celle-ci", "cette dernière") else "m"
        person = _antecedent(match, sentence, persons, before, before_span, genders, wanted)
        entity = person.entity if person else topic if _may_be_topic(match, topic, persons, genders, wanted) else ""
        if entity:
            yield Argument(match.start(), match.end(), "Person", entity)


def _may_be_topic(
    match: re.Match[str], topic: str, persons: Sequence[Argument], genders: dict[str, str], wanted: str
) -> bool:
    """Return whether "il" may be the person whom the text is about: no other is named before it in its sentence."""
    others = [person for person in persons if person.end <= match.start() and person.entity != topic]
    agrees = genders.get(topic, "") == wanted and match.group().lower() in ("il", "elle")
    return agrees and not [person for person in others if genders.get(person.entity, wanted) == wanted]


def _antecedent(match: re.Match[str], sentence: Span, persons: Sequence[Argument], before: Sequence[Argument],
                before_span: Span | None, genders: dict[str, str], wanted: str) -> Argument | None:  # fmt: skip
    fits = [
        person for person in persons if person.end <= match.start() and genders.get(person.entity, wanted) == wanted
    ]
    if match.group().lower() in ("celui-ci", "celle-ci", "ce dernier", "cette dernière"):
        nearest = [*before, *fits] if before_span else fits
        nearest = [person for person in nearest if genders.get(person.entity, wanted) == wanted]
        return nearest[-1] if nearest else None
    if fits:
        return fits[0] if len({person.entity for person in fits}) == 1 else None
    if not before_span or match.start() - sentence[0] > 80:
        return None
    earlier = [person for person in before if genders.get(person.entity, wanted) == wanted]
    if len({person.entity for person in earlier}) == 1:
        return earlier[0]
    return earlier[0] if earlier and earlier[0].start - before_span[0] <= _SUBJECT_REACH else None

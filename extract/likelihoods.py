"""What was told before a subject's pronoun in, how likely each of it is meant out.

A candidate is described by some seventy features: its kind, where it was told, as what, how often, how much it weighs
beside the others. What each is worth says ``rules/likelihoods.tsv``: weights of a multinomial logistic model, fitted to
the annotated pronouns of the open exercises by ``python -m extract.training --only likelihoods``. Used by
:mod:`extract.anaphors`.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from extract.candidates import Candidate
from extract.rules import read_rows

NOBODY: Final = "(nobody)"
"""The row of the table that weighs for none of the candidates."""
LEAST: Final = 0.4
"""How likely the likeliest has to be."""

_FADING: Final = 0.5
_BODIES: Final = ("Party", "Organisation", "Soviet", "Front")
_ROLES: Final = ((79.0, "subject"), (64.0, "open"), (49.0, "object"), (40.0, "owner"), (30.0, "oblique"))
_ABOVE: Final = ("que", "qu'", "qu’", "lorsqu'", "lorsqu’", "puisqu'", "puisqu’")
_TOPIC: Final = 9
"""How far back lies whom a text is about, where nothing near names them."""


@dataclass(frozen=True, slots=True)
class Question:
    """A pronoun and what it may stand for: ``told`` in its sentence, then in those before, the nearest first.

    ``wanted`` is its gender, ``human`` whether its verb is what persons do, ``own`` whom it can't mean, ``topic`` whom
    the text is about (``""`` where that can't be meant), ``subject`` and ``depth`` tell the clauses above it,
    ``before`` is the word before it, ``start`` its place in the text.
    """

    told: Sequence[Sequence[Candidate]]
    form: str
    wanted: str
    plural: bool
    human: bool
    own: frozenset[str] = frozenset()
    topic: str = ""
    topical: float = 0.0
    subject: str = ""
    depth: int = 1
    before: str = ""
    start: int = -1


Features = Mapping[str, float]


def choose(question: Question) -> str:
    """Return the key of whom or what the pronoun stands for, ``""`` where none is likely enough."""
    return pick(question, read_weights())


def pick(question: Question, weights: Mapping[str, float]) -> str:
    """Return the likeliest candidate's key by ``weights``, ``""`` where none is likely enough or it is told aside."""
    likely = rank(describe(question), weights)
    key = max(likely, key=lambda one: likely[one], default="")
    return key if key and likely[key] >= LEAST and not _is_aside(key, question) else ""


def _is_aside(key: str, question: Question) -> bool:
    """Return whether a name stands after a preposition where a noun or an unknown "il" is the subject."""
    told = next((told for told in question.told if any(one.key == key for one in told)), ())
    last = next((one for one in reversed(told) if one.key == key), None)
    if last is None or last.bare or last.argument is None or last.argument.start != last.start:
        return False
    unknown = any(one.key.startswith("?") and agrees(one, question.wanted, question.plural) for one in told)
    return unknown or _is_beside_subject(last, question)


def rank(described: Mapping[str, Features], weights: Mapping[str, float]) -> dict[str, float]:
    """Return how likely each candidate is meant; what is missing to 1 is that none of them is (key ``""``)."""
    if not described:
        return {}
    sums = {key: sum(weights.get(name, 0.0) * value for name, value in row.items()) for key, row in described.items()}
    sums[""] = weights.get(NOBODY, 0.0)
    most = max(sums.values())
    powers = {key: math.exp(value - most) for key, value in sums.items()}
    return {key: power / sum(powers.values()) for key, power in powers.items()}


@cache
def read_weights() -> Mapping[str, float]:
    """Return the weight of each feature."""
    return {row["feature"]: float(row["weight"]) for _, row in read_rows("likelihoods.tsv", ("feature", "weight"))}


def describe(question: Question) -> dict[str, Features]:
    """Return the features of every candidate that agrees with the pronoun, by its key."""
    field = _gather(question)
    return {key: dict(_describe(key, field, question)) for key in field.weights}


@dataclass(slots=True)
class _Field:
    """All candidates beside each other: weight, how far back (in sentences) and what each was last, how often told."""

    weights: dict[str, float]
    last: dict[str, Candidate]
    back: dict[str, int]
    times: Counter[str]
    order: list[str]
    persons: list[str]


def _gather(question: Question) -> _Field:
    weights, last, back, times = (
        defaultdict[str, float](float),
        dict[str, Candidate](),
        dict[str, int](),
        Counter[str](),
    )
    for number, (fading, told) in enumerate(fade(question.told[0], question.told[1:]) if question.told else ()):
        for one in told:
            if not agrees(one, question.wanted, question.plural) or one.key in question.own:
                continue
            weights[one.key] += one.weight * fading * favour(one, question.human)
            times[one.key] += 1
            if back.setdefault(one.key, number) == number:
                last[one.key] = one
    if question.topic and not question.plural:
        weights[question.topic] += question.topical
        back.setdefault(question.topic, _TOPIC)
        last.setdefault(question.topic, Candidate(0, question.topic, "Person", question.wanted, False, 0.0, -1))
    order = sorted(weights, key=lambda key: (-back[key], last[key].start))
    return _Field(weights, last, back, times, order, [key for key in order if last[key].kind == "Person"])


def _describe(key: str, field: _Field, question: Question) -> Iterator[tuple[str, float]]:
    one, weight = field.last[key], field.weights[key]
    kind, place = _tell_kind(one), _tell_place(field.back[key])
    yield kind, 1.0
    yield f"{kind} {place}", 1.0
    yield f"told {min(field.back[key], 4)} back", 1.0
    yield "weight", weight / 80
    yield "share of all weight", weight / sum(field.weights.values())
    yield "weight beside the weightiest", weight / max(field.weights.values())
    yield "times told (log)", math.log1p(field.times[key])
    if weight == max(field.weights.values()):
        yield "weightiest", 1.0
    yield from _describe_rank(key, field)
    yield from _describe_role(one, kind, place, question)
    yield from _describe_clause(one, kind, field.back[key], question)


def _describe_rank(key: str, field: _Field) -> Iterator[tuple[str, float]]:
    if key == field.order[-1]:
        yield "latest", 1.0
    if field.persons and key == field.persons[-1]:
        yield "latest person", 1.0
    if field.persons and key == field.persons[0]:
        yield "earliest person", 1.0
    if field.persons == [key]:
        yield "only person", 1.0


def _describe_role(one: Candidate, kind: str, place: str, question: Question) -> Iterator[tuple[str, float]]:
    role = next((name for least, name in _ROLES if one.weight >= least), "complement")
    yield role, 1.0
    yield f"{role} {place}", 1.0
    yield f"{role} {kind}", 1.0
    if one.bare:
        yield "after no preposition", 1.0
    if not one.named:
        yield "known by a possessive", 1.0
    if one.key.startswith("?"):
        yield "a pronoun of unknown meaning", 1.0
    if one.kind and _is_beside_subject(one, question):
        yield f"{role}, a noun is subject", 1.0
    if one.kind and (one.argument is None or one.argument.start != one.start):
        yield "a pronoun", 1.0
        yield f"a pronoun {place}", 1.0
    if kind == "person":
        yield "person of known gender" if one.gender and one.gender == question.wanted else "person of any gender", 1.0
        yield "person, verb of persons" if question.human else "person, any verb", 1.0
    elif question.human:
        yield "no person, verb of persons", 1.0
    if question.before in _ABOVE:
        yield f"{role}, after que", 1.0
    if question.before in (",", "et"):
        yield f"{role}, after a comma", 1.0


def _is_beside_subject(one: Candidate, question: Question) -> bool:
    """Return whether a common noun that agrees is the subject of a sentence where a candidate is told aside."""
    told = next((told for told in question.told if any(other is one for other in told)), ())
    return any(
        not other.kind
        and other.bare
        and other.weight >= _NOUN_SUBJECT
        and agrees(other, question.wanted, question.plural)
        for other in told
    )


_NOUN_SUBJECT: Final = 38.0
"""What a common noun weighs at least as the subject of a main clause or one before its verb."""


def _describe_clause(one: Candidate, kind: str, back: int, question: Question) -> Iterator[tuple[str, float]]:
    where = "here" if back == 0 else "before"
    if one.key == question.topic:
        yield "topic", question.topical / 60
    if one.key == question.subject:
        yield "subject of the clause above", 1.0
    for number, name in enumerate(("first of the sentence", "first of the sentence before")):
        told = question.told[number] if number < len(question.told) else ()
        if told and told[0].key == one.key:
            yield name, 1.0
    if question.depth > 1:
        yield f"{kind} {where}, lower clause", 1.0
    if question.form.startswith("-"):
        yield f"{kind}, inverted", 1.0
        yield f"{where}, inverted", 1.0
    if question.before in _ABOVE:
        yield f"{where}, after que", 1.0


def _tell_kind(one: Candidate) -> str:
    if one.kind in _BODIES:
        return "body"
    return one.kind.lower() or "noun"


def _tell_place(back: int) -> str:
    return ("here", "one back")[back] if back < 2 else "farther"


def fade(
    here: Sequence[Candidate], before: Sequence[Sequence[Candidate]]
) -> Iterator[tuple[float, Sequence[Candidate]]]:
    """Yield what was told with how much it still counts: the sentence's own, then those before, less and less."""
    yield 1.0, here
    fading = _FADING if here else 1.0
    for told in before:
        yield fading, told
        fading *= _FADING


def agrees(one: Candidate, wanted: str, plural: bool) -> bool:
    """Return whether a candidate has the number and may have the gender of a pronoun."""
    return one.plural == plural and (not wanted or one.gender in ("", wanted))


def favour(one: Candidate, human: bool) -> float:
    """Return how much likelier a candidate is for what its kind can do."""
    if one.kind == "Person" or (one.plural and one.kind == "Party"):
        return 1.6 if human else 1.0
    if one.kind in ("Place", "Work", "Event"):
        return 0.2 if human else 0.5
    return 0.5 if human else 0.8

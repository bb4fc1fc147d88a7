"""Claims in, the plain preferred statements and the disagreements out: ``facts.ttl``.

A fact is what is affirmed on the sources' own word with enough confidence. Of statements that can't hold together one
is preferred, and the fact says by which rule; the claims themselves are all kept, in the graphs of their sources.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from extract.model import Claim, When
from graph.claims import NamedClaim, to_when
from graph.iris import Iris, term
from graph.literals import to_text
from graph.periods import measure_width, overlap

YEAR: Final = re.compile(r"-?\d{4}")
MIN_CONFIDENCE: Final = 0.5  # a claim below this makes no fact
DATED: Final = ("smo:born", "smo:died", "smo:occurredOn")  # the object is the date itself
PLACED: Final = ("smo:bornIn", "smo:diedIn")
PASSING: Final = ("smo:alliedWith", "smo:opposedTo", "smo:wasIn")  # so at one time and not at another
UNDISPUTED: Final = "smv:only-claim"
# what decides between rival facts, in the order of :func:`_rank`
RULES: Final = (
    "smv:curated", "smv:more-precise", "smv:more-sources", "smv:nearer-in-time", "smv:more-confident",
    "smv:first-in-order",
)  # fmt: skip
UNKNOWN_YEAR: Final = 9999
Containers = Mapping[str, frozenset[str]]
Years = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Fact:
    """A preferred statement; ``value`` is an entity id or EDTF; ``curated`` where the authority says it."""

    subject: str
    predicate: str
    value: str
    claims: tuple[NamedClaim, ...] = ()
    when: When | None = None
    curated: bool = False
    rule: str = UNDISPUTED


def choose_facts(
    claims: Iterable[NamedClaim], curated: Iterable[Fact], within: Containers, years: Years | None = None
) -> tuple[Fact, ...]:
    """Return one fact a statement, and one only for each thing that can have but one value.

    ``years`` are those in which the sources were written, by id: of two sources the earlier is nearer to the facts.
    """
    rivals: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in (*_gather(claims), *curated):
        single = fact.predicate in DATED or fact.predicate in PLACED
        rivals[(fact.subject, fact.predicate, "" if single else fact.value)].append(fact)
    return tuple(_prefer(rivals[key], within, years or {}) for key in sorted(rivals))


def is_plain(claim: Claim) -> bool:
    """Tell whether a claim counts as the source's own affirmation."""
    return (
        claim.polarity == "smv:affirmed"
        and not claim.stance
        and not claim.attributed_to
        and claim.confidence >= MIN_CONFIDENCE
    )


def to_facts(facts: Iterable[Fact], iris: Iris) -> Iterator[Triple]:
    """Yield each fact as a plain triple and as a node that says what it is based on and why it was preferred."""
    for fact in facts:
        subject, predicate = iris.entity(fact.subject), term(fact.predicate)
        value = to_text(fact.value) if fact.predicate in DATED else iris.entity(fact.value)
        yield Triple(subject, predicate, value)
        yield from _explain(fact, subject, predicate, value, iris)


def find_disagreements(claims: Iterable[NamedClaim], within: Containers) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Yield pairs of claims that can't both hold: two dates, two places, or the same both affirmed and denied.

    Of what comes and goes (alliance, opposition, stay) only claims that are both dated can exclude each other.
    """
    comparable: dict[tuple[str, ...], list[NamedClaim]] = defaultdict(list)
    for named in claims:
        claim = named.claim
        if claim.stance != "smv:conditional":
            single = claim.predicate in DATED or claim.predicate in PLACED
            comparable[(claim.subject, claim.predicate, "" if single else claim.object)].append(named)
    for key in sorted(comparable):
        for first, second in combinations(comparable[key], 2):
            if _exclude_each_other(first.claim, second.claim, within):
                yield first.node, second.node


def to_disagreements(pairs: Iterable[tuple[NamedNode, NamedNode]]) -> Iterator[Triple]:
    """Yield ``smo:disagreesWith`` in both directions."""
    for first, second in pairs:
        yield Triple(first, term("smo:disagreesWith"), second)
        yield Triple(second, term("smo:disagreesWith"), first)


def _gather(claims: Iterable[NamedClaim]) -> Iterator[Fact]:
    affirmed: dict[tuple[str, str, str], list[NamedClaim]] = defaultdict(list)
    denied: dict[tuple[str, str, str], list[NamedClaim]] = defaultdict(list)
    for named in claims:
        claim = named.claim
        value = (claim.when.edtf if claim.when else "") if claim.predicate in DATED else claim.object
        if value and (is_plain(claim) or (named.preferred and claim.polarity == "smv:affirmed")):
            affirmed[(claim.subject, claim.predicate, value)].append(named)
        elif value and claim.polarity == "smv:denied" and not claim.stance:
            denied[(claim.subject, claim.predicate, value)].append(named)
    for key, support in affirmed.items():
        against = [no for no in denied[key] if any(overlap(no.claim.when, yes.claim.when) for yes in support)]
        if any(no.preferred for no in against):
            continue
        if _count_sources(against) <= _count_sources(support) or any(yes.preferred for yes in support):
            yield Fact(*key, tuple(sorted(support, key=lambda named: named.node.value)), _date_of(support))


def _date_of(support: list[NamedClaim]) -> When | None:
    dates = {named.claim.when for named in support if named.claim.when and named.claim.when.edtf}
    by_wording: dict[tuple[str, str], When] = {}
    for when in sorted(dates, key=lambda when: (when.earliest, when.latest, when.text)):
        by_wording.setdefault((when.edtf, when.calendar), when)
    return next(iter(by_wording.values())) if len(by_wording) == 1 else None


def _prefer(rivals: list[Fact], within: Containers, years: Years) -> Fact:
    ranked = sorted(rivals, key=lambda fact: _rank(fact, within, years))
    best = ranked[0]
    others = [fact for fact in ranked[1:] if fact.value != best.value]
    agreeing = tuple(named for fact in ranked if fact.value == best.value for named in fact.claims)
    return replace(best, claims=agreeing, rule=_find_rule(best, others[0] if others else None, within, years))


def _find_rule(best: Fact, second: Fact | None, within: Containers, years: Years) -> str:
    """Return what put the best fact before the second."""
    if best.curated or is_preferred(best) or second is None:
        return RULES[0] if best.curated or is_preferred(best) else UNDISPUTED
    ranks = zip(RULES, _rank(best, within, years), _rank(second, within, years), strict=True)
    return next(rule for rule, mine, other in ranks if mine != other)


def is_preferred(fact: Fact) -> bool:
    """Tell whether a curator prefers a claim that the fact rests on."""
    return any(named.preferred for named in fact.claims)


def _rank(fact: Fact, within: Containers, years: Years) -> tuple[int, int, int, int, float, str]:
    width = -len(within.get(fact.value, ())) if fact.predicate in PLACED else measure_width(fact.when)
    confidence = max((named.claim.confidence for named in fact.claims), default=1.0)
    year = min((years.get(named.source, UNKNOWN_YEAR) for named in fact.claims), default=UNKNOWN_YEAR)
    word = 0 if is_preferred(fact) else 1 if fact.curated else 2
    return word, width, -_count_sources(fact.claims), year, -confidence, fact.value


def find_years(dates: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return the year of each (source id, EDTF date) that has one."""
    read = ((source, YEAR.match(date)) for source, date in dates)
    return {source: int(year.group()) for source, year in read if year}


def _count_sources(claims: Iterable[NamedClaim]) -> int:
    return len({named.source for named in claims})


def _explain(
    fact: Fact, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal, iris: Iris
) -> Iterator[Triple]:
    node = iris.fact(subject.value, predicate.value, fact.value)
    yield Triple(node, term("rdf:type"), term("smo:Fact"))
    yield Triple(node, term("rdf:subject"), subject)
    yield Triple(node, term("rdf:predicate"), predicate)
    yield Triple(node, term("rdf:object"), value)
    yield Triple(node, term("smo:preferredBy"), term(fact.rule))
    yield from to_when(node, fact.when)
    if fact.curated:
        yield Triple(node, term("prov:wasDerivedFrom"), iris.source("authority"))
    for named in fact.claims:
        yield Triple(node, term("smo:basedOn"), named.node)


def _exclude_each_other(first: Claim, second: Claim, within: Containers) -> bool:
    if first.polarity != second.polarity:
        told = first.predicate not in PASSING or (first.when and second.when)
        return bool(told and first.object == second.object and _same_date(first, second)
                    and overlap(first.when, second.when))  # fmt: skip
    if first.polarity == "smv:denied":
        return False
    if first.predicate in DATED:
        return not overlap(first.when, second.when)
    if first.predicate in PLACED:
        one, other = first.object, second.object
        return one != other and one not in within.get(other, ()) and other not in within.get(one, ())
    return False


def _same_date(first: Claim, second: Claim) -> bool:
    dates = [claim.when.edtf if claim.when else "" for claim in (first, second)]
    return first.predicate not in DATED or dates[0] == dates[1]

"""Reconciliation queries in, ranked candidates out: names first, then classes, then what else is known of them.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/. A score says how well a candidate
fits, from 0 to 100; ``match`` that it alone can be meant.
"""

import json
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from api.catalogues import Card, Catalogue
from api.values import Value, Values, to_iri
from graph.names_index import Found, Name, compare, fold, is_acronym
from graph.query import QueryTimeout

LIMIT: Final = 10
MOST: Final = 100
WEIGHED: Final = 30  # candidates of a query whose properties are looked at
AHEAD: Final = 10  # points by which the best must be better than the next to be the match
AGREES: Final = 0.8
CONTRADICTS: Final = 0.2
SINGLE: Final = ("smo:born", "smo:died", "smo:occurredOn", "smo:gender")  # what can't have two values
SINGULAR: Final = ("person", "place")  # a single word that is no main name may stand for these
DAY: Final = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a property should have: one of these values, each text or the id of an entity."""

    property: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A reconciliation query; ``types`` are CURIEs, ``strange`` where one of the types given is not known."""

    text: str
    types: tuple[str, ...] = ()
    every: bool = False
    strange: bool = False
    wanted: tuple[Wanted, ...] = ()
    limit: int = LIMIT


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate: how well its name fits and how well each property does (None where nothing is known of it)."""

    card: Card
    found: Found
    agreed: Mapping[str, float | None]
    score: float
    sure: bool = False

    @property
    def contradicted(self) -> bool:
        """Whether a property says something else."""
        return any(_contradicts(name, value) for name, value in self.agreed.items())

    @property
    def confirmed(self) -> bool:
        """Whether a property says just the same."""
        return any(value == 1.0 for value in self.agreed.values())


def find_all(catalogue: Catalogue, questions: Iterable[Question], deadline: float) -> list[list[Found]]:
    """Return for each question the entities whose names fit; QueryTimeout where it takes too long."""
    found = []
    for question in questions:
        check_time(deadline)
        found.append(find_named(catalogue, question))
    return found


def rank_all(
    catalogue: Catalogue, asked: Iterable[tuple[Question, Sequence[Found]]], values: Values, deadline: float
) -> list[list[Match]]:
    """Return for each question its candidates in order; QueryTimeout where it takes too long."""
    ranked = []
    for question, found in asked:
        check_time(deadline)
        ranked.append(rank(catalogue, question, found, values))
    return ranked


def check_time(deadline: float) -> None:
    """Raise QueryTimeout where the time of a batch is over."""
    if time.monotonic() > deadline:
        raise QueryTimeout("the batch took longer than it may; send fewer queries at once")


def find_named(catalogue: Catalogue, question: Question) -> list[Found]:
    """Return the entities of the wanted classes whose names fit; for an id or an IRI the entity itself."""
    if card := catalogue.find_entity(question.text):
        return [Found(card.id, Name(card.id, card.label, True), 100.0, True, False)]
    if not question.text.strip():
        return []
    return catalogue.names.find(question.text, lambda entity: has_types(catalogue, entity, question))


def has_types(catalogue: Catalogue, entity: str, question: Question) -> bool:
    """Tell whether an entity is of the classes that are asked for."""
    if entity not in catalogue.cards:
        return False
    own = catalogue.cards[entity].all_types
    hits = [one in own for one in question.types]
    return not hits or (all(hits) if question.every else any(hits))


def rank(catalogue: Catalogue, question: Question, found: Sequence[Found], values: Values) -> list[Match]:
    """Return the candidates, the best first, as many as are wanted; the first may be sure."""
    named = bool(question.text.strip())
    matches = []
    for one in found[: MOST if not question.wanted else WEIGHED]:
        agreed = {
            wanted.property: agree(catalogue, wanted, values.get((one.entity, wanted.property), ()))
            for wanted in question.wanted
        }
        score = weigh(one.score, agreed) if named else 100 * _mean(agreed.values())
        score = score * 0.8 if question.strange else score
        matches.append(Match(catalogue.cards[one.entity], one, agreed, round(score, 1)))
    matches.sort(key=lambda match: (-match.score, not match.found.name.main, match.card.id))
    if matches and named and not question.strange and is_sure(question, matches):
        matches[0] = replace(matches[0], sure=True)
    return matches[: question.limit]


def is_sure(question: Question, matches: Sequence[Match]) -> bool:
    """Tell whether the first candidate alone can be meant."""
    best, others = matches[0], matches[1:]
    if best.contradicted or any(best.score - other.score < AHEAD for other in others):
        return False
    rivals = [other for other in others if _room(other) == _room(best) and is_part(question.text, other.card)]
    if not best.found.same:  # a surname, initials: only with a date or the like that is just so
        return best.confirmed and best.found.score >= 60 and not any(other.confirmed for other in rivals)
    if len(fold(question.text).split()) > 1 or best.found.name.main or is_acronym(best.found.name.text):
        return True
    return _room(best) in SINGULAR and not rivals


def is_part(text: str, card: Card) -> bool:
    """Tell whether all words of a text are among those of the name that an entity is shown under."""
    return compare(text, Name(card.id, card.label, True)).contains


def weigh(score: float, agreed: Mapping[str, float | None]) -> float:
    """Return a name's score raised by each property that agrees, lowered by each that contradicts."""
    for name, value in agreed.items():
        if value is not None and value >= AGREES:
            score += (100 - score) * 0.4 * value
        elif _contradicts(name, value):
            score *= 0.75
    return score


def agree(catalogue: Catalogue, wanted: Wanted, own: Sequence[Value]) -> float | None:
    """Return how well a property fits what is wanted, from 0 to 1; None where nothing is known."""
    if not own or not wanted.values:
        return None
    return max(agree_in_value(catalogue, asked, value) for asked in wanted.values for value in own)


def agree_in_value(catalogue: Catalogue, asked: Value, own: Value) -> float:
    """Compare a value with the one asked for: entities by id or by name, dates as far as both are told, or texts."""
    if asked.entity:
        return float(asked.entity == own.entity)
    if own.entity:
        names = catalogue.names.find_names(own.entity)
        return max((agree_in_text(asked.text, name.text) for name in names), default=0.0)
    if DAY.match(own.text) and (found := DAY.search(asked.text)):
        return agree_in_date(found.group(), own.text)
    if own.datatype in ("xsd:decimal", "xsd:integer", "xsd:double"):
        return agree_in_number(asked.text, own.text)
    if fold(asked.text.rstrip("/").rpartition("/")[2]) == fold(own.text):
        return 1.0  # also an identifier of Wikidata given as an address
    return agree_in_text(asked.text, own.text)


def agree_in_text(asked: str, own: str) -> float:
    """Return how alike two names are; what is less than half alike is not alike at all."""
    score = compare(asked, Name("", own, True)).score
    return score / 100 if score >= 50 else 0.0


def agree_in_date(asked: str, edtf: str) -> float:
    """Compare a day, month or year with a date in EDTF.

    >>> agree_in_date("1879", "1879-11-07"), agree_in_date("1879-11-08", "1879-11-07"), agree_in_date("1880", "1879")
    (1.0, 0.3, 0.3)
    """
    told = [match.group() for match in DAY.finditer(edtf)]
    if any(asked.startswith(day) or day.startswith(asked) for day in told):
        return 1.0
    year, years = int(asked[: 5 if asked.startswith("-") else 4]), [int(day.rstrip("-")[:4]) for day in told]
    if len(years) > 1 and min(years) <= year <= max(years):
        return AGREES
    return 0.3 if any(abs(year - other) <= 1 for other in years) else 0.0


def agree_in_number(asked: str, own: str) -> float:
    """Tell whether two numbers are the same to a tenth."""
    try:
        return float(abs(float(asked) - float(own)) <= 0.1)
    except ValueError:
        return 0.0


def name_entities(catalogue: Catalogue, wanted: Wanted) -> Wanted:
    """Return what is wanted with the entities that its texts name."""
    texts = [value.text for value in wanted.values if not value.entity]
    named = [one.entity for text in texts for one in catalogue.names.find(text) if one.same]
    return Wanted(wanted.property, (*wanted.values, *(Value("", entity) for entity in named)))


def make_search(iris: Mapping[str, str], wanted: Wanted) -> str:
    """Return the query for the entities that have a value; ``iris`` gives the IRIs of those that are entities."""
    among = " ".join(f"<{iris[value.entity]}>" for value in wanted.values if value.entity in iris)
    starts = [json.dumps(value.text.casefold(), ensure_ascii=False) for value in wanted.values if not value.entity]
    tests = [f"STRSTARTS(LCASE(STR(?value)), {start})" for start in starts] + (
        [f"?value IN ({among})"] if among else []
    )
    triple = f"?it {to_iri(wanted.property)} ?value ; smo:slug ?slug"
    return f"SELECT DISTINCT ?it {{ {triple} FILTER({' || '.join(tests)}) }} LIMIT 200"


def to_record(match: Match, types: Mapping[str, str]) -> dict[str, Any]:
    """Return a candidate as JSON has it; ``types`` gives the names of classes."""
    features: list[dict[str, Any]] = [{"id": "name", "value": match.found.score}]
    features += [
        {"id": f"property:{name}", "value": value} for name, value in match.agreed.items() if value is not None
    ]
    record = {
        "id": match.card.id,
        "name": match.card.label,
        "type": [{"id": one, "name": types.get(one, one)} for one in match.card.types],
        "score": match.score,
        "match": match.sure,
        "features": features,
    }
    return record | ({"description": match.card.description} if match.card.description else {})


def _contradicts(name: str, value: float | None) -> bool:
    return name in SINGLE and value is not None and value <= CONTRADICTS


def _mean(values: Iterable[float | None]) -> float:
    found = [value or 0.0 for value in values]
    return sum(found) / len(found) if found else 0.0


def _room(match: Match) -> str:
    return match.card.id.split("/")[0]

"""Readings and hand-made gold in, precision, recall and F1 out: mentions, dates, entities, claims.

Strict: a mention is right where span and class are. Entities are scored by B-cubed over the mentions that both have,
passage by passage and over all passages. A claim is right where subject, predicate and object are, entities being
compared through the mentions they share in the passage, else by name.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.lexicons import fold
from extract.model import Claim, Reading


class GoldError(ValueError):
    """A line of a gold file that can't be read; the message says which."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A gold passage as it stands in the file.

    ``local``: its entities are its own, whatever another passage calls so, and its dates are not annotated.
    """

    id: str
    source: str
    text: str
    mentions: tuple[dict[str, Any], ...]
    claims: tuple[dict[str, Any], ...]
    local: bool = False


@dataclass(slots=True)
class Count:
    """Right, wrong and missed answers."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Right among those given; 0 where none was given."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Right among those wanted; 0 where none was wanted."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """All figures of one evaluation."""

    mentions: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    claims: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    date_values: Count = field(default_factory=Count)
    claim_dates: Count = field(default_factory=Count)
    polarity: Count = field(default_factory=Count)
    attribution: Count = field(default_factory=Count)
    b_cubed: tuple[float, float, float] = (0.0, 0.0, 0.0)
    passages: int = 0
    errors: list[str] = field(default_factory=list)


def read_gold(path: Path) -> tuple[Passage, ...]:
    """Return the passages of a gold file; raise :class:`GoldError` with file and line for one that is out of form."""
    passages = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            passages.append(_passage(line, f"{path.name}:{number}"))
    if not passages:
        raise GoldError(f"{path.name}: no passage in it")
    return tuple(passages)


def _passage(line: str, where: str) -> Passage:
    try:
        row = json.loads(line)
        passage = Passage(row["id"], row.get("source", ""), row["text"], tuple(row["mentions"]), tuple(row["claims"]))
        for mention in passage.mentions:
            found = passage.text[mention["start"] : mention["end"]]
            if found != mention["text"]:
                raise GoldError(f"{where}: mention '{mention['text']}' is '{found}' at its offsets")
            _ = mention["class"]
        for claim in passage.claims:
            _ = claim["subject"], claim["predicate"], claim["evidence"]
    except json.JSONDecodeError as error:
        raise GoldError(f"{where}: not JSON ({error.msg} at column {error.colno})") from error
    except (KeyError, TypeError) as error:
        raise GoldError(f"{where}: {error!s} is missing or out of form") from error
    return passage


def score(passages: Sequence[Passage], readings: Sequence[Reading]) -> Scores:
    """Compare each reading with its passage."""
    scores = Scores(passages=len(passages))
    pairs: list[tuple[str, str]] = []
    for passage, reading in zip(passages, readings, strict=True):
        _score_mentions(passage, reading, scores)
        _score_claims(passage, reading, scores)
        pairs += _entity_pairs(passage, reading)
    scores.b_cubed = b_cubed(pairs)
    return scores


def _score_mentions(passage: Passage, reading: Reading, scores: Scores) -> None:
    gold = {(row["start"], row["end"], row["class"]): row for row in passage.mentions}
    marked = [item for item in reading.mentions if not (passage.local and item.kind == "smo:Date")]
    found = {(item.start, item.end, item.kind.removeprefix("smo:")): item for item in marked}
    for key, item in found.items():
        if key in gold:
            scores.mentions[key[2]].right += 1
        else:
            scores.mentions[key[2]].wrong += 1
            scores.errors.append(f"{passage.id}\twrong\t{key[2]}\t{item.text}\t{item.by}\t{_context(passage, key)}")
        value = gold.get(key, {}).get("value")
        if value and item.when:
            right = item.when.edtf == value
            scores.date_values.right += right
            scores.date_values.wrong += not right
            if not right:
                scores.errors.append(f"{passage.id}\tvalue\t{item.text}\t{item.when.edtf}\tinstead of {value}")
    for key, row in gold.items():
        if key not in found:
            scores.mentions[key[2]].missed += 1
            scores.date_values.missed += "value" in row
            scores.errors.append(f"{passage.id}\tmissed\t{key[2]}\t{row['text']}\t\t{_context(passage, key)}")


def _context(passage: Passage, key: tuple[int, int, str]) -> str:
    return passage.text[max(0, key[0] - 30) : key[1] + 20].replace("\n", " ")


def _entity_pairs(passage: Passage, reading: Reading) -> list[tuple[str, str]]:
    entity_of = {number: entity.id for entity in reading.entities for number in entity.mentions}
    spans = {(item.start, item.end): entity_of.get(number) for number, item in enumerate(reading.mentions)}
    apart = f"{passage.id} " if passage.local else ""
    return [
        (apart + row["entity"], apart + found)
        for row in passage.mentions
        if "entity" in row and (found := spans.get((row["start"], row["end"])))
    ]


def b_cubed(pairs: Iterable[tuple[str, str]]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall, F1 of (gold, found) entity pairs, one a mention (Bagga & Baldwin 1998)."""
    pairs = list(pairs)
    if not pairs:
        return 0.0, 0.0, 0.0
    both, gold, found = Counter(pairs), Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    precision = sum(both[pair] / found[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / gold[pair[0]] for pair in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _score_claims(passage: Passage, reading: Reading, scores: Scores) -> None:
    names = name_entities(passage, reading)
    found: dict[tuple[str, str, str], Claim] = {}
    for claim in reading.claims:
        found.setdefault(
            (
                names.get(claim.subject, claim.subject),
                claim.predicate.removeprefix("smo:"),
                names.get(claim.object, ""),
            ),
            claim,
        )
    gold = {(row["subject"], row["predicate"], row.get("object", "")): row for row in passage.claims}
    folded = {_fold_key(key): key for key in gold}
    matched = set()
    for key, claim in found.items():
        wanted = folded.get(_fold_key(key))
        if wanted is None or wanted in matched:
            scores.claims[key[1]].wrong += 1
            scores.errors.append(f"{passage.id}\twrong claim\t{' | '.join(key)}\t{claim.rule}\t«{claim.evidence}»")
            continue
        matched.add(wanted)
        scores.claims[key[1]].right += 1
        _score_details(passage, gold[wanted], claim, names, scores)
    for key, row in gold.items():
        if key not in matched:
            scores.claims[key[1]].missed += 1
            scores.errors.append(f"{passage.id}\tmissed claim\t{' | '.join(key)}\t\t«{row['evidence']}»")


def _score_details(passage: Passage, row: dict[str, Any], claim: Claim, names: dict[str, str], scores: Scores) -> None:
    polarity = claim.polarity.removeprefix("smv:") == row.get("polarity", "affirmed")
    scores.polarity.right += polarity
    scores.polarity.wrong += not polarity
    said_by, wanted = claim.attributed_to, row.get("attributedTo", "")
    voice = names.get(said_by, said_by) if said_by else ""
    scores.attribution.right += bool(wanted) and fold(voice) == fold(wanted)
    scores.attribution.wrong += bool(voice) and fold(voice) != fold(wanted)
    scores.attribution.missed += bool(wanted) and fold(voice) != fold(wanted)
    edtf = claim.when.edtf if claim.when else ""
    if row.get("date"):
        scores.claim_dates.right += edtf == row["date"]
        scores.claim_dates.missed += edtf != row["date"]
    if edtf and edtf != row.get("date"):
        scores.claim_dates.wrong += 1
        scores.errors.append(f"{passage.id}\tclaim date\t{edtf}\tinstead of {row.get('date')}\t«{claim.evidence}»")


def _fold_key(key: tuple[str, str, str]) -> tuple[str, str, str]:
    return (" ".join(fold(key[0]).split()), key[1], " ".join(fold(key[2]).split()))


def name_entities(passage: Passage, reading: Reading) -> dict[str, str]:
    """Return, for each found entity, the gold entity whose mentions it shares most, else its own label."""
    gold = [(row["start"], row["end"], row["entity"]) for row in passage.mentions if "entity" in row]
    names = {}
    for entity in reading.entities:
        votes: Counter[str] = Counter()
        for number in entity.mentions:
            mention = reading.mentions[number]
            votes.update(name for start, end, name in gold if start < mention.end and mention.start < end)
        names[entity.id] = min(votes, key=lambda name: (-votes[name], name)) if votes else entity.label
    return names

"""The clauses under way in :mod:`extract.clauses`, and which of their phrases is whose subject.

Items and phrases in; the likeliest subject of a verb, and whether two of them go together, out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from extract.items import Item
from extract.phrases import Phrase, skip_brackets
from extract.verbs import MOVING, VerbGroup


@dataclass(slots=True)
class Clause:
    """A clause under way: ``kind`` is ``main``, ``qui``, ``que``, ``dont``, ``où``, ``lequel`` (relatives) or ``sub``.

    ``prep`` is the preposition before "lequel" or "qui".
    """

    kind: str
    start: int
    antecedent: Phrase | None = None
    candidates: list[Phrase] = field(default_factory=list)
    front: list[Phrase] = field(default_factory=list)
    waiting: list[VerbGroup] = field(default_factory=list)
    group: VerbGroup | None = None
    subject: Phrase | None = None
    hypothetical: bool = False
    planned: bool = False
    prep: str = ""


_TIMES: Final = frozenset(
    "jour nuit année mois semaine fois matin soir lendemain veille été hiver printemps automne temps époque moment "
    "heure an date instant janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)


@dataclass(slots=True)
class Analysis:
    """The verb groups and all phrases of a sentence."""

    items: list[Item]
    groups: list[VerbGroup] = field(default_factory=list)
    phrases: list[tuple[Phrase, VerbGroup | None]] = field(default_factory=list)


def choose_subject(items: Sequence[Item], candidates: Sequence[Phrase], place: int) -> Phrase:
    """Return the phrase that stands next to the verb, else the first: what lies between is an insertion."""
    if (joined := _join_apart(items, candidates, place)) is not None:
        return joined
    if is_adjacent(items, candidates[-1], place):
        return candidates[-1]
    lasting = [one for one in candidates if one.lemma not in _TIMES] or list(candidates)
    return next((one for one in lasting if one.numbers), lasting[0])


def _join_apart(items: Sequence[Item], candidates: Sequence[Phrase], place: int) -> Phrase | None:
    """Return "X et Y" of "X, avocat, et son frère Y, qui chante, dirigeaient": persons joined over appositions."""
    verb = next((item for item in items[place:] if item.type != "k"), items[place])
    named = [one for one in candidates if one.numbers]
    if len(named) < 2 or not verb.form.endswith(("ent", "ont")) or items[named[-1].first - 1].form not in ("et", "ni"):
        return None
    kinds = {item.kind for item in items for one in named if item.number >= 0 and item.number in one.numbers}
    if kinds != {"P"}:
        return None
    numbers = tuple(dict.fromkeys(number for one in named for number in one.numbers))
    return replace(named[0], end=named[-1].end, numbers=numbers)


def is_adjacent(items: Sequence[Item], phrase: Phrase, place: int) -> bool:
    """Return whether only adverbs stand between a phrase and the verb at ``place``."""
    between = items[skip_brackets(items, phrase.end) : place]
    return all(item.type == "b" or item.form in ("même", "seul", "seule", "tous") for item in between)


def is_joined_to(items: Sequence[Item], former: Phrase, phrase: Phrase) -> bool:
    """Return whether "et" or "ou" joins a phrase to a name before it."""
    return bool(former.numbers) and phrase.first - former.end == 1 and items[former.end].form in ("et", "ou")


def is_joined(items: Sequence[Item], place: int) -> bool:
    """Return whether a comma or a coordinator stands before a verb."""
    while place > 0 and items[place - 1].type == "b":
        place -= 1
    return place > 0 and items[place - 1].type in "c,"


def add_antecedent(items: Sequence[Item], clause: Clause, group: VerbGroup) -> None:
    """Bind the antecedent of "que", "dont", "où" and "auquel" as the object or complement it stands for."""
    if clause.antecedent is None or clause.kind not in ("que", "dont", "où", "lequel"):
        return
    prep = {"que": "", "dont": "de", "où": "à", "lequel": clause.prep}[clause.kind]
    other = clause.antecedent
    if clause.kind == "que" and other.prep and other.first and items[other.first - 1].lemma == "être":
        prep = other.prep  # "c'est à Kiev que"
    numbers = other.numbers[-1:] if clause.kind == "où" and other.prep == "entre" else other.numbers
    moved = Phrase(prep, other.first, other.head, other.end, other.lemma, numbers, other.of)
    if prep:
        group.phrases.append(moved)
    else:
        group.objects.append(moved)


def stands_inverted(items: Sequence[Item], clause: Clause, phrase: Phrase) -> bool:
    """Return whether a phrase just after a verb without a subject is its subject: "que dirigeait X", "y vivait X"."""
    group = clause.group
    if group is None or group.subjects or group.shape != "fin" or phrase.prep or items[phrase.head].type == "r":
        return False
    if not all(item.type == "b" for item in items[group.last + 1 : phrase.first]):
        return False
    if clause.kind == "que":
        return True
    if clause.candidates or clause.kind == "qui" or group.clitic >= 0:
        return False
    return group.passive or group.lemma in MOVING or group.lemma in _STAYING or group.reflexive


_STAYING: Final = frozenset(
    "vivre habiter siéger régner figurer trôner paraître apparaître travailler militer séjourner résider dormir périr "
    "succomber surgir naître loger enseigner prêcher veiller grandir mûrir manquer".split()
)


def read_gapped(items: Sequence[Item], clause: Clause, before: Sequence[VerbGroup], end: int) -> VerbGroup | None:
    """Return the verb of the clause before for one without: "X fut envoyé à Kiev ; Y, à Odessa"."""
    told = next((one for one in reversed(before) if one.shape == "fin" and one.depth == 0), None)
    if told is None or clause.kind != "main" or not clause.candidates or not clause.front:
        return None
    subject, complement = clause.candidates[0], clause.front[0]
    opens = all(item.type in "cbT," for item in items[clause.start : subject.first])
    follows = all(item.type in ",bT" for item in items[subject.end : complement.first])
    alike = any(one.prep == complement.prep and one.first > told.last for one in told.phrases)
    if not (subject.numbers and opens and follows and subject.end <= complement.first and alike):
        return None
    place = subject.end - 1
    phrases = [*clause.front, *clause.candidates[1:]]
    return replace(told, first=place, last=place, start=clause.start, end=end, subjects=[subject], phrases=phrases,
                   objects=[], clitic=-1, en=-1, there=-1)  # fmt: skip


def disagrees(items: Sequence[Item], group: VerbGroup, phrase: Phrase) -> bool:
    """Return whether a participle is plural and the name that it follows one person's: "X, bloqués à Y"."""
    kinds = [item.kind for item in items if item.number in phrase.numbers]
    return kinds == ["P"] and items[group.first].form.endswith(("és", "ées", "ies", "ues"))

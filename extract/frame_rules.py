"""The tables ``rules/frames/*.tsv`` in, frozen frames out. Errors name the file and the line.

A frame says which predicate a verb, a noun or an office's word states, and where its subject and its object stand:

- ``verb``: ``suj`` and ``obj`` are those of the active voice whatever the voice ("exclu par le parti": the party is
  ``suj``); any other slot is a preposition ("à", "de", "dans"); "se " before a lemma asks for the reflexive verb.
- ``noun``: ``de`` is the first complement, ``suj`` whoever does it by the verb above ("X obtint l'exclusion de Y") or
  by possessive, other slots are prepositions.
- ``role``: ``holder`` is whom the word describes (apposition, attribute, title), ``de`` the complement.

A slot is ``place|place:CLASSES``; classes are the letters of :mod:`extract.claims`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from extract.rules import SUBJECTS, RuleError, read_rows

KINDS: Final = ("verb", "noun", "role")
# the first holds the sets of nouns that the rows of the others name
FRAME_TABLES: Final = ("frames/sets.tsv", *(f"frames/{subject}.tsv" for subject in SUBJECTS))
_COLUMNS: Final = (
    "id", "predicate", "kind", "lemmas", "subject", "object", "confidence", "role", "through", "options",
    "example", "expects", "negative",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an argument stands (``suj``, ``obj``, a preposition) and the letters of its classes."""

    places: tuple[str, ...]
    letters: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A row of ``rules/frames/*.tsv``; ``table`` and ``line`` are where it stands.

    ``through`` are nouns that may stand between the slot and the name ("la politique de Staline"); ``options`` may hold
    ``bare`` (the object may be left out), ``planned`` (plans count too), ``affirmed`` (only what is not denied: who
    never spoke at Kiev may have been there), ``both`` (in either order), ``after`` (what stands before the verb is not
    its own: "X, de l'Opposition, fut expulsé de Chine").
    """

    id: str
    predicate: str
    kind: str
    lemmas: frozenset[str]
    subject: Slot
    object: Slot | None
    confidence: float
    role: str
    through: frozenset[str]
    options: frozenset[str]
    example: str
    expects: str
    negative: str
    line: int
    table: str


@cache
def read_frames() -> tuple[Frame, ...]:
    """Return the rows of :data:`FRAME_TABLES`; raise :class:`RuleError` for a line out of form."""
    frames: list[Frame] = []
    sets: dict[str, frozenset[str]] = {}
    for table, line, row in _read_tables():
        where = f"rules/{table}:{line}"
        lemmas = _read_words(row["lemmas"], sets, where)
        if row["kind"] == "set":
            sets[row["id"]] = lemmas
            continue
        if row["kind"] not in KINDS:
            raise RuleError(f"{where}: unknown kind '{row['kind']}'")
        if any(row["id"] == frame.id for frame in frames):
            raise RuleError(f"{where}: id '{row['id']}' stands twice")
        frames.append(
            Frame(
                row["id"], row["predicate"], row["kind"], lemmas, _read_slot(row["subject"], where),
                _read_slot(row["object"], where) if row["object"] else None, float(row["confidence"]), row["role"],
                _read_words(row["through"], sets, where), frozenset(row["options"].split()), row["example"],
                row["expects"], row["negative"], line, table,
            )
        )  # fmt: skip
    return tuple(frames)


def _read_tables() -> Iterator[tuple[str, int, dict[str, str]]]:
    """Yield (table, line number, row) of all :data:`FRAME_TABLES`."""
    for table in FRAME_TABLES:
        for line, row in read_rows(table, _COLUMNS):
            yield table, line, row


def _read_words(cell: str, sets: dict[str, frozenset[str]], where: str) -> frozenset[str]:
    """Return the words of a cell, divided by commas; ``@name`` stands for the row of kind "set" above."""
    words: set[str] = set()
    for word in filter(None, (part.strip() for part in cell.split(","))):
        if word.startswith("@"):
            if word[1:] not in sets:
                raise RuleError(f"{where}: unknown set {word}")
            words |= sets[word[1:]]
        else:
            words.add(word)
    return frozenset(words)


def _read_slot(cell: str, where: str) -> Slot:
    places, colon, letters = cell.partition(":")
    if not colon or not letters or set(letters) - set("PASFOLEW"):
        raise RuleError(f"{where}: slot '{cell}' names no classes")
    return Slot(tuple(places.split("|")), letters)


@cache
def index_frames() -> dict[tuple[str, str], tuple[Frame, ...]]:
    """Return the frames by (kind, lemma)."""
    found: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for frame in read_frames():
        for lemma in sorted(frame.lemmas):
            found[frame.kind, lemma].append(frame)
    return {key: tuple(frames) for key, frames in found.items()}


@cache
def read_verbs() -> frozenset[str]:
    """Return the infinitives of all verb frames, and the auxiliaries and modals that lead to them."""
    verbs = {lemma.removeprefix("se ").removeprefix("s'") for kind, lemma in index_frames() if kind == "verb"}
    return frozenset(verbs | {"être", "avoir", "devoir", "pouvoir", "vouloir", "faire", "devenir", "aller"})

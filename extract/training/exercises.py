"""The open exercises in, passages with their names out, as they stand and with other persons in them.

``tests/data/exercises/open-*.txt`` are read (``docs/evaluation.md``); the sealed ones never are. Copies have other
persons, one name put together from the lists for each, so that what stands around a name is learnt, not the name.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from extract.annotations import read_annotated
from extract.scores import Passage as GoldPassage
from extract.training.corpora import CorpusError, Name, Passage

EXERCISES = Path(__file__).parents[2] / "tests" / "data" / "exercises"
RENAMED = 1
"""Copies of an exercise with other persons in it (a second one brought nothing)."""
_VOWELS = "AEIOUYHÀÂÉÈÊËÎÏÔŒÙÛ"


def list_exercises(folder: Path = EXERCISES) -> list[Path]:
    """Return the files of the open exercises in order; raise :class:`CorpusError` where there are none."""
    files = sorted(folder.glob("open-*.txt"))
    if not files:
        raise CorpusError(f"no open-*.txt in {folder}: the recipe wants a checkout of the whole project")
    return files


def read_exercises(folder: Path = EXERCISES) -> list[GoldPassage]:
    """Return the passages of the open exercises, file by file."""
    return [passage for file in list_exercises(folder) for passage in read_annotated(file)]


def keep_names(passage: GoldPassage) -> Passage:
    """Return the passage as the names' training takes it."""
    return Passage(passage.text, tuple(Name(row["start"], row["end"], row["class"]) for row in passage.mentions))


def rename_persons(passage: GoldPassage, firsts: list[str], surnames: list[str], rng: random.Random) -> Passage:
    """Return the passage with other persons in it: one invented name for one person, full or short as it was."""
    chosen: dict[str, str] = {}
    text, last = "", 0
    names = []
    for row in passage.mentions:
        surface: str = row["text"]
        if row["class"] == "Person":
            entity = row["entity"]
            chosen.setdefault(entity, _invent(entity, firsts, surnames, rng))
            surface = _shorten(surface, chosen[entity], rng, firsts)
        text += passage.text[last : row["start"]]
        names.append(Name(len(text), len(text) + len(surface), row["class"]))
        text, last = text + surface, row["end"]
    return Passage(text + passage.text[last:], tuple(names))


def copy_exercises(firsts: list[str], surnames: list[str], rng: random.Random) -> Iterator[Passage]:
    """Yield each open exercise as it stands and :data:`RENAMED` times with other persons."""
    for passage in read_exercises():
        yield keep_names(passage)
        for _ in range(RENAMED):
            yield rename_persons(passage, firsts, surnames, rng)


def _invent(entity: str, firsts: list[str], surnames: list[str], rng: random.Random) -> str:
    return f"{_choose(firsts, entity, rng)} {_choose(surnames, entity.rpartition(' ')[2], rng)}"


def _choose(names: list[str], old: str, rng: random.Random) -> str:
    """Return one of ``names`` that elides as ``old`` does ("d'Arnaud", "de Weber")."""
    alike = [name for name in rng.sample(names, min(60, len(names))) if (name[0] in _VOWELS) is (old[:1] in _VOWELS)]
    return rng.choice(alike or names)


def _shorten(surface: str, name: str, rng: random.Random, firsts: list[str]) -> str:
    first, _, surname = name.partition(" ")
    head, _, tail = surface.rpartition(" ")
    if not head:
        return surname if (tail[:1] in _VOWELS) is (surname[0] in _VOWELS) else _choose(firsts, tail, rng)
    if head.endswith("."):
        return f"{first[0]}. {surname}"
    return name if (surface[0] in _VOWELS) is (first[0] in _VOWELS) else f"{_choose(firsts, surface, rng)} {surname}"

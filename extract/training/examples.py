"""Our own labelled sentences and templates in, passages out.

``sentences/*.txt`` hold one passage a line with its names marked ``[Lénine](Person)``; ``#`` begins a comment.
``templates.txt`` holds lines with slots ``{Person}``, ``{Party}`` … which are filled with the names of the authority
lists and, for persons, with first names and surnames put together, so that unknown names are learnt from their context.
"""

import random
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files

from extract.training.articles import ARTICLED, add_article, elide
from extract.training.corpora import CorpusError, Name, Passage
from ontology.authority import MENTION_CLASSES, Entry, Variant

FOLDER = files("extract.training")
LABELS = tuple(name for name in MENTION_CLASSES if name != "Date")
SLOT_CLASSES = {"Author": "Person", "Title": "Work", "Review": "Work", "Publisher": "Organisation", "Town": "Place"}
"""The slots of bibliographies, each with the mention class of what fills it."""

_MARK = re.compile(r"\[([^\[\]]+)\]\((\w+)\)")
_SLOT = re.compile(r"\{(\w+)\}")


def read_sentences() -> list[Passage]:
    """Return every passage of ``sentences/*.txt``; raise :class:`CorpusError` with file and line."""
    passages: list[Passage] = []
    for file in sorted((FOLDER / "sentences").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".txt"):
            passages += read_marked(file.read_text(encoding="utf-8"), file.name)
    return passages


def read_marked(text: str, file: str) -> Iterator[Passage]:
    """Yield the passages of a text with marked names, one a line."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.startswith("#"):
            yield parse_marked(line.strip(), f"{file}:{number}")


def parse_marked(line: str, where: str) -> Passage:
    """Return the passage that a line with ``[name](Class)`` marks stands for."""
    text, last = "", 0
    names = []
    for mark in _MARK.finditer(line):
        text += line[last : mark.start()]
        surface, label = mark.groups()
        if label not in LABELS:
            raise CorpusError(f"{where}: unknown class '{label}'")
        names.append(Name(len(text), len(text) + len(surface), label))
        text += surface
        last = mark.end()
    text += line[last:]
    if "](" in text:
        raise CorpusError(f"{where}: a mark that is not closed")
    return Passage(text, tuple(names))


# --- templates


def read_templates() -> list[str]:
    """Return the lines of ``templates.txt`` that are no comment."""
    lines = (FOLDER / "templates.txt").read_text(encoding="utf-8").split("\n")
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def fill_template(template: str, fillers: dict[str, list[str]], rng: random.Random) -> Passage:
    """Return ``template`` with a name in each slot, its article and elisions mended."""
    text, last = "", 0
    names = []
    for slot in _SLOT.finditer(template):
        text += template[last : slot.start()]
        label = slot.group(1)
        surface = rng.choice(fillers[label])
        text = add_article(text, surface) if label in ARTICLED else elide(text, surface)
        names.append(Name(len(text), len(text) + len(surface), SLOT_CLASSES.get(label, label)))
        text += surface
        last = slot.end()
    return Passage(text + template[last:], tuple(names))


def list_fillers(
    authority: Iterable[Entry], own: Iterable[Passage], invented: dict[str, list[str]]
) -> dict[str, list[str]]:
    """Return the names to fill each kind of slot with: the authority's French ones, our sentences', invented ones."""
    fillers = {label: list(invented[label]) for label in (*LABELS, *SLOT_CLASSES)}
    for passage in own:
        for name in passage.names:
            fillers[name.label].append(passage.text[name.start : name.end])
    for entry in authority:
        label = entry.room.capitalize()
        if label not in fillers:
            continue
        variants = [Variant(entry.label), *entry.variants]
        fillers[label] += [variant.text for variant in variants if _is_usable(variant, label)]
    return fillers


_ARTICLES = ("le ", "la ", "les ", "l'", "l’", "Le ", "La ", "Les ", "L'", "L’")


def _is_usable(variant: Variant, label: str) -> bool:
    text = variant.text
    plain = variant.language == "fr" and not variant.ambiguous and len(text) > 2 and "(" not in text
    return plain and (label in {"Person", "Work"} or not text.startswith(_ARTICLES))

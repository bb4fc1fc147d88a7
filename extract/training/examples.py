"""Our own labelled sentences and templates in, passages out.

``sentences/*.txt`` hold one passage a line with its names marked ``[Lénine](Person)``; ``#`` begins a comment.
``templates.txt`` holds lines with slots ``{Person}``, ``{Party}`` … which are filled with the names of the authority
lists and, for persons, with first names and surnames put together, so that unknown names are learnt from their context.
"""

import random
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from extract.training.corpora import CorpusError, Name, Passage
from ontology.authority import MENTION_CLASSES, Entry, Variant

FOLDER = files("extract.training")
LABELS = tuple(name for name in MENTION_CLASSES if name != "Date")

_MARK = re.compile(r"\[([^\[\]]+)\]\((\w+)\)")
_SLOT = re.compile(r"\{(\w+)\}")


def read_sentences() -> list[Passage]:
    """Return every passage of ``sentences/*.txt``; raise :class:`CorpusError` with file and line."""
    passages = []
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
    """Return ``template`` with a name in each slot, elisions mended before a vowel ("de {Place}" gives "d'Espagne")."""
    text, last = "", 0
    names = []
    for slot in _SLOT.finditer(template):
        text += template[last : slot.start()]
        label = slot.group(1)
        surface = rng.choice(fillers[label])
        text = _elide(text, surface)
        names.append(Name(len(text), len(text) + len(surface), label))
        text += surface
        last = slot.end()
    return Passage(text + template[last:], tuple(names))


_ELIDED = re.compile(r"\b([dDqQ]|[Qq]u)e $")


def _elide(text: str, surface: str) -> str:
    return _ELIDED.sub(r"\1'", text) if surface[0] in "AEÉÈIOUaeéèiou" else text


def list_fillers(authority: Iterable[Entry], persons: list[str], places: list[str]) -> dict[str, list[str]]:
    """Return the names to fill each kind of slot with: the authority's French ones, more persons and places, a few of ours."""
    fillers: dict[str, list[str]] = {label: list(_SPARE[label]) for label in LABELS}
    for entry in authority:
        label = entry.room.capitalize()
        if label not in fillers:
            continue
        variants = [Variant(entry.label), *entry.variants]
        fillers[label] += [
            v.text for v in variants if _is_usable(v) and (label == "Person" or not v.text.startswith(_ARTICLES))
        ]
    fillers["Person"] += persons
    fillers["Place"] += places
    return fillers


_ARTICLES = ("le ", "la ", "les ", "l'", "l’", "Le ", "La ", "Les ", "L'", "L’")


def _is_usable(variant: Variant) -> bool:
    return variant.language == "fr" and not variant.ambiguous and len(variant.text) > 2 and "(" not in variant.text


_SPARE = {
    "Person": ("Lénine", "Trotsky"),
    "Party": ("PSOP", "POUM", "Parti ouvrier d'unification marxiste", "KAPD", "Parti socialiste polonais"),
    "Soviet": ("Soviet de Bakou", "Soviet de Kharkov", "Soviet de Tsaritsyne", "Soviet de Saratov", "Soviet d'Odessa"),
    "Front": ("Front du Sud", "front de l'Est", "Front de l'Ouest", "Front du Caucase", "Front populaire"),
    "Organisation": ("CGTU", "Secours ouvrier international", "Profintern", "Sovnarkom", "Fédération de la Seine"),
    "Place": ("Bakou", "Kharkov", "Turin", "Barcelone", "Shanghai", "Hambourg", "Alma-Ata"),
    "Event": ("congrès de Tours", "insurrection de Hambourg", "grèves de Turin", "conférence de Zimmerwald"),
    "Work": ("Iskra", "L'Internationale communiste", "La Vie ouvrière", "Clarté", "Novaïa Jizn"),
}


# --- unknown persons


def invent_persons(data: Path, surnames: list[str], count: int, rng: random.Random) -> list[str]:
    """Return ``count`` names of nobody in particular: surname alone, with a first name, or with initials."""
    first_names = read_first_names(data)
    return [_invent_person(rng, first_names, surnames) for _ in range(count)]


def _invent_person(rng: random.Random, first_names: list[str], surnames: list[str]) -> str:
    surname, chance = rng.choice(surnames), rng.random()
    if chance < 0.35:
        return surname
    first = rng.choice(first_names)
    if chance < 0.8:
        return f"{first} {surname}"
    if chance < 0.9:
        return f"{first[0]}. {surname}"
    return f"{first[0]}. {rng.choice(first_names)[0]}. {surname}"


def read_first_names(data: Path) -> list[str]:
    """Return the first names of the Unitex list, capitalised, in its order, without repetition."""
    names: dict[str, None] = {}
    for line in (data / "lexicon" / "prenoms.tsv").read_text(encoding="utf-8").split("\n"):
        lemma = line.split("\t")[1] if "\t" in line else ""
        if lemma.isalpha() and len(lemma) > 2:
            names[lemma.capitalize()] = None
    return list(names)


def read_places(data: Path, towns: int, rng: random.Random) -> list[str]:
    """Return the countries and regions of Prolex and as many of its towns, names with an article left out."""
    kinds: dict[str, list[str]] = {"Pays": [], "Region": [], "Ville": []}
    for line in (data / "lexicon" / "prolex.tsv").read_text(encoding="utf-8").split("\n"):
        form, _, rest = line.partition("\t")
        match = _TOPONYM.search(rest)
        if match and form[0].isupper() and len(form) > 2:
            kinds[match.group(1)].append(form)
    return kinds["Pays"] * 4 + kinds["Region"] + rng.sample(kinds["Ville"], min(towns, len(kinds["Ville"])))


_TOPONYM = re.compile(r"\tN\+PR\S*\+Toponyme\S*\+(Pays|Region|Ville)\b")


def list_surnames(passages: Iterable[Passage], authority: Iterable[Entry]) -> list[str]:
    """Return the last words of the persons in ``passages`` and in the authority that look like surnames."""
    surnames: dict[str, None] = {}
    texts = [p.text[n.start : n.end] for p in passages for n in p.names if n.label == "Person"]
    texts += [entry.label for entry in authority if entry.room == "person"]
    for text in texts:
        last = text.rpartition(" ")[2]
        if last.isalpha() and last[0].isupper() and last[1:].islower() and len(last) > 3:
            surnames[last] = None
    return list(surnames)

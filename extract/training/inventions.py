"""Lists of first names, surnames and towns in, names of every class put together by pattern out.

They belong to nobody and nothing in particular: they teach how names are made ("Fédération de Kazan", "IVe Congrès du
Profintern"), so that those which no list holds are found.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from extract.training.corpora import CorpusError, Passage
from ontology.authority import Entry

_MATTERS = ("à la Justice", "aux Transports", "à l'Agriculture", "aux Finances", "au Ravitaillement", "à la Santé")
_BODIES = ("l'Internationale communiste", "l'Internationale syndicale rouge", "la Ligue", "la Fédération", "la CGT")
_SLOT = re.compile(r"\{(\w+)\}")


def read_patterns() -> tuple[dict[str, list[str]], dict[str, tuple[str, ...]]]:
    """Return the patterns of each class, and the words that fill their slots, from ``patterns.txt``."""
    patterns: dict[str, list[str]] = defaultdict(list)
    parts: dict[str, tuple[str, ...]] = {"matter": _MATTERS, "body": _BODIES}
    text = (files("extract.training") / "patterns.txt").read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if " | " in line:
            label, _, pattern = line.partition(" | ")
            patterns[label].append(pattern)
        elif " = " in line:
            slot, _, words = line.partition(" = ")
            parts[slot] = tuple(words.split())
        else:
            raise CorpusError(f"patterns.txt:{number}: neither 'Class | pattern' nor 'slot = words'")
    return patterns, parts


def invent_names(
    places: list[str], count: int, rng: random.Random, surnames: list[str], first_names: list[str]
) -> dict[str, list[str]]:
    """Return ``count`` names of each class that ``patterns.txt`` has patterns for; places and persons fill slots."""
    patterns, words = read_patterns()
    parts = {
        **words, "place": tuple(places), "of": tuple(map(_after_de, places)), "surname": tuple(surnames),
        "surname_caps": tuple(surname.upper() for surname in surnames), "first": tuple(first_names),
        "initial": tuple(first[0] for first in first_names),
    }  # fmt: skip

    def fill(pattern: str) -> str:
        return _SLOT.sub(lambda slot: choose(slot[1]), pattern)

    def choose(slot: str) -> str:
        if slot in parts:
            return rng.choice(parts[slot])
        if slot in patterns:
            return fill(rng.choice(patterns[slot]))
        phrase = fill(rng.choice(patterns[slot.lower()]))
        return phrase[0].upper() + phrase[1:]

    return {label: [fill(rng.choice(forms)) for _ in range(count)] for label, forms in patterns.items()}


def _after_de(place: str) -> str:
    return f"d'{place}" if place[0] in "AEÉÈIOUYH" else f"de {place}"


def invent_persons(first_names: list[str], surnames: list[str], count: int, rng: random.Random) -> list[str]:
    """Return ``count`` names of nobody in particular: surname alone, with a first name, or with initials."""
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
    """Return our own places often, those of Prolex once: its countries and regions, and ``towns`` of its towns."""
    kinds: dict[str, list[str]] = {"Pays": [], "Region": [], "Ville": []}
    for line in (data / "lexicon" / "prolex.tsv").read_text(encoding="utf-8").split("\n"):
        form, _, rest = line.partition("\t")
        match = _TOPONYM.search(rest)
        if match and form[0].isupper() and len(form) > 2:
            kinds[match.group(1)].append(form)
    some_towns = rng.sample(kinds["Ville"], min(towns, len(kinds["Ville"])))
    return list_own_places() * 10 + kinds["Pays"] + kinds["Region"] + some_towns


def list_own_places() -> list[str]:
    """Return the places of ``places.txt``."""
    lines = (files("extract.training") / "places.txt").read_text(encoding="utf-8").split("\n")
    return [place for line in lines if not line.startswith("#") for place in line.split()]


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

"""Treebanks, novels and a list of irregular verbs in, the two tables of :mod:`extract.lemmas` out."""

import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from spacy.language import Language

from extract.lemmas import FORMS, INFINITIVES, find_infinitive
from extract.training.corpora import CorpusError, Tree

_INFINITIVE = re.compile(r"[a-zà-ÿ]{2,}(?:er|ir|re|oir)$|s'[a-zà-ÿ]+$")
# the same form of two frequent verbs: the context must tell
_AMBIGUOUS = frozenset(
    "suis fut furent fût vit vis vive crut cru crus plut plu suit sens sent court cours part sort fait mort vue devant "
    "suivant pendant parti partie parties sorte sortie tendu but bu peint".split()
)


def list_infinitives(trees: Iterable[Tree], novels: Path) -> list[str]:
    """Return the verbs of the treebanks, and those in -er and -ir that the novels conjugate, in alphabetical order."""
    verbs = {word.lemma for tree in trees for word in tree if word.pos in {"VERB", "AUX"}}
    known = {verb for verb in verbs if _INFINITIVE.match(verb)}
    return sorted(known | set(_conjugated_verbs(novels)) | {infinitive for _, infinitive in read_irregular()})


def _conjugated_verbs(novels: Path) -> Iterator[str]:
    with lzma.open(novels, "rt", encoding="utf-8") as file:
        counts = Counter(re.findall(r"[a-zà-ÿ]+", file.read()))
    for word, count in counts.items():
        stem = word[:-2]
        if count < 2 or len(word) < 5:
            continue
        if word.endswith("er"):
            soft = {"c": f"{stem[:-1]}ç", "g": f"{stem}e"}.get(stem[-1], stem)
            forms = (f"{soft}ait", f"{stem}é", f"{soft}ant", f"{soft}a", f"{stem}èrent")
            if sum(counts[form] > 0 for form in forms) > 2:
                yield word
        elif word.endswith("ir") and counts[f"{stem}issait"] and counts[f"{stem}issant"]:
            yield word


def read_irregular() -> Iterator[tuple[str, str]]:
    """Yield (form, infinitive) of ``irregular.txt``; raise :class:`CorpusError` with its line."""
    text = (files("extract.training") / "irregular.txt").read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != 3:
            raise CorpusError(f"irregular.txt:{number}: {len(cells)} cells instead of 3")
        for prefix in cells[0].split(","):
            start = "" if prefix == "-" else prefix
            for form in cells[2].split():
                yield f"{start}{form}", f"{start}{cells[1]}"


def list_forms(trees: Iterable[Tree], infinitives: Iterable[str]) -> dict[str, str]:
    """Return form -> infinitive for what endings alone don't tell, ambiguous forms left out."""
    known = frozenset(infinitives)
    readings: dict[str, set[str]] = defaultdict(set)
    for form, infinitive in read_irregular():
        readings[form].add(infinitive)
    for tree in trees:
        for word in tree:
            if word.pos in {"VERB", "AUX"} and word.lemma in known and len(word.text) > 1:
                readings[word.text.lower()].add(word.lemma)
    return {
        form: next(iter(lemmas))
        for form, lemmas in sorted(readings.items())
        if len(lemmas) == 1 and form not in _AMBIGUOUS and find_infinitive(form, known) not in lemmas
    }


def add_verbs(nlp: Language, trees: list[Tree], novels: Path) -> None:
    """Put both tables into ``nlp``'s lookups, which are saved with it."""
    infinitives = list_infinitives(trees, novels)
    nlp.vocab.lookups.add_table(INFINITIVES, {INFINITIVES: infinitives})
    nlp.vocab.lookups.add_table(FORMS, list_forms(trees, infinitives))

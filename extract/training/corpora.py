"""Readers of the public corpora: files in their own formats in, trees and labelled passages out.

A :class:`Tree` is a sentence of a treebank by surface word; a :class:`Passage` is a text with the spans of its names.
Names are brought to the annotation guidelines here: no title, address or apposition inside the span, and the ``ORG`` of
newspapers told apart into parties, soviets, fronts and other bodies.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

CLASSES = {"PER": "Person", "LOC": "Place", "ORG": "Organisation", "HumanProd": "Work"}


class CorpusError(ValueError):
    """A corpus line that can't be read; the message says which."""


@dataclass(frozen=True, slots=True)
class Word:
    """A surface word: ``head`` is its head's index in the sentence (its own for the root), ``space`` follows it."""

    text: str
    lemma: str
    pos: str
    morph: str
    head: int
    relation: str
    space: bool


Tree = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """The span and the mention class of a name."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and the names in it, in order, without overlap."""

    text: str
    names: tuple[Name, ...]


# --- treebanks


def read_trees(path: Path) -> Iterator[Tree]:
    """Yield the sentences of a CoNLL-U file, contractions ("du" = "de" + "le") merged into their surface word."""
    rows: list[list[str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.startswith("#"):
            continue
        if line:
            cells = line.split("\t")
            if len(cells) != 10:
                raise CorpusError(f"{path.name}:{number}: {len(cells)} columns instead of 10")
            rows.append(cells)
        elif rows:
            yield _to_tree(rows)
            rows = []


def _to_tree(rows: list[list[str]]) -> Tree:
    groups = list(_group_rows(rows))
    place = {row[0]: index for index, (_, parts) in enumerate(groups) for row in parts}
    words = []
    for index, (surface, parts) in enumerate(groups):
        inside = {row[0] for row in parts}
        lead = next((row for row in parts if row[6] not in inside), parts[0])
        words.append(
            Word(
                surface[1], lead[2], lead[3], select_features(lead[5]), place.get(lead[6], index),
                select_relation(lead[7], lead[5]), "SpaceAfter=No" not in surface[9],
            )
        )  # fmt: skip
    return tuple(words)


def _group_rows(rows: list[list[str]]) -> Iterator[tuple[list[str], list[list[str]]]]:
    plain = {row[0]: row for row in rows if row[0].isdigit()}
    covered: set[str] = set()
    for row in rows:
        if "-" in row[0]:
            first, _, last = row[0].partition("-")
            parts = [plain[str(number)] for number in range(int(first), int(last) + 1)]
            covered.update(part[0] for part in parts)
            yield row, parts
        elif row[0].isdigit() and row[0] not in covered:
            yield row, [row]


FEATURES = ("Gender", "Mood", "Number", "Person", "Polarity", "Reflex", "Tense", "VerbForm", "Voice")
_DROPPED_SUBTYPES = {
    "obl:agent": "obl:agent", "nmod:appos": "appos", "parataxis:insert": "parataxis", "parataxis:parenth": "parataxis",
    "advcl:cleft": "advcl", "obj:lvc": "obj", "obj:agent": "obj", "iobj:agent": "iobj", "nsubj:outer": "nsubj",
    "csubj:pass": "csubj", "dep:comp": "dep", "expl:pass": "expl:comp", "expl:pv": "expl:comp", "obl": "obl:mod",
    "aux": "aux:tense", "flat": "flat:name", "compound": "flat:name", "goeswith": "dep", "orphan": "dep",
    "reparandum": "dep", "nsubj:caus": "nsubj", "aux:caus": "aux:tense", "flat:foreign": "flat:name",
}  # fmt: skip


def select_features(features: str) -> str:
    """Keep the morphological features that the rules of claims look at."""
    kept = [pair for pair in features.split("|") if pair.partition("=")[0] in FEATURES]
    return "|".join(kept)


def select_relation(relation: str, features: str = "") -> str:
    """Bring the relations of the treebanks, which differ in their subtypes, to one set; "se" is an expletive in all."""
    if "Reflex=Yes" in features and relation.partition(":")[0] in {"obj", "iobj"}:
        return "expl:comp"
    return _DROPPED_SUBTYPES.get(relation, relation)


# --- newspapers


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    label: str
    begins: bool
    space: bool
    line_end: bool
    sentence_end: bool


def read_newseye(path: Path, sentences: int = 3) -> Iterator[Passage]:
    """Yield passages of some ``sentences`` each from a HIPE-2022 file; words cut at line ends are joined."""
    tokens: list[_Token] = []
    count = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line or line.startswith(("#", "TOKEN\t")):
            if tokens and line.startswith("# hipe2022:document_id"):
                yield to_passage(tokens)
                tokens, count = [], 0
            continue
        token = _read_token(line, path.name, number)
        tokens.append(token)
        count += token.sentence_end
        if (token.sentence_end and count >= sentences) or (len(tokens) > 220 and token.line_end):
            yield to_passage(tokens)
            tokens, count = [], 0
    if tokens:
        yield to_passage(tokens)


def _read_token(line: str, file: str, number: int) -> _Token:
    cells = line.split("\t")
    if len(cells) != 10:
        raise CorpusError(f"{file}:{number}: {len(cells)} columns instead of 10")
    tag, notes = cells[1], cells[9].split("|")
    return _Token(
        cells[0],
        tag[2:],
        tag.startswith("B-"),
        "NoSpaceAfter" not in notes,
        "EndOfLine" in notes,
        "EndOfSentence" in notes,
    )


_JOINING = ("¬", "-", "'", "’")


def to_passage(tokens: Iterable[_Token]) -> Passage:
    """Join tokens to a text with its names, brought to the guidelines."""
    text = ""
    names: list[Name] = []
    label, start, joined = "", 0, False
    for token in tokens:
        if label and (token.label != label or (token.begins and not joined)):
            names.append(Name(start, len(text.rstrip()), label))
            label = ""
        if token.label and not label:
            label, start = token.label, len(text)
        if token.text in {",", "."} and text.endswith(" "):
            text = text[:-1]
        text += token.text.removesuffix("¬") if token.line_end else token.text
        if token.space or (token.line_end and not token.text.endswith(_JOINING)):
            text += " "
        # an entity that goes on after a line end begins anew in the files
        joined = token.line_end
    if label:
        names.append(Name(start, len(text.rstrip()), label))
    return Passage(text.rstrip(), tuple(fit for name in names if (fit := fit_name(text, name))))


# --- to the guidelines

_TITLES = re.compile(
    r"(?:(?:MM?|Mmes?|Mlles?|Mgr|Mes?|Dr|Pr|S|EXC|Monsieur|Madame|Mademoiselle|Sieur|[Ll]ord|[Ss]ir|[Mm]istress|Mr|Mrs)\b\.?"
    r"|(?:[Ll]es?|[Ll]a|[Dd]u|[Dd]es|[Ll]['’] ?|[Dd]['’] ?)(?=\W|\b)|[a-zà-ÿ][\w\-]+['’]? ?|[\W_]+)\s*"
)
_PARTICLES = re.compile(r"(?:de|du|d['’]|van|von|della|di)\s?(?=\w)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:les?|la|l['’]|du|des|au|aux)\s*(?=\w)", re.IGNORECASE)
_PARTY = re.compile(
    r"\bparti\b|\b(?:bol|men)che[vw]i[kc]|S\.?F\.?I\.?O|Libre Pensée|Union républicaine"
    r"|Gauche radicale|républicains? de gauche|radicaux|social-?démocrat"
    r"|\bP\.? ?C\.? ?F?\.?$|extrême.gauche|Alliance démocratique",
    re.IGNORECASE,
)
_SOVIET = re.compile(r"\bsoviets?\b", re.IGNORECASE)
_FRONT = re.compile(r"^front\b", re.IGNORECASE)
_PERIODICAL = re.compile(
    r"^(?:le |la |l['’] ?)?(?:figaro|matin|temps|œuvre|gaulois|humanité|petit parisien|journal|journal officiel"
    r"|[eé]cho de paris|times|intransigeant|populaire|moniteur|officiel|paris-soir|liberté|croix|action française)$",
    re.IGNORECASE,
)
_MISTAKEN_PLACE = re.compile(r"P\.? ?T\.? ?T|^Radio|Poste Parisien|\d{3,}|café|cinéma|théâtre", re.IGNORECASE)


def fit_name(text: str, name: Name) -> Name | None:
    """Return a newspaper's name as the guidelines want it (class and span), None where it is none there."""
    label = CLASSES.get(name.label)
    if label is None:
        return None
    fitted = _FITTERS[label](text, replace(name, label=label))
    surface = text[fitted.start : fitted.end]
    if fitted.end - fitted.start < 2 or not any(letter.isalpha() for letter in surface):
        return None
    return fitted


def _fit_person(text: str, name: Name) -> Name:
    start, end = name.start, name.end
    comma = text.find(",", start, end)
    end = comma if comma > start else end
    while (match := _TITLES.match(text, start, end)) and match.end() < end and match.end() > start:
        if _PARTICLES.match(text, start, end) and start == name.start:
            break
        start = match.end()
    if _PARTICLES.match(text, start, end) is None and start > name.start:
        start = _take_particle(text, name.start, start)
    return _strip(text, Name(start, end, name.label))


def _take_particle(text: str, floor: int, start: int) -> int:
    """Move ``start`` back over "de" in "M. de Lasteyrie", which belongs to the name."""
    before = re.search(r"\b(?:de|d['’]|van|von)\s?$", text[floor:start])
    if before and not re.search(
        r"(?:comte|duc|prince|marquis|princesse|baron|roi)\s(?:de|d['’])\s?$", text[floor:start]
    ):
        return floor + before.start()
    return start


def _fit_place(text: str, name: Name) -> Name:
    start, end = name.start, name.end
    if match := re.match(r"\d+\s*(?:bis)?\s*,\s*", text[start:end]):
        start += match.end()
    comma = text.find(",", start, end)
    end = comma if comma > start else end
    if match := _ARTICLE.match(text, start, end):
        start = match.end()
    if _MISTAKEN_PLACE.search(text[start:end]):
        return Name(start, start, name.label)
    return _strip(text, Name(start, end, name.label))


def _fit_body(text: str, name: Name) -> Name:
    start = name.start
    if match := _ARTICLE.match(text, start, name.end):
        start = match.end()
    surface = text[start : name.end]
    label = name.label
    for pattern, other in ((_SOVIET, "Soviet"), (_FRONT, "Front"), (_PARTY, "Party"), (_PERIODICAL, "Work")):
        if pattern.search(surface):
            label = other
            break
    return _strip(text, Name(start, name.end, label))


def _strip(text: str, name: Name) -> Name:
    start, end = name.start, name.end
    while start < end and text[start] in " ,;:()[]«»\"'’-–—.":
        start += 1
    while end > start and text[end - 1] in " ,;:([«»\"'’-–—":
        end -= 1
    if text[start:end].endswith(".") and not re.search(r"\b[A-ZÀ-Þ]\.$", text[start:end]):
        end -= 1
    return replace(name, start=start, end=end)


_FITTERS = {"Person": _fit_person, "Place": _fit_place, "Organisation": _fit_body, "Work": _strip}

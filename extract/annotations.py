"""Annotated plain text in, gold passages out: a form of gold that people write by hand.

::

    %% id
    [Jean Weber|P1] adhéra au [KAPD|A1] ; {il|P1} le quitta à [Brême|L1] en 1921.
    P1 memberOf A1
    P1 leftOrExpelledFrom A1 @1921
    -P1 holdsOffice A1 =secrétaire ~P2

A name stands in square brackets with the key of its entity, whose letter is its class; what stands for one (a pronoun,
a common noun) in braces. A claim line is subject, predicate and object by key, then ``=role``, ``@date``, ``~voice``;
a leading ``-`` denies it. Dates in the text are not marked. Read by ``smolny eval`` beside the JSON Lines of
:mod:`extract.scores`.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from extract.claims import LETTERS
from extract.scores import GoldError, Passage

CLASSES: Final = {letter: kind for kind, letter in LETTERS.items() if kind != "Date"}
_KEY: Final = rf"[{''.join(CLASSES)}]\d+"
_TAG: Final = re.compile(
    rf"\[(?P<name>[^][|{{}}]+)\|(?P<named>{_KEY})\]|\{{(?P<word>[^][|{{}}]+)\|(?P<meant>{_KEY})\}}"
)
_CLAIM: Final = re.compile(
    rf"(?P<deny>-)?(?P<s>{_KEY}) (?P<p>[a-z][A-Za-z]+)(?: (?P<o>{_KEY}))?(?P<rest>(?: [=@~].+)?)"
)
_PARTS: Final = {"=": "role", "@": "date", "~": "attributedTo"}
_PREDICATES: Final = frozenset(
    "memberOf holdsOffice founded leftOrExpelledFrom participatedIn wasIn bornIn diedIn born died killedBy arrestedBy "
    "authorOf relativeOf alliedWith opposedTo locatedIn partOf successorOf occurredIn occurredOn".split()
)


@dataclass(slots=True)
class _Block:
    """A passage under way: its text, its names, and what its claim lines say."""

    id: str
    line: int
    text: str = ""
    mentions: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    references: list[tuple[int, str]] = field(default_factory=list)


def read_annotated(path: Path) -> tuple[Passage, ...]:
    """Return the passages of an annotated text; raise :class:`GoldError` with file and line for what is out of form."""
    return tuple(_to_passage(block, path) for block in _read_blocks(path))


def read_references(path: Path) -> tuple[tuple[Passage, dict[int, str]], ...]:
    """Return the passages with whom their pronouns and nouns mean: the entity by where the word in braces begins."""
    pairs = []
    for block in _read_blocks(path):
        labels = _label(block)
        known = {start: labels[key] for start, key in block.references if key in labels}
        pairs.append((_to_passage(block, path), known))
    return tuple(pairs)


def _read_blocks(path: Path) -> list[_Block]:
    blocks: list[_Block] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        where, line = f"{path.name}:{number}", line.strip()
        if line.startswith("%%"):
            blocks.append(_Block(line[2:].strip(), number))
        elif line and not line.startswith("#"):
            if not blocks:
                raise GoldError(f"{where}: text before the first line that begins with %%")
            _read_line(blocks[-1], line, where)
    if not blocks:
        raise GoldError(f"{path.name}: no passage in it")
    return blocks


def _read_line(block: _Block, line: str, where: str) -> None:
    if found := _CLAIM.fullmatch(line):
        block.claims.append(_read_claim(found, where))
    elif re.match(rf"-?{_KEY}\s", line):
        raise GoldError(f"{where}: not a claim: {line[:60]}")
    else:
        _read_text(block, line, where)


def _read_claim(found: re.Match[str], where: str) -> dict[str, Any]:
    if found["p"] not in _PREDICATES:
        raise GoldError(f"{where}: no predicate is called {found['p']}")
    row = {"subject": found["s"], "predicate": found["p"], "object": found["o"] or "", "where": where}
    row["polarity"] = "denied" if found["deny"] else "affirmed"
    parts = re.split(r" (?=[=@~])", found["rest"])[1:]
    return row | {_PARTS[part[0]]: part[1:].strip() for part in parts}


def _read_text(block: _Block, line: str, where: str) -> None:
    block.text += "\n" if block.text else ""
    end = 0
    for tag in _TAG.finditer(line):
        block.text += line[end : tag.start()]
        surface, key, end = tag["name"] or tag["word"], tag["named"] or tag["meant"], tag.end()
        if tag["name"]:
            start = len(block.text)
            mention = {"start": start, "end": start + len(surface), "text": surface, "class": CLASSES[key[0]]}
            block.mentions.append(mention | {"entity": key})
        else:
            block.references.append((len(block.text), key))
        block.text += surface
    block.text += (rest := line[end:])
    if stray := re.search(r"[][{}|]", rest + _TAG.sub("", line)):
        raise GoldError(f"{where}: a '{stray.group()}' that belongs to no name")


def _to_passage(block: _Block, path: Path) -> Passage:
    """Return a passage whose entities go by the longest name that they have in it."""
    if not block.text:
        raise GoldError(f"{path.name}:{block.line}: a passage without text")
    labels = _label(block)
    mentions = tuple(mention | {"entity": labels[mention["entity"]]} for mention in block.mentions)
    claims = tuple(_name_claim(dict(claim), labels) for claim in block.claims)
    return Passage(block.id, path.stem, block.text, mentions, claims, local=True)


def _label(block: _Block) -> dict[str, str]:
    names: dict[str, str] = {}
    for mention in block.mentions:
        names[mention["entity"]] = max(names.get(mention["entity"], ""), mention["text"], key=len)
    return {key: name if list(names.values()).count(name) == 1 else f"{name} ({key})" for key, name in names.items()}


def _name_claim(claim: dict[str, Any], labels: dict[str, str]) -> dict[str, Any]:
    where = claim.pop("where")
    for slot in ("subject", "object", "attributedTo"):
        key = claim.get(slot, "")
        if key and key not in labels:
            raise GoldError(f"{where}: no name of the passage has the key {key}")
        claim[slot] = labels.get(key, "")
    return claim | {"evidence": ""}

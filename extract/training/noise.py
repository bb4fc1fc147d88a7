"""Variation of the examples: texts in, the same texts as scans, old typography and headings show them.

Every function keeps a text's length, so that spans stay valid; chance comes from the caller's ``random.Random``.
"""

import random
from dataclasses import replace

from extract.training.corpora import Passage, Tree

_ACCENTS = str.maketrans("éèêëàâîïôùûçÉÈÀÂÊÔ", "eeeeaaiiouucEEAAEO")
# pairs that scanners confuse, one letter for one
_CONFUSIONS = {
    "l": "1I", "I": "l1", "e": "c", "c": "e", "n": "u", "u": "n", "é": "6è", "h": "b", "t": "f", "o": "0", "i": "l",
    "s": "5",
}  # fmt: skip


def vary_text(text: str, rng: random.Random, capitals: float = 0.02) -> str:
    """Return ``text`` with one or two kinds of noise, or none; same length."""
    if rng.random() < 0.5:
        text = text.replace("'", "’") if rng.random() < 0.8 else text.replace("’", "'")
    if rng.random() < capitals:
        return _raise_case(text)
    if rng.random() < 0.06:
        text = text.translate(_ACCENTS)
    if rng.random() < 0.08:
        text = _misread(text, rng)
    return text


def _raise_case(text: str) -> str:
    return "".join(upper if len(upper := letter.upper()) == 1 else letter for letter in text)


def _misread(text: str, rng: random.Random) -> str:
    letters = list(text)
    for index, letter in enumerate(letters):
        if letter in _CONFUSIONS and rng.random() < 0.02:
            letters[index] = rng.choice(_CONFUSIONS[letter])
    return "".join(letters)


def vary_passage(passage: Passage, rng: random.Random) -> Passage:
    """Return a noisy copy of a passage; its names stay where they are."""
    return replace(passage, text=vary_text(passage.text, rng))


def vary_tree(tree: Tree, rng: random.Random) -> Tree:
    """Return a copy of a tree with the other apostrophe, or without the final point, or in capitals."""
    choice = rng.random()
    if choice < 0.5:
        return tuple(replace(word, text=word.text.replace("'", "’")) for word in tree)
    if choice < 0.55:
        return tuple(replace(word, text=_raise_case(word.text)) for word in tree)
    if choice < 0.65:
        return tuple(replace(word, text=word.text.translate(_ACCENTS)) for word in tree)
    return tree

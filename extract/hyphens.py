"""Does the hyphen at a line end belong to the word? Decided from the words of the document itself.

Comes in: the whole text once, then the two halves of a word. Used by :mod:`extract.cleaning`.
"""

import re
from collections import Counter
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT = re.compile(r"(?<![^\W\d_-])([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010]\s*\n\s*([^\W\d_]+(?:-[^\W\d_]+)*)")
_CLITICS = frozenset("il ils elle elles on même mêmes nous vous".split())
"""Words that follow a hyphen, and hardly end another word."""
_ENDINGS = frozenset("t ce ci là moi toi je tu lui leur leurs y".split())
"""Words that follow a hyphen after a verb or a pronoun, but end other words too (cou-leur, voi-là)."""
_LINKS = frozenset("t à en de du des la le les l sur sous aux au d et".split())
"""Words that stand within a compound."""
_PREFIXES = frozenset(
    """
    contre semi anti quasi avant social sociaux franco germano russo anglo austro nouveau petit petits petite grand
    grande celui celle ceux arrière vingt trente quarante cinquante soixante quatre
    """.split()
)
"""Words that a hyphen joins to whatever follows."""
_STARTS = frozenset("ex demi vice non sous mi extra outre peut soi lui eux est libre mot haut bas ci dix tout".split())
"""Words that a hyphen joins to another word, but that begin other words too (ci-vile)."""
_WHOLE = 5
"""Two halves that are both words of the document and have so many letters are a compound."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a document with their counts, and whether it divides words at line ends at all."""

    words: Counter[str]
    divides: bool = True

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Return whether ``left-`` at a line end and ``right`` on the next line keep their hyphen."""
        decided = self._decide(left, right)
        return decided if decided is not None else not self.divides

    def _decide(self, left: str, right: str) -> bool | None:
        if not right[:1].isalpha() or not left[-1:].isalpha() or (right[0].isupper() and not left.isupper()):
            return True
        left, right = left.casefold(), right.casefold()
        tail, head = left.rsplit("-", 1)[-1], right.split("-", 1)[0]
        hyphened = self.words[f"{left}-{right}"] + self.words[f"{tail}-{head}"]
        joined = self.words[tail + head] + (self.words[f"{left}{right}"] if left != tail or right != head else 0)
        if joined != hyphened:
            return hyphened > joined
        if head in _CLITICS or tail in _PREFIXES or (tail in _LINKS and tail != left):
            return True
        if (tail in _STARTS and self.words[head]) or (head in _ENDINGS and self._is_host(tail)):
            return True
        whole = min(len(tail), len(head)) >= _WHOLE and tail != "entre" and self.words[tail] and self.words[head]
        return True if whole else None

    def _is_host(self, word: str) -> bool:
        return word == "est" or (len(word) > 3 and self.words[word] > 0)


def build_lexicon(text: str) -> Lexicon:
    """Return the lexicon of ``text``: words cut at a line end are not counted, but show whether it divides words."""
    cuts = [(match[1], match[2]) for match in _CUT.finditer(text)]
    words = Counter(word.casefold() for word in _WORD.findall(_CUT.sub(" ", text)))
    words.update(part for word in list(words) if "-" in word for part in word.split("-"))
    lexicon = Lexicon(words)
    decided = [kept for left, right in cuts if (kept := lexicon._decide(left, right)) is not None]
    return Lexicon(words, divides=len(decided) < 10 or decided.count(False) > len(decided) // 10)

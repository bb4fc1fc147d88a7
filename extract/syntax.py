"""The pipeline's analysed paragraphs in, words by span out: what of a parse outlives the ``Doc``.

One pass over a text serves the guessing of names (:mod:`extract.guesses`) and the clauses of claims
(:mod:`extract.clauses`). Kept are numbers, eight bytes each, not ``Doc`` objects: a book's take a few megabytes.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Final

from spacy import attrs
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.language import load_language
from extract.lemmas import FORMS, INFINITIVES, find_infinitive
from extract.sentences import split_paragraphs

_COLUMNS: Final = (attrs.IDX, attrs.LENGTH, attrs.ORTH, attrs.LOWER, attrs.LEMMA, attrs.POS, attrs.MORPH)


@dataclass(frozen=True, slots=True)
class Word:
    """A token: its span in the text, form in lower case, lemma, part of speech (UPOS) and features (``A=B|C=D``).

    ``verb`` is the infinitive of which its form may be one where the tagger took it for a noun or an adjective: the
    simple past of a book's rarer verbs ("rompit", "soutint") mostly falls to it.
    """

    start: int
    end: int
    form: str
    lemma: str
    tag: str
    features: str
    verb: str = ""


@dataclass(slots=True)
class Syntax:
    """The words of a text, paragraph after paragraph, made when asked for."""

    _starts: list[int] = field(default_factory=list)
    _tables: list[Any] = field(default_factory=list)
    _vocab: Vocab | None = None

    def keep(self, paragraphs: Iterable[tuple[Doc, int]]) -> Iterator[tuple[Doc, int]]:
        """Pass on analysed paragraphs with their offsets, keeping the words of each."""
        for doc, offset in paragraphs:
            self.add(doc, offset)
            yield doc, offset

    def add(self, doc: Doc, offset: int) -> None:
        """Keep the words of a paragraph that begins at ``offset``, after those kept before."""
        self._starts.append(offset)
        self._tables.append(doc.to_array(list(_COLUMNS)))
        self._vocab = doc.vocab

    def words(self, start: int, end: int) -> list[Word]:
        """Return the words that lie between ``start`` and ``end``, which one paragraph holds."""
        place = bisect_right(self._starts, start) - 1
        if place < 0 or self._vocab is None:
            return []
        offset, strings, words = self._starts[place], self._vocab.strings, []
        find_verb = _verb_finder(self._vocab)
        table = self._tables[place]
        first, last = table[:, 0].searchsorted((start - offset, end - offset)) if len(table) else (0, 0)
        for at, length, orth, form, lemma, tag, features in table[first:last].tolist():
            name, lower = strings[tag], strings[form]
            verb = find_verb(lower) if name in _DOUBTFUL and (orth == form or offset + at == start) else ""
            words.append(Word(offset + at, offset + at + length, lower, strings[lemma], name, strings[features], verb))
        return words


# tags under which verbs hide, and the tag that other words may wear
_DOUBTFUL: Final = frozenset(("NOUN", "ADJ", "PROPN", "X", "ADV", "NUM", "VERB"))


@cache
def _verb_finder(vocab: Vocab) -> Callable[[str], str]:
    """Return the function from a form to its infinitive, ``""`` for none; a model without the lists knows none."""
    if not vocab.lookups.has_table(INFINITIVES):
        return lambda form: ""
    infinitives, forms = frozenset(vocab.lookups.get_table(INFINITIVES)[INFINITIVES]), vocab.lookups.get_table(FORMS)
    return lru_cache(maxsize=50_000)(lambda form: forms.get(form, "") or find_infinitive(form, infinitives))


def parse_paragraphs(text: str, breaks: Sequence[int], model: str | None = None) -> Iterator[tuple[Doc, int]]:
    """Yield each analysed paragraph with its offset, by the shipped model or another installed one."""
    paragraphs = ((text[start:end], start) for start, end in split_paragraphs(text, breaks))
    return load_language(model).pipe(paragraphs, as_tuples=True, batch_size=64)

"""What the statistical model takes for names: a text's paragraphs in, found names out, before they meet the others.

The model's borders are mended by its own tagger: a name holds no verb, and a lone word that opens a sentence is a name
only where it is tagged as a noun, and "une Conférence" names none.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Doc, Span

from extract.found_names import FoundName
from extract.language import to_mention_class

CONFIDENCE: Final = 0.6
_NOUNS: Final = frozenset(("PROPN", "NOUN", "X"))
_CLAUSE: Final = frozenset(("VERB", "AUX", "SCONJ", "PRON", "ADV"))
_LINKS: Final = frozenset(("ADP", "DET", "CCONJ", "PUNCT"))


def find_guesses(text: str, paragraphs: Iterable[tuple[Doc, int]]) -> Iterator[FoundName]:
    """Yield the names that the model sees in each analysed paragraph, given with its offset."""
    for doc, offset in paragraphs:
        for span in doc.ents:
            kind = to_mention_class(span.label_)
            if kind and not (len(span) == 1 and _is_plain_word(doc, span, kind)):
                kept = span if kind == "Work" else cut_clause(span)
                start, end = offset + kept.start_char, offset + kept.end_char
                yield FoundName(start, end, kind, text[start:end], "model", CONFIDENCE, sure=False)


def _is_plain_word(doc: Doc, span: Span, kind: str) -> bool:
    """Return whether a lone word is no name: no noun at a sentence's start, or a body or event after "un"."""
    word = span[0]
    if word.is_sent_start:
        return word.pos_ not in _NOUNS
    return kind not in ("Person", "Place", "Work") and doc[word.i - 1].lower_ in ("un", "une")


def cut_clause(span: Span) -> Span:
    """Return the part of a span before its first verb, pronoun or adverb, without the words that led there.

    "Soviet organisa la défense" is cut to "Soviet"; a span that begins with such a word is left as it is.
    """
    end = len(span)
    for place in range(1, len(span)):
        if span[place].pos_ in _CLAUSE or span[place].lower_ == "lors":
            end = place
            break
    while end < len(span) and end > 1 and span[end - 1].pos_ in _LINKS:
        end -= 1
    return span[:end]

"""Trees and passages in, spaCy ``Doc`` objects and ``.spacy`` files out."""

from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from extract.training.corpora import Passage, Tree


def to_parsed_doc(tree: Tree, vocab: Vocab) -> Doc:
    """Return a ``Doc`` with the tree's own words, tags, lemmas and arcs."""
    return Doc(
        vocab,
        words=[word.text for word in tree],
        spaces=[word.space for word in tree],
        pos=[word.pos for word in tree],
        morphs=[word.morph for word in tree],
        lemmas=[word.lemma for word in tree],
        heads=[word.head for word in tree],
        deps=["ROOT" if word.relation == "root" else word.relation for word in tree],
        sent_starts=[index == 0 for index in range(len(tree))],
    )


def to_named_doc(passage: Passage, nlp: Language) -> Doc:
    """Return a ``Doc`` with the passage's names; a name that cuts a word takes the whole word."""
    doc = nlp.make_doc(passage.text)
    spans = []
    taken = 0
    for name in passage.names:
        span = doc.char_span(name.start, name.end, label=name.label, alignment_mode="expand")
        if span is not None and span.start >= taken:
            spans.append(span)
            taken = span.end
    doc.set_ents(spans, default="outside")
    return doc


def write_docs(docs: Iterable[Doc], path: Path) -> int:
    """Write ``docs`` as one ``.spacy`` file; return how many there are."""
    box = DocBin(store_user_data=False)
    for doc in docs:
        box.add(doc)
    path.parent.mkdir(parents=True, exist_ok=True)
    box.to_disk(path)
    return len(box)

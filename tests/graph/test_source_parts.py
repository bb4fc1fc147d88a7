"""The parts of a text come from the shelf as they went there, predicates in the words of the language asked for."""

from pathlib import Path

from extract.model import Reading, Sentence, Source
from graph.name_tables import write_names
from graph.shelves import Shelf, make_shelf
from graph.source_parts import load_head, load_part, write_source
from graph.source_texts import Mark, join_text

SOURCE = Source("notes", "notes.pdf", "Notes", ("A. B.",), "1920", pages=(0, 400))
SENTENCES = tuple(Sentence(n, n * 110, n * 110 + 100, "Lénine est à Petrograd. ".ljust(100, "x")) for n in range(400))
CLAIM = {
    "claim": "https://example.org/id/claim/1", "subject": "https://example.org/id/person/lenine", "who": "Lénine",
    "predicate": "https://w3id.org/smolny/ontology#wasIn", "other": "https://example.org/id/place/petrograd",
    "label": "Petrograd", "polarity": "https://w3id.org/smolny/vocabulary/affirmed", "confidence": "0.9",
    "start": str(SENTENCES[-1].start),
}  # fmt: skip


def test_a_text_comes_back_part_by_part(tmp_path: Path) -> None:
    mention = {"mention": "https://example.org/id/mention/notes/13-22-place"}
    text = join_text(Reading(SOURCE, SENTENCES, (), (), ()), [mention], [CLAIM], {})
    empty = join_text(Reading(Source("empty", "empty.txt", ""), (), (), (), ()), [], [], {})

    def fill(database) -> None:
        write_names(database, [], {})
        write_source(database, text)
        write_source(database, empty)

    make_shelf(tmp_path / "file", fill)
    shelf = Shelf(tmp_path / "file")
    head = load_head(shelf, "notes")
    assert head is not None
    assert head.source == SOURCE
    assert (len(head.starts), head.mentions, head.claims) == (len(text.parts), 1, 1)
    assert sum(head.counts) == head.counts[-1] == 1
    parts = [load_part(shelf, "notes", number, {"wasIn": "was in"}) for number in range(len(head.starts))]
    assert tuple(sentence for part in parts for sentence in part.sentences) == SENTENCES
    assert parts[0].marks[0] == (Mark(13, 22, "place"),)
    assert [said.line.wording for said in parts[-1].said[399]] == ["was in"]
    for offset in (0, 5, 109, 110, SENTENCES[-1].start + 3, 10**6):
        number = head.find_part(offset)
        assert number == text.find_part(offset)
        assert parts[number].find_start(offset) == text.sentences[text.find_index(offset)].start
    assert load_head(shelf, "empty") is None
    shelf.close()

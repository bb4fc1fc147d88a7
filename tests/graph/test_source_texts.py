"""A source's text is cut into parts of bounded size, with the graph's mentions and claims at their places."""

from extract.model import Mention, Reading, Sentence, Source
from graph.source_texts import PART, Mark, find_parts, join_text

SOURCE = Source("notes", "notes.txt", "Notes")
SENTENCES = (Sentence(0, 0, 23, "Lénine est à Petrograd."), Sentence(1, 26, 41, "Il y reste peu."))
PETROGRAD = "https://example.org/id/place/petrograd"
BASE = "https://example.org/id/mention/notes/"


def make_reading(*mentions: Mention) -> Reading:
    return Reading(SOURCE, SENTENCES, mentions, (), ())


def test_mentions_are_marked_where_the_graph_has_them() -> None:
    rows = [
        {"mention": BASE + "13-22-place", "entity": PETROGRAD, "label": "Petrograd"},
        {"mention": BASE + "0-6-person"},
    ]
    text = join_text(make_reading(), rows, [], {})
    assert text.marks[0] == (Mark(0, 6, "person"), Mark(13, 22, "place", PETROGRAD, "Petrograd"))


def test_a_mention_that_a_curator_took_out_is_not_marked() -> None:
    mention = Mention(0, 0, 6, 0, "smo:Person", "Lénine", "authority")
    assert join_text(make_reading(mention), [], [], {}).marks == {}


def test_cleaned_text_has_its_own_places() -> None:
    mention = Mention(1, 26, 30, 0, "smo:Person", "Il", "model")  # four characters of the file are two of the text
    text = join_text(make_reading(mention), [{"mention": BASE + "26-30-person"}], [], {})
    assert text.marks[1] == (Mark(0, 2, "person"),)


def test_of_two_that_overlap_the_longer_one_stays() -> None:
    rows = [{"mention": BASE + "13-22-place"}, {"mention": BASE + "7-22-event"}]
    assert [mark.kind for mark in join_text(make_reading(), rows, [], {}).marks[0]] == ["event"]


def test_a_claim_stands_with_its_sentence() -> None:
    row = {
        "claim": "https://example.org/id/claim/1", "subject": "https://example.org/id/person/lenine", "who": "Lénine",
        "predicate": "https://w3id.org/smolny/ontology#wasIn", "other": PETROGRAD, "label": "Petrograd",
        "polarity": "https://w3id.org/smolny/vocabulary/denied", "confidence": "0.9", "start": "0",
    }  # fmt: skip
    (said,) = join_text(make_reading(), [], [row], {"wasIn": "a été à"}).said[0]
    assert (said.subject, said.line.wording, said.line.other, said.line.polarity) == (
        "Lénine", "a été à", "Petrograd", "denied",
    )  # fmt: skip


def test_parts_are_bounded_and_end_with_paragraphs() -> None:
    sentences = []
    for number in range(600):
        start = number * 102 + (number // 7) * 5  # a paragraph every seven sentences
        sentences.append(Sentence(number, start, start + 101, "x" * 101))
    parts = find_parts(sentences)
    assert all(part % 7 == 0 for part in parts)
    ends = (*parts[1:], len(sentences))
    assert all((last - first) * 101 < 1.6 * PART for first, last in zip(parts, ends, strict=True))


def test_a_text_without_paragraphs_is_cut_all_the_same() -> None:
    sentences = [Sentence(number, number * 101, number * 101 + 100, "x" * 100) for number in range(600)]
    parts = find_parts(sentences)
    assert len(parts) > 3


def test_a_place_of_the_file_lies_in_a_sentence() -> None:
    text = join_text(make_reading(), [], [], {})
    assert [text.find_index(offset) for offset in (0, 22, 24, 26, 999)] == [0, 0, 0, 1, 1]
    assert text.find_part(30) == 0

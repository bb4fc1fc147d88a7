"""What is kept of an analysed text: words by span, with the verbs that the tagger mistook."""

from extract.syntax import Syntax, parse_paragraphs

TEXT = "Levi quitta Berlin.\nIl rompit avec Zetkin."


def read(text: str = TEXT) -> Syntax:
    syntax = Syntax()
    assert list(syntax.keep(parse_paragraphs(text, ())))
    return syntax


def test_words_stand_where_they_stand_in_the_text():
    for start, end in ((0, 19), (20, len(TEXT))):
        words = read().words(start, end)
        assert words
        assert all(TEXT[word.start : word.end].lower() == word.form for word in words)
        assert words[0].start == start
        assert words[-1].end == end


def test_only_the_words_of_the_span_come():
    assert [word.form for word in read().words(5, 11)] == ["quitta"]


def test_a_text_without_words_has_none():
    assert Syntax().words(0, 5) == []


def test_a_paragraph_is_analysed_once_and_passed_on():
    syntax = Syntax()
    offsets = [offset for _, offset in syntax.keep(parse_paragraphs(TEXT, ()))]
    assert offsets == [0, 20]

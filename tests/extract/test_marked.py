"""Marked sentences give their plain text and the spans of the marks."""

from hypothesis import given
from hypothesis import strategies as st

from extract.marked import Mark, read_marked


def test_marks_have_spans_in_the_plain_text():
    text, marks = read_marked("[Jean Jaurès](Person) dirige [L'Humanité](Work).")
    assert text == "Jean Jaurès dirige L'Humanité."
    assert [(text[mark.start : mark.end], mark.kind) for mark in marks] == [
        ("Jean Jaurès", "Person"),
        ("L'Humanité", "Work"),
    ]


def test_a_date_has_its_value():
    assert read_marked("En [1904](Date:1904/1906).") == ("En 1904.", (Mark(3, 7, "Date", "1904/1906"),))


def test_brackets_without_a_class_are_text():
    assert read_marked("Il vint [sic] (Paris).") == ("Il vint [sic] (Paris).", ())


def test_a_plain_sentence_has_no_marks():
    assert read_marked("") == ("", ())


@given(
    st.lists(
        st.tuples(
            st.text("ab é,", max_size=5), st.text("XYé ", min_size=1, max_size=6), st.sampled_from(["Person", "Date"])
        ),
        max_size=4,
    )
)
def test_every_mark_is_found_at_its_span(parts):
    text, marks = read_marked("".join(f"{before}[{name}]({kind})" for before, name, kind in parts))
    assert text == "".join(before + name for before, name, _ in parts)
    assert [(text[mark.start : mark.end], mark.kind) for mark in marks] == [(name, kind) for _, name, kind in parts]

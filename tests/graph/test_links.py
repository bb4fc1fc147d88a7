"""links.tsv: what is written is read, errors name the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.links import (
    AUTHORITY,
    CLOSE,
    EXACT,
    LEXICAL,
    MANUAL,
    NOTHING,
    TOOL,
    Link,
    LinkError,
    read_header,
    read_links,
    write_links,
)  # fmt: skip

HEADER = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
ROW = "person:jean-valjean\tskos:exactMatch\twd:Q1\tsemapv:ManualMappingCuration\n"
FOUND = Link("person/jean-valjean", EXACT, "wd:Q1", LEXICAL, 0.9, TOOL)
MINE = Link("person/jean-valjean", EXACT, "wd:Q2", MANUAL, None, "Anne Auteur", comment="vu aux archives")

words = st.text(st.characters(exclude_categories=["C"], exclude_characters="\u2028\u2029\x85"), max_size=12).map(
    lambda text: " ".join(text.split())
)
links = st.builds(
    Link,
    subject=st.sampled_from(["person/jean-valjean", "party/parti-œuvre", "place/moscou"]),
    predicate=st.sampled_from([EXACT, CLOSE]),
    object=st.one_of(st.integers(1, 99).map(lambda number: f"wd:Q{number}"), st.just(NOTHING)),
    justification=st.sampled_from([MANUAL, LEXICAL]),
    confidence=st.one_of(st.none(), st.integers(0, 10_000).map(lambda number: number / 10_000)),
    author=words,
    negated=st.booleans(),
    subject_label=words,
    object_label=words,
    tool=words,
    comment=words,
    extra=st.one_of(st.just(()), words.filter(bool).map(lambda text: (("reviewer_label", text),))),
)


def write(tmp_path, text):
    path = tmp_path / "links.tsv"
    path.write_text(text, encoding="utf-8")
    return path


@given(st.lists(links, max_size=6))
def test_what_is_written_is_read_again(tmp_path_factory, some):
    path = tmp_path_factory.mktemp("links") / "links.tsv"
    write_links(path, some)
    first = path.read_bytes()
    assert set(read_links(path)) == set(some)
    write_links(path, reversed(read_links(path)))
    assert path.read_bytes() == first


def test_a_file_says_its_prefixes_and_licence(tmp_path):
    path = tmp_path / "links.tsv"
    write_links(path, [FOUND], base="https://example.org/id/")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#curie_map:"
    assert '#  person: "https://example.org/id/person/"' in lines
    assert '#license: "https://creativecommons.org/publicdomain/zero/1.0/"' in lines
    assert lines[-1].startswith("person:jean-valjean\t\t\tskos:exactMatch\twd:Q1\t")


def test_changed_metadata_stays(tmp_path):
    path = tmp_path / "links.tsv"
    write_links(path, [FOUND])
    path.write_text('#creator_label: "Anne Auteur"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    write_links(path, read_links(path), header=read_header(path))
    assert path.read_text(encoding="utf-8").startswith('#creator_label: "Anne Auteur"\n#curie_map:')


def test_metadata_of_another_base_is_made_anew(tmp_path):
    path = tmp_path / "links.tsv"
    write_links(path, [FOUND], base="https://example.org/id/")
    write_links(path, read_links(path), header=read_header(path))
    assert "example.org" not in path.read_text(encoding="utf-8")


def test_full_iris_and_few_columns_are_read(tmp_path):
    iri = "https://example.org/x/person/jean-valjean\tskos:closeMatch\thttp://www.wikidata.org/entity/Q7\tsemapv:X\n"
    (link,) = read_links(write(tmp_path, HEADER + iri))
    assert (link.subject, link.object, link.author, link.curated) == ("person/jean-valjean", "wd:Q7", "", True)


def test_no_file_is_no_link(tmp_path):
    assert read_links(tmp_path / "links.tsv") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("subject_id\tobject_id\n", "links.tsv:1: columns missing: predicate_id, mapping_justification"),
        ("#a: b\n" + HEADER + ROW + "person:x\n", "links.tsv:4: 1 cells, the header has 4"),
        (HEADER + ROW.replace("person:", "robot:"), "links.tsv:2: subject_id 'robot:jean-valjean' is no entity"),
        (HEADER + ROW.replace("wd:Q1", "Q1"), "links.tsv:2: object_id 'Q1' is no Wikidata item"),
        (HEADER + ROW.replace("exactMatch", "sameAs"), "links.tsv:2: predicate_id 'skos:sameAs' is none of"),
        (HEADER + ROW.replace("semapv:ManualMappingCuration", ""), "links.tsv:2: empty mapping_justification"),
        (
            HEADER.replace("\n", "\tconfidence\n") + ROW.replace("\n", "\t1.5\n"),
            "links.tsv:2: confidence '1.5' is no number from 0 to 1",
        ),
        (
            HEADER.replace("\n", "\tpredicate_modifier\n") + ROW.replace("\n", "\tNo\n"),
            "links.tsv:2: predicate_modifier 'No' is neither empty nor Not",
        ),
        (HEADER + 'a\t"b\n', "links.tsv:2: "),
    ],
)
def test_errors_name_the_line(tmp_path, text, message):
    with pytest.raises(LinkError) as caught:
        read_links(write(tmp_path, text))
    assert str(caught.value).startswith(message)


def test_a_file_that_is_not_utf8_is_told(tmp_path):
    path = tmp_path / "links.tsv"
    path.write_bytes(b"subject_id\xff")
    with pytest.raises(LinkError, match="not UTF-8"):
        read_links(path)


def test_who_wrote_a_line():
    by_lists = Link("person/x", EXACT, "wd:Q1", LEXICAL, 0.95, AUTHORITY)
    assert not by_lists.curated
    assert Link("person/x", EXACT, "wd:Q1", MANUAL, author=TOOL).curated
    assert Link("person/x", EXACT, "wd:Q1", LEXICAL, author="Bernard").curated


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "links.tsv"
    write_links(path, [FOUND])
    before = path.read_bytes()

    def fail(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_links(path, [MINE])
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["links.tsv"]

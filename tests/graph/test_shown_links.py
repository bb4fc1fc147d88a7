from graph.build import build
from graph.checks import check
from graph.links import CLOSE, MANUAL, Link, write_links
from graph.shown_links import show_links
from ontology.authority import Entry

LIST = (
    Entry("person/fantine", "Fantine", "smo:Person", (), "", "", "Q1", "x", (), "test.tsv", 2),
    Entry("person/marius", "Marius", "smo:Person", (), "", "", "Q2", "x", (), "test.tsv", 3),
)


def test_links_shown_are_those_that_a_build_writes(reader, texts, tmp_path):
    out = tmp_path / "out"
    build([texts], out, reader=reader, authority=LIST)
    links = [
        Link("person/fantine", CLOSE, "wd:Q7", MANUAL, author="me"),
        Link("person/cosette", CLOSE, "wd:Q8", "semapv:LexicalMatching", confidence=0.7),
        Link("person/nobody", CLOSE, "wd:Q9", MANUAL, author="me"),
    ]
    write_links(out / "links.tsv", links)
    show_links(out, links, LIST)
    shown = {name: (out / "graph" / name).read_bytes() for name in ("entities.ttl", "manifest.json")}
    assert check(out, find_quote=reader.find_quote) == []
    build([texts], out, reader=reader, authority=LIST)
    assert shown == {name: (out / "graph" / name).read_bytes() for name in shown}
    turtle = shown["entities.ttl"].decode()
    assert all(item in turtle for item in ("wd:Q7", "wd:Q8", "wd:Q2"))
    assert not any(item in turtle for item in ("wd:Q1 ", "wd:Q9"))

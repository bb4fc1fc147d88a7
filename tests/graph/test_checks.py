import pytest

from graph.build import build
from graph.checks import check


@pytest.fixture
def graph(reader, texts, tmp_path):
    build([texts], tmp_path / "out", reader=reader, authority=())
    return tmp_path / "out"


@pytest.fixture
def messages(graph, reader):
    def messages(corpus=None):
        problems = check(graph, corpus, find_quote=reader.find_quote)
        return [f"{problem.where}: {problem.message}" for problem in problems]

    return messages


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_was_built_is_sound(messages):
    assert messages() == []


def test_a_changed_source_is_one_line(messages, texts):
    (texts / "un.txt").write_text("Tout autre chose.", encoding="utf-8")
    (line,) = messages()
    assert line.startswith("un.txt: changed since the build")


def test_a_source_that_is_gone_is_one_line(messages, texts):
    (texts / "deux.txt").unlink()
    (line,) = messages()
    assert line.startswith("deux.txt: not found")


def test_texts_that_were_moved_are_found_where_they_are_said_to_be(messages, texts, tmp_path):
    texts.rename(tmp_path / "moved")
    assert len(messages()) == 3
    assert messages(tmp_path / "moved") == []


def test_a_quote_at_the_wrong_place_is_reported(messages, graph):
    edit(graph / "graph" / "sources" / "un.ttl", "oa:start 0 ", "oa:start 3 ")
    found = messages()
    assert any("not found again" in line and line.startswith("un.txt:3-") for line in found)
    assert any(line.startswith("graph/sources/un.ttl: changed since the build") for line in found)


def test_the_kept_text_of_a_binary_format_is_checked(messages, graph):
    (graph / "texts" / "trois.txt").write_text("Rien de tout cela n'y est.", encoding="utf-8")
    assert any(line.startswith("trois.pdf:") and "not found again" in line for line in messages())


def test_a_reference_to_nothing_is_reported(messages, graph):
    edit(graph / "graph" / "sources" / "deux.ttl", "rdf:object place:paris", "rdf:object place:nulle-part")
    assert any("place/nulle-part" in line and "not described" in line for line in messages())


def test_counts_that_disagree_are_reported(messages, graph):
    edit(graph / "graph" / "manifest.json", '"smo:wasIn": 4', '"smo:wasIn": 5')
    assert any("5 claims of smo:wasIn; there are 4" in line for line in messages())


def test_the_shapes_are_checked(messages, graph):
    edit(graph / "graph" / "sources" / "deux.ttl", "smo:polarity smv:affirmed", "smo:polarity smv:gregorian")
    assert len(messages()) > 1


def test_a_folder_without_a_graph_is_a_problem(tmp_path, reader):
    (problem,) = check(tmp_path, find_quote=reader.find_quote)
    assert "missing" in problem.message


def test_broken_turtle_is_a_problem(graph, reader):
    (graph / "graph" / "facts.ttl").write_text("<a:a> <a:b", encoding="utf-8")
    (problem,) = check(graph, find_quote=reader.find_quote)
    assert "graph" in problem.where

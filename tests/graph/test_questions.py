"""The competency questions, each asked of the graph that the whole pipeline builds of the example texts."""

import importlib.util
import re
from pathlib import Path

import pytest
from rdflib.plugins.sparql import prepareQuery

from graph.build import build
from graph.guards import TOKEN
from graph.query import QueryPool, find_form
from ontology.files import PREFIXES
from ontology.generate import read_ontology
from ontology.questions import QuestionError, read_questions, read_rows, write_reference

ROOT = Path(__file__).parents[2]
QUESTIONS = read_questions()
DECLARED = {str(term) for term in read_ontology().subjects()}
PREFIX = re.compile(r"^PREFIX (\w+): <([^>]+)>$", re.MULTILINE)
GOOD = "# title: Qui ?\n# en: Who?\n# description: Tous.\nSELECT * WHERE { ?s ?p ?o }\n"


def load_answers():
    """The maintenance command beside this file, which knows how an answer becomes rows."""
    spec = importlib.util.spec_from_file_location("write_answers", Path(__file__).with_name("write_answers.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ANSWERS = load_answers()
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)


@pytest.fixture(scope="session")
def pool(tmp_path_factory):
    folder = tmp_path_factory.mktemp("questions") / "graph"
    result = build([ROOT / "examples" / "corpus"], folder)
    assert not result.problems
    with QueryPool(folder, workers=1) as pool:
        yield pool


def find_names(query):
    """The prefixed names in a query, without those in texts, IRIs and comments."""
    body = PREFIX.sub("", query)
    return {match["run"] + match["local"] for match in TOKEN.finditer(body) if match["run"] and match["local"]}


@each_question
def test_the_example_texts_answer(question, pool):
    header, *rows = ANSWERS.ask_rows(pool, question.query)
    assert header == question.expected[0]
    assert rows == list(question.expected[1:])


@each_question
def test_an_answer_is_not_empty_and_no_row_stands_twice(question):
    header, *rows = question.expected
    assert rows
    assert len(set(rows)) == len(rows)
    assert {len(row) for row in rows} == {len(header)}


@each_question
def test_a_query_parses_elsewhere_too_and_only_reads(question):
    assert find_form(question.query) in ("SELECT", "CONSTRUCT")
    prepareQuery(question.query)


@each_question
def test_a_query_declares_the_prefixes_it_uses_as_everywhere_else(question):
    declared = dict(PREFIX.findall(question.query))
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}
    assert {name.partition(":")[0] for name in find_names(question.query)} == set(declared)


@each_question
def test_a_query_uses_declared_terms_only(question):
    names = {name for name in find_names(question.query) if name.startswith(("smo:", "smv:"))}
    assert {name for name in names if PREFIXES[name[:3]] + name[4:] not in DECLARED} == set()


@each_question
def test_a_select_comes_in_a_fixed_order(question):
    if find_form(question.query) == "SELECT":
        assert re.search(r"^ORDER BY ", question.query, re.MULTILINE)


def test_there_are_questions_enough_and_no_two_alike():
    assert len(QUESTIONS) >= 24
    for field in ("title", "title_en", "query"):
        assert len({getattr(question, field) for question in QUESTIONS}) == len(QUESTIONS)


def test_the_reference_is_up_to_date():
    assert (ROOT / "docs" / "questions.md").read_text(encoding="utf-8") == write_reference(QUESTIONS)


def write_question(folder, name="01-qui", query=GOOD, answer="s,p,o\n1,2,3\n"):
    (folder / f"{name}.rq").write_text(query, encoding="utf-8")
    if answer is not None:
        (folder / f"{name}.csv").write_text(answer, encoding="utf-8")


def test_a_question_is_read_whole(tmp_path):
    write_question(tmp_path)
    (question,) = read_questions(tmp_path)
    assert (question.id, question.title, question.title_en, question.description) == (
        "01-qui",
        "Qui ?",
        "Who?",
        "Tous.",
    )
    assert question.query == GOOD
    assert question.expected == (("s", "p", "o"), ("1", "2", "3"))


@pytest.mark.parametrize(
    ("name", "query", "answer", "message"),
    [
        ("01-qui", GOOD, None, "01-qui.rq:1: the expected answer is missing"),
        ("01-qui", GOOD, "", "01-qui.csv:1: the answer lacks its header"),
        ("qui", GOOD, "s\n", "qui.rq:1: a question's file is called"),
        ("01-qui", GOOD.replace("# en: Who?\n", ""), "s\n", "01-qui.rq:2: this line should be '# en: …'"),
        ("01-qui", "# title: Qui ?", "s\n", "01-qui.rq:2: this line"),
        ("01-qui", GOOD.replace("Tous.", ""), "s\n", "01-qui.rq:3: this line"),
    ],
)
def test_a_faulty_question_is_told_by_its_line(tmp_path, name, query, answer, message):
    write_question(tmp_path, name, query, answer)
    with pytest.raises(QuestionError, match=re.escape(message)):
        read_questions(tmp_path)


def test_two_questions_of_one_number_and_an_answer_alone_are_told(tmp_path):
    write_question(tmp_path)
    write_question(tmp_path, "01-quoi")
    with pytest.raises(QuestionError, match=r"01-quoi.rq:1: the number is already that of 01-qui.rq"):
        read_questions(tmp_path)
    (tmp_path / "01-quoi.rq").unlink()
    with pytest.raises(QuestionError, match=r"01-quoi.csv:1: an answer without its question"):
        read_questions(tmp_path)


def test_an_answer_keeps_line_breaks_and_commas_in_its_cells():
    assert read_rows('a,b\n"x, y","u\nv"\n') == (("a", "b"), ("x, y", "u\nv"))

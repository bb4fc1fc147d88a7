"""The least certain decisions first: what is asked, in which order, and that its lines are ready to use."""

import json

import pytest

from extract.model import Claim, Entity, Join, Joins, Mention, Sentence
from graph.build import build
from graph.correcting import Corrected
from graph.corrections import read_corrections
from graph.doubts import Doubt, doubt_claims, doubt_names, find_names, make_page, quote_around
from graph.reviews import rank, review, to_json, to_table, to_text
from graph.store import StoreError
from ontology.authority import Entry, Variant


def entry(id_, label, *variants):
    names = tuple(Variant(name, ambiguous=True) for name in variants)
    return Entry(id_, label, "smo:Person", names, "", "", "", "x", (), "persons.tsv", 1)


AUTHORITY = (entry("person/eugen-levine", "Eugen Leviné"), entry("person/lev-levine", "Lev Leviné"))


def make_names(make, *texts, why="ambiguous name, its likeliest bearer here", confidence=0.7, id_="person/lev-levine"):
    """A reading in which one entity bears the names, each in a sentence of its own."""
    reading = make.reading()
    sentences, mentions, start = [], [], 0
    for number, text in enumerate(texts):
        told = f"Voici {text} qui parle ({number})."
        sentences.append(Sentence(number, start, start + len(told), told))
        mentions.append(
            Mention(number, start + 6, start + 6 + len(text), 6, "smo:Person", text, "authority", confidence)
        )
        start += len(told) + 1
    entity = Entity(id_, "smo:Person", texts[0], tuple(dict.fromkeys(texts)), tuple(range(len(texts))), why)
    changed = {"sentences": tuple(sentences), "mentions": tuple(mentions), "entities": (entity,), "claims": ()}
    return type(reading)(reading.source, **changed)


def test_a_surname_of_two_is_asked_once_with_the_other_as_the_line(make):
    (doubt,) = doubt_names(Corrected(make_names(make, "Leviné", "Leviné")), find_names(AUTHORITY))
    assert (doubt.certainty, doubt.hangs) == (0.5, 2)
    (line,) = doubt.lines
    assert (line.action, line.object, line.quote, line.at) == ("split", "person/eugen-levine", "Leviné", "*")


@pytest.mark.parametrize("name", ["Lev Leviné", "LEVINÉ Lev"])
def test_a_full_name_of_the_authority_is_not_asked(make, name):
    assert not [*doubt_names(Corrected(make_names(make, name, confidence=0.6)), find_names(AUTHORITY))]


def test_what_a_curator_spoke_of_is_not_asked_again(make):
    corrected = Corrected(make_names(make, "Leviné"))
    corrected.mention_lines[0].append(object())
    assert not [*doubt_names(corrected, find_names(AUTHORITY))]


def test_an_unknown_name_may_be_none(make):
    reading = make_names(make, "Zhdanko", id_="person/zhdanko", why="same name in this text", confidence=0.6)
    (doubt,) = doubt_names(Corrected(reading), {})
    assert [line.action for line in doubt.lines] == ["reject", "retype"]


def test_words_around_a_name_are_taken_until_they_stand_but_once(make):
    reading = make_names(make, "Leviné", "Leviné")
    quote, at = quote_around(reading.mentions[1], make_page(reading))
    assert (quote, at) == ("Voici Leviné qui parle (1).", "")


def test_a_claim_on_which_a_fact_rests_weighs_more(make):
    sure = {"sentence": 0, "start": 0, "end": 5, "evidence": "Jean Valjean", "rule": "r", "confidence": 0.6}
    fact = Claim("person/a", "smo:bornIn", "place/b", **sure)
    none = Claim("person/a", "smo:died", "", **sure)
    reading = make.reading()
    reading = type(reading)(reading.source, reading.sentences, (), (), (fact, none))
    first, second = doubt_claims(Corrected(reading), {"person/a": 9})
    assert first.gain > second.gain
    assert [line.action for line in first.lines] == ["reject-claim", "reassign"]


def test_what_is_less_sure_or_weighs_more_comes_first():
    few, many = Doubt("name", 0.5, 2, "a", "w"), Doubt("name", 0.5, 20, "b", "w")
    sure = Doubt("name", 0.99, 20, "c", "w")
    assert rank([sure, few, many]) == (many, few, sure)


# Of a folder built by a made-up reader


def join_entities(entities, apart=frozenset(), claims=(), authority=None):
    sources = sorted(source for source, entity in entities if entity.id == "person/marius")
    made = tuple(Join(source, "person/marius", "person/cosette", "même nom", 0.7) for source in sources)
    near = (Join("trois", "person/fantine", "person/cosette", "presque le même nom", 0.4),)
    return Joins(() if apart else made, near)


@pytest.fixture
def built(reader, texts, tmp_path):
    reader.join_entities = join_entities

    def built(*rows):
        (texts / "corrections.tsv").write_text("\n".join(["action\tsubject\tobject\tsource", *rows]), encoding="utf-8")
        build([texts], tmp_path / "out", reader=reader, authority=())
        return tmp_path / "out"

    return built


def ask(folder, reader, *kinds):
    return review(folder, kinds or ("name", "join", "near-join", "claim", "link"), reader=reader, authority=())


def test_joins_made_and_left_undone_are_asked_until_somebody_speaks(built, reader):
    folder = built()
    assert [(doubt.kind, doubt.certainty) for doubt in ask(folder, reader, "join", "near-join")] == [
        ("near-join", 0.6), ("join", 0.7),
    ]  # fmt: skip
    folder = built("apart\tperson/marius\tperson/cosette", "merge\tperson/fantine\tperson/cosette")
    assert ask(folder, reader, "join", "near-join") == ()


def test_the_table_is_read_as_it_is_now(built, reader, texts):
    folder = built()
    (texts / "corrections.tsv").write_text("action\tsubject\tobject\napart\tperson/marius\tperson/cosette\n")
    assert [doubt.kind for doubt in ask(folder, reader, "join")] == []


def test_the_list_as_a_table_is_one_and_its_lines_fit(built, reader, tmp_path):
    folder = built()
    doubts = [doubt for doubt in ask(folder, reader) if doubt.confirm]
    table = tmp_path / "corrections.tsv"
    table.write_text(to_table(doubts), encoding="utf-8")
    assert read_corrections(table) == ((), ())
    rows = [line for line in to_table(doubts).splitlines() if line.startswith(("#confirm", "#reject", "#apart"))]
    table.write_text("\n".join([to_table(doubts).splitlines()[0], *(row[1:] for row in rows)]), encoding="utf-8")
    lines, problems = read_corrections(table)
    assert problems == ()
    assert len(lines) == len(rows) >= 4


def test_every_confirmed_decision_is_silent(built, reader, texts, tmp_path):
    folder = built()
    doubts = [doubt for doubt in ask(folder, reader) if doubt.confirm]
    rows = [line[1:] for line in to_table(doubts).splitlines() if line.startswith(("#confirm", "#merge", "#apart"))]
    header = to_table(()).splitlines()[0]
    kept = [row for row in rows if not row.startswith(("merge\tperson/fantine", "apart\tperson/marius"))]
    (texts / "corrections.tsv").write_text("\n".join([header, *kept]), encoding="utf-8")
    result = build([texts], folder, reader=reader, authority=())
    assert result.problems == ()
    assert ask(folder, reader) == ()


def test_text_and_json_tell_the_same(built, reader):
    doubts = ask(built(), reader)
    records = json.loads(to_json(doubts))
    assert [record["decided"] for record in records] == [doubt.decided for doubt in doubts]
    assert all(doubt.decided in to_text(doubts) for doubt in doubts)


def test_where_no_graph_is_none_is_reviewed(tmp_path, reader):
    with pytest.raises(StoreError):
        review(tmp_path, reader=reader, authority=())

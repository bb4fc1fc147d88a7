"""Annotated plain text as gold: what is read, what is refused with its line, how it is scored."""

from pathlib import Path

import pytest

from extract.annotations import read_annotated
from extract.model import Entity, Mention, Reading, Sentence, Source, When
from extract.scores import GoldError, score

TEXT = """# a comment
%% a-1
[Jean Weber|P1] adhéra au [KAPD|A1] ; {il|P1} le quitta à [Brême|L1], dit [Weber|P2], en 1921.
P1 memberOf A1
-P1 holdsOffice A1 =secrétaire général @1920-03 ~P2
P1 died @1921

%% a-2
Première ligne.
Seconde ligne de [Wera|P1].
"""


@pytest.fixture
def write(tmp_path):
    def write_text(text: str) -> Path:
        path = tmp_path / "essai.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return write_text


def test_names_are_read_with_their_spans_classes_and_labels(write):
    first, second = read_annotated(write(TEXT))
    assert first.text == "Jean Weber adhéra au KAPD ; il le quitta à Brême, dit Weber, en 1921."
    assert [(row["text"], row["class"], row["entity"]) for row in first.mentions] == [
        ("Jean Weber", "Person", "Jean Weber"), ("KAPD", "Party", "KAPD"), ("Brême", "Place", "Brême"),
        ("Weber", "Person", "Weber"),
    ]  # fmt: skip
    assert all(first.text[row["start"] : row["end"]] == row["text"] for row in first.mentions)
    assert (second.id, second.text, second.claims) == ("a-2", "Première ligne.\nSeconde ligne de Wera.", ())
    assert first.local


def test_claims_are_read_with_role_date_voice_and_denial(write):
    member, office, death = read_annotated(write(TEXT))[0].claims
    assert (member["subject"], member["predicate"], member["object"]) == ("Jean Weber", "memberOf", "KAPD")
    assert member["polarity"] == "affirmed"
    assert {key: office[key] for key in ("role", "date", "attributedTo", "polarity")} == {
        "role": "secrétaire général", "date": "1920-03", "attributedTo": "Weber", "polarity": "denied",
    }  # fmt: skip
    assert (death["object"], death["date"]) == ("", "1921")


def test_a_byte_order_mark_is_no_text(write):
    assert read_annotated(write("\ufeff" + TEXT))[0].id == "a-1"


def test_two_of_one_name_in_a_passage_stay_two(write):
    passage = read_annotated(write("%% a\n[Weber|P1] et [Weber|P2].\nP1 relativeOf P2 =frère\n"))[0]
    assert passage.claims[0]["subject"] != passage.claims[0]["object"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Rien.\n", "essai.txt:1: text before the first line"),
        ("", "essai.txt: no passage in it"),
        ("%% a\n[X|P1] vint.\nP1 knows A1\n", "essai.txt:3: no predicate is called knows"),
        ("%% a\n[X|P1] vint.\nP1 memberOf A1\n", "essai.txt:3: no name of the passage has the key A1"),
        ("%% a\n[X|P1] vint.\nP1 memberOf somewhere\n", "essai.txt:3: not a claim"),
        ("%% a\n[X|Q1] vint.\n", "essai.txt:2: a '[' that belongs to no name"),
        ("%% a\nP1 died\n", "essai.txt:1: a passage without text"),
    ],
)
def test_what_is_out_of_form_is_named_with_its_line(write, text, message):
    with pytest.raises(GoldError) as error:
        read_annotated(write(text))
    assert message in str(error.value)


def test_dates_are_not_counted_where_none_are_annotated(write):
    passage = read_annotated(write("%% a\n[Brême|L1] en 1921.\n"))[0]
    place = Mention(0, 0, 5, 0, "smo:Place", "Brême", "model", 1.0)
    date = Mention(0, 9, 13, 9, "smo:Date", "1921", "dates", 1.0, When("1921"))
    reading = Reading(
        Source("a", "a.txt", "A"), (Sentence(0, 0, 14, passage.text),), (place, date),
        (Entity("place/breme", "smo:Place", "Brême", ("Brême",), (0,)),), (),
    )  # fmt: skip
    scores = score([passage], [reading])
    assert (scores.mentions["Place"].right, scores.mentions["Date"].wrong) == (1, 0)

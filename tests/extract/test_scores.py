"""Scores count what is right, wrong and missed, against gold made by hand."""

import json
from dataclasses import replace

import pytest

from extract.model import Claim, Entity, Mention, Reading, Sentence, Source, When
from extract.scores import Count, GoldError, Passage, b_cubed, read_gold, score

TEXT = "Jaurès fonda L'Humanité à Paris en 1904."
GOLD_MENTIONS = (
    {"start": 0, "end": 6, "text": "Jaurès", "class": "Person", "entity": "Jean Jaurès"},
    {"start": 13, "end": 23, "text": "L'Humanité", "class": "Work", "entity": "L'Humanité"},
    {"start": 26, "end": 31, "text": "Paris", "class": "Place", "entity": "Paris"},
    {"start": 35, "end": 39, "text": "1904", "class": "Date", "value": "1904"},
)
GOLD_CLAIM = {
    "subject": "Jean Jaurès", "predicate": "founded", "object": "L'Humanité", "date": "1904", "polarity": "affirmed",
    "evidence": "Jaurès fonda L'Humanité",
}  # fmt: skip
GOLD = Passage("p1", "essai", TEXT, GOLD_MENTIONS, (GOLD_CLAIM,))
CLAIM = Claim(
    "person/jean-jaures", "smo:founded", "work/l-humanite", 0, 0, 23, "Jaurès fonda L'Humanité", "founder", 0.9,
    when=When("1904"),
)  # fmt: skip


def mention(start: int, end: int, kind: str, when: When | None = None) -> Mention:
    return Mention(0, start, end, start, f"smo:{kind}", TEXT[start:end], "authority", 1.0, when)


MENTIONS = (
    mention(0, 6, "Person"),
    mention(13, 23, "Work"),
    mention(26, 31, "Place"),
    mention(35, 39, "Date", When("1904")),
)
ENTITIES = (
    Entity("person/jean-jaures", "smo:Person", "J. Jaurès", ("Jaurès",), (0,)),
    Entity("work/l-humanite", "smo:Work", "Humanité", ("L'Humanité",), (1,)),
    Entity("place/paris", "smo:Place", "Paris", ("Paris",), (2,)),
)


def reading(
    mentions: tuple[Mention, ...] = MENTIONS,
    entities: tuple[Entity, ...] = ENTITIES,
    claims: tuple[Claim, ...] = (CLAIM,),
) -> Reading:
    return Reading(
        Source("essai", "essai.txt", "Essai"), (Sentence(0, 0, len(TEXT), TEXT),), mentions, entities, claims
    )


def numbers(count: Count) -> tuple[int, int, int]:
    return count.right, count.wrong, count.missed


def test_count_figures():
    count = Count(6, 2, 4)
    assert (count.precision, count.recall) == (0.75, 0.6)
    assert count.f1 == pytest.approx(2 / 3)


@pytest.mark.parametrize("count", [Count(), Count(0, 3, 0), Count(0, 0, 3)])
def test_nothing_right_is_zero_not_an_error(count):
    assert (count.precision, count.recall, count.f1) == (0, 0, 0)


def test_a_perfect_reading_scores_one():
    scores = score([GOLD], [reading()])
    counts = [
        *scores.mentions.values(),
        *scores.claims.values(),
        scores.date_values,
        scores.claim_dates,
        scores.polarity,
    ]
    assert [count.f1 for count in counts] == [1.0] * len(counts)
    assert set(scores.mentions) == {"Person", "Work", "Place", "Date"}
    assert scores.b_cubed == (1.0, 1.0, 1.0)
    assert (scores.errors, scores.passages) == ([], 1)


def test_an_empty_reading_misses_all():
    scores = score([GOLD], [reading((), (), ())])
    assert {kind: numbers(count) for kind, count in scores.mentions.items()} == {
        "Person": (0, 0, 1),
        "Work": (0, 0, 1),
        "Place": (0, 0, 1),
        "Date": (0, 0, 1),
    }
    assert numbers(scores.claims["founded"]) == (0, 0, 1)
    assert numbers(scores.date_values) == (0, 0, 1)
    assert scores.b_cubed == (0.0, 0.0, 0.0)
    assert sum("missed" in error for error in scores.errors) == 5


def test_a_mention_that_gold_lacks_is_wrong():
    scores = score([GOLD], [reading((*MENTIONS, mention(7, 12, "Person")))])
    assert numbers(scores.mentions["Person"]) == (1, 1, 0)
    assert any("wrong\tPerson\tfonda" in error for error in scores.errors)


def test_another_class_is_wrong_there_and_missed_here():
    scores = score([GOLD], [reading((*MENTIONS[:2], mention(26, 31, "Organisation"), MENTIONS[3]))])
    assert numbers(scores.mentions["Organisation"]) == (0, 1, 0)
    assert numbers(scores.mentions["Place"]) == (0, 0, 1)


def test_another_span_is_wrong_and_missed():
    scores = score([GOLD], [reading((MENTIONS[0], mention(15, 23, "Work"), *MENTIONS[2:]))])
    assert numbers(scores.mentions["Work"]) == (0, 1, 1)


def test_a_date_with_another_value_is_a_right_mention_with_a_wrong_value():
    scores = score([GOLD], [reading((*MENTIONS[:3], mention(35, 39, "Date", When("1905"))))])
    assert numbers(scores.mentions["Date"]) == (1, 0, 0)
    assert numbers(scores.date_values) == (0, 1, 0)
    assert any("instead of 1904" in error for error in scores.errors)


def test_a_claim_that_gold_lacks_is_wrong():
    extra = replace(CLAIM, predicate="smo:wasIn", object="place/paris")
    scores = score([GOLD], [reading(claims=(CLAIM, extra))])
    assert numbers(scores.claims["wasIn"]) == (0, 1, 0)
    assert numbers(scores.claims["founded"]) == (1, 0, 0)


def test_a_claim_the_wrong_way_round_is_wrong_and_missed():
    turned = replace(CLAIM, subject=CLAIM.object, object=CLAIM.subject)
    assert numbers(score([GOLD], [reading(claims=(turned,))]).claims["founded"]) == (0, 1, 1)


def test_the_same_claim_twice_counts_once():
    again = replace(CLAIM, rule="other", confidence=0.5)
    assert numbers(score([GOLD], [reading(claims=(CLAIM, again))]).claims["founded"]) == (1, 0, 0)


def test_a_denied_claim_has_the_wrong_polarity_and_is_right_otherwise():
    scores = score([GOLD], [reading(claims=(replace(CLAIM, polarity="smv:denied"),))])
    assert numbers(scores.claims["founded"]) == (1, 0, 0)
    assert numbers(scores.polarity) == (0, 1, 0)


def test_a_claim_with_another_date_is_wrong_and_missed():
    scores = score([GOLD], [reading(claims=(replace(CLAIM, when=When("1905")),))])
    assert numbers(scores.claim_dates) == (0, 1, 1)


def test_a_claim_without_its_date_is_missed():
    assert numbers(score([GOLD], [reading(claims=(replace(CLAIM, when=None),))]).claim_dates) == (0, 0, 1)


def test_a_date_where_gold_has_none_is_wrong():
    undated = {key: value for key, value in GOLD_CLAIM.items() if key != "date"}
    assert numbers(score([replace(GOLD, claims=(undated,))], [reading()]).claim_dates) == (0, 1, 0)


def test_attribution_right_wrong_and_missed_is_counted():
    said = replace(GOLD, claims=({**GOLD_CLAIM, "attributedTo": "Paris"},))
    right = reading(claims=(replace(CLAIM, attributed_to="place/paris"),))
    assert numbers(score([said], [right]).attribution) == (1, 0, 0)
    assert numbers(score([said], [reading()]).attribution) == (0, 0, 1)
    assert numbers(score([GOLD], [right]).attribution) == (0, 1, 0)


def test_entities_are_compared_by_their_mentions_not_by_their_labels():
    renamed = (replace(ENTITIES[0], label="Un inconnu"), *ENTITIES[1:])
    assert numbers(score([GOLD], [reading(entities=renamed)]).claims["founded"]) == (1, 0, 0)


def test_an_entity_without_a_gold_mention_is_compared_by_its_name():
    bare = replace(GOLD, mentions=GOLD_MENTIONS[1:])
    labelled = (replace(ENTITIES[0], label="JEAN JAURES"), *ENTITIES[1:])
    assert numbers(score([bare], [reading(entities=labelled)]).claims["founded"]) == (1, 0, 0)


def test_a_claim_without_an_object():
    died = {"subject": "Jean Jaurès", "predicate": "died", "polarity": "affirmed", "evidence": "Jaurès"}
    found = replace(CLAIM, predicate="smo:died", object="", when=None)
    assert numbers(score([replace(GOLD, claims=(died,))], [reading(claims=(found,))]).claims["died"]) == (1, 0, 0)


def test_a_claim_whose_subject_only_a_pronoun_stands_for_is_scored():
    # entities of a reading come from mentions, a topic that only "il" stands for has none
    about = replace(CLAIM, subject="person/eugene-varlin")
    assert numbers(score([GOLD], [reading(claims=(about,))]).claims["founded"]) == (0, 1, 1)


def test_as_many_readings_as_passages_are_needed():
    with pytest.raises(ValueError):
        score([GOLD, GOLD], [reading()])


def test_b_cubed_by_hand():
    # gold {1 2 3} {4 5}; found {1 2} {3 4 5}
    pairs = [("A", "x"), ("A", "x"), ("A", "y"), ("B", "y"), ("B", "y")]
    precision = (1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5
    recall = (2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5
    assert b_cubed(pairs) == pytest.approx((precision, recall, 2 * precision * recall / (precision + recall)))


def test_b_cubed_of_one_lump_has_full_recall():
    precision, recall, _ = b_cubed([("A", "x"), ("B", "x"), ("C", "x"), ("C", "x")])
    assert (precision, recall) == (pytest.approx(6 / 16), 1.0)


def test_b_cubed_of_singletons_has_full_precision():
    precision, recall, _ = b_cubed([("A", "x"), ("A", "y"), ("A", "z")])
    assert (precision, recall) == (1.0, pytest.approx(1 / 3))


def test_b_cubed_reads_any_iterable_and_nothing():
    assert b_cubed(iter([("A", "x")])) == (1.0, 1.0, 1.0)
    assert b_cubed(iter(())) == (0.0, 0.0, 0.0)


def test_b_cubed_joins_passages():
    # one person, two entities in two passages: recall halves
    other = reading(entities=(replace(ENTITIES[0], id="person/autre"), *ENTITIES[1:]), claims=())
    scores = score([GOLD, replace(GOLD, id="p2")], [reading(), other])
    assert scores.b_cubed[:2] == (1.0, pytest.approx((0.5 * 2 + 1 * 4) / 6))


def row(**changed: object) -> str:
    whole = {"id": "p1", "source": "essai", "text": TEXT, "mentions": list(GOLD_MENTIONS), "claims": [GOLD_CLAIM]}
    return json.dumps({**whole, **changed}, ensure_ascii=False)


def test_read_gold_gives_the_passages(tmp_path):
    path = tmp_path / "g.jsonl"
    path.write_text(f"{row()}\n\n{row(id='p2')}\n", encoding="utf-8")
    assert read_gold(path) == (GOLD, replace(GOLD, id="p2"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{'id': 1}", r"^g\.jsonl:3: not JSON \(.* at column \d+\)"),
        (row(mentions=[{**GOLD_MENTIONS[0], "end": 5}]), r"^g\.jsonl:3: mention 'Jaurès' is 'Jaurè' at its offsets"),
        ('{"id": "p1", "text": "", "mentions": []}', r"^g\.jsonl:3: 'claims' is missing"),
        (row(mentions=[{"start": 0, "end": 6}]), r"^g\.jsonl:3: 'text' is missing"),
        ("[1]", r"^g\.jsonl:3: "),
        ('"p1"', r"^g\.jsonl:3: "),
        (row(mentions=7), r"^g\.jsonl:3: "),
    ],
)
def test_a_line_out_of_form_is_named(tmp_path, line, message):
    path = tmp_path / "g.jsonl"
    path.write_text(f"{row()}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(GoldError, match=message):
        read_gold(path)


@pytest.mark.parametrize(
    "changed",
    [
        {"mentions": [{key: value for key, value in GOLD_MENTIONS[0].items() if key != "class"}]},
        {"claims": [{"subject": "Jean Jaurès", "object": "L'Humanité"}]},
        {"claims": [{key: value for key, value in GOLD_CLAIM.items() if key != "evidence"}]},
    ],
    ids=["class", "predicate", "evidence"],
)
def test_a_key_that_scoring_needs_is_missed_when_read(tmp_path, changed):
    path = tmp_path / "g.jsonl"
    path.write_text(row(**changed), encoding="utf-8")
    with pytest.raises(GoldError, match=r"^g\.jsonl:1: "):
        read_gold(path)


def test_a_line_separator_inside_a_text_is_no_new_line(tmp_path):
    path = tmp_path / "g.jsonl"
    path.write_text(row(text=TEXT + "\u2028Fin."), encoding="utf-8")
    assert read_gold(path)[0].text.endswith("\u2028Fin.")


def test_an_empty_gold_file_is_an_error(tmp_path):
    path = tmp_path / "g.jsonl"
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"^g\.jsonl: no passage"):
        read_gold(path)

"""Clauses of made sentences, read with the shipped model: who is the subject of which verb, what goes with it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claims import Argument
from extract.clauses import find_clauses
from extract.frame_rules import read_verbs
from extract.items import read_items
from extract.marked import read_marked
from extract.syntax import Syntax, Word, parse_paragraphs
from extract.verbs import VerbGroup


def read(marked: str) -> tuple[str, list[Argument], list[VerbGroup]]:
    text, marks = read_marked(marked)
    arguments = [Argument(mark.start, mark.end, mark.kind, text[mark.start : mark.end]) for mark in marks]
    syntax = Syntax()
    assert list(syntax.keep(parse_paragraphs(text, ())))
    done = find_clauses(read_items(syntax.words(0, len(text)), arguments, read_verbs()))
    return text, arguments, done.groups


def subjects(marked: str) -> dict[str, list[str]]:
    """Return the names of each verb's likeliest subject by the verb's infinitive."""
    _, arguments, groups = read(marked)
    return {
        group.lemma: [arguments[number].entity for number in group.subjects[0].numbers] if group.subjects else []
        for group in groups
    }


def test_where_after_between_two_places_is_the_latter():
    _, arguments, groups = read(
        "Il allait de [Bonn](Place) à la zone entre [Kiel](Place) et [Lübeck](Place), où on lit."
    )
    reading = next(group for group in groups if group.lemma == "lire")
    assert [arguments[number].entity for one in reading.phrases for number in one.numbers] == ["Lübeck"]


@pytest.mark.parametrize(
    ("marked", "verb", "names"),
    [
        ("Le journal, que dirigeait [Petrov](Person), parut.", "diriger", ["Petrov"]),
        ("À [Kiel](Place) mourut alors [Petrov](Person).", "mourir", ["Petrov"]),
        ("À [Kiel](Place) fut fusillé [Petrov](Person), un docker.", "fusiller", ["Petrov"]),
    ],
)
def test_a_name_just_after_a_verb_without_a_subject_is_its_subject(marked, verb, names):
    assert subjects(marked)[verb] == names


def test_a_name_after_a_verb_that_has_its_subject_is_no_second_one():
    assert subjects("[Petrov](Person), qui retrouva [Levi](Person), partit.")["retrouver"] == ["Petrov"]


@pytest.mark.parametrize(
    ("marked", "verb", "names"),
    [
        (
            "[Petrov](Person), avocat, et [Levi](Person), qui chantait, dirigeaient un journal.",
            "diriger",
            ["Petrov", "Levi"],
        ),
        (
            "[Petrov](Person), que [Levi](Person) aimait et [Orlov](Person) non, dirigeait un journal.",
            "diriger",
            ["Petrov"],
        ),
    ],
)
def test_persons_joined_over_appositions_have_a_plural_verb(marked, verb, names):
    assert subjects(marked)[verb] == names


def test_a_clause_without_a_verb_takes_that_of_the_clause_before():
    _, arguments, groups = read("[Petrov](Person) partit pour [Kiel](Place) ; [Levi](Person), pour [Bonn](Place).")
    assert [[arguments[number].entity for one in group.phrases for number in one.numbers] for group in groups] == [
        ["Kiel"],
        ["Bonn"],
    ]
    assert [arguments[number].entity for number in groups[1].subjects[0].numbers] == ["Levi"]
    _, _, groups = read("[Petrov](Person) partit pour [Kiel](Place) ; [Levi](Person), avec [Orlov](Person).")
    assert len(groups) == 1


def test_where_it_is_that_it_happened():
    _, _, groups = read("C'est à [Kiel](Place) que [Petrov](Person) mourut.")
    assert [one.prep for one in groups[1].phrases] == ["à"]


def test_a_sentence_may_open_with_its_auxiliary():
    assert subjects("Furent arrêtés [Petrov](Person) et [Levi](Person).") == {"arrêter": ["Petrov", "Levi"]}


def test_a_restriction_opens_no_clause():
    _, arguments, groups = read("[Petrov](Person) n'était rentré qu'en 1882 dans la [Nièvre](Place).")
    assert [arguments[number].entity for one in groups[0].phrases for number in one.numbers] == ["Nièvre"]
    _, _, groups = read("[Petrov](Person) ne dit pas que [Levi](Person) partit pour [Kiel](Place).")
    assert groups[0].phrases == []


def test_who_leaves_to_do_a_thing_does_it():
    _, _, groups = read("[Petrov](Person) partit fonder un journal.")
    assert [(group.lemma, group.planned) for group in groups] == [("fonder", False)]


def test_what_one_is_sentenced_to_happens():
    _, _, groups = read("[Levi](Person) fut condamné, sans témoins, à être déporté à [Kiel](Place).")
    assert not next(group for group in groups if group.lemma == "déporter").planned


@pytest.mark.parametrize(
    ("marked", "verb", "prep", "name"),
    [
        ("Le [KPD](Party), auquel [Levi](Person) adhéra, siégeait ici.", "adhérer", "à", "KPD"),
        ("[Noske](Person), contre lequel [Levi](Person) lutta, partit.", "lutter", "contre", "Noske"),
        ("[Zetkin](Person), avec qui [Levi](Person) parla, partit.", "parler", "avec", "Zetkin"),
    ],
)
def test_a_relative_after_a_preposition_gives_its_antecedent(marked, verb, prep, name):
    _, arguments, groups = read(marked)
    found = [one for one in next(group for group in groups if group.lemma == verb).phrases if one.prep == prep]
    assert [arguments[number].entity for one in found for number in one.numbers] == [name]


@pytest.mark.parametrize(
    ("marked", "verb", "names"),
    [
        ("[Levi](Person) adhéra au [KPD](Party).", "adhérer", ["Levi"]),
        ("[Levi](Person), qui vivait à [Berlin](Place), adhéra au [KPD](Party).", "adhérer", ["Levi"]),
        ("Vint [Levi](Person), avocat, alors socialiste de cœur, qui parla.", "parler", ["Levi"]),
        ("[Levi](Person), qui vivait à [Berlin](Place), adhéra au [KPD](Party).", "vivre", ["Levi"]),
        ("[Levi](Person) quitta le [KPD](Party) et rejoignit le [SPD](Party).", "rejoindre", ["Levi"]),
        ("[Levi](Person), en [mars](Date:1921-03), quitta le [KPD](Party).", "quitter", ["Levi"]),
        ("Exclu du [KPD](Party), [Levi](Person) protesta.", "exclure", ["Levi"]),
        ("Le [KPD](Party) que [Levi](Person) dirigeait résista.", "diriger", ["Levi"]),
        ("Le [KPD](Party) que [Levi](Person) dirigeait résista.", "résister", ["KPD"]),
        ("[Levi](Person) et [Zetkin](Person) quittèrent le [KPD](Party).", "quitter", ["Levi", "Zetkin"]),
        ("[Levi](Person) soutint [Zetkin](Person) et [Brandler](Person) protesta.", "protester", ["Brandler"]),
        ("Le président du parti, [Levi](Person), protesta.", "protester", ["Levi"]),
        ("Des ouvriers du [KPD](Party) protestèrent.", "protester", []),
    ],
)
def test_a_verb_has_the_subject_that_the_sentence_gives_it(marked, verb, names):
    assert subjects(marked)[verb] == names


@pytest.mark.parametrize(
    ("marked", "verb", "attribute"),
    [
        ("[Levi](Person) n'adhéra jamais au [KPD](Party).", "adhérer", "denied"),
        ("[Levi](Person) cessa de diriger le [KPD](Party).", "diriger", "denied"),
        ("[Levi](Person) nia avoir dirigé le [KPD](Party).", "diriger", "denied"),
        ("Il est faux que [Levi](Person) ait dirigé le [KPD](Party).", "diriger", "planned"),
        ("[Levi](Person) voulait quitter le [KPD](Party).", "quitter", "planned"),
        ("[Levi](Person) devait quitter le [KPD](Party).", "quitter", "planned"),
        ("Le parti exige que [Levi](Person) quitte le [KPD](Party).", "quitter", "planned"),
        ("[Levi](Person) quitterait le [KPD](Party).", "quitter", "conditional"),
        ("Si [Levi](Person) quittait le [KPD](Party), tout changeait.", "quitter", "hypothetical"),
        ("[Levi](Person) fut exclu du [KPD](Party).", "exclure", "passive"),
        ("[Levi](Person) s'opposa au [KPD](Party).", "opposer", "reflexive"),
        ("[Levi](Person) fit arrêter [Brandler](Person).", "arrêter", "causative"),
    ],
)
def test_a_verb_group_knows_its_mood(marked, verb, attribute):
    (group,) = [one for one in read(marked)[2] if one.lemma == verb]
    assert getattr(group, attribute)


@pytest.mark.parametrize(
    ("marked", "verb", "attribute"),
    [
        ("[Levi](Person) parvint à quitter le [KPD](Party).", "quitter", "planned"),
        ("[Levi](Person) ne cessa de combattre le [KPD](Party).", "combattre", "planned"),
        ("[Levi](Person) n'adhéra qu'au [KPD](Party).", "adhérer", "denied"),
        ("[Levi](Person) quitta le [KPD](Party).", "quitter", "conditional"),
        ("[Levi](Person) s'est opposé au [KPD](Party).", "opposer", "passive"),
    ],
)
def test_a_plain_verb_group_is_left_plain(marked, verb, attribute):
    (group,) = [one for one in read(marked)[2] if one.lemma == verb]
    assert not getattr(group, attribute)


# --- items


@st.composite
def sentences(draw):
    """Draw words side by side, some of them names of one to three words."""
    words, arguments, place = [], [], 0
    for _ in range(draw(st.integers(1, 12))):
        size = draw(st.integers(1, 3))
        start = place
        for _ in range(size):
            form = draw(st.sampled_from(["de", "la", "marche", ",", "fut", "élu", "et", "il", "ne", "au", "sein", "("]))
            tag = draw(st.sampled_from(["NOUN", "VERB", "ADP", "DET", "PRON", "PUNCT", "ADV", "ADJ", "CCONJ"]))
            words.append(Word(place, place + len(form), form, form, tag, ""))
            place += len(form) + 1
        if draw(st.booleans()):
            arguments.append(Argument(start, place - 1, draw(st.sampled_from(["Person", "Party", "Date"])), "x"))
    return words, arguments


@given(sentences())
def test_every_name_is_one_item_and_items_stand_in_order(drawn):
    words, arguments = drawn
    items = read_items(words, arguments, frozenset(("élire",)))
    numbers = [item.number for item in items if item.number >= 0]
    assert numbers == list(range(len(arguments)))
    assert all(item.end <= following.start for item, following in pairwise(items))
    for item in items:
        if item.number >= 0:
            assert (item.start, item.end) == (arguments[item.number].start, arguments[item.number].end)


@given(sentences())
def test_clauses_of_any_words_hold_phrases_of_their_own_items(drawn):
    words, arguments = drawn
    done = find_clauses(read_items(words, arguments, frozenset()))
    for group in done.groups:
        assert 0 <= group.first <= group.last < len(done.items)
        for phrase in (*group.phrases, *group.subjects, *group.objects):
            assert 0 <= phrase.first <= phrase.head < len(done.items)
            assert all(0 <= number < len(arguments) for number in phrase.numbers)


@pytest.mark.parametrize("words", ["ainsi que", "de même que"])
@pytest.mark.parametrize("article", ["", "le député ", "les députés "])
def test_as_well_as_continues_a_list(words, article):
    marked = f"[Weber](Person), [Keller](Person), {words} {article}[Sokol](Person), adhérèrent au parti."
    assert subjects(marked)["adhérer"] == ["Weber", "Keller", "Sokol"]


def test_as_someone_said_continues_no_list():
    found = subjects("[Weber](Person), ainsi que [Keller](Person) l'avait annoncé, adhéra au parti.")
    assert found["adhérer"] == ["Weber"]


@pytest.mark.parametrize("words", ["avaient rejoint", "ont atteint", "avaient pris", "auraient conduit"])
def test_after_an_auxiliary_a_form_is_a_participle(words):
    _, _, groups = read(f"[Weber](Person) et [Keller](Person) {words} [Kiel](Place).")
    assert len(groups) == 1
    assert groups[0].compound


@pytest.mark.parametrize(
    ("words", "conditional"),
    [("présidait", False), ("préparait", False), ("présiderait", True), ("serait", True), ("préparerait", True)],
)
def test_an_imperfect_is_no_conditional(words, conditional):
    _, _, groups = read(f"[Weber](Person), qui {words} le congrès, céda.")
    assert groups[0].conditional == conditional

"""Pronouns stand for the one person in question, and for nobody where there is none."""

import re

import pytest

from extract.claims import Argument
from extract.pronouns import find_plurals, find_pronouns, find_references, is_voice

GENDERS = {"jaures": "m", "guesde": "m", "varlin": "m", "michel": "f", "zetkin": "f", "luxemburg": "f"}
ENTITIES = {
    "Jaurès": ("Person", "jaures"), "Guesde": ("Person", "guesde"), "Varlin": ("Person", "varlin"),
    "Louise Michel": ("Person", "michel"), "Zetkin": ("Person", "zetkin"), "Luxemburg": ("Person", "luxemburg"),
    "Vries": ("Person", "vries"), "Levi": ("Person", "levi"), "SFIO": ("Party", "sfio"), "KPD": ("Party", "kpd"),
    "congrès de Tours": ("Event", "tours"), "congrès de Gotha": ("Event", "gotha"), "Paris": ("Place", "paris"),
}  # fmt: skip


def named(text: str, start: int = 0) -> list[Argument]:
    """Make an argument of every known name in a text that begins at ``start`` of a longer one."""
    found = [
        Argument(start + place, start + place + len(name), kind, entity)
        for name, (kind, entity) in ENTITIES.items()
        for place in range(len(text))
        if text.startswith(name, place)
    ]
    return sorted(found, key=lambda argument: argument.start)


def persons(arguments: list[Argument]) -> list[Argument]:
    return [argument for argument in arguments if argument.kind == "Person"]


def pronouns(sentence: str, before: str = "", topic: str = "") -> list[tuple[str, str]]:
    start = len(before) + 1 if before else 0
    text = f"{before} {sentence}" if before else sentence
    found = find_pronouns(
        text, (start, len(text)), persons(named(sentence, start)), persons(named(before)),
        (0, len(before)) if before else None, GENDERS, topic,
    )  # fmt: skip
    return [(text[one.start : one.end], one.entity) for one in found]


def references(sentence: str, before: str = "", topic: str = "") -> list[tuple[str, str, str]]:
    start = len(before) + 1 if before else 0
    text = f"{before} {sentence}" if before else sentence
    found = find_references(text, (start, len(text)), named(sentence, start), named(before), topic)
    return [(text[one.start : one.end], one.kind, one.entity) for one in found]


# --- il, elle


@pytest.mark.parametrize(
    ("before", "sentence", "wanted"),
    [
        ("Jaurès fonda L'Humanité.", "Il la dirigea.", [("Il", "jaures")]),
        ("Louise Michel fut déportée.", "Elle revint en 1880.", [("Elle", "michel")]),
        ("Jaurès naquit à Castres.", "En 1885, il fut élu député.", [("il", "jaures")]),
        ("Vries arriva.", "Il parla.", [("Il", "vries")]),
        ("Vries arriva.", "Elle parla.", [("Elle", "vries")]),
    ],
)
def test_a_pronoun_takes_up_the_one_person_of_the_sentence_before(before, sentence, wanted):
    assert pronouns(sentence, before) == wanted


@pytest.mark.parametrize(
    "sentence",
    ["Varlin savait : il serait fusillé.", "Varlin dit qu'il resterait.", "Varlin savait qu’il serait fusillé."],
)
def test_a_pronoun_takes_up_the_subject_of_its_own_sentence(sentence):
    assert pronouns(sentence) == [("il", "varlin")]


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Jaurès parla.", "Elle partit."),
        ("Louise Michel parla.", "Il partit."),
        ("Paris bougeait.", "Il partit."),
        ("", "Il partit."),
    ],
)
def test_a_pronoun_that_agrees_with_nobody_is_left_alone(before, sentence):
    assert pronouns(sentence, before) == []


def test_gender_tells_two_persons_apart():
    assert pronouns("Elle partit.", "Jaurès reçut Zetkin.") == [("Elle", "zetkin")]
    assert pronouns("Il partit.", "Zetkin reçut Jaurès.") == [("Il", "jaures")]


def test_of_two_the_one_who_opens_the_sentence_is_the_subject():
    assert pronouns("Il partit.", "Jaurès combattit Guesde.") == [("Il", "jaures")]


def test_of_two_who_stand_late_nobody_is_meant():
    before = "Dans la grande salle du congrès international d'Amsterdam, Jaurès combattit Guesde."
    assert pronouns("Il partit.", before) == []


def test_the_same_person_twice_is_one_person():
    before = "Dans la grande salle du congrès international d'Amsterdam, Jaurès parla, Jaurès vota."
    assert pronouns("Il partit.", before) == [("Il", "jaures")]


def test_a_name_in_the_same_sentence_comes_before_the_sentence_before():
    assert pronouns("Quand Guesde parut, il se tut.", "Jaurès parla.") == [("il", "guesde")]


def test_a_name_after_the_pronoun_is_not_meant():
    assert pronouns("Il rencontra Guesde.", "Jaurès parla.") == [("Il", "jaures")]
    assert pronouns("Il rencontra Guesde.") == []


def test_a_pronoun_far_from_the_sentences_beginning_does_not_reach_back():
    far = "Pendant la longue nuit de mars où les canons de Montmartre furent repris par la foule, il partit."
    assert pronouns(far, "Jaurès parla.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Il faut partir.",
        "Il fallait partir.",
        "Il y a des grèves.",
        "Il n'y eut pas de vote.",
        "Il s'agit de la paix.",
        "Il ne s'agit pas de la paix.",
        "Il semble que la paix vienne.",
        "Il est vrai que la paix vint.",
        "Il était temps d'agir.",
        "Il existe une lettre.",
        "Il convient de le dire.",
        "Il n'existe pas de lettre.",
        "Il ne faut pas partir.",
    ],
)
def test_an_impersonal_il_is_nobody(sentence):
    assert pronouns(sentence, "Jaurès parla.") == []


@pytest.mark.parametrize(
    "sentence",
    ["Il fut décidé de partir.", "Il ne reste aucune lettre.", "Il n'est pas certain que la lettre parvint."],
)
def test_another_impersonal_il_is_nobody(sentence):
    assert pronouns(sentence, "Jaurès parla.") == []


@pytest.mark.parametrize(
    "sentence", ["Il est élu.", "Il fait paraître une revue.", "Il arrive à Paris.", "Il reste à Paris."]
)
def test_a_personal_il_with_a_verb_that_may_be_impersonal(sentence):
    assert pronouns(sentence, "Jaurès parla.") == [("Il", "jaures")]


@pytest.mark.parametrize(
    "sentence", ["Il en fut le président.", "Il y participa.", "Il y prit la parole.", "Il en est membre."]
)
def test_il_before_en_and_y_with_an_office_or_presence_is_a_person(sentence):
    assert pronouns(sentence, "Jaurès parla.") == [("Il", "jaures")]


# --- celui-ci, ce dernier


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Celui-ci partit.", [("Celui-ci", "guesde")]),
        ("Ce dernier partit.", [("Ce dernier", "guesde")]),
        ("Celle-ci partit.", []),
    ],
)
def test_the_latter_is_the_last_named(sentence, wanted):
    assert pronouns(sentence, "Jaurès combattit Guesde.") == wanted


def test_the_latter_agrees_in_gender():
    assert pronouns("Cette dernière partit.", "Zetkin écrivit à Jaurès.") == [("Cette dernière", "zetkin")]


def test_the_latter_within_its_sentence():
    assert pronouns("Jaurès salua Guesde, mais celui-ci partit.") == [("celui-ci", "guesde")]


# --- the topic


def test_a_text_about_one_person_says_il_of_them():
    assert pronouns("Il naquit à Castres.", topic="jaures") == [("Il", "jaures")]


def test_a_topic_of_the_other_gender_is_not_meant():
    assert pronouns("Elle naquit à Castres.", topic="jaures") == []


def test_the_topic_gives_way_to_one_named_in_the_sentence():
    assert pronouns("Comme Guesde entrait, il se tut.", topic="jaures") == [("il", "guesde")]


def test_a_topic_of_unknown_gender_is_not_meant():
    assert pronouns("Il naquit à Castres.", topic="vries") == []


def test_the_latter_is_never_the_topic():
    assert pronouns("Celui-ci naquit à Castres.", topic="jaures") == []


# --- no words but pronouns


@pytest.mark.parametrize(
    "sentence", ["L'exil dura.", "Les fils partirent.", "Ils partirent.", "Elles partirent.", "« Avril » parut."]
)
def test_words_that_hold_a_pronoun_are_none(sentence):
    assert pronouns(sentence, "Jaurès parla.") == []


# --- voices


@pytest.mark.parametrize(
    "before", ["Selon ", "selon ", "D'après ", "D’après l’historien ", "Pour ", "aux dires de ", "Selon l'historienne "]
)
def test_a_voice(before):
    assert is_voice(f"{before}Vries, il partit.", len(before))


@pytest.mark.parametrize("before", ["", "Avec ", "Après ", "Selon lui, ", "Selon le comité, "])
def test_no_voice(before):
    assert not is_voice(f"{before}Vries partit.", len(before))


# --- en, y, sa


@pytest.mark.parametrize(
    "sentence",
    ["Levi en fut le président.", "Levi en est membre.", "Levi en devint secrétaire.",
     "Levi en était l'un des dirigeants.", "Levi en fut alors élu président."],
)  # fmt: skip
def test_en_is_the_body_of_an_office(sentence):
    assert references(sentence, "Le KPD fut fondé en 1918.") == [("en", "Party", "kpd")]


@pytest.mark.parametrize(
    "sentence", ["Jaurès en parla.", "Jaurès vint en train.", "Jaurès en fut content.", "En 1905, Jaurès vint."]
)
def test_en_without_an_office_is_nothing(sentence):
    assert references(sentence, "La SFIO fut fondée en 1905.") == []


@pytest.mark.parametrize(
    "sentence",
    ["Zetkin y participa.", "Zetkin y prit la parole.", "Zetkin y représenta le parti.", "Zetkin y assistait."],
)
def test_y_is_the_event_of_a_presence(sentence):
    assert references(sentence, "Le congrès de Tours s'ouvrit.") == [("y", "Event", "tours")]


@pytest.mark.parametrize("sentence", ["Il y avait foule.", "Zetkin y dormit."])
def test_y_without_presence_is_nothing(sentence):
    assert references(sentence, "Le congrès de Tours s'ouvrit.") == []


def test_y_is_the_last_event_named():
    assert references("Zetkin y parla.", "Le congrès de Gotha précéda le congrès de Tours.") == [
        ("y", "Event", "tours")
    ]


def test_y_is_no_party_and_en_no_event():
    assert references("Zetkin y parla.", "La SFIO naquit.") == []
    assert references("Zetkin en fut la présidente.", "Le congrès de Tours s'ouvrit.") == []


def test_the_body_may_stand_in_the_same_sentence():
    assert references("Fondateur du KPD, Levi en fut le président.") == [("en", "Party", "kpd")]


@pytest.mark.parametrize(
    "words", ["Sa femme", "Sa fille", "Son frère", "Sa seconde épouse", "Son beau-frère", "Sa sœur", "Leur fils"]
)
def test_a_possessive_before_kin_is_the_person(words):
    assert references(f"{words} mourut à Paris.", "Vries partit.") == [(words.split()[0], "Person", "vries")]


@pytest.mark.parametrize("words", ["Sa lettre", "Son parti", "Sa mort", "Son ami"])
def test_a_possessive_before_another_word_is_nothing(words):
    assert references(f"{words} parut.", "Jaurès partit.") == []


def test_a_possessive_is_the_subject_of_its_own_sentence():
    assert references("Jaurès vit Guesde et sa femme.", "Varlin partit.") == [("sa", "Person", "jaures")]


def test_a_possessive_in_an_apposition_is_not_the_person_described():
    assert references("Vries, sa femme, mourut.", "Varlin partit.") == [("sa", "Person", "varlin")]


def test_a_possessive_of_the_topic():
    assert references("Sa femme mourut.", topic="jaures") == [("Sa", "Person", "jaures")]


def test_nothing_is_taken_up_where_nothing_was_named():
    assert references("Sa femme y participa et en fut la présidente.") == []


# --- plurals


def plurals(sentence: str, before: str = "") -> list[tuple[str, tuple[str, ...]]]:
    """Return (pronoun, persons) of a sentence; persons are the capitalised words Guesde, Jaurès and Vaillant."""
    text = f"{before} {sentence}" if before else sentence
    start = len(text) - len(sentence)
    named = [Argument(match.start(), match.end(), "Person", match.group())
             for match in re.finditer("Guesde|Jaurès|Vaillant", text)]  # fmt: skip
    here = [one for one in named if one.start >= start]
    earlier = [one for one in named if one.start < start]
    found = find_plurals(text, (start, len(text)), here, earlier, (0, max(0, start - 1)) if before else None)
    return [(text[one.start : one.end], (one.entity, *one.others)) for one in found]


def test_a_plural_means_those_with_whom_the_sentence_before_opens():
    assert plurals("Ils partirent.", "Guesde et Jaurès parlèrent.") == [("Ils", ("Guesde", "Jaurès"))]
    assert plurals("Ils partirent.", "Guesde, Vaillant et Jaurès.") == [("Ils", ("Guesde", "Vaillant", "Jaurès"))]


def test_a_plural_means_those_joined_before_it_in_its_sentence():
    assert plurals("Guesde et Jaurès parlèrent, puis ils partirent.") == [("ils", ("Guesde", "Jaurès"))]


@pytest.mark.parametrize(
    "before",
    ["Guesde combattit Jaurès.", "Guesde, Jaurès.", "Dans cette salle de la grande rue des Écoles, Guesde et Jaurès."],
)
def test_persons_who_are_not_joined_are_not_meant(before):
    assert plurals("Ils partirent.", before) == []


def test_a_plural_without_persons_before_means_nobody():
    assert plurals("Ils partirent.") == []


def test_a_friend_of_somebody_is_another():
    assert pronouns("Ami de Jaurès depuis peu, il partit.", "Guesde parla à Paris.") == [("il", "guesde")]
    assert pronouns("Vieux compagnon de Jaurès, il partit.", "Guesde parla à Paris.") == [("il", "guesde")]

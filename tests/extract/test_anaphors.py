"""Pronouns stand for the weightiest candidate that agrees, and for nobody where there is none."""

from collections.abc import Iterator

import pytest

from extract.anaphors import Discourse
from extract.claims import Argument
from extract.syntax import Syntax, parse_paragraphs

GENDERS = {"jaures": "m", "guesde": "m", "varlin": "m", "michel": "f", "zetkin": "f", "luxemburg": "f"}
ENTITIES = {
    "Jaurès": ("Person", "jaures"), "Guesde": ("Person", "guesde"), "Varlin": ("Person", "varlin"),
    "Louise Michel": ("Person", "michel"), "Zetkin": ("Person", "zetkin"), "Luxemburg": ("Person", "luxemburg"),
    "Vries": ("Person", "vries"), "Levi": ("Person", "levi"), "SFIO": ("Party", "sfio"), "KPD": ("Party", "kpd"),
    "mencheviks": ("Party", "mencheviks"), "Roumanie": ("Place", "roumanie"), "Comité central": ("Organisation", "cc"),
    "congrès de Tours": ("Event", "tours"), "Paris": ("Place", "paris"),
}  # fmt: skip


def named(text: str, start: int = 0) -> Iterator[Argument]:
    """Make an argument of every known name in a text that begins at ``start`` of a longer one."""
    for name, (kind, entity) in ENTITIES.items():
        for place in range(len(text)):
            if text.startswith(name, place):
                yield Argument(start + place, start + place + len(name), kind, entity)


def tell(*sentences: str, topic: str = "") -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Return (pronoun, entity) of the last sentence, and whose its possessives are."""
    text = " ".join(sentences)
    syntax, discourse, found, start = Syntax(), Discourse(GENDERS, topic), list[Argument](), 0
    for _ in syntax.keep(parse_paragraphs(text, ())):
        pass
    for sentence in sentences:
        span = (start, start + len(sentence))
        names = sorted(named(sentence, start), key=lambda one: one.start)
        found = list(discourse.find(text, span, names, syntax.words(*span)))
        start = span[1] + 1
    owners = {text[place:].split()[0]: entity for place, entity in discourse.owners.items()}
    return [(text[one.start : one.end], one.entity) for one in found], owners


def pronouns(sentence: str, before: str = "", topic: str = "") -> list[tuple[str, str]]:
    return tell(*filter(None, (before, sentence)), topic=topic)[0]


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


def test_of_two_who_stand_late_the_subject_is_meant():
    before = "Dans la grande salle du congrès international d'Amsterdam, Jaurès combattit Guesde."
    assert pronouns("Il partit.", before) == [("Il", "jaures")]


def test_the_same_person_twice_is_one_person():
    before = "Dans la grande salle du congrès international d'Amsterdam, Jaurès parla, Jaurès vota."
    assert pronouns("Il partit.", before) == [("Il", "jaures")]


def test_a_name_in_the_same_sentence_comes_before_the_sentence_before():
    assert pronouns("Quand Guesde parut, il se tut.", "Jaurès parla.") == [("il", "guesde")]


def test_a_name_after_the_pronoun_is_not_meant():
    assert pronouns("Il rencontra Guesde.", "Jaurès parla.") == [("Il", "jaures")]
    assert pronouns("Il rencontra Guesde.") == []


def test_a_long_opening_names_nobody():
    far = "Pendant la longue nuit de mars où les canons de Montmartre furent repris par la foule, il partit."
    assert pronouns(far, "Jaurès parla.") == [("il", "jaures")]


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


def test_round_him_are_those_round_the_subject():
    assert pronouns("Jaurès réunit autour de lui des amis.", "Guesde dirigeait le journal.") == [("lui", "jaures")]


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


def test_the_latter_who_does_what_persons_do_is_a_person():
    before = "Jaurès combattait Guesde dans la SFIO."
    assert pronouns("Celui-ci avait lui-même été convaincu du danger.", before) == [("Celui-ci", "guesde")]


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


def test_a_friend_of_somebody_is_another():
    assert pronouns("Ami de Jaurès depuis peu, il partit.", "Guesde parla à Paris.") == [("il", "guesde")]
    assert pronouns("Vieux compagnon de Jaurès, il partit.", "Guesde parla à Paris.") == [("il", "guesde")]


# --- bodies, currents, places


def test_a_plural_is_the_current_that_the_sentence_before_is_about():
    assert pronouns("Ils quittèrent la salle.", "Les mencheviks protestèrent.") == [("Ils", "mencheviks")]


def test_a_country_is_taken_up_by_its_gender():
    assert pronouns("Elle fut envahie.", "La Roumanie entra en guerre.") == [("Elle", "roumanie")]
    assert pronouns("Il fut envahi.", "La Roumanie entra en guerre.") == []


def test_a_common_noun_that_is_the_subject_is_meant_rather_than_a_name_aside():
    assert pronouns("Il échoua.", "Le complot fut dénoncé par Jaurès.") == []


def test_a_verb_that_persons_do_asks_for_a_person():
    assert pronouns("Il mourut en exil.", "Le Comité central blâma Jaurès.") == [("Il", "jaures")]


# --- chains


def test_a_pronoun_hands_on_whom_it_stands_for():
    assert tell("Jaurès parla.", "Il gagna Paris.", "Il y resta.")[0] == [("Il", "jaures")]


def test_an_unknown_he_is_not_the_next_one_named_aside():
    assert tell("Il revint.", "Il ne dit rien sous Guesde.", "Puis il partit.")[0] == []


def test_whose_thing_is_the_subject_is_meant():
    assert pronouns("Il dut garder la chambre.", "La santé de Guesde inquiétait.") == [("Il", "guesde")]


def test_a_possessive_is_of_the_subject():
    assert tell("Jaurès rencontra Guesde.", "Sa femme mourut.")[1] == {"Sa": "jaures"}
    assert tell("Jaurès rencontra Guesde et sa femme.")[1] == {"sa": "jaures"}


# --- after prepositions


def test_whom_a_preposition_leads_to_is_not_the_subject():
    assert pronouns("Guesde se tourna contre lui.", "Jaurès parla.") == [("lui", "jaures")]


def test_the_latter_after_a_preposition():
    assert pronouns("Jaurès salua Guesde et les amis de celui-ci.") == [("celui-ci", "guesde")]


# --- nouns


@pytest.mark.parametrize("words", ["L'écrivain", "Cet écrivain", "Ce militant", "Le jeune militant"])
def test_a_noun_calls_a_person_again(words):
    noun = words.split()[-1].removeprefix("L'")
    assert pronouns(f"{words} partit pour Vienne.", "Jaurès parla.") == [(noun, "jaures")]


@pytest.mark.parametrize("words", ["Un écrivain", "L'écrivain russe", "L'écrivain Vallès", "Le militant du Nord"])
def test_a_noun_that_is_described_calls_nobody_again(words):
    assert pronouns(f"{words} partit pour Vienne.", "Jaurès parla.") == []


def test_whose_confusion_is_told_of_is_meant():
    before = "S'y ajoutait la confusion des mencheviks."
    assert pronouns("À Paris, où ils votèrent contre, rien ne changea.", before) == [("ils", "mencheviks")]


def test_whom_a_sentence_turns_to_is_its_subject():
    assert pronouns("Quant à Guesde, il partit.") == [("il", "guesde")]


def test_who_was_met_when_he_was_young_is_he():
    assert pronouns("Varlin, que Guesde a connu alors qu'il était ouvrier, parla.") == [("il", "varlin")]


def test_a_sentence_without_a_verb_tells_whom_the_next_is_about():
    before = ("Guesde et Varlin ont donné chacun un livre.", "Un mot, pour finir, sur Jaurès.")
    assert tell(*before, "Il vécut longtemps à Paris.")[0] == [("Il", "jaures")]


def test_who_is_somebodys_wife_has_not_his_son():
    _, owners = tell("Jaurès partit avec sa femme, Louise Michel, et son fils.")
    assert owners["son"] == "jaures"


@pytest.mark.parametrize("words", ["Lui aussi adhéra", "Lui seul adhéra", "Lui non plus n'adhéra"])
def test_he_too_is_a_subject(words):
    assert pronouns(f"{words} au parti.", "Varlin fut élu.") == [("Lui", "varlin")]


def test_to_him_is_no_subject():
    assert pronouns("Il lui aussi écrivait.", "Varlin fut élu.") == [("Il", "varlin")]


def test_a_pronoun_is_not_what_its_own_clause_names_after_it():
    before = "Vries quitta la ville où le KPD l'avait envoyé."
    assert pronouns("Il adhéra au KPD.", before) == [("Il", "vries")]


def test_as_well_as_joins_a_name_to_the_subjects():
    before = "Jaurès restait au Comité central."
    found = pronouns("Guesde, ainsi que Varlin et Levi, votèrent contre lui.", before)
    assert found == [("lui", "jaures")]

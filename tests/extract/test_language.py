import pytest
import spacy
from spacy.tokens import Doc

from extract import lemmas
from extract.language import (
    MENTION_LABELS,
    LanguageError,
    find_missing,
    load_language,
    mark_sentences,
    to_mention_class,
)

pytestmark = pytest.mark.model

CLASSES = {"Person", "Party", "Soviet", "Front", "Organisation", "Place", "Event", "Work"}


@pytest.fixture(scope="module")
def nlp():
    return load_language()


def test_the_shipped_model_has_the_mention_classes_as_labels(nlp):
    assert set(nlp.get_pipe("ner").labels) == CLASSES
    assert {to_mention_class(label) for label in nlp.get_pipe("ner").labels} == CLASSES


def test_the_shipped_model_gives_all_that_is_needed(nlp):
    assert find_missing(nlp) == []
    doc = nlp("La déléguée ne parlerait pas.")
    for annotation in ("POS", "MORPH", "LEMMA", "DEP", "ENT_IOB", "SENT_START"):
        assert doc.has_annotation(annotation), annotation


def test_loading_twice_gives_the_same_pipeline(nlp):
    assert load_language() is nlp


def test_names_persons_and_places(nlp):
    doc = nlp("Née à Varsovie, Anna Kowalska rejoint Karl Weber à Berlin en 1921.")
    found = {(ent.text, ent.label_) for ent in doc.ents}
    assert {("Varsovie", "Place"), ("Anna Kowalska", "Person"), ("Karl Weber", "Person"), ("Berlin", "Place")} <= found


def test_parses_subject_and_verb(nlp):
    doc = nlp("En 1921, le comité a exclu le secrétaire.")
    arcs = {(token.text, token.dep_, token.head.text) for token in doc}
    assert {("comité", "nsubj", "exclu"), ("secrétaire", "obj", "exclu"), ("exclu", "ROOT", "exclu")} <= arcs


def test_tells_the_conditional(nlp):
    doc = nlp("Le congrès voterait la motion.")
    assert doc[2].morph.get("Mood") == ["Cnd"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("M. Weber arrive. Il repart.", ["M. Weber arrive.", "Il repart."]),
        (
            "L. D. Weber, p. 12, n° 3, le dit. Nul ne le croit.",
            ["L. D. Weber, p. 12, n° 3, le dit.", "Nul ne le croit."],
        ),
        ("« Qui vient ? » demanda-t-il. Personne…", ["« Qui vient ? » demanda-t-il.", "Personne…"]),
        ("Il hésita… puis partit.", ["Il hésita… puis partit."]),
    ],
)
def test_the_parser_keeps_to_the_sentences_set_by_rule(nlp, text, sentences):
    assert [sent.text.strip() for sent in nlp(text).sents] == sentences


def test_mark_sentences_on_a_doc_made_by_hand():
    words = ["Elle", "part", ".", "Il", "reste", "."]
    doc = Doc(spacy.blank("xx").vocab, words=words, spaces=[True, False, True, True, False, False])
    assert [token.i for token in mark_sentences(doc) if token.is_sent_start] == [0, 3]


@pytest.mark.parametrize(
    ("text", "verb", "lemma"),
    [
        ("Elle fusilla les otages.", "fusilla", "fusiller"),
        ("Ils publieront le rapport.", "publieront", "publier"),
        ("Il naquit à Brive.", "naquit", "naître"),
        ("Les délégués rejoignirent le congrès.", "rejoignirent", "rejoindre"),
        ("Il enverra des articles.", "enverra", "envoyer"),
        ("Elle dirigea la grève.", "dirigea", "diriger"),
    ],
)
def test_lemmas_of_verbs(nlp, text, verb, lemma):
    doc = nlp(text)
    assert next(token.lemma_ for token in doc if token.text == verb) == lemma


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [("forçait", "forcer"), ("mangea", "manger"), ("mène", "mener"), ("cède", "céder"), ("jette", "jeter"),
     ("emploie", "employer"), ("finissait", "finir"), ("finir", "finir"), ("table", "")],
)  # fmt: skip
def test_find_infinitive(form, infinitive):
    verbs = {"forcer", "manger", "mener", "céder", "jeter", "employer", "finir"}
    assert lemmas.find_infinitive(form, verbs) == infinitive


@pytest.mark.parametrize(
    ("form", "infinitive", "mood"),
    [("viendrait", "venir", "Cnd"), ("mourait", "mourir", ""), ("mourrait", "mourir", "Cnd"), ("ira", "aller", "Fut")],
)  # fmt: skip
def test_find_mood_of_irregular_verbs(form, infinitive, mood):
    assert lemmas.find_mood(form, {infinitive}, infinitive) == mood


@pytest.mark.parametrize(
    ("label", "expected"), [("PER", "Person"), ("LOC", "Place"), ("ORG", "Organisation"), ("MISC", "")]
)
def test_labels_of_other_models(label, expected):
    assert to_mention_class(label) == expected


def test_every_mapped_label_leads_to_a_mention_class():
    assert set(MENTION_LABELS.values()) == CLASSES


def test_a_model_that_is_not_installed_is_named():
    with pytest.raises(LanguageError, match="fr_no_such_model"):
        load_language("fr_no_such_model")


def test_a_model_without_a_parser_is_refused_with_what_it_lacks(tmp_path):
    poor = spacy.blank("xx")
    poor.add_pipe("ner")
    poor.initialize()
    poor.to_disk(tmp_path / "poor")
    with pytest.raises(LanguageError, match=r"poor' lacks .*dependency parser"):
        load_language(str(tmp_path / "poor"))

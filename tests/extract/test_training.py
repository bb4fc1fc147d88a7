import lzma
import random
from dataclasses import replace

import numpy as np
import pytest
import spacy

from extract.training import inventions, learning, vectors
from extract.training.articles import add_article, elide
from extract.training.corpora import CorpusError, Name, Passage, read_newseye, read_trees, select_relation
from extract.training.documents import to_named_doc, to_parsed_doc, write_docs
from extract.training.examples import (
    LABELS,
    SLOT_CLASSES,
    fill_template,
    list_fillers,
    parse_marked,
    read_marked,
    read_sentences,
    read_templates,
)
from extract.training.noise import vary_passage, vary_text, vary_tree
from extract.training.scores import score_names
from extract.training.syntax import count_habits, tell_arguments
from extract.training.tokenizers import create_blank
from ontology.authority import Entry, Variant

CONLLU = """# sent_id = 1
# text = Elle parle du parti.
1\tElle\telle\tPRON\t_\tGender=Fem|Number=Sing|Person=3|PronType=Prs\t2\tnsubj\t_\t_
2\tparle\tparler\tVERB\t_\tMood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\t0\troot\t_\t_
3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_
3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_
4\tle\tle\tDET\t_\tDefinite=Def\t5\tdet\t_\t_
5\tparti\tparti\tNOUN\t_\tGender=Masc|Number=Sing\t2\tobl:arg\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""
NEWSEYE = """TOKEN\tNE-COARSE-LIT\tNE-COARSE-METO\tNE-FINE-LIT\t(six more)
# hipe2022:document_id = ours_1
M\tB-PER\t_\tO\t_\t_\tO\t_\t_\tNoSpaceAfter
.\tI-PER\t_\tO\t_\t_\tO\t_\t_\t_
Du¬\tI-PER\t_\tO\t_\t_\tO\t_\t_\tNoSpaceAfter|EndOfLine
rand\tB-PER\t_\tO\t_\t_\tO\t_\t_\tNoSpaceAfter
,\tI-PER\t_\tO\t_\t_\tO\t_\t_\t_
maire\tI-PER\t_\tO\t_\t_\tO\t_\t_\tEndOfLine
quitte\tO\t_\tO\t_\t_\tO\t_\t_\t_
le\tO\t_\tO\t_\t_\tO\t_\t_\t_
parti\tB-ORG\t_\tO\t_\t_\tO\t_\t_\t_
agraire\tI-ORG\t_\tO\t_\t_\tO\t_\t_\t_
et\tO\t_\tO\t_\t_\tO\t_\t_\t_
Brive\tB-LOC\t_\tO\t_\t_\tO\t_\t_\tNoSpaceAfter
.\tO\t_\tO\t_\t_\tO\t_\t_\tEndOfSentence
"""


@pytest.fixture(scope="module")
def nlp():
    return create_blank()


@pytest.fixture
def tree(tmp_path):
    path = tmp_path / "ours.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return next(read_trees(path))


def surfaces(passage):
    return [(passage.text[name.start : name.end], name.label) for name in passage.names]


def test_read_trees_merges_contractions_and_moves_heads(tree):
    assert [(word.text, word.pos, word.relation, word.head) for word in tree] == [
        ("Elle", "PRON", "nsubj", 1),
        ("parle", "VERB", "root", 1),
        ("du", "ADP", "case", 3),
        ("parti", "NOUN", "obl:arg", 1),
        (".", "PUNCT", "punct", 1),
    ]
    assert tree[0].morph == "Gender=Fem|Number=Sing|Person=3"


def test_read_trees_tells_the_line_of_a_mistake(tmp_path):
    path = tmp_path / "bad.conllu"
    path.write_text("# text = x\n1\tx\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"bad\.conllu:2: 2 columns"):
        list(read_trees(path))


def test_read_newseye_joins_cut_words_and_follows_the_guidelines(tmp_path):
    path = tmp_path / "ours.tsv"
    path.write_text(NEWSEYE, encoding="utf-8")
    (passage,) = read_newseye(path)
    assert passage.text == "M. Durand, maire quitte le parti agraire et Brive."
    assert surfaces(passage) == [("Durand", "Person"), ("parti agraire", "Party"), ("Brive", "Place")]


def test_parse_marked_gives_text_and_spans():
    passage = parse_marked("[Lénine](Person) préside le [Sovnarkom](Organisation).", "x:1")
    assert passage == Passage("Lénine préside le Sovnarkom.", (Name(0, 6, "Person"), Name(18, 27, "Organisation")))


@pytest.mark.parametrize(
    ("relation", "features", "expected"),
    [
        ("obj", "Person=3|Reflex=Yes", "expl:comp"),
        ("obj", "Person=3", "obj"),
        ("flat:foreign", "", "flat:name"),
        ("obl:arg", "", "obl:arg"),
        ("expl:pv", "Reflex=Yes", "expl:comp"),
    ],
)
def test_select_relation_brings_treebanks_to_one_set(relation, features, expected):
    assert select_relation(relation, features) == expected


def test_tell_arguments_follows_the_habits_of_verb_and_preposition(tree):
    untold = tuple(replace(word, relation="obl:mod") if word.relation == "obl:arg" else word for word in tree)
    assert tell_arguments(untold, count_habits([tree])) == tree
    assert tell_arguments(untold, count_habits([untold])) == untold
    assert tell_arguments(untold, {}) == untold


def test_vectors_of_words_used_alike_are_alike(tmp_path):
    rng = random.Random(4)
    persons, places = ["anna", "boris", "clara"], ["oran", "kazan", "vienne"]
    lines = [f"hier {rng.choice(persons)} vint de {rng.choice(places)} avec l'espoir de rester ." for _ in range(400)]
    novels = tmp_path / "novels.txt.xz"
    novels.write_bytes(lzma.compress("\n".join(lines).encode()))
    words, sequence = vectors.read_words(novels)
    assert {"l'", "espoir", *persons, *places} < set(words)
    reduced = vectors.reduce_counts(vectors.count_neighbours(sequence, len(words)), np.random.default_rng(1), width=4)
    near = {word: reduced[words.index(word)] for word in words}
    assert near["anna"] @ near["boris"] > 0.9 > near["anna"] @ near["oran"]
    table = vectors.to_table(words, reduced, len(words) - 2, spacy.blank("xx").vocab)
    assert table.shape == (len(words) - 2, 4)
    assert (table["l’"] == table["l'"]).all()
    assert table[words[-1]].any(), "a rare word has the vector of the word most like it"


@pytest.mark.parametrize(
    "line", ["[Lénine](Persone) parle.", "[Lénine](Person parle.", "[Lénine] (Person) [a](b parle."]
)
def test_parse_marked_refuses_a_bad_mark(line):
    with pytest.raises(CorpusError, match=r"ours\.txt:2"):
        list(read_marked(f"# ours\n{line}\n", "ours.txt"))


def test_own_sentences_are_many_and_use_every_class(nlp):
    passages = read_sentences()
    assert len(passages) >= 400
    assert {name.label for passage in passages for name in passage.names} == set(LABELS)


def test_own_sentences_mark_whole_words(nlp):
    cut = [
        f"{passage.text[name.start : name.end]!r} in {passage.text!r}"
        for passage in read_sentences()
        for name in passage.names
        if nlp.make_doc(passage.text).char_span(name.start, name.end) is None
    ]
    assert cut == []


@pytest.mark.parametrize(
    ("before", "name", "expected"),
    [
        ("la direction de ", "Parti ouvrier", "la direction du "),
        ("la direction de ", "Internationale", "la direction de l'"),
        ("il va à ", "conférence de Bâle", "il va à la "),
        ("il va à ", "congrès de Bâle", "il va au "),
        ("le chef de ", "bolcheviks", "le chef des "),
        ("le ", "Soviet de Bakou", "le "),
        ("", "Ligue ouvrière", "La "),
    ],
)
def test_add_article(before, name, expected):
    assert add_article(before, name) == expected


def test_elide():
    assert elide("on sait que ", "Ivan") == "on sait qu'"


def test_fill_template_keeps_spans_right():
    fillers = {"Person": ["Ivan Ivanov"], "Party": ["Parti agraire"]}
    passage = fill_template("La femme de {Person} dirige {Party}.", fillers, random.Random(1))
    assert passage.text == "La femme d'Ivan Ivanov dirige le Parti agraire."
    assert surfaces(passage) == [("Ivan Ivanov", "Person"), ("Parti agraire", "Party")]


def test_fill_template_marks_the_parts_of_a_bibliography():
    fillers = {"Author": ["IVANOV Anna"], "Title": ["Le pain"], "Town": ["Oran"], "Publisher": ["Weber"]}
    passage = fill_template("{Author} (1995), {Title}, {Town}, {Publisher}.", fillers, random.Random(1))
    assert surfaces(passage) == [
        ("IVANOV Anna", "Person"), ("Le pain", "Work"), ("Oran", "Place"), ("Weber", "Organisation")
    ]  # fmt: skip


def test_every_template_can_be_filled():
    fillers = {label: [f"{label} X"] for label in (*LABELS, *SLOT_CLASSES)}
    for template in read_templates():
        passage = fill_template(template, fillers, random.Random(1))
        assert passage.names, template
        assert "{" not in passage.text


def test_list_fillers_leaves_ambiguous_and_foreign_variants_out():
    variants = (Variant("PAO"), Variant("Parti", ambiguous=True), Variant("Партия", language="ru"))
    entry = Entry("party/pao", "Parti agraire ouvrier", "smo:Party", variants, "", "", "", "ours", (), "x.tsv", 2)
    fillers = list_fillers([entry], [], {label: [] for label in (*LABELS, *SLOT_CLASSES)})
    assert fillers["Party"] == ["Parti agraire ouvrier", "PAO"]


def test_invent_names_fills_every_slot_and_repeats_itself():
    given = (["Kazan", "Oran"], 50)
    first = inventions.invent_names(*given, random.Random(3), ["Ivanov"], ["Anna"])
    assert first == inventions.invent_names(*given, random.Random(3), ["Ivanov"], ["Anna"])
    assert set(first) >= {"Party", "Soviet", "Front", "Organisation", "Event", "Work", *SLOT_CLASSES}
    assert "IVANOV Anna" in first["Author"]
    assert not [name for names in first.values() for name in names if "{" in name]


def test_noise_keeps_length():
    text = "L'été où Lénine quitta l'île, « c'est-à-dire » en août."
    rng = random.Random(5)
    varied = {vary_text(text, rng, capitals=0.2) for _ in range(200)}
    assert {len(other) for other in varied} == {len(text)}
    assert len(varied) > 5


def test_noise_is_repeatable(tree):
    passage = Passage("Lénine parle.", (Name(0, 6, "Person"),))
    assert vary_passage(passage, random.Random(2)) == vary_passage(passage, random.Random(2))
    assert vary_tree(tree, random.Random(2)) == vary_tree(tree, random.Random(2))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l’URSS d'aujourd'hui", ["l’", "URSS", "d'", "aujourd'hui"]),
        ("Brest-Litovsk, c’est-à-dire", ["Brest-Litovsk", ",", "c’est-à-dire"]),
        ("est-il venu, a-t-on", ["est", "-il", "venu", ",", "a", "-t-on"]),
        ("1917-1918 (p. 12).", ["1917", "-", "1918", "(", "p.", "12", ")", "."]),
        ("M. L. D. Trotsky", ["M.", "L.", "D.", "Trotsky"]),
        ("« Oui…», dit-elle.", ["«", "Oui", "…", "»", ",", "dit", "-elle", "."]),
        ("qu'il vînt jusqu'à l'I.C.", ["qu'", "il", "vînt", "jusqu'", "à", "l'", "I.C."]),
        ("février-mars 1928", ["février", "-", "mars", "1928"]),
    ],
)
def test_tokenizer(nlp, text, words):
    assert [token.text for token in nlp.make_doc(text)] == words


def test_two_steps_of_training_give_a_pipeline_that_names(tmp_path, nlp):
    passages = [parse_marked("[Lénine](Person) parle à [Kazan](Place).", "x:1")] * 4
    for part in ("train", "dev"):
        write_docs((to_named_doc(passage, nlp) for passage in passages), tmp_path / f"names-{part}.spacy")
    small = {
        "training.max_steps": 2,
        "training.eval_frequency": 1,
        "components.ner.model.tok2vec.embed.include_static_vectors": False,
        "components.ner.model.tok2vec.encode.width": 16,
        "components.ner.model.tok2vec.encode.depth": 1,
        "components.ner.model.tok2vec.embed.rows": [50, 50, 50, 50],
    }
    folder = learning.train_part("names", tmp_path, small)
    trained = spacy.load(folder)
    assert set(trained.get_pipe("ner").labels) == {"Person", "Place"}
    assert score_names(trained, passages)["all"].support == 8


def test_two_steps_of_training_give_a_pipeline_that_parses(tmp_path, nlp, tree):
    for part in ("train", "dev"):
        write_docs((to_parsed_doc(tree, nlp.vocab) for _ in range(40)), tmp_path / f"syntax-{part}.spacy")
    small = {
        "training.max_steps": 2,
        "training.eval_frequency": 1,
        "components.tok2vec.model.embed.include_static_vectors": False,
        "components.tok2vec.model.encode.width": 16,
        "components.tok2vec.model.encode.depth": 1,
        "components.tok2vec.model.embed.rows": [50, 50, 50, 50],
    }
    doc = spacy.load(learning.train_part("syntax", tmp_path, small))("Elle parle du parti.")
    assert doc.has_annotation("DEP")
    assert doc.has_annotation("LEMMA")

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed

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


# --- a user's own model: installed like any package of spaCy's, with its own labels, components and sentences

STAND_IN = """De Zorble à Quimbelle, Anselme Quibolin suivit Berthe Vrillance. La Société des tisserands l'apprit,
dit-on, à Zorble, et le Tarif Vrillance fut retiré. Anselme Quibolin quitta Quimbelle en 1921.
"""
ENTITIES = {"PER": ["Anselme Quibolin", "Berthe Vrillance"], "LOC": ["Zorble", "Quimbelle"],
            "ORG": ["Société des tisserands"], "MISC": ["Tarif Vrillance"]}  # fmt: skip


def make_stand_in(components: Sequence[str], language: str = "fr") -> Language:
    """Return a pipeline, trained for a moment, that knows the names above and cuts sentences at every comma."""
    fix_random_seed(3)
    other = spacy.blank(language)
    words = other.make_doc(STAND_IN)
    heads = [token.i if token.i == 0 or words[token.i - 1].text == "." else token.i - 1 for token in words]
    doc = Doc(
        other.vocab,
        words=[token.text for token in words],
        spaces=[bool(token.whitespace_) for token in words],
        pos=["NOUN"] * len(words),
        morphs=["Number=Sing"] * len(words),
        lemmas=[token.lower_ for token in words],
        heads=heads,
        deps=["ROOT" if head == place else "dep" for place, head in enumerate(heads)],
    )
    doc.set_ents(
        [
            doc.char_span(match.start(), match.end(), label=label)
            for label, names in ENTITIES.items()
            for name in names
            for match in re.finditer(name, STAND_IN)
        ]
    )
    settings = {"parser": {"min_action_freq": 1}, "sentencizer": {"punct_chars": [","]}}
    for name in components:
        other.add_pipe(name, config=settings.get(name, {}))
    examples = [Example(other.make_doc(STAND_IN), doc)]
    other.initialize(lambda: examples)
    for _ in range(30):
        other.update(examples)
    return other


def install(nlp: Language, name: str, site: Path) -> None:
    """Lay ``nlp`` out under ``site`` as ``spacy package`` and pip do: a package, its data, its record."""
    nlp.meta.update(name=name.partition("_")[2], version="1.0.0")
    package = site / name
    package.mkdir()
    nlp.to_disk(package / f"{name}-1.0.0")
    shutil.copy(package / f"{name}-1.0.0" / "meta.json", package / "meta.json")
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n\n__version__ = '1.0.0'\n\n\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n",
        encoding="utf-8",
    )
    record = site / f"{name}-1.0.0.dist-info"
    record.mkdir()
    (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n", encoding="utf-8")
    (record / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder of installed packages: a full model, and one without names (as spaCy's ``fr_dep_news_trf`` is)."""
    folder = tmp_path_factory.mktemp("site")
    syntax = ["morphologizer", "trainable_lemmatizer", "parser"]
    install(make_stand_in([*syntax, "ner", "sentencizer"]), "fr_stand_in", folder)
    install(make_stand_in(syntax, "xx"), "xx_nameless", folder)
    return folder


def smolny(site: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-m", "api.cli", *map(str, arguments)]
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts")
    (folder / "recit.txt").write_text(STAND_IN, encoding="utf-8")
    return folder


def test_build_with_an_installed_model_takes_its_names_for_ours(site, texts, tmp_path):
    told = smolny(site, "build", texts, "--out", tmp_path / "graph", "--model", "fr_stand_in")
    assert told.returncode == 0, told.stderr
    asked = "SELECT ?nom ?kind WHERE { ?x a ?kind ; skos:prefLabel ?nom . FILTER(STRSTARTS(STR(?kind), STR(smo:))) }"
    answer = smolny(site, "query", tmp_path / "graph", asked, "--format", "csv")
    assert answer.returncode == 0, answer.stderr
    rows = {(name, kind.rpartition("/")[2].rpartition("#")[2]) for name, kind in csv.reader(io.StringIO(answer.stdout))}
    expected = {("Anselme Quibolin", "Person"), ("Berthe Vrillance", "Person"), ("Zorble", "Place"),
                ("Quimbelle", "Place"), ("Société des tisserands", "Organisation")}  # fmt: skip
    assert expected <= rows
    assert "Tarif Vrillance" not in {name for name, _ in rows}


def test_an_installed_model_gets_our_sentences(site, monkeypatch):
    monkeypatch.syspath_prepend(str(site))
    other = load_language("fr_stand_in")
    assert other.lang == "fr"
    assert [sent.text.strip()[:20] for sent in other(STAND_IN.replace("\n", " ")).sents] == [
        "De Zorble à Quimbell", "La Société des tisse", "Anselme Quibolin qui"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("model", "words"),
    [("fr_core_news_zz", ("fr_core_news_zz", "not installed")), ("xx_nameless", ("xx_nameless", "named entities"))],
)
def test_build_with_a_model_that_will_not_do_is_told_in_one_line(site, texts, tmp_path, model, words):
    told = smolny(site, "build", texts, "--out", tmp_path / "graph", "--model", model)
    assert told.returncode == 1
    assert len(told.stderr.strip().splitlines()) == 1
    assert [word for word in words if word not in told.stderr] == []
    assert [path for path in tmp_path.rglob("*") if path.suffix in {".ttl", ".trig", ".json", ".jsonl"}] == []

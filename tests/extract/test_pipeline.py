"""One document in, its reading out: every span leads back to the source, and twice gives the same."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from extract import findings, pipeline
from extract.cleaning import clean_text
from extract.dates import find_dates
from extract.entities import Resolved
from extract.lexicons import compile_lexicon
from extract.model import Document, Mention, Offsets, Reading, Source, When
from extract.names import FoundName
from extract.pipeline import (
    find_quote,
    find_topic,
    make_document,
    place_arguments,
    read,
    read_claims,
    version,
)
from extract.readings import gather_entities, to_claim, write_reading
from extract.records import from_json, to_json
from extract.sentences import split_sentences
from extract.syntax import Syntax, parse_paragraphs
from ontology.authority import Entry, read_variant

NOISY = (
    "\ufeffLa  naissance du parti\n\n"
    "Rosa Luxem-\nburg et Karl Lieb\u00adknecht fondèrent le Parti communiste\u00a0d’Allemagne\n"
    "à Berlin, fin décembre 1918. Le 15 janvier\u202f1919, ils furent assassinés par\n"
    "des o\ufb03ciers des corps francs.\n\n"
    "Clara Zetkin, ne\u0301e a\u0300 Wiederau, prit la parole à Tours en 1920. Karl Marx\n"
    "mourut à Londres en 1883. Paul Levi\u00ad diri-\ngea ensuite le KPD.\n\n"
    "\u2028« La grève est finie. »\n\n"
    "Le II\u1d49 Congrès de l’Internationale communiste s’ouvrit à Petrograd le 19 juillet 1920.\n"
)
PLAIN = (
    "Jean Jaurès fonda L'Humanité en 1904. Il fut assassiné à Paris le 31 juillet 1914. "
    "Louise Michel fut déportée en Nouvelle-Calédonie ; elle mourut à Marseille en 1905."
)


def clean(raw: str, title: str = "Essai") -> Document:
    cleaned = clean_text(raw)
    return Document(Source("essai", "essai.txt", title), cleaned.text, raw, cleaned.offsets, cleaned.breaks)


def entry(id_: str, label: str, *variants: str, **facts: str) -> Entry:
    parsed = tuple(read_variant(variant) for variant in variants)
    kind = f"smo:{id_.partition('/')[0].capitalize()}"
    return Entry(id_, label, kind, parsed, "", "", "", label, tuple(facts.items()), "test.tsv", 2)


LEXICON = compile_lexicon(
    [
        entry("person/jean-jaures", "Jean Jaurès", "Jaurès", gender="m"),
        entry("person/jules-guesde", "Jules Guesde", "?Guesde", gender="m"),
        entry("person/louise-michel", "Louise Michel", gender="f"),
        entry("person/sans-genre", "Sacha Dolgov"),
        entry("place/paris", "Paris"),
    ]
)


def at(text: str, surface: str, kind: str, id_: str = "", label: str = "") -> tuple[FoundName, Resolved]:
    start = text.index(surface)
    found = FoundName(start, start + len(surface), kind, surface, "authority", 0.95)
    return found, Resolved(
        id_ or f"{kind.lower()}/{surface.lower()}", f"smo:{kind}", label or surface, "authority name"
    )


# --- the whole, with the shipped French pipeline


@pytest.fixture(scope="module", params=[NOISY, PLAIN, "", "  \n\n ", "1917.", "Il pleut."], ids=[
    "noisy", "plain", "empty", "blank", "a date", "no name"])  # fmt: skip
def document(request) -> Document:
    return clean(request.param)


@pytest.fixture(scope="module")
def reading(document: Document) -> Reading:
    return read(document)


@pytest.mark.model
def test_every_mention_is_found_again_in_the_source(document, reading):
    for mention in reading.mentions:
        assert find_quote(document.raw, mention.start, mention.end, mention.text), mention


@pytest.mark.model
def test_every_sentence_and_evidence_is_found_again_in_the_source(document, reading):
    quotes = [(one.start, one.end, one.text) for one in reading.sentences]
    quotes += [(claim.start, claim.end, claim.evidence) for claim in reading.claims]
    for start, end, text in quotes:
        assert find_quote(document.raw, start, end, text), text


@pytest.mark.model
def test_every_mention_stands_in_its_sentence(reading):
    for mention in reading.mentions:
        text = reading.sentences[mention.sentence].text
        assert text[mention.at : mention.at + len(mention.text)] == mention.text


@pytest.mark.model
def test_mentions_are_in_order_and_apart(reading):
    for before, after in zip(reading.mentions, reading.mentions[1:], strict=False):
        assert before.end <= after.start


@pytest.mark.model
def test_sentences_are_numbered_in_order_and_apart(reading):
    assert [one.number for one in reading.sentences] == list(range(len(reading.sentences)))
    for before, after in zip(reading.sentences, reading.sentences[1:], strict=False):
        assert before.end <= after.start


@pytest.mark.model
def test_every_mention_but_a_date_belongs_to_one_entity(reading):
    owned = sorted(number for entity in reading.entities for number in entity.mentions)
    assert owned == [number for number, one in enumerate(reading.mentions) if one.kind != "smo:Date"]


@pytest.mark.model
def test_a_date_alone_has_a_when(reading):
    assert all((mention.when is not None) is (mention.kind == "smo:Date") for mention in reading.mentions)


@pytest.mark.model
def test_entities_are_in_the_order_of_ids_and_bear_the_names_of_their_mentions(reading):
    assert [entity.id for entity in reading.entities] == sorted({entity.id for entity in reading.entities})
    for entity in reading.entities:
        mentions = [reading.mentions[number] for number in entity.mentions]
        assert entity.names == tuple(dict.fromkeys(mention.text for mention in mentions))
        assert {mention.kind for mention in mentions} == {f"smo:{entity.id.partition('/')[0].capitalize()}"}
        assert entity.why


@pytest.mark.model
def test_claims_are_between_entities_of_the_reading(reading):
    ids = {entity.id for entity in reading.entities}
    for claim in reading.claims:
        assert {claim.subject, claim.object, claim.attributed_to} - {""} <= ids


@pytest.mark.model
def test_evidence_stands_in_its_sentence(reading):
    for claim in reading.claims:
        assert claim.evidence in reading.sentences[claim.sentence].text


@pytest.mark.model
def test_a_reading_is_the_same_twice_and_as_a_record(document, reading):
    assert read(document) == reading
    assert from_json(to_json(reading)) == reading


@pytest.mark.model
def test_a_noisy_text_has_names_dates_and_claims():
    reading = read(clean(NOISY))
    names = {mention.text for mention in reading.mentions}
    assert {"Rosa Luxemburg", "Karl Liebknecht", "Clara Zetkin", "KPD"} <= names
    assert {mention.when.edtf for mention in reading.mentions if mention.when} >= {
        "1918-12",
        "1919-01-15",
        "1920",
        "1883",
    }
    assert {"smo:founded", "smo:diedIn"} <= {claim.predicate for claim in reading.claims}


@pytest.mark.model
def test_noise_changes_no_name():
    plain = clean_text(NOISY).text
    found = [
        [(mention.kind, mention.text) for mention in read(one).mentions] for one in (clean(NOISY), make_document(plain))
    ]
    assert sorted(found[0]) == sorted(found[1])


@pytest.mark.model
def test_a_claim_of_the_texts_topic_has_its_entity():
    reading = read(make_document("Il naquit à Bruxelles en 1890.", "vie", "Victor Serge"))
    assert reading.claims
    assert {claim.subject for claim in reading.claims} <= {entity.id for entity in reading.entities}


@pytest.mark.model
def test_problems_of_the_document_stay_with_the_reading():
    document = replace(make_document("Rien."), problems=("essai.txt: a wrong encoding",))
    assert read(document).problems == ("essai.txt: a wrong encoding",)


@pytest.mark.model
def test_no_name_crosses_a_break():
    text = "La vie de Rosa Luxemburg"
    document = replace(make_document(text), breaks=(0, text.index("Luxemburg")))
    cut = text.index("Luxemburg")
    assert all(one.end <= cut or one.start >= cut for one in read(document).mentions)


# --- its parts, with names made by hand


def test_a_document_made_of_a_text_is_its_own_source():
    document = make_document("Rien.", "p1")
    assert (document.text, document.raw, document.source.id, document.source.title) == ("Rien.", "Rien.", "p1", "p1")
    assert document.offsets.span(1, 3) == (1, 3)


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Jean Jaurès", "person/jean-jaures"),
        ("Vie et mort de Louise Michel", "person/louise-michel"),
        ("Jean Jaurès et Jaurès", "person/jean-jaures"),
        ("Jean Jaurès contre Louise Michel", ""),
        ("Guesde", ""),
        ("Paris", ""),
        ("", ""),
    ],
)
def test_the_topic_is_the_one_person_of_a_title(title, topic):
    assert find_topic(title, LEXICON) == topic


def test_arguments_are_placed_by_sentence_with_dates_qualified():
    text = "Jaurès naquit. Vers 1878, Jaurès vint à Paris."
    names = [at(text, "Jaurès", "Person"), at(text, "Paris", "Place")]
    sentences = split_sentences(text)
    placed = place_arguments(text, sentences, [one for one, _ in names], [one for _, one in names], find_dates(text))
    assert [argument.entity for argument in placed[0]] == ["person/jaurès"]
    assert [(argument.kind, argument.when.edtf if argument.when else "") for argument in placed[1]] == [
        ("Place", ""),
        ("Date", "1878~"),
    ]


def test_a_claim_is_brought_back_to_the_source():
    raw = "Jau-\nrès  fonda le parti."
    document = replace(clean(raw), source=Source("a", "a.txt", "A"))
    start, end = document.text.index("Jaurès"), document.text.index(" le parti")
    found = pipeline.FoundClaim("jaures", "smo:founded", "parti", start, end, "r", 0.66666, when=When("1905"))
    claim = to_claim(document, 3, found)
    assert (claim.evidence, raw[claim.start : claim.end]) == ("Jaurès fonda", "Jau-\nrès  fonda")
    assert (claim.sentence, claim.confidence, claim.when) == (3, 0.667, When("1905"))


def test_entities_gather_their_mentions_in_order():
    def mention(text: str) -> Mention:
        return Mention(0, 0, 1, 0, "smo:Person", text, "authority")

    serge, jaures = (Resolved(f"person/{one}", "smo:Person", one, "why") for one in ("serge", "jaures"))
    found = [
        (mention("V. Serge"), serge),
        (mention("1904"), None),
        (mention("Jaurès"), jaures),
        (mention("Serge"), serge),
        (mention("Serge"), serge),
    ]
    entities = gather_entities(found)
    assert [(one.id, one.mentions, one.names) for one in entities] == [
        ("person/jaures", (2,), ("Jaurès",)),
        ("person/serge", (0, 3, 4), ("V. Serge", "Serge")),
    ]


def test_a_reading_is_written_with_offsets_of_the_source():
    text = "Jaurès vint à Paris en 1878."
    document = Document(Source("a", "a.txt", "A"), text, f"…{text}", Offsets((0,), (1,)))
    names, referents = zip(at(text, "Jaurès", "Person"), at(text, "Paris", "Place"), strict=True)
    reading = write_reading(document, [(0, len(text))], names, referents, find_dates(text), [])
    assert [(one.start, one.end, one.at, one.text) for one in reading.mentions] == [
        (1, 7, 0, "Jaurès"),
        (15, 20, 14, "Paris"),
        (24, 28, 23, "1878"),
    ]
    assert (reading.sentences[0].start, reading.sentences[0].end) == (1, 29)


@pytest.fixture
def masks(monkeypatch) -> list[str]:
    """Give the masked sentences that the claims' rules would see."""
    seen: list[str] = []

    def look(masked, arguments):
        seen.append(masked.text)
        return []

    monkeypatch.setattr(findings, "find_claims", look)
    return seen


def look_at(text: str, *found: tuple[FoundName, Resolved], topic: str = "") -> None:
    names, referents = [one for one, _ in found], [one for _, one in found]
    syntax = Syntax()
    for _ in syntax.keep(parse_paragraphs(text, ())):
        pass
    list(read_claims(text, split_sentences(text), names, referents, find_dates(text), LEXICON, topic, syntax))


def test_a_pronoun_is_masked_as_its_person(masks):
    text = "Jaurès parla. Il partit pour Paris."
    look_at(text, at(text, "Jaurès", "Person", "person/jean-jaures"), at(text, "Paris", "Place"))
    assert masks == ["<P0> parla.", "<P0> partit pour <L1>."]


def test_a_voice_is_not_whom_the_next_pronoun_means(masks):
    text = "Selon Guesde, tout échoua. Il partit pour Paris."
    look_at(text, at(text, "Guesde", "Person", "person/jules-guesde"), at(text, "Paris", "Place"))
    assert masks[1] == "Il partit pour <L0>."


def test_a_pronoun_reaches_over_a_sentence_without_names(masks):
    text = "Jaurès parla. La salle se tut. Il partit pour Paris."
    look_at(text, at(text, "Jaurès", "Person", "person/jean-jaures"), at(text, "Paris", "Place"))
    assert masks[-1] == "<P0> partit pour <L1>."


def test_a_pronoun_reaches_over_a_sentence_about_a_noun(masks):
    text = "Guesde attendait. Jaurès parla. Le conseil de Paris se tut. Il partit pour Castres."
    look_at(
        text,
        at(text, "Guesde", "Person", "person/jules-guesde"),
        at(text, "Jaurès", "Person", "person/jean-jaures"),
        at(text, "Paris", "Place"),
        at(text, "Castres", "Place"),
    )
    assert masks[1:] == ["<P0> parla.", "Le conseil de <L0> se tut.", "<P0> partit pour <L1>."]


def test_a_pronoun_inside_a_title_is_no_person(masks):
    text = "Jaurès parla. On lut S'il est minuit dans le siècle à Paris."
    look_at(
        text, at(text, "Jaurès", "Person", "person/jean-jaures"), at(text, "S'il est minuit dans le siècle", "Work"),
        at(text, "Paris", "Place"),
    )  # fmt: skip
    assert re.sub(r"\d", "", masks[-1]) == "On lut <W> à <L>."


# --- the version


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch) -> Path:
    for file in (
        "extract/pipeline.py",
        "extract/rules/claims/lives.tsv",
        "extract/model/meta.json",
        "ontology/authority/a.tsv",
    ):
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file, encoding="utf-8")
    monkeypatch.setattr(pipeline, "files", lambda room: tmp_path / room)
    return tmp_path


def test_the_version_is_stable_and_short():
    assert version() == version.__wrapped__()
    assert re.fullmatch("[0-9a-f]{16}", version())


@pytest.mark.parametrize(
    "file",
    [
        "extract/rules/claims/lives.tsv",
        "extract/pipeline.py",
        "ontology/authority/a.tsv",
        "extract/model/meta.json",
        "extract/rules/new.tsv",
    ],
)
def test_the_version_changes_with_what_is_read(rooms, file):
    before = version.__wrapped__()
    assert version.__wrapped__() == before
    (rooms / file).write_text("another", encoding="utf-8")
    assert version.__wrapped__() != before


@pytest.mark.parametrize("file", ["extract/card.md", "extract/__pycache__/x.pyc", "extract/training/x.txt"])
def test_the_version_does_not_change_with_what_is_not_read(rooms, file):
    before = version.__wrapped__()
    path = rooms / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("another", encoding="utf-8")
    assert version.__wrapped__() == before


def test_a_rule_that_moves_to_another_file_changes_the_version(rooms):
    before = version.__wrapped__()
    (rooms / "extract/rules/claims/lives.tsv").rename(rooms / "extract/rules/names.tsv")
    assert version.__wrapped__() != before

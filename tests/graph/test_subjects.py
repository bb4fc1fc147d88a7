"""The entities of a graph as they are searched: names that tell them apart, years, descriptions, neighbours."""

import pytest

from graph.build import build
from graph.iris import DEFAULT_BASE, Iris
from graph.subjects import choose_names, read_entities
from ontology.authority import Entry, Variant

LIST = (
    Entry("person/fantine", "Fantine", "smo:Person", (), "1796", "1823", "", "ouvrière", (), "test.tsv", 2),
    Entry("person/marius", "Marius", "smo:Person", (), "", "", "", "avocat", (), "test.tsv", 3),
)


@pytest.fixture
def entities(reader, texts, tmp_path):
    out = tmp_path / "out"
    build([texts], out, reader=reader, authority=LIST)
    return read_entities(out, Iris(DEFAULT_BASE), {entry.id: entry for entry in LIST})


def test_what_the_lists_and_the_texts_say_is_known_of_an_entity(entities):
    fantine = entities["person/fantine"]
    assert (fantine.label, fantine.description) == ("Fantine", "ouvrière")
    assert (fantine.start, fantine.end) == ((1796, 1796), (1823, 1823))


def test_births_and_deaths_are_no_entities_to_search(entities):
    assert not any(id_.startswith(("event/birth", "event/death")) for id_ in entities)


def test_neighbours_are_entities_beside_in_both_directions(entities):
    beside = [(id_, other) for id_, entity in entities.items() for other in entity.beside]
    assert all((other, id_) in beside for id_, other in beside if other in entities)


def test_ambiguous_names_and_single_words_are_not_searched():
    variants = (Variant("Parti", ambiguous=True), Variant("POSDR"), Variant("РСДРП", "ru"))
    entry = Entry("party/p", "Parti ouvrier", "smo:Party", variants, "", "", "", "x", (), "t.tsv", 2)
    names = ("Parti", "POSDR", "РСДРП", "parti des ouvriers", "ouvriers")
    assert choose_names("party/p", "Parti ouvrier", names, entry) == (
        "POSDR", "Parti ouvrier", "parti des ouvriers", "РСДРП",
    )  # fmt: skip
    names = ("Jean", "J. Valjean", "Père Madeleine")
    assert choose_names("person/x", "Valjean", names, None) == ("Père Madeleine", "Valjean")

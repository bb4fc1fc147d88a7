"""Names are found however they are written, and nothing is found that is not alike."""

import pytest

from graph.name_tables import hold_names
from graph.names_index import Name, NamesIndex, compare, fold, is_acronym, prepare

NAMES = [
    Name("person/leon-trotsky", "Léon Trotsky", True),
    Name("person/leon-trotsky", "Лев Троцкий", False),
    Name("person/leon-trotsky", "Trotsky", False),
    Name("person/natalia-sedova", "Natalia Sedova", True),
    Name("person/natalia-sedova", "Natalia Trotsky", False),
    Name("person/boukharine", "Nikolaï Boukharine", True),
    Name("person/zinoviev", "Grigori Zinoviev", True),
    Name("event/second", "IIe Congrès du Parti", True),
    Name("event/third", "IIIe Congrès du Parti", True),
    Name("party/kpd", "Parti communiste d'Allemagne", True),
    Name("party/kpd", "KPD", False),
    Name("place/beijing", "北京", True),
]


@pytest.fixture(scope="module")
def index() -> NamesIndex:
    return NamesIndex(hold_names(NAMES))


@pytest.mark.parametrize(
    ("text", "entity", "least"),
    [
        ("Léon Trotsky", "person/leon-trotsky", 100),
        ("LEON TROTSKY", "person/leon-trotsky", 100),
        ("Trotsky, Léon", "person/leon-trotsky", 98),
        ("Leo Trotzki", "person/leon-trotsky", 70),
        ("Trotzki", "person/leon-trotsky", 92),
        ("Троцкий", "person/leon-trotsky", 92),
        ("L. Trotski", "person/leon-trotsky", 85),
        ("Nikolai Bucharin", "person/boukharine", 93),
        ("Boukharine", "person/boukharine", 60),
        ("Sinowjew", "person/zinoviev", 45),
        ("kpd", "party/kpd", 99),
        ("3e congrès du parti", "event/third", 40),
        ("北京", "place/beijing", 100),
    ],
)
def test_a_name_is_found_however_it_is_written(index: NamesIndex, text: str, entity: str, least: float) -> None:
    best = index.find(text)[0]
    assert best.entity == entity
    assert best.score >= least


def test_another_number_is_another_thing(index: NamesIndex) -> None:
    second, third = index.find("IIe Congrès du Parti")
    assert (second.entity, second.score) == ("event/second", 100)
    assert third.score < 60


@pytest.mark.parametrize("text", ["", " ", "?", "Montcalm", "xyzzy", "e"])
def test_what_is_not_alike_is_not_found(index: NamesIndex, text: str) -> None:
    assert index.find(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("World War I", "World War II"), ("7e congrès du PCC", "7e congrès du PC"), ("Ier congrès", "IIe congrès"),
     ("KPD", "KPDD"), ("KPÖ", "KPO"), ("P.C.F.", "PCÉ"),
     ("Nicolas II", "Nicolas Ier")],
)  # fmt: skip
def test_numbers_and_acronyms_are_taken_to_the_letter(one: str, other: str) -> None:
    assert not compare(one, Name("x", other, True)).same
    assert compare(one, Name("x", other, True)).score < 90


@pytest.mark.parametrize("text", ["VIIème congrès", "VIIe congrès", "7e congrès", "7ème congrès"])
def test_a_number_may_be_written_in_many_ways(text: str) -> None:
    assert prepare(text)[2] == {"7"}


def test_entities_can_be_left_out(index: NamesIndex) -> None:
    found = index.find("Trotsky", lambda entity: entity != "person/leon-trotsky")
    assert [one.entity for one in found] == ["person/natalia-sedova"]
    assert found[0].contains
    assert not found[0].same


def test_completion_goes_by_words(index: NamesIndex) -> None:
    assert [name.entity for name in index.complete("trot")] == ["person/leon-trotsky", "person/natalia-sedova"]
    assert [name.entity for name in index.complete("Тро")] == ["person/leon-trotsky", "person/natalia-sedova"]
    assert [name.entity for name in index.complete("congrès d")] == ["event/second", "event/third"]
    assert index.complete("otsky") == []


def test_what_is_the_same_in_itself_is_the_same_for_any_name() -> None:
    for name in NAMES:
        found = compare(name.text, name)
        assert found.same
        assert not found.contains
        assert found.score == 100 - (not name.main)


def test_folding_keeps_other_scripts() -> None:
    assert fold("北京") == "北京"
    assert fold("L’Œuvre d’été") == "l oeuvre d ete"


@pytest.mark.parametrize(("text", "expected"), [("KPD", True), ("P.C.F.", True), ("KPD(S)", True), ("Commune", False)])
def test_acronyms(text: str, expected: bool) -> None:
    assert is_acronym(text) is expected


def test_a_great_index_answers_at_once(index: NamesIndex) -> None:
    names = [*NAMES, *(Name(f"person/{n}", f"Prénom{n % 700} Nom{n}", True) for n in range(20_000))]
    many = NamesIndex(hold_names(names))
    assert many.find("Léon Trotski")[0].entity == "person/leon-trotsky"
    assert many.find("Prénom5 Nom705")[0].entity == "person/705"

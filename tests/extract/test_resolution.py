"""What the entities of several sources are together: one Trotsky, two Souvarines, and each join says why."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.misread_joins import find_outline
from extract.model import Claim, Entity, Join, Joins, When
from extract.resolution import join_entities
from extract.slugs import slug
from ontology.authority import Entry, read_authority, read_variant


def entry(id_: str, label: str, *variants: str, start: str = "", end: str = "") -> Entry:
    parsed = tuple(read_variant(variant) for variant in variants)
    return Entry(id_, label, f"smo:{id_.partition('/')[0].capitalize()}", parsed, start, end, "", label, (), "t.tsv", 2)


AUTHORITY = (
    entry(
        "person/leon-trotsky", "Léon Trotsky", "Trotsky", "L. D. Trotsky", "Bronstein", "L. D. Bronstein", start="1879"
    ),
    entry("person/boris-souvarine", "Boris Souvarine", "?Souvarine"),
    entry("person/grigori-zinoviev", "Grigori Zinoviev", "Zinoviev", start="1883", end="1936"),
    entry("party/sfio", "Section française de l'Internationale ouvrière", "SFIO", "S.F.I.O."),
    entry("party/pcf", "Parti communiste français", "PCF"),
    entry("party/narodnaia-volia", "Narodnaïa Volia", "Народная воля@ru"),
    entry("place/ekaterinbourg", "Ekaterinbourg", "Sverdlovsk"),
)


def met(
    source: str, label: str, *names: str, room: str = "person", id_: str = "", mentions: int = 1
) -> tuple[str, Entity]:
    id_ = id_ or f"{room}/{slug(label)}"
    kind = f"smo:{room.capitalize()}"
    return source, Entity(id_, kind, label, (label, *names), tuple(range(mentions)))


def join(*entities: tuple[str, Entity], apart=frozenset(), claims=()) -> Joins:
    return join_entities(entities, apart, claims, AUTHORITY)


def into(*entities: tuple[str, Entity], **more) -> list[str]:
    """Return what each entity is over all sources, in the order given."""
    made = {(one.source, one.entity): one.into for one in join(*entities, **more).made}
    return [made.get((source, entity.id), entity.id) for source, entity in entities]


def count(*entities: tuple[str, Entity], **more) -> int:
    return len(set(into(*entities, **more)))


# --- one person


@pytest.mark.parametrize(
    "name",
    ["Trotski", "Trotzki", "Trotskij", "Троцкий", "L. D. Bronstejn", "Лев Троцкий", "Lev Trotskii", "Л. Д. Бронштейн"],
)
def test_every_spelling_of_trotsky_is_the_one_trotsky(name):
    assert into(met("a", name)) == ["person/leon-trotsky"]


def test_two_souvarines_are_two():
    names = [met("a", "Boris Souvarine", id_="person/boris-souvarine"), met("b", "Max Souvarine")]
    assert count(*names) == 2


def test_a_bare_souvarine_is_neither_where_two_are_named():
    names = [
        met("a", "Boris Souvarine", id_="person/boris-souvarine"),
        met("b", "Max Souvarine"),
        met("c", "Souvarine"),
    ]
    assert into(*names)[2] == "person/souvarine"
    near = [one for one in join(*names).near if one.source == "c"]
    assert {one.into for one in near} == {"person/boris-souvarine", "person/max-souvarine"}


def test_a_bare_surname_is_whom_its_own_source_names():
    names = [met("a", "Max Vries"), met("b", "Klara Vries"), met("b", "Vriess")]
    assert into(*names)[2] == "person/klara-vries"


@pytest.mark.parametrize(
    "spellings", ["Mstislavski Mstislavsky Мстиславский Mstislawski", "Šaškov Chachkov Шашков Schaschkow"]
)
def test_strangers_in_several_spellings_are_one(spellings):
    names = [met(f"source-{number}", name) for number, name in enumerate(spellings.split())]
    assert count(*names) == 1


def test_initials_are_the_full_name_that_they_alone_fit():
    names = [met("a", "Anton Vries"), met("b", "A. Vries"), met("c", "Vries"), met("d", "K. Vries")]
    assert into(*names) == ["person/anton-vries", "person/anton-vries", "person/vries", "person/k-vries"]


def test_initials_that_fit_two_are_neither():
    names = [met("a", "Anton Vries"), met("b", "Albert Vries"), met("c", "A. Vries")]
    assert into(*names)[2] == "person/a-vries"


def test_a_bare_surname_is_the_only_full_name_of_all_sources():
    assert into(met("a", "Vries"), met("b", "Anton Vries")) == ["person/anton-vries"] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anton Vries", "Klara Vries"),
        ("Ivan Petrov", "Ivana Petrova"),
        ("Lev Sorine", "Lev Zorine"),
        ("Anton Vries père", "Anton Vries fils"),
        ("Ivan Ivanovitch Petrov", "Ivan Pavlovitch Petrov"),
    ],
)
def test_what_differs_is_two(one, other):
    assert count(met("a", one), met("b", other)) == 2


def test_first_names_of_one_family_are_one():
    assert count(met("a", "Iakov Mirsky"), met("b", "Jacob Mirski"), met("c", "Яков Мирский")) == 1


def test_bare_surnames_of_two_sources_are_two_where_two_bear_it():
    names = [met("a", "Anton Vries"), met("b", "Klara Vries"), met("c", "Vries"), met("d", "Vries")]
    assert into(*names)[2:] == ["person/vries-dans-c", "person/vries-dans-d"]


def test_lives_that_can_t_be_one_are_two():
    def dies(source: str, year: str) -> tuple[str, Claim]:
        return source, Claim("person/anton-vries", "smo:died", "", 0, 0, 9, "…", "r", 0.9, when=When(year))

    names = [met("a", "Anton Vries"), met("b", "Anton Vries")]
    assert count(*names, claims=[dies("a", "1871"), dies("b", "1872")]) == 1
    joins = join(*names, claims=[dies("a", "1871"), dies("b", "1937")])
    assert [one.into for one in joins.made] == ["person/anton-vries-dans-a", "person/anton-vries-dans-b"]
    assert len(joins.near) == 1


def test_a_curator_holds_apart_what_would_be_joined():
    names = [met("a", "Mirski"), met("b", "Mirsky")]
    assert count(*names) == 1
    assert count(*names, apart=frozenset({frozenset({"person/mirski", "person/mirsky"})})) == 2


def test_one_id_in_two_sources_can_be_held_apart():
    names = [met("a", "Mirski"), met("b", "Mirski")]
    assert count(*names, apart=frozenset({frozenset({"person/mirski@a", "person/mirski@b"})})) == 2


def test_no_chain_of_joins_brings_two_known_persons_together():
    names = [met("a", "Zinoviev", "Trotsky")]
    assert count(*names, met("b", "x", id_="person/leon-trotsky"), met("c", "y", id_="person/grigori-zinoviev")) >= 2


def test_a_spelling_that_may_be_two_surnames_does_not_join_them():
    names = [met("a", "Ivan Шаров"), met("b", "Ivan Чаров"), met("c", "Ivan Charov")]
    assert len(set(into(*names)[:2])) == 2


# --- bodies, places


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ligue des ouvriers de Volsk", "ligue ouvriers Volsk"), ("Parti agraire bulgare", "Parti agraire de Bulgarie"),
        ("2e Conférence de Zimmerval", "IIe conférence de Zimmerval"),
        ("Union des marins de Kronstadt", "Union des marins de Cronstadt"),
    ],
)  # fmt: skip
def test_one_body_in_other_words(one, other):
    assert count(met("a", one, room="party"), met("b", other, room="party")) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ie Conférence de Volsk", "IIe Conférence de Volsk"), ("Comité de Vienne", "Comité viennois"),
        ("Parti ouvrier communiste", "Parti communiste ouvrier"), ("Grève de 1905", "Grève de 1907"),
    ],
)  # fmt: skip
def test_other_bodies_stay_apart(one, other):
    assert count(met("a", one, room="event"), met("b", other, room="event")) == 2


def test_an_acronym_is_the_body_that_a_source_gives_it_to():
    long = "Ligue agraire de Volsk"
    assert into(met("a", long, "LAV", room="party"), met("b", "L.A.V.", room="party")) == [f"party/{slug(long)}"] * 2


def test_an_acronym_of_two_bodies_is_neither():
    names = [
        met("a", "Ligue agraire de Volsk", "LAV", room="party"),
        met("b", "Ligue armée de Viatka", "LAV", room="party"),
        met("c", "LAV", room="party"),
    ]
    assert into(*names)[2] == "party/lav"
    assert len([one for one in join(*names).near if one.source == "c"]) == 2


def test_an_acronym_of_four_letters_is_the_body_with_these_initials():
    names = [met("a", "Union ouvrière des marins de Kazan", room="party"), met("b", "UOMK", room="party")]
    assert count(*names) == 1


def test_a_name_that_many_bodies_bear_is_of_its_source():
    names = [met("a", "IIe Congrès", room="event"), met("b", "IIe Congrès", room="event")]
    assert into(*names) == ["event/iie-congres-dans-a", "event/iie-congres-dans-b"]


def test_bodies_that_succeeded_one_another_stay_apart():
    names = [
        met("a", "Section française de l'Internationale ouvrière", room="party", id_="party/sfio"),
        met("a", "Parti communiste français", room="party", id_="party/pcf"),
    ]
    assert into(*names) == ["party/sfio", "party/pcf"]
    claim = Claim("party/union-bleue", "smo:successorOf", "party/union-des-bleus", 0, 0, 9, "…", "r", 0.9)
    strangers = [
        met("a", "Union bleue", room="party"),
        met("a", "Union des bleus", room="party"),
        met("b", "Union bleue", room="party"),
    ]
    assert count(*strangers, claims=[("a", claim)]) == 2


def test_a_party_is_never_a_person():
    assert count(met("a", "Zinoviev", id_="person/z"), met("b", "Zinoviev", room="work")) == 2


@pytest.mark.parametrize("name", ["Iekaterinbourg", "Yekaterinburg", "Екатеринбург"])
def test_a_place_in_another_spelling_is_the_place(name):
    assert into(met("a", name, room="place")) == ["place/ekaterinbourg"]


# --- misread letters


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("Boukharine", "Boukharme"), ("Sternberg", "Stemberg"), ("Clément", "Dément"), ("Zinoviev", "Zinovicv")],
)
def test_misread_letters_have_one_outline(right, wrong):
    assert find_outline(right) == find_outline(wrong)


def test_a_misread_surname_after_the_same_first_name_is_joined():
    names = [met("a", "Anton Sternberg", mentions=3), met("b", "Anton Stemberg")]
    assert into(*names) == ["person/anton-sternberg"] * 2


def test_a_lost_letter_is_left_to_a_reviewer_unless_the_patronymic_agrees():
    assert count(met("a", "Anton Kazantsev"), met("b", "Anton Kazantev")) == 2
    assert len(join(met("a", "Anton Kazantsev"), met("b", "Anton Kazantev")).near) == 1
    assert count(met("a", "Anton Pavlovitch Kazantsev"), met("b", "Anton Pavlovitch Kazantev")) == 1


def test_a_letter_lost_in_a_long_surname_that_is_known_is_the_source_s_mistake():
    known = met("a", "Alfred Rosmerstein", id_="person/alfred-rosmerstein")
    lexicon = (*AUTHORITY, entry("person/alfred-rosmerstein", "Alfred Rosmerstein"))
    joins = join_entities([known, met("b", "Alfred Romerstein")], authority=lexicon)
    assert [one.into for one in joins.made] == ["person/alfred-rosmerstein"]


def test_a_known_body_takes_no_name_that_many_bear():
    lexicon = (
        entry("soviet/cec", "Comité exécutif central panrusse des soviets", "comité exécutif central des soviets"),
    )
    joins = join_entities([met("a", "Comité exécutif central du soviet", room="soviet")], authority=lexicon)
    assert (len(joins.made), len(joins.near)) == (0, 1)


# --- laws


NAMES = st.sampled_from(
    "Vries|A. Vries|Anton Vries|Anton Pavlovitch Vries|Klara Vries|K. Vries|Vriess|Mirski|Mirsky|Мирский|Lev Mirski"
    "|Троцкий|Trotzki|Zinoviev".split("|")
)
CORPORA = st.lists(st.tuples(st.sampled_from("abcd"), NAMES), max_size=14, unique=True)


@given(CORPORA, st.randoms())
def test_the_order_of_the_sources_changes_nothing(corpus, chance: random.Random):
    names = [met(source, name) for source, name in corpus]
    shuffled = list(names)
    chance.shuffle(shuffled)
    assert join(*names) == join(*shuffled)


@given(CORPORA)
def test_every_join_says_why_and_only_of_what_was_met(corpus):
    names = [met(source, name) for source, name in corpus]
    keys = {(source, entity.id) for source, entity in names}
    joins = join(*names)
    assert all(
        one.why and 0 < one.confidence <= 1 and (one.source, one.entity) in keys for one in (*joins.made, *joins.near)
    )
    assert len({(one.source, one.entity) for one in joins.made}) == len(joins.made)


@given(CORPORA)
def test_what_is_called_otherwise_is_never_joined(corpus):
    names = [met(source, name) for source, name in corpus]
    found = dict(zip([(source, entity.id) for source, entity in names], into(*names), strict=True))
    klaras = {id_ for (_, entity), id_ in found.items() if "klara" in entity}
    antons = {id_ for (_, entity), id_ in found.items() if "anton" in entity}
    assert klaras.isdisjoint(antons)


def test_nothing_met_nothing_joined():
    assert join() == Joins()


def test_an_entity_of_the_authority_needs_no_join():
    assert (
        join(met("a", "Trotsky", id_="person/leon-trotsky"), met("b", "Trotsky", id_="person/leon-trotsky")) == Joins()
    )


def test_a_join_is_told_with_its_reason():
    [one] = join(met("a", "Trotzki")).made
    assert one == Join("a", "person/trotzki", "person/leon-trotsky", one.why, 0.7)
    assert "Léon Trotsky" in one.why


def test_the_shipped_authority_is_never_joined_with_itself():
    names = [met("a", one.label, id_=one.id, room=one.room) for one in read_authority()]
    assert join_entities(names) == Joins()

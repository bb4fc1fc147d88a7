"""Cyrillic names in Latin letters, and the keys that make all spellings of a name meet."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extract.spellings import find_keys, share_key
from extract.transliterations import SYSTEMS, transliterate
from ontology.authority import read_authority


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("Троцкий", "Trotski Trotsky Trotskii Trockij Trockij Trozki"),
        ("Зиновьев", "Zinoviev Zinov’yev Zinovʹev Zinovʹev Zinovʹev Sinowjew"),
        ("Хрущёв", "Khrouchtchev Khrushchyov Khrushchev Chruščëv Hruŝëv Chruschtschow"),
        ("Чичерин", "Tchitcherine Chicherin Chicherin Čičerin Čičerin Tschitscherin"),
        ("Ежов", "Ejov Yezhov Ezhov Ežov Ežov Jeschow"),
        ("Юрий", "Iouri Yury Iurii Jurij Ûrij Juri"),
        ("Сергеев", "Sergueïev Sergeyev Sergeev Sergeev Sergeev Sergejew"),
        ("Носенко", "Nossenko Nosenko Nosenko Nosenko Nosenko Nossenko"),
    ],
)
def test_each_system_spells_as_it_does(name, spellings):
    assert [transliterate(name, system) for system in SYSTEMS] == spellings.split()


def test_only_cyrillic_is_rewritten_and_capitals_stay():
    assert transliterate("le général Лавр КОРНИЛОВ (1917)", "french") == "le général Lavr KORNILOV (1917)"


def test_a_composed_and_a_decomposed_letter_are_one():
    assert transliterate("Толсто\u0438\u0306", "french") == transliterate("Толстой", "french") == "Tolstoï"


def test_an_unknown_system_is_an_error():
    with pytest.raises(KeyError):
        transliterate("Троцкий", "klingon")


SPELLINGS = """
Trotsky Trotski Trotzki Trotzky Trockij Trotskii Trotskij TROTSKY Троцкий
Zinoviev Sinowjew Zinov'ev Zinovyev Zinovʹev Zinovieff Зиновьев
Chliapnikov Shlyapnikov Schljapnikow Šljapnikov Шляпников
Boukharine Bukharin Bucharin Buharin Бухарин
Tchitcherine Chicherin Tschitscherin Čičerin Чичерин
Ejov Yezhov Jeschow Ežov Iejov Ежов
Khrouchtchev Khrushchev Chruschtschow Hruŝëv Chruščëv Khrushchyov Хрущёв Хрущев
Dzerjinski Dzierżyński Dzerzhinsky Dserschinski Дзержинский
Tsereteli Tseretelli Zereteli Cereteli Церетели
Ioffé Joffe Yoffe Ioffe Иоффе
Maïakovski Mayakovsky Majakowski Маяковский
Ordjonikidzé Ordzhonikidze Ordschonikidse Орджоникидзе
Toukhatchevski Tukhachevsky Tuchatschewski Tuhačevskij Тухачевский
Alexeïev Alekseev Alexeyev Alexejew Алексеев
Cronstadt Kronstadt Кронштадт
Iekaterinbourg Ekaterinbourg Yekaterinburg Jekaterinburg Екатеринбург
Mstislavski Mstislavsky Мстиславский
Eisenstein Eisenschtein Эйзенштейн
Müller Muller Mueller
Wałęsa Walesa
""".strip().split("\n")


@pytest.mark.parametrize("line", SPELLINGS, ids=lambda line: line.split()[0])
def test_the_spellings_of_one_name_share_a_key(line):
    words = line.split()
    assert frozenset.intersection(*(find_keys(word) for word in words))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sorine", "Zorine"), ("Kamenev", "Kamenskaïa"), ("Jarov", "Charov"), ("Rykov", "Rybov"), ("Ivanov", "Ivanova"),
        ("Martov", "Martynov"), ("Serge", "Sergueï"), ("Radek", "Radovic"), ("Kirov", "Kourov"),
    ],
)  # fmt: skip
def test_other_names_share_none(one, other):
    assert not share_key(one, other)


@pytest.mark.parametrize("word", ["", "'", "1917", "—"])
def test_what_has_no_letters_has_no_key(word):
    assert find_keys(word) == frozenset()


def test_points_and_apostrophes_and_case_do_not_count():
    assert find_keys("d'Aragona") == find_keys("D’ARAGONA") == find_keys("daragona")


CONSONANTS = "бвгджзклмнпрстфхцчшщ"
SYLLABLES = st.builds(
    lambda onset, vowel, coda: onset + vowel + coda,
    st.sampled_from([*CONSONANTS, "кр", "тр", "ст", "пл", "гл", "др", "бл", "мн"]),
    st.sampled_from("аеиоуыюяё"),
    st.sampled_from(["", "", "", "н", "р", "л", "м", "й", "к", "ль", "нь"]),
)
ENDINGS = st.sampled_from(
    ["ов", "ев", "ёв", "ин", "ский", "ская", "енко", "ович", "ьев", "юк", "цкий", "ова", "ой", "ко"]
)
SURNAMES = st.builds(
    lambda first, parts, ending: (first + "".join(parts)).capitalize() + ending,
    st.sampled_from(["", "", "", "а", "е", "и", "о", "у", "ю", "я"]),
    st.lists(SYLLABLES, min_size=1, max_size=3),
    ENDINGS,
)


@given(SURNAMES)
def test_every_cyrillic_name_has_one_key_with_each_of_its_spellings(name):
    # "тс" and "дж" in one system are two letters of another; no surname of the lists has what is left out here
    assume(
        not re.search(
            r"[йь][йь]|[йь]о|[йь][аеуыюяёи](?<!ье)(?<!ьё)(?<!ью)(?<!ья)|жо|шо|чо|що|[чщшж]ы|ы[аеиоуыюяё]", name
        )
    )
    wanted = find_keys(name)
    for system in SYSTEMS:
        spelled = transliterate(name, system)
        if system == "german" and "з" in name.lower() and not re.search(r"w|sch|j[oue]", spelled.lower()):
            continue  # "Sain" has no sign of German: its "s" is read as с
        assert not wanted.isdisjoint(find_keys(spelled)), (name, system, spelled, wanted, find_keys(spelled))


@given(st.text(max_size=30))
def test_any_word_has_few_keys_and_they_are_stable(word):
    keys = find_keys(word)
    assert len(keys) <= 21
    assert find_keys(word.upper().lower()) == find_keys(word.lower()) or "ß" in word or not word.isascii()


def collisions() -> list[tuple[str, list[str]]]:
    """Return the keys that persons of the authority share whose surnames are not spellings of one another."""
    bearers: dict[str, set[str]] = {}
    for entry in read_authority():
        if entry.room == "person" and len(entry.label.split()) > 1:
            surname = entry.label.split()[-1]
            for key in find_keys(surname):
                bearers.setdefault(key, set()).add(surname)
    return [(key, sorted(surnames)) for key, surnames in sorted(bearers.items()) if len(surnames) > 1]


def test_few_surnames_of_the_authority_collide():
    names = {entry.label.split()[-1] for entry in read_authority() if entry.room == "person"}
    assert len({tuple(surnames) for _, surnames in collisions()}) < len(names) / 40, collisions()

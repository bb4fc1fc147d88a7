"""What is typed finds entities however it is written; the best match goes first, then the most mentioned."""

import random
import time
from collections.abc import Iterator

import pytest

from graph.name_tables import hold_names
from graph.names_index import Name
from graph.searches import Search, to_match

NAMES = [
    Name("person/leon-trotsky", "Léon Trotsky", True),
    Name("person/leon-trotsky", "Trotsky", False),
    Name("person/natalia-sedova", "Natalia Sedova", True),
    Name("person/natalia-sedova", "Natalia Trotsky", False),
    Name("person/leon-blum", "Léon Blum", True),
    Name("place/petrograd", "Petrograd", True),
    Name("place/petrograd", "Leningrad", False),
    Name("soviet/petrograd", "Soviet de Petrograd", True),
    Name("party/kpd", "Parti communiste d’Allemagne", True),
    Name("party/kpd", "K.P.D.", False),
    Name("party/psu", "PSU", True),
    Name("place/beijing", "北京", True),
]
MENTIONS = {"person/leon-trotsky": 50, "place/petrograd": 9, "soviet/petrograd": 20, "person/leon-blum": 3}


@pytest.fixture(scope="module")
def search() -> Iterator[Search]:
    search = Search(hold_names(NAMES, MENTIONS))
    yield search
    search.close()


def find(search: Search, text: str, room: str = "", limit: int = 10) -> list[str]:
    return [hit.entity for hit in search.find(text, room, limit)]


@pytest.mark.parametrize(
    "text",
    ["trotsky", "TROTSKY", "Trotzki", "trots", "Троцкий", "leon tro", "tro leon", " l. trotski"],
)
def test_accents_case_script_and_transliteration_do_not_matter(search: Search, text: str) -> None:
    assert find(search, text)[0] == "person/leon-trotsky"


def test_the_same_name_goes_before_the_more_mentioned(search: Search) -> None:
    assert find(search, "petrograd") == ["place/petrograd", "soviet/petrograd"]


def test_among_equal_matches_the_most_mentioned_goes_first(search: Search) -> None:
    assert find(search, "léon") == ["person/leon-trotsky", "person/leon-blum"]


def test_the_name_that_was_found_is_told(search: Search) -> None:
    (hit,) = search.find("leningrad")
    assert (hit.name, hit.main, hit.mentions) == ("Leningrad", False, 9)


@pytest.mark.parametrize(("text", "entity"), [("kpd", "party/kpd"), ("P.S.U.", "party/psu"), ("北京", "place/beijing")])
def test_acronyms_and_other_scripts_are_found(search: Search, text: str, entity: str) -> None:
    assert find(search, text) == [entity]


def test_a_room_can_be_asked_for_and_all_are_counted(search: Search) -> None:
    assert find(search, "petrograd", "soviet") == ["soviet/petrograd"]
    assert search.count("petrograd") == {"place": 1, "soviet": 1}
    assert search.count("")["person"] == 3


def test_without_text_all_are_listed_the_most_mentioned_first(search: Search) -> None:
    assert find(search, "")[:2] == ["person/leon-trotsky", "soviet/petrograd"]
    assert find(search, " ", "person", 2) == ["person/leon-trotsky", "person/leon-blum"]


@pytest.mark.parametrize("text", ['"', "a OR b", "folded : x", "*", "NEAR(a b)", "'; --", "\x00", "^a", "🙂" * 300])
def test_what_means_something_to_the_database_is_only_text(search: Search, text: str) -> None:
    assert isinstance(search.find(text), list)
    assert isinstance(search.count(text), dict)


def test_every_word_is_asked_for_as_written_and_as_heard() -> None:
    assert to_match("leon trotzki") == (
        '((folded : "leon" * OR heard : "leon" *) AND (folded : "trotzki" * OR heard : "trozki" *))'
    )


def test_a_hundred_thousand_names_answer_within_50_ms() -> None:
    chance = random.Random(1)
    parts = "ka me nev tro tski bou kha rine zi no vi ev le ni sta ra dek se dov va li an ton pet ro grad".split()
    words = ["".join(chance.choices(parts, k=3)).capitalize() for _ in range(20_000)]
    names = [
        Name(f"person/{n // 2}", f"{chance.choice(words)} {chance.choice(words)}", n % 2 == 0) for n in range(10**5)
    ]
    mentions = {f"person/{n}": int(chance.paretovariate(1)) for n in range(50_000)}
    search = Search(hold_names(names, mentions))
    typed = [name.text[: chance.randint(1, len(name.text))] for name in chance.sample(names, 200)]
    times = []
    for text in typed:
        start = time.perf_counter()
        assert search.find(text)
        times.append(time.perf_counter() - start)
    search.close()
    assert sorted(times)[int(len(times) * 0.95)] < 0.05

"""Other ways to write a name: English transcriptions of Russian names, typography, articles."""

import pytest

from graph.spellings import MOST, romanize, spell, transcribe


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Félix Dzerjinski", "Felix Dzerzhinsky"),
        ("Nikita Khrouchtchev", "Nikita Khrushchev"),
        ("Dmitri Chostakovitch", "Dmitri Shostakovich"),
        ("Alexandre Oulianov", "Alexander Ulyanov"),
        ("Anatoli Lounatcharski", "Anatoly Lunacharsky"),
        ("Boris Ieltsine", "Boris Yeltsin"),
        ("Gueorgui Joukov", "Georgy Zhukov"),
        ("Iouri Andropov", "Yuri Andropov"),
        ("Nadejda Kroupskaïa", "Nadezhda Krupskaya"),
        ("Félix Ioussoupov", "Felix Yusupov"),
        ("Adolf Ioffé", "Adolph Joffe"),
        ("Piotr Kropotkine", "Peter Kropotkin"),
        ("Alexandre Ilitch Oulianov", "Alexander Ulyanov"),
    ],
)
def test_russian_names_are_found_as_english_labels_write_them(french, english):
    assert english in spell(french, "person")


def test_cyrillic_is_romanized():
    assert "Aleksey Rykov" in romanize("Алексей Рыков")
    assert "Voronezh" in spell("Воронеж", "place")


@pytest.mark.parametrize("name", ["Karl Marx", "Clara Zetkin", "J. Smith"])
def test_other_names_are_not_transcribed(name):
    assert transcribe(name) == ()


def test_typography_articles_and_capitals_vary():
    assert "L'Humanité" in spell("L’Humanité", "work")
    assert "Capital" in spell("Le Capital", "work")
    assert "parti communiste" in spell("Parti communiste", "party")
    assert "Napoleon III" in spell("Napoléon III", "person")


def test_a_name_is_no_spelling_of_itself_and_there_are_not_too_many():
    for name in ("Alexandre Georges Nicolas Oulianov-Iejovski", "Jean Valjean", "x", ""):
        found = spell(name, "person")
        assert name not in found
        assert len(found) == len(set(found)) <= MOST

import pytest

from extract.hyphens import build_lexicon


@pytest.mark.parametrize(
    ("text", "left", "right", "kept"),
    [
        ("le syndicat", "syndi", "cat", False),
        ("une contre-attaque", "contre", "attaque", True),
        ("rien", "Seine", "Saint-Denis", True),
        ("rien", "va-t-en", "guerre", True),
        ("rien", "lui", "même", True),
        ("rien", "dit", "il", True),
        ("durant l’entre-deux-guerres", "entre", "deux-guerres", True),
        ("un ouvrier, un paysan", "ouvrier", "paysan", True),
        ("rien", "mobili", "sation", False),
        ("la révolution, révolutionnaire", "contre-révolution", "naire", False),
        ("une armée vile", "ci", "vile", True),
        ("rien", "ci", "vile", False),
        ("rien", "cou", "leur", False),
        ("ils dirent", "dirent", "leur", True),
        ("le COMMUNISME", "COMMU", "NISME", False),
    ],
)
def test_hyphen_at_a_line_end(text: str, left: str, right: str, kept: bool) -> None:
    assert build_lexicon(text).keeps_hyphen(left, right) is kept


def test_a_text_that_never_divides_words_keeps_all_hyphens() -> None:
    text = "contre-\nattaque et contre-attaque\n" * 12
    assert build_lexicon(text).keeps_hyphen("social", "chauvin")
    assert build_lexicon(text).keeps_hyphen("porte", "faix")

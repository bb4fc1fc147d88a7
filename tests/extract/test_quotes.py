import pytest

from extract.quotes import find_quote


@pytest.mark.parametrize(
    ("span", "exact"),
    [
        ("la  contre-\nrévolution", "la contre-révolution"),
        ("le com-\nmissaire", "le commissaire"),
        ("of\ufb01cier", "officier"),
        ("les *Izvestia*", "les Izvestia"),
        ("Le parti\n\n© J\nean\n\nde Lénine", "Le parti de Lénine"),
        ("Engels &eacute;crit", "Engels écrit"),
        ("&Eacute;tat", "État"),
    ],
)
def test_what_cleaning_changes_is_allowed(span: str, exact: str) -> None:
    raw = f"Avant. {span} Après."
    assert find_quote(raw, 7, 7 + len(span), exact)


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [
        (0, 5, "Zinov"),
        (0, 4, "Trotsky"),
        (1, 7, "Trotsky"),
        (0, 9, "Trotsky"),
        (0, 0, "T"),
        (0, 99, "Trotsky"),
        (0, 7, " "),
    ],
)
def test_other_words_or_places_are_refused(start: int, end: int, exact: str) -> None:
    assert not find_quote("Trotsky et Lénine", start, end, exact)

"""Which date a claim gets: that of its own clause, not that of a title, a participle or an insertion before it."""

import pytest

from extract import clause_dates
from extract.items import Item
from extract.pipeline import make_document, read


def item(type_: str, form: str = "x") -> Item:
    return Item(type_, form, form, 0, 1)


@pytest.mark.parametrize(
    ("items", "inserted"),
    [
        ([item("p", "en"), item("T")], False),  # "En 1909, …"
        ([item("n", "fin"), item("T")], False),  # "fin 1909, …"
        ([item("v", "reçu"), item("p", "en"), item("T")], True),  # "Reçu en 1909, …"
        ([item("n", "commissaire"), item("p", "en"), item("T")], True),  # "Commissaire en 1909, …"
        ([item("v", "partit"), item(","), item("p", "en"), item("T")], False),  # "…, en 1909, …"
    ],
)
def test_date_of_insertion_is_told_from_that_of_the_clause(items: list[Item], inserted: bool) -> None:
    assert clause_dates.is_inserted(items, len(items) - 1) is inserted


def dates(text: str, predicate: str) -> set[str]:
    claims = read(make_document(text)).claims
    return {claim.when.edtf if claim.when else "" for claim in claims if claim.predicate == predicate}


def test_opening_date_does_not_date_a_title() -> None:
    text = "Le 6 mars 1918, Marc Torelline fit arrêter le tsar Boris III."
    assert dates(text, "smo:holdsOffice") == {""}


def test_date_between_commas_dates_the_gerund_before_it() -> None:
    text = "En quittant l'Italie, à la fin de 1921, pour toujours, Anna Koulichova ne savait rien de cela."
    assert dates(text, "smo:wasIn") == {"1921"}


def test_of_two_calendars_the_first_is_taken() -> None:
    text = "Le 3 avril (16 avril) 1917, Marc Torelline, venu d'Italie, descendit à Kiev."
    claims = read(make_document(text)).claims
    (when,) = {claim.when for claim in claims if claim.when}
    assert (when.text, when.earliest) == ("3 avril", "1917-04-16")

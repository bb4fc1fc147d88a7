"""An office's wording in the singular, without article."""

import pytest

from extract.roles import clean_role


@pytest.mark.parametrize(
    ("worded", "role"),
    [
        ("les représentants polonais", "représentant polonais"),
        ("ancien dirigeant français", "dirigeant français"),
        ("directeurs généraux", "directeur général"),
        ("commissaires du peuple", "commissaire du peuple"),
    ],
)
def test_an_office_is_worded_in_the_singular(worded, role):
    assert clean_role(worded) == role

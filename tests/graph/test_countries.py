"""The middle of a country lies among its own towns, and every country of the authority has one or is none of today."""

import pytest

from graph.countries import read_countries, read_middles
from ontology.authority import read_authority

NO_LONGER_ONE = {"", "Corée", "Yougoslavie"}
PLACES = [(entry, dict(entry.facts)) for entry in read_authority() if entry.id.startswith("place/")]


def test_every_country_of_the_authority_has_a_middle_or_is_none_of_today() -> None:
    named = {facts.get("country", "") for _, facts in PLACES}
    assert named - set(read_countries()) <= NO_LONGER_ONE


@pytest.mark.parametrize(("country", "within"), [("Allemagne", 6), ("France", 8), ("Belgique", 3), ("Pologne", 7)])
def test_a_middle_lies_among_the_towns_of_its_country(country: str, within: float) -> None:
    lat, long = read_countries()[country]
    towns = [facts for _, facts in PLACES if facts.get("country") == country and "lat" in facts]
    assert towns
    near = [abs(float(one["lat"]) - lat) + abs(float(one["long"]) - long) * 0.65 < within for one in towns]
    assert sum(near) > 0.9 * len(near)


def test_a_region_has_its_country_s_and_a_continent_none() -> None:
    middles = read_middles()
    assert middles["place/baviere"] == ("Allemagne", read_countries()["Allemagne"])
    assert "place/europe" not in middles

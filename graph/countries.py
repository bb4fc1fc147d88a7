"""A place of the authority in, where its country lies out: for maps, of places whose own coordinates are not known.

``countries.tsv`` has the middle of each country's largest part, measured in the outlines that the maps are drawn with
(Natural Earth, public domain) by ``api/web/countries.js``. What lies in several countries, or in one that is no more,
has no such place.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from ontology.authority import read_authority

TABLE: Final = "countries.tsv"
Middle = tuple[str, tuple[float, float]]  # the country's name, latitude and longitude in degrees


@cache
def read_countries() -> Mapping[str, tuple[float, float]]:
    """Return latitude and longitude of the middle of countries by their French names."""
    text = (files("graph") / TABLE).read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {row["country"]: (float(row["lat"]), float(row["long"])) for row in rows}


@cache
def read_middles() -> Mapping[str, Middle]:
    """Return for each place of the authority that lies in one country, by id, that country and its middle."""
    countries = read_countries()
    named = {entry.id: dict(entry.facts).get("country", "") for entry in read_authority()}
    return {id_: (country, countries[country]) for id_, country in named.items() if country in countries}

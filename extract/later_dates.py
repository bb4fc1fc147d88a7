"""A claim and its sentence in, the claim dated by "deux ans plus tard", "le lendemain", "l'année suivante" out.

Such words count from the date that stands before them in the sentence. A count that is not told ("quelques mois plus
tard") leaves the claim without a date rather than with that of what went before. Used by :mod:`extract.findings`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract import calendars
from extract.claims import Argument, FoundClaim
from extract.edtf import build_edtf, build_when
from extract.model import When

_COUNTS: Final = {
    word: number
    for number, word in enumerate(
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(), start=1
    )
} | {"une": 1, "vingt": 20, "trente": 30}
_UNITS: Final = {"an": "year", "année": "year", "mois": "month", "semaine": "week", "jour": "day"}
_SOME: Final = "quelques|plusieurs"
_LATER: Final = re.compile(
    rf"\b(?P<count>{'|'.join(_COUNTS)}|\d{{1,2}}|{_SOME}) (?P<unit>ans?|années?|mois|semaines?|jours?)"
    r" (?P<way>plus tard|après|plus tôt|auparavant)(?= ?[,.;:)]|\s+(?!que\b|sa\b|son\b|la\b|le\b|les\b|l['’])\w|$)",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(
    r"\b(?P<day>[Ll]e lendemain)\b(?! d)|\b[Ll]['’](?P<year>an|année) (?:suivante?|d['’]après)"
    r"|\b[Ll](?:a|['’]) ?(?P<before>année) (?:précédente|d['’]avant)|\b[Ll]e (?P<month>mois) suivant"
)
_NEAR: Final = 30
"""Characters between a claim's words and those that date it."""


def date_later(claim: FoundClaim, text: str, span: tuple[int, int], arguments: Sequence[Argument]) -> FoundClaim:
    """Return a claim whose own words count from an earlier date with the date they come to, or with none."""
    for pattern in (_LATER, _NEXT):
        for match in pattern.finditer(text, *span):
            anchor = _find_anchor(match.start(), span, arguments)
            if anchor is not None and anchor.when is not None and _dates(match, claim, anchor, text):
                return replace(claim, when=shift(anchor.when, *_read(match), text=match.group()))
    return claim


def _dates(match: re.Match[str], claim: FoundClaim, anchor: Argument, text: str) -> bool:
    """Return whether relative words stand in a claim's words or right after, or near where these hold no date."""
    if claim.start <= match.start() < claim.end:
        return True
    if claim.start <= anchor.start < claim.end:
        return not text[claim.end : match.start()].strip() and match.start() >= claim.end
    between = text[claim.end : match.start()] if match.start() >= claim.end else text[match.end() : claim.start]
    return len(between) <= _NEAR and not re.search(r"[;:.()]|, (?!<)|\bet\b|\bmais\b|\bqui\b", between.strip(" ,"))


def _find_anchor(place: int, span: tuple[int, int], arguments: Sequence[Argument]) -> Argument | None:
    """Return the last date of a sentence before ``place``, where the text settles it."""
    dates = [one for one in arguments if one.when is not None and span[0] <= one.start and one.end <= place]
    last = max(dates, key=lambda one: one.start, default=None)
    return last if last is not None and last.when is not None and last.when.edtf else None


def _read(match: re.Match[str]) -> tuple[int, str]:
    """Return by how many of which unit; 0 where the words don't tell."""
    found = match.groupdict()
    if "count" not in found:
        unit = "day" if found["day"] else "month" if found["month"] else "year"
        return -1 if found["before"] else 1, unit
    word, told = found["count"].lower(), found["unit"].lower()
    unit = _UNITS[told if told == "mois" else told.removesuffix("s")]
    count = int(word) if word.isdigit() else _COUNTS.get(word, 0)
    return (-count if found["way"].lower() in ("plus tôt", "auparavant") else count), unit


_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")


def shift(when: When, count: int, unit: str, text: str = "") -> When | None:
    """Return the date that lies ``count`` units after one, as exact as both allow; None where they don't."""
    match = _DAY.match(when.edtf.rpartition("/")[2] or when.edtf)
    if match is None or not count or int(match.group(2) or 1) > 12:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    if unit == "year":
        return build_when(build_edtf(year + count), when.calendar, text)
    if unit == "month":
        months = year * 12 + month - 1 + count
        return build_when(build_edtf(months // 12, months % 12 + 1), when.calendar, text) if month else None
    return _add_days(when, (year, month, day), count * (7 if unit == "week" else 1), text) if day else None


def _add_days(when: When, day: tuple[int, int, int], count: int, text: str) -> When:
    julian = when.calendar == "smv:julian"
    number = (calendars.julian_to_jdn if julian else calendars.gregorian_to_jdn)(*day) + count
    shifted = (calendars.julian_from_jdn if julian else calendars.gregorian_from_jdn)(number)
    return build_when(build_edtf(*shifted), when.calendar, text)

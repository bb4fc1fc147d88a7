"""The names of a text in, the offices of those out whom it calls by their title alone.

"Le secrétaire général refusa" states an office of whoever is known to have held it, where the text names that person
nearby. The titles and their holders are ``rules/sole_titles.tsv``. Used by :mod:`extract.pipeline`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from extract.claims import FoundClaim
from extract.entities import Resolved
from extract.found_names import FoundName, Span
from extract.roles import clean_role, find_office
from extract.rules import compile_pattern, read_rows

RULE: Final = "sole-title"
CONFIDENCE: Final = 0.72
_BACK: Final = 6
"""Sentences before the title in which its holder may be named; one after it counts too."""
_BODIES: Final = ("Party", "Soviet", "Front", "Organisation", "Work")


@dataclass(frozen=True, slots=True)
class SoleTitle:
    """A title that stands alone and the ids of those who held it."""

    pattern: re.Pattern[str]
    persons: tuple[str, ...]


@cache
def read_sole_titles() -> tuple[SoleTitle, ...]:
    """Return the rows of ``rules/sole_titles.tsv``; raise :class:`extract.rules.RuleError` for a line out of form."""
    titles = []
    for line, row in read_rows("sole_titles.tsv", ("pattern", "persons", "comment")):
        pattern = compile_pattern(f"{_LEADS}(?P<role>(?i:{row['pattern']})){_ALONE}", f"rules/sole_titles.tsv:{line}")
        titles.append(SoleTitle(pattern, tuple(row["persons"].split("|"))))
    return tuple(titles)


# "le secrétaire général", but not "était le", "nommé le", "son"
_LEADS: Final = (
    r"(?<!\best )(?<!\bfut )(?<!était )(?<!\bêtre )(?<!\bcomme )(?<!devint )(?<!\bresta )(?<!demeurait )(?<!>, )"
    r"\b(?:[Ll]e |[Dd]u |[Aa]u |[Cc]e )"
)
# nobody's name follows, nor a body's: "le secrétaire général, X", "le secrétaire général du parti chinois"
_ALONE: Final = (
    r"(?![\w-])(?!,? (?:le |la |l['’]|camarade |du |de |d['’]|des |\()*[A-ZÀ-Þ])(?! (?:du|de|des|d['’]))(?! {nation})"
)


def find_sole_titles(
    text: str,
    sentences: Sequence[Span],
    names: Sequence[FoundName],
    referents: Sequence[Resolved],
    told: Sequence[tuple[int, FoundClaim]] = (),
) -> Iterator[tuple[int, FoundClaim]]:
    """Yield (sentence number, claim) for every title that stands alone and whose holder the text names nearby."""
    starts = [start for start, _ in sentences]
    placed = [
        (bisect_right(starts, name.start) - 1, name, referent.id)
        for name, referent in zip(names, referents, strict=True)
    ]
    known = [(number, one.subject, _first_word(one.role)) for number, one in told if one.predicate == "smo:holdsOffice"]
    for title in read_sole_titles():
        for match in title.pattern.finditer(text):
            sentence = bisect_right(starts, match.start()) - 1
            near = [(number, name, id_) for number, name, id_ in placed if -_BACK <= number - sentence <= 1]
            fits = [(abs(name.start - match.start()), id_) for _, name, id_ in near if id_ in title.persons]
            role = clean_role(match["role"])
            said = {(id_, word) for number, id_, word in known if abs(number - sentence) <= _BACK}
            if not fits or (min(fits)[1], _first_word(role)) in said:
                continue
            known.append((sentence, min(fits)[1], _first_word(role)))
            body = next((id_ for _, name, id_ in near if _is_body(name, match)), "")
            yield (
                sentence,
                FoundClaim(
                    min(fits)[1], "smo:holdsOffice", body, match.start("role"), match.end("role"), RULE, CONFIDENCE,
                    role, find_office(role),
                ),
            )  # fmt: skip


def _first_word(role: str) -> str:
    return role.split(" ")[0].lower()


def _is_body(name: FoundName, match: re.Match[str]) -> bool:
    """Return whether a name is the body that a title tells: "président du Conseil des commissaires du peuple"."""
    return name.kind in _BODIES and match.start() <= name.start and name.end <= match.end()

"""A text in, the names that have a form out: what the rows of ``rules/names.tsv`` find, each on its own."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.determiners import is_indefinite
from extract.found_names import FoundName
from extract.ordinals import FEMININE, to_ordinal
from extract.rules import NameRule, read_name_rules


def find_by_rules(text: str, rules: Iterable[NameRule] | None = None) -> Iterator[FoundName]:
    """Yield what the rows of ``rules/names.tsv``, or other rows, find in ``text``."""
    for rule in read_name_rules() if rules is None else rules:
        for match in rule.pattern.finditer(text):
            start, end = match.span("m")
            label = fill_label(rule.label, match)
            yield FoundName(start, end, rule.kind, match.group("m"), rule.id, 0.8, label=label, sure=False)


def fill_label(template: str, match: re.Match[str]) -> str:
    """Return the template with the match's groups put in, ordinals as Roman figures; ``""`` for no template."""
    if not template:
        return ""
    groups = {key: value or "" for key, value in match.groupdict().items()}
    if "n" in groups:
        groups["n"] = to_ordinal(groups["n"], feminine=groups.get("h", "").lower() in FEMININE)
    if groups.get("h"):
        groups["h"] = groups["h"][0].upper() + groups["h"][1:]
    return " ".join(template.format(**groups).split())


_OF_STATES = re.compile(
    r"(?:[Aa]ccords?|[Pp]aix|[Aa]rmistice|[Tt]raité|[Bb]ataille|[Ss]iège|[Nn]égociations|[Pp]ourparlers|[Rr]évolution) "
)
_OF_TOWNS = re.compile(r"[Cc]hute ")
"""What a person may meet with as well as a town: an event's name only where the town is known."""


def is_of_person(name: FoundName, known: Sequence[FoundName]) -> bool:
    """Return whether an agreement or battle found by form is a person's and so no event's name ("accord de Lénine")."""
    if name.by != "event-of-place":
        return False
    if _OF_TOWNS.match(name.text):
        return not any(one.end == name.end and one.kind == "Place" for one in known)
    if not _OF_STATES.match(name.text):
        return False
    return any(one.end == name.end and one.kind == "Person" and one.sure for one in known)


def may_stand(text: str, name: FoundName, known: Sequence[FoundName]) -> bool:
    """Return whether a name found by form names one thing where it stands: "une première armée" names none."""
    if is_of_person(name, known):
        return False
    lower = name.text[0].islower() and not (name.kind == "Event" and name.text.startswith(_ORDINALS))
    return not (lower and name.kind not in ("Person", "Work") and is_indefinite(text, name.start))


_ORDINALS = ("seconde ", "deuxième ", "troisième ", "quatrième ")
_LINK = re.compile(r"(?: et| avec|,)? (?:de |d['’])$")


def cut_person(name: FoundName, known: Sequence[FoundName]) -> FoundName:
    """Return a body's name without the person who leads it ("Ligue communiste" de Naville), or as it is."""
    if name.kind not in ("Organisation", "Party"):
        return name
    for one in known[bisect_right(known, name.start, key=_start) :]:
        if one.start >= name.end:
            break
        link = _LINK.search(name.text, 0, one.start - name.start)
        if one.kind == "Person" and one.sure and link:
            return replace(name, end=name.start + link.start(), text=name.text[: link.start()], label="")
    return name


def _start(name: FoundName) -> int:
    return name.start

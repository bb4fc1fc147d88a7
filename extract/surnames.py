"""A text's words and the names found so far in, more persons out: by what the text has shown and by their form.

A surname after its full name ("Marcel Body" … "Body"), a first name with a capitalised word after it ("Amedeo Rossi"),
a bibliography's surname in capitals ("SERGE Victor"), a word with a Slavic or Caucasian surname's ending.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from extract.endings import ends_as_surname, is_place_cue
from extract.found_names import FoundName
from extract.lexicons import Word, fold

_NOT_A_SURNAME = frozenset(
    "le|la|les|un|une|de|du|des|van|von|et|saint|père|fils|frères|jean|pierre|paul|louis|jacques|henri|charles|marie"
    "|rouge|blanc|noir|est|ouest|nord|sud|avril|mai|juin|juillet|août|mars".split("|")
)


def find_again(text: str, words: Sequence[Word], names: Sequence[FoundName]) -> Iterator[FoundName]:
    """Yield surnames that stand alone where the text names the person in full somewhere ("Marcel Body" … "Body")."""
    full: dict[str, FoundName] = {}
    for name in names:
        parts = name.text.split()
        if (
            name.kind == "Person"
            and len(parts) > 1
            and parts[-1][:1].isupper()
            and parts[-2] != "de"
            and len(parts[-1]) > 3
        ):
            key = fold(parts[-1])
            if key not in _NOT_A_SURNAME:
                full.setdefault(key, name)
    for word in words:
        if word.fold in full and text[word.start].isupper():
            surface = text[word.start : word.end]
            yield FoundName(
                word.start, word.end, "Person", surface, "again", 0.75, full[word.fold].candidates, sure=False
            )


_AFTER_FIRST = re.compile(
    r"[ \u00a0](?:[A-ZÀ-ÞŒ]\.[ \u00a0]?)?(?:[A-ZÀ-Þ][a-zà-ÿ]+(?:vitch|ovna|evna)[ \u00a0])?"
    r"(?:(?:de|von|van|van der|der|di|del|della|el|ben|du|d['’])[ \u00a0]?)?"
    r"(?P<last>[A-ZÀ-ÞŒ][a-zà-ÿœ]+(?:-[A-ZÀ-ÞŒ][a-zà-ÿœ]+)?|[A-ZÀ-ÞŒ]{3,}(?:-[A-ZÀ-ÞŒ]{2,})?)(?![\w])"
)
_BEFORE_FIRST = re.compile(r"(?P<last>[A-ZÀ-ÞŒ]{2,}(?:[-’'][A-ZÀ-ÞŒ]{2,})*) $")
_NO_LAST = frozenset(
    "Ier II III IV V VI VII VIII IX X XI XII XIV XVI XVIII Le La Les Et Il Elle En Mais Dans Sur".split()
)


def find_by_first_name(text: str, words: Sequence[Word], first_names: Collection[str]) -> Iterator[FoundName]:
    """Yield persons by their first name and a capitalised word beside it: "Amedeo Rossi", "ROSSI Amedeo"."""
    for word in words:
        if not text[word.start].isupper() or text[word.start : word.end] not in first_names:
            continue
        if text[word.start - 1 : word.start] == "-":
            continue
        after = _AFTER_FIRST.match(text, word.end)
        before = _BEFORE_FIRST.search(text, max(0, word.start - 30), word.start)
        if after and after["last"] not in _NO_LAST:
            yield _person(text, word.start, after.end(), "form")
        elif before and len(before["last"]) > 2:
            yield _person(text, before.start(), word.end, "form")


def find_by_ending(text: str, words: Sequence[Word], names: Sequence[FoundName]) -> Iterator[FoundName]:
    """Yield lone capitalised words that end as Slavic and Caucasian surnames do, without a place's word before."""
    taken = {start for name in names for start in range(name.start, name.end)}
    for word in words:
        surface = text[word.start : word.end]
        if (
            len(surface) > 5
            and surface[0].isupper()
            and surface[1:].islower()
            and word.start not in taken
            and ends_as_surname(surface)
            and text[word.end : word.end + 1] != "-"
            and text[word.start - 1 : word.start] != "-"
            and not is_place_cue(text[max(0, word.start - 18) : word.start])
        ):
            yield _person(text, word.start, word.end, "form")


def _person(text: str, start: int, end: int, by: str) -> FoundName:
    return FoundName(start, end, "Person", text[start:end], by, 0.7, sure=False)

"""The names of a text in, who wrote what by its bibliographic references out.

``SURNAME Given (1923a), « Title », Periodical``: the persons before the year wrote the title after it, and what follows
it by "suivi de"; not the periodical or volume that it stands in, nor what they edited. A person with ``(trad.)`` after
the title translated it. Notes: ``Voir Given Surname, Title, p. 12``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from extract.claims import FoundClaim
from extract.entities import Resolved
from extract.found_names import FoundName, Span

RULE: Final = "reference-author"
TRANSLATOR_RULE: Final = "reference-translator"
NOTE_RULE: Final = "note-author"
# between the last author and the title: the year, a pseudonym's owner in brackets before it
_YEAR: Final = re.compile(r"(?: \[[^\]\n]{3,40}\])?,? ?\((?:1[89]|20)\d\d[a-z]?\??\),? ?[«“\"]? ?")
# between who speaks and the talk's title: "(historian, university) : "
_TALK: Final = re.compile(
    r",? \((?!(?:éds?|eds?|dirs?|coords?|trad|préf|prés|présentation|introd)\b)[^()\n]{3,160}\) ?[:,] (?:« ?)?"
)
_BETWEEN: Final = re.compile(r"(?:, | et | ET | & | ; |,? \[)$|(?:, | et | ET | & | ; )")
_NEXT: Final = re.compile(
    r"[»”\"]? ?(?:\([^()\n]*\) ?)?(?:[,;.] )?(?:[Ss]uivi de ?:? |et de |; et de )[«“\"]? ?|[»”\"] ?[,;] [«“\"] ?"
)
_TRANSLATED: Final = re.compile(r" ?\((?:trad|traduction|traducteur|traductrice)\b[^()\n]*\)")
_NOTE_CUE: Final = re.compile(
    r"(?:\b(?:[Vv]oir|[Cc]f\.?|[Ll]ire|[Dd]['’]après)(?: aussi| notamment| par exemple)? |(?:^|\n)\d{1,3}\. )$"
)
_NOTE_TITLE: Final = re.compile(r", (?:dans |in )?[«“\"]? ?")
CONFIDENCE: Final = 0.9
FAR: Final = 120  # characters after a title within which its translator is named


def find_authorship(
    text: str, sentences: Sequence[Span], names: Sequence[FoundName], referents: Sequence[Resolved]
) -> Iterator[tuple[int, FoundClaim]]:
    """Yield (sentence number, claim) for every title of a reference and each of its authors and translators."""
    starts = [start for start, _ in sentences]
    for number, name in enumerate(names):
        if name.kind != "Work":
            continue
        for author, rule in _find_authors(text, names, number):
            sentence = bisect_right(starts, name.start) - 1
            within = starts[sentence] <= names[author].start < sentences[sentence][1]
            span = [name.start, name.end, *((names[author].start, names[author].end) if within else ())]
            role = "traducteur" if rule == TRANSLATOR_RULE else ""
            ids = referents[author].id, "smo:authorOf", referents[number].id
            yield sentence, FoundClaim(*ids, min(span), max(span), rule, CONFIDENCE, role)


def _find_authors(text: str, names: Sequence[FoundName], number: int) -> Iterator[tuple[int, str]]:
    """Yield the numbers of those who wrote or translated the work ``number``, with the rule that tells so."""
    head = number
    while head and names[head - 1].kind == "Work" and _NEXT.fullmatch(text, names[head - 1].end, names[head].start):
        head -= 1
    before = _before(text, names, head)
    if before is not None:
        yield from ((author, RULE) for author in _authors_up_to(text, names, before))
        yield from ((other, TRANSLATOR_RULE) for other in _translators(text, names, number))
    elif head and names[head - 1].kind == "Person" and _is_note(text, names[head - 1], names[head]):
        yield head - 1, NOTE_RULE


def _before(text: str, names: Sequence[FoundName], number: int) -> int | None:
    """Return the number of the person whose name and year the title ``number`` follows at once, or None."""
    for step in range(1, 4):  # a pseudonym's owner and the year may stand between as names of their own
        other = number - step
        if other < 0 or names[other].kind != "Person":
            continue
        gap = names[other].end, names[number].start
        if _YEAR.fullmatch(text, *gap) or _TALK.fullmatch(text, *gap):
            return other
    return None


def _authors_up_to(text: str, names: Sequence[FoundName], last: int) -> Iterator[int]:
    yield last
    while last and names[last - 1].kind == "Person" and _listed(text, names[last - 1], names[last]):
        last -= 1
        yield last


def _listed(text: str, one: FoundName, other: FoundName) -> bool:
    return _BETWEEN.fullmatch(text, one.end, other.start) is not None


def _translators(text: str, names: Sequence[FoundName], number: int) -> Iterator[int]:
    """Yield the persons after a title whom brackets call its translators, up to the end of the line."""
    line_end = text.find("\n", names[number].end)
    for other in range(number + 1, len(names)):
        if (
            0 <= line_end < names[other].start
            or names[other].kind == "Work"
            or names[other].start - names[number].end > 120
        ):
            return
        if names[other].kind == "Person" and _is_translator(text, names, other):
            yield other


def _is_translator(text: str, names: Sequence[FoundName], number: int) -> bool:
    """Tell whether ``(trad.)`` stands after a name, or after the last of those that it is listed with."""
    while number + 1 < len(names) and _listed(text, names[number], names[number + 1]):
        number += 1
    return _TRANSLATED.match(text, names[number].end) is not None


def _is_note(text: str, author: FoundName, title: FoundName) -> bool:
    cue = _NOTE_CUE.search(text, max(0, author.start - 24), author.start)
    return cue is not None and _NOTE_TITLE.fullmatch(text, author.end, title.start) is not None

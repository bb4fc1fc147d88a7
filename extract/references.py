"""A text in, the titles and publishers of its bibliographic references out.

References of the author-date kind: ``SURNAME Given (1923a), « Title », Periodical, 12`` and ``SURNAME Given (1995),
Title. Subtitle, Paris, Publisher``. A title runs to its closing mark or to the town; whatever stands in it is no name
of its own, and no sentence ends in it (:mod:`extract.sentences` asks :func:`find_titles`).
The talks of a seminar's programme are found in the same way.
"""

import re
from collections.abc import Iterator
from typing import Final

from extract.found_names import FoundName, Span

_YEAR: Final = re.compile(
    r" \((?:dir\.|éds?\.)?\)? ?\(?(?:1[89]|20)\d\d[a-z]?\??\),? ?(?=[«“\"A-ZÀ-ÞŒА-Я])(?![A-ZÀ-ÞŒ]{3,}[\w'’-]* \()"
)
_AUTHOR: Final = re.compile(r"[A-ZÀ-ÞŒ]{3,}(?:[-’' ][A-ZÀ-ÞŒ]{2,})*[\w\s.,’'\[\]-]{0,50}$")
_TOWN: Final = (
    "Paris|Lyon|Marseille|Lausanne|Nantes|Arles|Bruxelles|Genève|Londres|London|New York|Moscou|Mexico|Toulouse"
    "|Grenoble|Rennes|Bordeaux|Lille|Milan|Milano|Rome|Roma|Turin|Torino|Berlin|Leningrad|Petrograd|Pétrograd|Montréal"
    "|Québec|Cambridge|Oxford|Chicago|Amsterdam|Barcelone|Madrid|Bassac|Leipzig|Vienne|Zurich|Hambourg|Munich|Stanford"
    "|Princeton|Berkeley|Besançon|Dijon|Strasbourg|Montreuil|Villeurbanne|Saint-Denis|Caen|Rouen|Reims|Poitiers|Tours"
)
_AFTER_TITLE: Final = re.compile(
    rf", (?:{_TOWN})(?=[,.;: )]|$)| \[| ; (?=suivi|et de )|\. Suivi |, [A-ZÀ-ÞŒ]{{3,}}[\w-]* [A-ZÀ-Þ][\w-]+(?: et| \()"
    r"|, (?:t\.|vol\.|tome|p\.|pp\.|n°|trad|éd)|\.?$| (?=https?:)"
)
_PUBLISHER: Final = re.compile(
    rf"(?:{_TOWN})(?:[-–](?:{_TOWN}))?, (?P<m>[A-ZÀ-ÞŒ][^,;()«»\[\]\n]*?\w\.?)(?=[,;(\]]| [(\[«\d]|\.?$|\. |\n)"
)
_PERIODICAL: Final = re.compile(
    r"(?: \([^()]*\))*(?:, | in |, in )(?P<m>(?![A-ZÀ-ÞŒ]{3,} )[A-ZÀ-ÞŒА-Я][^,«»\[\]()\n]{1,80}?)"
    r"(?=, (?!$)| \[| ?\(|\.?$|\. )(?<!, )(?<!\bParis)(?<!\bMexico)"
)
_CONTAINER: Final = re.compile(r"(?: in|, in) (?P<m>(?![A-ZÀ-ÞŒ]{3,} )[A-ZÀ-ÞŒ])")
_MORE: Final = re.compile(r"(?:[Ss]uivi de ?:?|; et de) (?P<m>[A-ZÀ-ÞŒ])")


def find_references(text: str) -> list[FoundName]:
    """Return the titles as works and the publishers as bodies of the references in ``text``, in order."""
    names: dict[Span, FoundName] = {}
    for name in _find_parts(text):
        names.setdefault((name.start, name.end), name)
    return sorted(names.values(), key=lambda name: name.start)


def _find_parts(text: str) -> Iterator[FoundName]:
    for start, end, line_end in _find_bodies(text):
        for left, right in _titles(text, start, end, line_end):
            yield FoundName(left, right, "Work", text[left:right], "reference", 0.8, sure=False)
        for match in _PUBLISHER.finditer(text, start, line_end):
            yield from _publishers(text, *match.span("m"))
    for match in _TALK.finditer(text):
        yield FoundName(*match.span("m"), "Work", match["m"], "reference", 0.8, sure=False)
    for match in _LAST.finditer(text):
        yield from _publishers(text, *match.span("m"), by="form")


# the programme of a seminar: "Given Surname (historian, university): Title of the talk"
_TALK: Final = re.compile(
    r"(?:^|(?<=\n))[A-ZÀ-ÞŒ][\w'’-]+(?: [A-ZÀ-ÞŒ][\w'’.-]*){1,3},? \([^()\n]{0,80}"
    r"(?:histori|cherche|archivist|doctorant|docteur|profess|[Uu]niversit|CNRS|EHESS|sociolog|politist|politolog"
    r"|maître de conf|responsable|direct)[^()\n]{0,80}\)"
    r" ?[:,] (?:« ?)?(?P<m>[A-ZÀ-ÞŒ][^\n»]{4,160}?)(?: ?»)?\.?(?=\n|$)"
)
_LAST: Final = re.compile(rf", (?:{_TOWN}), (?P<m>[A-ZÀ-ÞŒ][^,;()«»\[\]\n]{{1,50}}?\w)\.?(?=\n|$)")


def find_titles(text: str) -> list[Span]:
    """Return the spans of the titles of references, in order."""
    entries = [span for start, end, line_end in _find_bodies(text) for span in _titles(text, start, end, line_end)]
    return sorted([*entries, *(match.span("m") for match in _TALK.finditer(text))])


def _find_bodies(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where a reference's title begins, where the next reference does, and where the line ends."""
    heads = [
        match.end() for match in _YEAR.finditer(text) if _AUTHOR.search(text, max(0, match.start() - 70), match.start())
    ]
    for number, start in enumerate(heads):
        newline = text.find("\n", start)
        line_end = len(text) if newline < 0 else newline
        following = heads[number + 1] if number + 1 < len(heads) else len(text)
        yield start, min(line_end, following), line_end


def _titles(text: str, start: int, end: int, line_end: int) -> Iterator[Span]:
    if text[start] in '«“"':
        close = _find_close(text, start, line_end)
        if close:
            yield _strip(text, start + 1, close)
            yield from _titles_after(text, close + 1, line_end)
    else:
        yield from _book(text, start, line_end)
    for match in _MORE.finditer(text, start, end):
        yield from _book(text, match.start("m"), line_end)


def _titles_after(text: str, start: int, line_end: int) -> Iterator[Span]:
    """Yield the translation in parentheses and the periodical or book that follow a title in quotation marks."""
    if translated := re.compile(r" \(« ?(.+?) ?»\)").match(text, start, line_end):
        yield translated.span(1)
        start = translated.end()
    if container := _CONTAINER.match(text, start, line_end):
        yield from _book(text, container.start("m"), line_end)
    elif (periodical := _PERIODICAL.match(text, start, line_end)) and not re.match(_TOWN, periodical["m"]):
        yield periodical.span("m")


def _book(text: str, start: int, line_end: int) -> Iterator[Span]:
    stop = _AFTER_TITLE.search(text, start + 2, line_end)
    end = stop.start() if stop else line_end
    if 3 < end - start < 220:
        yield _strip(text, start, end)


def _find_close(text: str, start: int, line_end: int) -> int | None:
    """Return where the quotation that opens at ``start`` closes, those inside it passed over."""
    left, right = text[start], {"«": "»", "“": "”", '"': '"'}[text[start]]
    depth = 0
    for index in range(start, min(line_end, start + 400)):
        if text[index] == left and (left != right or index == start):
            depth += 1
        elif text[index] == right:
            depth -= 1
            if not depth:
                return index
    return None


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \u00a0\u202f":
        start += 1
    while end > start and text[end - 1] in " \u00a0\u202f,.;":
        end -= 1
    return start, end


def _publishers(text: str, start: int, end: int, by: str = "reference") -> Iterator[FoundName]:
    for part in re.finditer(r"[^/]+", text[start:end]):
        left, right = start + part.start(), start + part.end()
        if text[right - 1] == "." and not re.search(r"\b[A-Z]\.$", text[left:right]):
            right -= 1
        yield FoundName(left, right, "Organisation", text[left:right], by, 0.8, sure=False)

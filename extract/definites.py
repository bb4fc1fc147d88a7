"""Common nouns that take up a named body or meeting again: "le congrès", "du parti" where one is in question.

In: the cleaned text, a sentence's span, the names met shortly before and in it. Out: arguments for
:mod:`extract.claims` at the noun's place. Only bare nouns ("du parti", not "du parti frère"), and only where a single
entity of that kind was named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.claims import Argument

Span = tuple[int, int]

_SORTS: Final = {
    "congrès": ("smo:Congress",), "conférence": ("smo:Conference",), "plénum": ("smo:Plenum",),
    "procès": ("smo:Trial",), "parti": ("smo:Party",), "soviet": ("smo:Soviet",), "revue": ("smo:Periodical",),
    "journal": ("smo:Periodical",),
}  # fmt: skip
_HEADS: Final = (
    "comité|commission|conseil|bureau|ligue|union|fédération|confédération|groupe|groupement|cercle|association|société"
    "|syndicat|centrale|internationale|opposition|gouvernement|république|armée|brigade|division|garde|légion|flotte"
    "|tribunal|académie|institut|université|école|présidium|secrétariat|exécutif|parlement|assemblée|rada|douma|insurrection"
    "|soulèvement|traité|pacte|bulletin|hebdomadaire|quotidien"
)
"""Nouns that take up a name which begins with them: "le comité" after "Comité de vigilance"."""
_NOUN: Final = re.compile(
    r"\b(?:[Ll]e |[Ll]a |[Ll]['’]|[Dd]u |[Aa]u |[Cc]et? |[Cc]ette )"
    rf"(congrès|conférence|plénum|procès|parti|soviet|revue|journal|{_HEADS})\b"
    r"(?=[,.;:)»!?]| (?:et|ou|qui|que|où|pour|par|en|à|au|aux|dans|avec|contre|sur|il|elle|avait|fut|est|était|se|ne"
    r"|a|sera|lors|comme|mais|depuis|dès|sans|après|avant|pendant|s['’]|n['’]|qu['’]|le \d|il)\b| ?<)"
)
_TITLES: Final = (
    "moine|général|amiral|colonel|capitaine|maréchal|lieutenant|commandant|commissaire|prince|princesse|comte|comtesse"
    "|baron|roi|reine|empereur|tsar|tsarine|dictateur|chancelier|ministre|président|ambassadeur|député|sénateur|préfet"
    "|pope|prêtre|abbé|archevêque|métropolite|ataman|hetman|poète|écrivain|romancier|philosophe|historien|professeur"
    "|docteur|médecin|avocat|ingénieur|ouvrier|ouvrière|paysan|marin|matelot|journaliste|agent|policier|provocateur"
    "|banquier|industriel|anarchiste|syndicaliste"
)
_TITLED: Final = re.compile(rf"\b(?:[Ll]e |[Ll]a |[Ll]['’]|[Dd]u |[Aa]u )({_TITLES}) $")
_TITLE: Final = re.compile(
    rf"(?:^|(?<=[.;:,»] )|(?<=\n))(?:[Ll]e |[Ll]a |[Ll]['’])({_TITLES})(?= (?:se |s['’]|ne |n['’]|l['’]|y |en |lui )?"
    r"(?:fut|est|était|avait|a|sera|[a-zà-ÿ]+(?:ait|a|it|ut|int|ira|era)) )"
)
"""A title that stands alone before its verb: "Le moine fut assassiné"."""
_NEAR: Final = 2
"""Sentences back in which the person is named whom a title alone calls again."""
_REACH: Final = 4
"""Sentences for which a name once met may be taken up by a common noun."""


@dataclass(slots=True)
class Recent:
    """The names met in the last sentences, the latest last: (sentence's count, argument)."""

    met: list[tuple[int, Argument]] = field(default_factory=list)
    count: int = 0
    titled: dict[str, str] = field(default_factory=dict)
    persons: list[tuple[int, str]] = field(default_factory=list)

    def find(self, text: str, span: Span, arguments: Sequence[Argument]) -> Iterator[Argument]:
        """Yield the nouns of a sentence as the entity they take up; then remember the sentence's own names."""
        self.count += 1
        self.met = [one for one in self.met if self.count - one[0] <= _REACH]
        for match in _NOUN.finditer(text, *span):
            before = [one for _, one in self.met] + [one for one in arguments if one.end <= match.start()]
            fits = {one.entity: one for one in before if _is_taken_up(match.group(1), one, text)}
            if len(fits) == 1:
                one = next(iter(fits.values()))
                yield Argument(match.start(1), match.end(1), one.kind, one.entity, sort=one.sort)
        self.met += [(self.count, one) for one in arguments if one.sort]
        yield from self._find_titles(text, span, arguments)

    def _find_titles(self, text: str, span: Span, arguments: Sequence[Argument]) -> Iterator[Argument]:
        """Yield titles that stand alone as the person who bore them last and was named just before."""
        near = {entity for count, entity in self.persons if self.count - count <= _NEAR}
        for match in _TITLE.finditer(text, *span):
            person = self.titled.get(match.group(1), "")
            if person in near:
                yield Argument(match.start(1), match.end(1), "Person", person)
        for one in arguments:
            if one.kind == "Person":
                self.persons = [*self.persons[-20:], (self.count, one.entity)]
                if title := _TITLED.search(text, max(0, one.start - 20), one.start):
                    self.titled[title.group(1)] = one.entity


def _is_taken_up(noun: str, one: Argument, text: str) -> bool:
    """Return whether a noun may stand for a name: by the name's class or by its first word."""
    if noun in _SORTS:
        return one.sort in _SORTS[noun]
    return bool(one.sort) and text[one.start : one.start + len(noun)].lower() == noun

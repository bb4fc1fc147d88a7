"""The names of a text in, who belonged to a party by the party's word at a person's name out.

"Le vieux bolchevik X", "les députés mencheviks X et Y", "X, jeune communiste chinois,": the word is no name of the
party, so the rules of :mod:`extract.claims` don't see it; the party counts where the text names it elsewhere. Used by
:mod:`extract.pipeline`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from extract.claims import FoundClaim
from extract.entities import Resolved
from extract.found_names import FoundName, Span
from extract.lexicons import Lexicon, find_hits, split_words

RULE: Final = "party-epithet"
CONFIDENCE: Final = 0.8
_REACH: Final = 60
_WORD: Final = r"(?:[a-zà-ÿœ]+(?:-[a-zà-ÿœ]+)*|SR|KD)"
# "le vieux bolchevik", "du député menchevik géorgien", "déjà vieille bolchevique,"
_BEFORE: Final = re.compile(
    r"(?:\b(?:[Ll][ea]s?|[Uu]ne?|[Dd]u|[Dd]es|[Aa]ux?|[Cc]et?|[Cc]es|[Cc]ette|[Ss]on|[Ss]a|[Ss]es|leurs?|notre|déjà"
    rf"|[Dd]eux|[Tt]rois) |\b[Ll]['’])(?P<words>(?:{_WORD} ){{0,4}}{_WORD})(?P<comma>,)? $"
)
# ", vieux bolchevik", " (menchevik)", ", un communiste chinois"
_AFTER: Final = re.compile(
    rf"(?:, | \()(?:une? |l[ea] |l['’]|alors |déjà |lui aussi )*(?P<words>(?:{_WORD} ?){{1,4}})(?=[,.;)])"
)
_LISTED: Final = re.compile(r"(?:, | et |, et | ou )(?:le |la |l['’])?")
_THOUGHTS: Final = frozenset(("party/anarchistes", "party/populistes-russes", "party/social-democratie"))
"""Currents of thought: "un journaliste libertaire" is no member of anything."""
_LOOSE: Final = frozenset(
    "vieux vieil vieille vieilles jeune jeunes ancien ancienne anciens anciennes futur future grand célèbre simple "
    "pur pure député députée députés délégué déléguée délégués ouvrier ouvrière ouvriers soldat soldats marin "
    "marins matelot matelots militant militante militants étudiant étudiante étudiants journaliste historien avocat "
    "médecin écrivain ministre ministres orateur orateurs agitateur ami amis camarade camarades théoricien émigré "
    "émigrée émigrés poète métallo métallurgiste instituteur commissaire général officier ingénieur professeur "
    "économiste opposant opposants représentant représentants conciliateur terroriste intellectuel intellectuels "
    "cheminot typographe mineur fidèle premier première propre seul seule brave fameux fameuse deux trois quatre "
    "autres autre ex déjà".split()
)
"""What may stand between the article and the party's word: who is no such person is no member of the party."""


def find_epithets(
    text: str,
    sentences: Sequence[Span],
    names: Sequence[FoundName],
    referents: Sequence[Resolved],
    lexicon: Lexicon,
    told: Sequence[tuple[int, FoundClaim]] = (),
) -> Iterator[tuple[int, FoundClaim]]:
    """Yield (sentence number, claim) for every person whom a party's word describes, unless it is ``told``."""
    starts = [start for start, _ in sentences]
    parties = {referent.id for name, referent in zip(names, referents, strict=True) if name.kind == "Party"}
    known = {(number, claim.subject, claim.object) for number, claim in told}
    for number, name in enumerate(names):
        if name.kind != "Person":
            continue
        sentence = bisect_right(starts, name.start) - 1
        first = max(sentences[sentence][0], names[number - 1].end if number else 0, name.start - _REACH)
        for party, span, many in _find_words(text, first, name, lexicon):
            if party not in parties:
                continue
            for one in _list_persons(text, names, number) if many else [number]:
                ids = referents[one].id, "smo:memberOf", party
                if ids[0] and (sentence, ids[0], party) not in known:
                    yield (
                        sentence,
                        FoundClaim(*ids, min(span[0], name.start), max(span[1], names[one].end), RULE, CONFIDENCE),
                    )


def _find_words(text: str, first: int, name: FoundName, lexicon: Lexicon) -> Iterator[tuple[str, Span, bool]]:
    """Yield (party, span of its word, whether it describes several) before and after a name."""
    before = _BEFORE.search(text, first, name.start)
    if before and (found := _read_before(before["words"], bool(before["comma"]), lexicon)):
        yield found[0], before.span("words"), found[1]
    after = _AFTER.match(text, name.end)
    if after and (party := _read_after(after["words"].strip(), lexicon)):
        yield party, after.span("words"), False


def _read_before(phrase: str, comma: bool, lexicon: Lexicon) -> tuple[str, bool] | None:
    """Return the party of "vieux bolchevik", "député menchevik géorgien" and whether the word is a plural."""
    words = phrase.split()
    for start, end in _spans(len(words)):
        if end < len(words) - (not comma) or not set(words[:start]) <= _LOOSE:
            continue
        if party := find_party(" ".join(words[start:end]), lexicon):
            several = words[start].endswith("s")
            return None if several and comma else (party, several)
    return None


def _read_after(phrase: str, lexicon: Lexicon) -> str:
    words = phrase.split()
    for start in range(len(words)):
        if set(words[:start]) <= _LOOSE and (party := find_party(" ".join(words[start:]), lexicon)):
            return party
    return ""


def _spans(count: int) -> Iterator[Span]:
    """Yield the spans of one to three words, longer ones first: "communiste chinois" is no "communiste"."""
    for length in (3, 2, 1):
        yield from ((start, start + length) for start in range(count - length + 1))


def _list_persons(text: str, names: Sequence[FoundName], number: int) -> Iterator[int]:
    """Yield a name and those listed after it."""
    yield number
    while (
        number + 1 < len(names)
        and names[number + 1].kind == "Person"
        and _LISTED.fullmatch(text, names[number].end, names[number + 1].start)
    ):
        number += 1
        yield number


@lru_cache(maxsize=5_000)
def _pluralise(phrase: str) -> str:
    """Return "communistes chinois" for "communiste chinois"."""
    return re.sub(r"[^\W\d]{3,}", lambda word: word[0] if word[0][-1] in "sx" else f"{word[0]}s", phrase)


def find_party(phrase: str, lexicon: Lexicon) -> str:
    """Return the id of the one party whose followers a word of the lexicon calls so, ``""`` for none or several."""
    plural = _pluralise(phrase.replace("bolchevique", "bolchevik").replace("menchevique", "menchevik"))
    words = split_words(plural)
    hits = [hit for hit in find_hits(plural, words, lexicon) if (hit.start, hit.end) == (0, len(plural))]
    ids = {name.id for hit in hits for name in hit.names}
    party = ids.pop() if len(ids) == 1 else ""
    return party if party.startswith("party/") and party not in _THOUGHTS else ""

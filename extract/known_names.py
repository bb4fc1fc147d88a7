"""The authority's hits in a text in, names out: which hit is a name where it stands, and whom it may mean.

A hit in lower case and a title that is also a common word want a cue beside them.
"""

import re
from collections.abc import Iterator

from extract.found_names import FoundName
from extract.lexicons import Hit, Lexicon

# a title that is also a common word or another name wants quotation marks or a word for a text before it
_TITLE_CUE = re.compile(
    r"(?:[«“\"] ?|\b(?:revue|journal|quotidien|hebdomadaire|livre|roman|brochure|article|film|pièce|poème|dans|lire"
    r"|[Vv]oir|in) (?:le |la |l['’]|les |son |sa |ses )?|\b(?:son|sa|ses) |[A-ZÀ-Þ][\w-]+(?: \(\d{4}\w?\))?, )$"
)
_TOWARDS = re.compile(r"\b(?:[Àà]|[Ee]n|[Vv]ers|[Dd]epuis) $")
_PLURAL = re.compile(r"\b(?:[Ll]es|[Dd]es|aux|ces|ses|leurs) $")
_DEFINITE = re.compile(
    r"(?:\b[Ll]es|\b[Aa]ux|\b[Cc]es|(?<!d[’']anciens)(?<!étaient)(?<!sont)(?<!avec)(?<!par)"
    r"(?<! et)(?<!comme)(?<![,;:.]) des) (?:[«“\"] ?)?$"
)


def from_hit(text: str, hit: Hit, lexicon: Lexicon) -> Iterator[FoundName]:
    """Yield the name that an authority hit stands for, with every entity it may be: the sure ones, else all."""
    surface = text[hit.start : hit.end]
    sure = list(dict.fromkeys(name.id for name in hit.names if not name.ambiguous))
    ids = sure or list(dict.fromkeys(name.id for name in hit.names))
    if _TOWARDS.search(text[max(0, hit.start - 8) : hit.start]):
        ids.sort(key=lambda id_: not id_.startswith("place/"))
    kind = lexicon.entries[ids[0]].room.capitalize()
    if surface.islower() and not names_in_lower_case(text, hit, kind, sure=bool(sure)):
        return
    if kind == "Event" and surface[0].islower() and _PLURAL.search(text[max(0, hit.start - 6) : hit.start]):
        return
    if kind == "Work" and not sure and not _TITLE_CUE.search(text[max(0, hit.start - 24) : hit.start]):
        return
    confidence = 0.95 if len(sure) == 1 else 0.85 if sure else 0.7
    yield FoundName(hit.start, hit.end, kind, surface, "authority", confidence, tuple(ids), sure=bool(sure))


def names_in_lower_case(text: str, hit: Hit, kind: str, *, sure: bool) -> bool:
    """Return whether a hit in lower case is a name: a full fixed name, or a current's people with a definite article.

    "parti communiste allemand" and "les mencheviks" are names; "le soviet", "cadres communistes" and "d'anciens
    mencheviks" are not.
    """
    surface = text[hit.start : hit.end]
    if kind == "Party" and surface.endswith("s") and "parti" not in surface:
        article = _DEFINITE.search(text[max(0, hit.start - 16) : hit.start])
        return article is not None and (sure or article[0].strip().lower().startswith(("les", "aux")))
    return sure

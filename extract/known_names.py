"""The authority's hits in a text in, names out: which hit is a name where it stands, and whom it may mean.

A hit in lower case and a title that is also a common word want a cue beside them.
"""

import re
from collections.abc import Iterator

from extract.determiners import is_counted, is_determined, is_indefinite
from extract.found_names import FoundName
from extract.lexicons import Hit, Lexicon, Word, find_hits

# a title that is also a common word or another name wants quotation marks or a word for a text before it
_TITLE_CUE = re.compile(
    r"(?:[«“\"] ?|\b(?:revue|journal|quotidien|hebdomadaire|livre|roman|brochure|article|film|pièce|poème|dans|lire"
    r"|[Vv]oir|étudi\w+|trad\w+|relu\w*|lut|in|rédaction de|directeur de|rédacteur de|rédacteur en chef de"
    r"|numéros? de|articles? de)"
    r" (?:le |la |l['’]|les |son |sa |ses )?|\b(?:son|sa|ses) |[A-ZÀ-Þ][\w-]+(?: \(\d{4}\w?\))?, )$"
)
_TOWARDS = re.compile(r"\b(?:[Àà]|[Ee]n|[Vv]ers|[Dd]epuis) $")
_THERE = re.compile(
    r"\b(?:quitt\w+|regagn\w+|partir de|retour (?:à|de)|départ (?:de|pour)|voyage à|séjour à|repos à"
    r"|(?:retourn|rest|demeur|séjourn|install|transport|rentr|rev[ie]n|résid|arriv|mour|se trouv|soign|convoqu|envoy"
    r"|vécu|vi(?:t|v|vait|vre)|all|repos|retir|isol|mort)\w* à) $"
)
"""Words of going and staying: what follows is a place though a person bears the name ("retourner à Gorki")."""
_OF_PLACE = re.compile(
    r"\b(?:[Àà]|[Ee]n|[Vv]ers|[Dd]epuis|[Dd]e|[Ee]ntre|jusqu['’]à|près de|ville|gouvernement|province|prison)"
    r"(?: de| d['’])? $|[,(] ?$|\bet $"
)
"""What may stand before a town that is also a first name: "à Vladimir"."""
_PLURAL = re.compile(r"\b(?:[Ll]es|[Dd]es|aux|ces|ses|leurs) $")
_DEFINITE = re.compile(
    r"(?:\b[Ll]es|\b[Aa]ux|\b[Cc]es|(?<!d[’']anciens)(?<!étaient)(?<!sont)(?<!avec)(?<!par)"
    r"(?<! et)(?<!comme)(?<![,;:.]) des|\b[Ee]ntre(?: [\w-]+(?:,| et))*| partis [\w-]+ et) (?:[«“\"] ?)?$"
)


def find_known(text: str, words: list[Word], lexicon: Lexicon) -> list[FoundName]:
    """Return the names of the authority in ``text``, in order, none overlapping another."""
    names: list[FoundName] = []

    def keep(hit: Hit) -> bool:
        before = len(names)
        names.extend(from_hit(text, hit, lexicon))
        return len(names) > before

    for _ in find_hits(text, words, lexicon, keep):
        pass
    return names


def from_hit(text: str, hit: Hit, lexicon: Lexicon) -> Iterator[FoundName]:
    """Yield the name that an authority hit stands for, with every entity it may be: the sure ones, else all."""
    surface = text[hit.start : hit.end]
    sure = list(dict.fromkeys(name.id for name in hit.names if not name.ambiguous))
    ids = sure or list(dict.fromkeys(name.id for name in hit.names))
    if _THERE.search(text[max(0, hit.start - 24) : hit.start]):
        ids = sorted(dict.fromkeys(name.id for name in hit.names), key=lambda id_: not id_.startswith("place/"))
    elif _TOWARDS.search(text[max(0, hit.start - 8) : hit.start]):
        ids.sort(key=lambda id_: not id_.startswith("place/"))
    kind = lexicon.entries[ids[0]].room.capitalize()
    if surface.islower() and not names_in_lower_case(text, hit, kind, sure=bool(sure)):
        return
    if kind == "Event" and surface[0].islower() and _PLURAL.search(text[max(0, hit.start - 6) : hit.start]):
        return
    if not stands_alone(text, hit, kind, sure=bool(sure)):
        return
    if (
        kind == "Place"
        and surface in lexicon.first_names
        and not _OF_PLACE.search(text[max(0, hit.start - 18) : hit.start])
    ):
        yield FoundName(hit.start, hit.end, "Person", surface, "form", 0.6, sure=False)
        return
    if kind == "Work" and not is_title(text, hit, lexicon.entries[ids[0]].kind, sure=bool(sure)):
        return
    confidence = 0.95 if len(sure) == 1 else 0.85 if sure else 0.7
    yield FoundName(hit.start, hit.end, kind, surface, "authority", confidence, tuple(ids), sure=bool(sure))


_AFTER_TITLE = re.compile(r" ?[»”\"(,?:]| (?:de|par|n°) ?(?:[A-ZÀ-Þ]|\d)")
_COMMON_OPENING = re.compile(
    r"(?:L[ea] |Les |L['’]|Ce |Cette |Pendant |Pour |Contre |Vers |Dans |Notre |Où |Sur )[^A-ZÀ-Þ]+$"
)


def is_title(text: str, hit: Hit, kind: str, *, sure: bool) -> bool:
    """Return whether a hit on a title names the work: an ambiguous one and one in common words want a cue.

    "Ce soir, il partit" and "la révolution trahie par ses chefs" name no paper and no book.
    """
    surface = text[hit.start : hit.end]
    cued = bool(_TITLE_CUE.search(text[max(0, hit.start - 24) : hit.start]))
    if cued or (sure and surface.endswith("?")):
        return True
    if surface[0].islower():
        return sure and kind == "smo:Document" and not is_indefinite(text, hit.start)
    before = text[max(0, hit.start - 2) : hit.start].strip(" -–—•*")
    opens = not before or before[-1] in ".!?…\n»"
    if opens and _COMMON_OPENING.match(surface):
        return bool(_AFTER_TITLE.match(text, hit.end)) and not surface.startswith("Ce ")
    return sure


_TITLE = frozenset(("Kaiser", "Tsar", "Führer", "Duce", "Caudillo", "Empereur", "Vieux", "Grand"))
_MEMBER = re.compile(r"(?:SR|S\.-?R\.|KD|SD|S\.-?D\.)(?: de (?:gauche|droite))?$")
_ONE = re.compile(r"\b(?:un|une|Un|Une) $")


def stands_alone(text: str, hit: Hit, kind: str, *, sure: bool) -> bool:
    """Return whether a hit is no title, indefinite or predicate: "le Kaiser Guillaume", "une Conférence", "la SR X"."""
    surface, before = text[hit.start : hit.end], text[max(0, hit.start - 6) : hit.start]
    if kind == "Person" and surface in _TITLE:
        return not re.match(r"[ -][A-ZÀ-Þ]", text[hit.end : hit.end + 2])
    if surface == "Thermidor" or (kind == "Front" and text.startswith(" unique", hit.end)):  # a notion, a policy
        return False
    if kind == "Party" and _MEMBER.match(surface) and re.search(r"\b(?:le|la|un|une|du|de) $", before):
        return not re.match(r" [A-ZÀ-Þ]", text[hit.end : hit.end + 2]) and not before.endswith(("la ", "une ", "de "))
    if kind in _BODIES and is_counted(text, hit.start, surface):
        return False
    if kind == "Event" and (
        _DAY_OR_YEAR.match(text, hit.end) or _FORCES.search(text, max(0, hit.start - 12), hit.start)
    ):
        return False
    return sure or " " in surface or kind in ("Person", "Place", "Work", "Party") or not _ONE.search(before)


_DAY_OR_YEAR = re.compile(r"(?<=Octobre|Février) (?:19|18)\d\d| an [IVX]+\b")
"""What makes a date of an event's name: "Octobre 1923", "9 thermidor an II"."""
_FORCES = re.compile(r"\b(?:troupes|forces|armées?) d['’]$")
_FIXED = frozenset(("bureau politique", "bureau d’organisation", "bureau d'organisation"))
_BODIES = frozenset(("Organisation", "Party", "Soviet", "Event", "Front"))


def names_in_lower_case(text: str, hit: Hit, kind: str, *, sure: bool) -> bool:
    """Return whether a hit in lower case is a name: a full fixed name, or a current's people with a definite article.

    "parti communiste allemand" and "les mencheviks" are names; "le soviet", "cadres communistes" and "d'anciens
    mencheviks" are not.
    """
    surface = text[hit.start : hit.end]
    if kind in (*_BODIES, "Place") and is_indefinite(text, hit.start):
        return False
    if kind == "Organisation" and surface.split()[0].endswith("s") and not is_determined(text, hit.start):
        return False
    if surface in _FIXED and text[max(0, hit.start - 3) : hit.start].lower() in ("le ", "du ", "au "):
        return not text.startswith((" de ", " du ", " d’", " d'"), hit.end)
    if kind == "Party" and surface.split()[0].endswith(("s", "ki", "ntsy")) and "parti" not in surface:
        article = _DEFINITE.search(text[max(0, hit.start - 48) : hit.start])
        return article is not None and (sure or article[0].strip().lower().startswith(("les", "aux")))
    return sure

"""Tells dates from the other numbers and words that look like them, by the words on either side.

In: the text and the span of a candidate. Out: whether it stands as a date. Quantities ("2000 ouvriers"), page numbers
("p. 1917"), addresses and hours are no dates; "le 22" is a day, "les 22 délégués" are not. Used by
:mod:`extract.date_patterns`.
"""

import re

_NUMBERED = re.compile(
    r"(?:\b(?:pp?\.|pages?|n[°os]{1,2}\.?|nos?\.?|numéros?|art\.|articles?|chap\.|chapitres?|tomes?|t\.|vol\.|volumes?"
    r"|lignes?|l\.|notes?|fonds|dossiers?|inv\.|f\.|op\.|d\.|cote|chiffre|nombre|§)|[#×x*§=+<>])\s?(?:\d+\s?[-–,et]+\s?)*$",
    re.IGNORECASE,
)
_DATING = re.compile(
    r"(?:\b(?:en|an|année|années|depuis|dès|jusqu['’]en|fin|début|mi|courant|été|hiver|automne|printemps)|\()\s?$",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"\s([a-zéèêàâîïôûçœ]+)")
_NOT_COUNTED = frozenset(
    [
        "mais",
        "dans",
        "sous",
        "puis",
        "les",
        "des",
        "ses",
        "ces",
        "mes",
        "tes",
        "nos",
        "vos",
        "leurs",
        "plus",
        "pas",
        "sans",
        "vers",
        "dès",
        "après",
        "très",
        "toujours",
        "jamais",
        "parfois",
        "depuis",
        "alors",
        "lors",
        "plusieurs",
        "certains",
        "certaines",
        "tous",
        "toutes",
        "nous",
        "vous",
        "ils",
        "elles",
        "aux",
        "ceux",
        "celles",
        "hors",
        "moins",
        "trois",
        "six",
        "dix",
        "deux",
        "fois",
        "divers",
        "diverses",
        "quelques",
        "près",
        "suis",
        "fus",
        "fis",
        "pris",
        "mis",
        "vis",
        "eux",
        "hélas",
        "désormais",
        "quelquefois",
        "lesquels",
        "lesquelles",
        "auxquels",
        "desquels",
        "dehors",
        "dessus",
        "dessous",
        "ailleurs",
        "volontiers",
    ]
)
_UNIT = re.compile(
    r"\s?(?:h\b|heures?|ans?\b|mois\b|jours?\b|semaines?|minutes?|pour\s(?:cent|mille|\d)|[kcm]?m\b|kg|kilom|mètres?"
    r"|tonnes?|roubles?|francs?|marks?|dollars?|livres\b|rues?\b|quai\b|boulevard|avenue|bis\b|ter\b|points?\b|voix\b"
    r"|membres?\b|mille\b|millions?|milliards?|[€$£%°])",
    re.IGNORECASE,
)
_MONTH_CUE = re.compile(
    r"(?:\b(?:en|de|dès|depuis|fin|début|avant|après|vers|courant|durant|pendant|mois)\s|\bjusqu['’](?:en|à)\s"
    r"|\bd['’]|\bmi-?\s?|\d{4}\s(?:à|jusqu['’]en)\s)$",
    re.IGNORECASE,
)
_OF_AN_EVENT = re.compile(
    r"\b(?:journées?|révolutions?|insurrections?|thèses|jours|émeutes?|mouvements?|soulèvements?|coups?|semaine|putsch"
    r"|événements|grèves?|lendemain|coupure|veille)\s(?:de\s|d['’])$",
    re.IGNORECASE,
)
_DAY_CUE = re.compile(r"\b(?:le|du|même|jusqu['’]au|nuit)\s$", re.IGNORECASE)
_DAYS_CUE = re.compile(r"\b(?:le|les|du|des|entre\sle)\s$", re.IGNORECASE)
_AFTER_DAY = re.compile(
    r"\s*(?:$|[,;:.)»!?–—]|\s(?:à|au|aux|et|en|dans|il|elle|on|par|pour|sur|chez|contre|que|qui)\b)"
)


def _is_counted(text: str, end: int) -> bool:
    """Return whether a plural noun follows, as after a quantity ("2000 ouvriers")."""
    found = _NEXT_WORD.match(text, end)
    return found is not None and found[1][-1] in "sx" and len(found[1]) > 2 and found[1] not in _NOT_COUNTED


def _is_numbered(text: str, start: int) -> bool:
    """Return whether what stands before makes the number one of a page, a volume, an article."""
    return _NUMBERED.search(text, max(0, start - 30), start) is not None


def stands_as_year(text: str, start: int, end: int, year: int) -> bool:
    """Return whether a four-digit number is a year here: rounder and older numbers need a clearer sign."""
    if _is_numbered(text, start) or _UNIT.match(text, end):
        return False
    if _DATING.search(text, max(0, start - 14), start):
        return True
    if year < 1400 or (year % 100 == 0 and year != 1900):
        return False
    return not _is_counted(text, end)


def stands_as_short_year(text: str, end: int) -> bool:
    """Return whether two digits after a month or "en" are a year ("août 14"), not an hour or a quantity."""
    return not (_UNIT.match(text, end) or _is_counted(text, end))


def stands_as_month(text: str, start: int) -> bool:
    """Return whether the name of a month, alone, is a date here: in lower case, after "en", "fin", "jusqu'en" …"""
    before = max(0, start - 30)
    if not text[start].islower() or _OF_AN_EVENT.search(text, before, start):
        return False
    return _MONTH_CUE.search(text, before, start) is not None


def stands_as_day(text: str, start: int, end: int, *, many: bool) -> bool:
    """Return whether a number up to 31 (or two of them) is a day of the month here ("le 22", "du 18 au 20")."""
    if _UNIT.match(text, end) or _is_counted(text, end):
        return False
    cue = _DAYS_CUE if many else _DAY_CUE
    if not cue.search(text, max(0, start - 12), start):
        return False
    if not text[start:end].isdigit():
        return _AFTER_DAY.match(text, end) is not None
    return many or int(text[start:end]) > 1

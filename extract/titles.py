"""A work's title guessed by the model in, whether it can be one out: most quotations are speech, not titles.

A title in quotation marks fills them, is short, and is announced by a word for writings or stands in a sentence; what
follows "écrit :" is somebody's words. A title that opens a sentence is cited: a bracket, a publisher or "de X" follows.
"""

import re
from typing import Final

_OPENED = re.compile(r"[«“\"]\s?$")
_FILLED = re.compile(r"\s?[.,;!?…]{0,3}\s?[»”\"]")
_ANNOUNCED = re.compile(
    r"\b(?:livres?|romans?|brochures?|articles?|ouvrages?|pamphlets?|essais?|poèmes?|revues?|journa(?:l|ux)|quotidien"
    r"|hebdomadaire|titr\w+|sous-titr\w+|intitul\w+|recueil|mémoires|pièce|film|manifeste|éditorial|tract|appel|chapitre"
    r"|rapport|texte|étude|lettre|chanson|hymne|in|dans|voir|lire|publi\w+|paru\w*|thèses?|nouvelle|série|bulletin)\b"
    r"[^«»“”.;]{0,30}$",
    re.IGNORECASE,
)
_COLON = re.compile(r":\s?[«“\"]?\s?$")
_CITED = re.compile(r" ?[»”\"(]| ?, ?(?:[A-ZÀ-Þ]|\d|n°|t\.|pp?\.|tome|vol)| (?:de|par) [A-ZÀ-Þ]")
_LONGEST: Final = 9
_BEFORE: Final = 60


def may_be_title(text: str, start: int, end: int, *, opens: bool) -> bool:
    """Return whether ``text[start:end]`` may be a work's title where it stands; ``opens``: it opens its sentence."""
    before = text[max(0, start - _BEFORE) : start].rstrip("'’")
    mark = _OPENED.search(before)
    if mark is None:
        return not opens or bool(_CITED.match(text, end))
    announced = bool(_ANNOUNCED.search(before[: mark.start()].rstrip(" :")))
    if not _FILLED.match(text, end):
        return announced and not _COLON.search(before)
    short = len(text[start:end].split()) <= _LONGEST
    return announced or (short and not _COLON.search(before))

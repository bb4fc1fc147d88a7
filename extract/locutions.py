"""Several words that do the work of one: "au sein de" is a preposition, "en particulier" an adverb.

Used by :mod:`extract.items`, on forms alone.
"""

from collections.abc import Sequence
from typing import Final

# several words that stand for one preposition
_LOCUTIONS: Final = {
    "au sein de": "dans", "à l'intérieur de": "dans", "au cours de": "pendant", "à l'encontre de": "contre",
    "à l'égard de": "envers", "vis-à-vis de": "envers", "face à": "contre", "aux côtés de": "côtés",
    "côte à côte avec": "côtés", "coude à coude avec": "côtés", "de concert avec": "côtés",
    "auprès de": "près",
    "à côté de": "avec", "en face de": "contre", "au lieu de": "sans", "à la place de": "place", "près de": "à",
    "loin de": "hors", "autour de": "autour", "à la tête de": "tête", "à la direction de": "tête",
    "en faveur de": "pour",
    "au profit de": "pour", "au nom de": "nom", "grâce à": "grâce", "à cause de": "cause", "à partir de": "dès",
    "avant de": "avant", "afin de": "pour", "en vue de": "pour", "à l'exception de": "sauf", "quant à": "quant",
    "à propos de": "sur", "au sujet de": "sur", "en présence de": "devant", "à l'initiative de": "par",
    "sur l'initiative de": "par", "sous l'impulsion de": "par", "sur ordre de": "par", "sur l'ordre de": "par",
    "de la part de": "par", "des mains de": "par", "avec l'aide de": "aide", "avec l'appui de": "aide",
    "avec le soutien de": "aide", "avec le concours de": "aide",
    "avec la complicité de": "aide", "avec le renfort de": "aide",
    "d'accord avec": "accord", "en accord avec": "accord", "lors de": "pendant",
    "en conflit avec": "conflit", "en désaccord avec": "conflit", "en lutte avec": "conflit",
    "en lutte contre": "conflit", "en rupture avec": "conflit", "en guerre avec": "conflit",
    "en guerre contre": "conflit", "aux prises avec": "conflit", "en opposition avec": "conflit",
    "en opposition à": "conflit",
    "à l'occasion de": "pendant", "hors de": "hors", "à travers": "travers",
    "en tant que": "comme", "en qualité de": "comme", "au poste de": "poste",
    "aux fonctions de": "poste",
    "à titre de": "comme", "au titre de": "comme", "aux ordres de": "sous",
    "au-devant de": "vers", "en dehors de": "hors",
}  # fmt: skip
_ADVERBS: Final = frozenset(
    tuple(phrase.replace("'", "' ").split())
    for phrase in (
        "à présent",
        "à l'époque",
        "en même temps",
        "d'abord",
        "en particulier",
        "par la suite",
        "à nouveau",
        "de nouveau",
        "en effet",
        "d'ailleurs",
        "en vain",
        "en personne",
        "à son tour",
        "en outre",
        "de plus",
        "tout de suite",
        "à la fois",
        "par exemple",
        "en fait",
        "de fait",
        "d'emblée",
        "à jamais",
        "en secret",
        "à cette époque",
        "à ce moment",
        "en revanche",
        "au contraire",
        "sans doute",
        "peu après",
        "peu à peu",
        "plus tard",
        "de même",
        "en réalité",
        "en particulier",
    )
)
_PLAIN: Final = {"du": "de", "des": "de", "d'": "de", "d’": "de", "au": "à", "aux": "à", "l’": "l'"}


def find_locution(forms: Sequence[str]) -> tuple[int, str] | None:
    """Return (number of words, preposition) of the locution with which ``forms`` begin; ``""`` for an adverb's."""
    if not forms or forms[0] not in _STARTS:
        return None
    read: list[str] = []
    for length, form in enumerate(forms[:LONGEST], start=1):
        read.append(form if length == 1 else _PLAIN.get(form, form))
        if tuple(read) in _BY_FORMS:
            return length, _BY_FORMS[tuple(read)]
        if tuple(read) in _ADVERBS:
            return length, ""
    return None


LONGEST: Final = 5
_BY_FORMS: Final = {tuple(key.replace("'", "' ").split()): value for key, value in _LOCUTIONS.items()}
_STARTS: Final = frozenset(forms[0] for forms in (*_BY_FORMS, *_ADVERBS))

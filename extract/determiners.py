"""A text and where a name begins in, what the words before it say out: one of its kind, some members, a known one.

Asked by :mod:`extract.known_names`, :mod:`extract.ruled_names`, :mod:`extract.names`: "une garde rouge" is no name.
"""

import re

_COUNTED = re.compile(
    r"\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|cent"
    r"|(?<!\d)\d{1,3}|quelques|plusieurs|certains|nombreux|beaucoup de|d['’]autres) $"
)
_PLURAL = re.compile(r"\b(?:[Ll]es|[Dd]es|aux|ces|ses|leurs) $")
_INDEFINITE = re.compile(
    r"\b[Uu]ne? (?:(?:nouvel|nouvelle|nouveau|autre|prochaine?|future?|véritable|seule?|grande?|petite?|simple|vraie?"
    r"|première|premier|deuxième|seconde?|jeune|puissante?|éventuelle?) )?$"
)
_DETERMINED = re.compile(
    r"(?:\b(?:[Ll]es|[Aa]ux|[Dd]es|[CcSs]es|[Ll]eurs|[Nn]os|[Ll]e|[Dd]u|[Aa]u)"
    r"(?: premiers| derniers| nouveaux| anciens| futurs)? |[«“\"] ?|[-(])$"
)


def is_counted(text: str, start: int, surface: str) -> bool:
    """Return whether what begins at ``start`` is some members of a body or several of them: "110 SR", "les PC"."""
    many = surface == "PC" and _PLURAL.search(text, max(0, start - 6), start)
    return bool(many or _COUNTED.search(text, max(0, start - 14), start))


def is_indefinite(text: str, start: int) -> bool:
    """Return whether what begins at ``start`` is one of its kind: "une garde rouge", "un nouveau parti communiste"."""
    return bool(_INDEFINITE.search(text, max(0, start - 20), start))


def is_determined(text: str, start: int) -> bool:
    """Return whether an article, a possessive or a mark stands before ``start``: "les gardes rouges", "« gardes"."""
    return bool(_DETERMINED.search(text, max(0, start - 16), start))

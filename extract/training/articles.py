"""A sentence's beginning and a name in, the beginning with the article that French wants before the name out.

"De" and "Parti" give "du Parti", "suit" and "Congrès de Tours" give "suit le Congrès de Tours". Gender is told by the
name's first word, which is right for the patterns and nearly always for the rest: good enough to train on.
"""

import re

ARTICLED = frozenset({"Party", "Soviet", "Front", "Organisation", "Event"})
VOWELS = "AÂEÉÈÊIÎOÔUaâeéèêiîoôu"

_FEMININE = re.compile(
    r"(?:commune|ligue|gauche|droite|marche|grève|bataille|paix|guerre|affaire|révolte|défense|banque|alliance"
    r"|tendance|armée|garde|centrale|école|académie|tchéka|section|jeunesse|police|société|fraction|bande|légion|maison|bourse|charte|chambre|douma"
    r"|internationale|plate-forme|cgt|sfio|cnt|fai|gpu|ugt|cgtu|ait|[\w-]*(?:tion|sion|ence|ance|ise|ie|ette))$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"[IVX]+e$")
_PLURAL = re.compile(r"(?:[a-zà-ÿ-]+(?:s|x)|Jeunesses|Éditions|Brigades|Trade)$")
_SINGULAR = re.compile(r"(?:congrès|procès|accès)$", re.IGNORECASE)
_DETERMINED = re.compile(r"(?:\b(?:[Ll]es?|[Ll]a|[Aa]ux?|[Dd]u|[Dd]es|[Uu]ne?|[Cc]ette|[Ss]on|[Ss]a)\s|[’'(\[«]\s?)$")
_DE, _TO = re.compile(r"\b([dD])e $"), re.compile(r"(^|[\s(])([aàAÀ]) $")


def add_article(before: str, name: str) -> str:
    """Return ``before`` ready for ``name``: its article added, "de" and "à" contracted with it."""
    if _DETERMINED.search(before) or name.startswith(("le ", "la ", "les ", "l'", "Le ", "La ", "Les ", "L'")):
        return before
    head = re.split(r"[\s']", name, maxsplit=1)[0]
    if _PLURAL.match(head) and not _SINGULAR.match(head):
        article = "les "
    elif name[0] in VOWELS:
        article = "l'"
    else:
        article = "la " if _FEMININE.match(head) and not _ORDINAL.match(head) else "le "
    if not before or before.endswith((". ", ": ")):
        article = article[0].upper() + article[1:]
    return _contract(before, article)


def _contract(before: str, article: str) -> str:
    if article in {"le ", "les "} and (match := _DE.search(before)):
        return f"{before[: match.start()]}{match[1]}{'u' if article == 'le ' else 'es'} "
    if article in {"le ", "les "} and (match := _TO.search(before)):
        to = "a" if match[2] in "aà" else "A"
        return f"{before[: match.start()]}{match[1]}{to}u{'x' if article == 'les ' else ''} "
    return before + article


def elide(before: str, name: str) -> str:
    """Return ``before`` with "de" or "que" at its end elided before a vowel."""
    return re.sub(r"\b([dD]|[Qq]u)e $", r"\1'", before) if name[0] in VOWELS else before

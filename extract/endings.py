"""A word and what stands before it in, the likely class out: endings of surnames, words that tell a place.

What :mod:`extract.borders` and :mod:`extract.surnames` go by where no list knows a name.
"""

import re

_SURNAME = re.compile(
    r"(?:[^aeiouy]ov|[^v]ev|[bdfgklmnpstvz]off|[nrz]eff|[nrtdlvz]iev|[a-zà-ÿ]{2}(?:n|v|l|r|t|o)s[ck](?:i|y|ï|ij)"
    r"|[a-z]+s(?:ka[ïi]a|kaya)|ovitch|[eé]vitch|[a-z]vi[ct]z?ch|enko|dz[eé]|chvili|[a-z]{3}tsky|insk(?:i|a[ïi]a))$"
)
_PLACE_CUE = re.compile(
    r"\b(?:[Àà]|[Ee]n|[Vv]ers|[Dd]epuis|ville|village|gare|usine|région|camps?|prison|îles?|district|province"
    r"|fort|quartier|rue|place|monastère|régiment|palais|cuirassé|croiseur|navire|jusqu['’]à|entre)"
    r"(?: de| d['’]| du)?[ ’']?$"
)


def ends_as_surname(word: str) -> bool:
    """Return whether a word ends as Slavic and Caucasian surnames do: ``Sonovsky``, ``Kavtaradzé``, ``Netchaïev``."""
    return len(word) > 5 and word[1:].islower() and bool(_SURNAME.search(word.lower()))


def is_place_cue(before: str) -> bool:
    """Return whether the words before a name tell a place: "à", "en", "le camp de"."""
    return bool(_PLACE_CUE.search(before))

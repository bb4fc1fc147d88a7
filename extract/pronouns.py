"""Subject pronouns that a text settles: ``il``, ``elle``, ``celui-ci`` and ``ce dernier`` to the person they stand for.

In: the cleaned text, sentence spans and the persons named in them. Out: arguments for :mod:`extract.claims` that carry
the person's entity at the pronoun's place. Only where one person is in question; "il faut", "il y a" are left alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from extract.claims import Argument

Span = tuple[int, int]

IMPERSONAL = re.compile(
    r"\s+(?:n['’]|ne )?(?:y (?:a|avait|eut|aura|ait|aurait)\b|"
    r"en (?:est|fut|va|était|alla|allait|ira|sera|serait|irait|aurait été) (?:ainsi|de |du |autrement)"
    r"|(?:lui |leur |me |nous |vous )?(?:faut|fallu|fallait|faudra)"
    r"|s['’]agi|semble|sembla|convient|suffi|existe|import|paraît|advient|arrive (?:que|qu)"
    r"|(?:lui |leur |me |nous |vous )?rest(?:e|ait|a) (?:à (?=[a-zà-ÿ])|que|vrai|aucun|encore (?:à|un|de)|un|peu)"
    r"|vaut"
    r"|(?:est|était|fut|sera|a été|avait été|serait)(?: pas)?(?: [a-zà-ÿ]+ment| peu| bien| fort| trop| si| très"
    r"| plus)? (?:vrai|possible|certain|clair|temps|évident"
    r"|probable|nécessaire|impossible|facile|difficile|question|une fois|décidé|convenu|prévu|entendu"
    r"|interdit|permis|admis|étonnant|naturel|douteux|remarquable|significatif|intéressant|important|essentiel|utile|inutile"
    r"|tard|tôt|prouvé|établi|avéré|notoire|symptomatique|frappant|curieux|étrange|regrettable|préférable|légitime|normal"
    r"|indispensable|indéniable|incontestable|caractéristique)\b"
    r"|fait (?:froid|nuit|jour|nul|peu)|nous |se (?:peut|trouve que|forma|produi))"
)
_SUBJECT_REACH = 45
"""Characters from a sentence's beginning within which a person is taken for its subject."""
_PRONOUN_REACH = 80
"""Characters from a sentence's beginning within which a pronoun may take up the sentence before."""


_VOICE = re.compile(
    r"\b(?:(?:selon|d['’]après|aux dires de) (?:l['’])?(?:[a-zà-ÿ-]+ ){0,3}|(?:pour|contre) )$", re.IGNORECASE
)


_SIDE = re.compile(r"(?:Son|Sa|Ses|Leur|Leurs) ")


def speaks_aside(text: str, start: int) -> bool:
    """Return whether a sentence is about someone beside its subject: "Son oncle, X, …" leaves "il" to whom it was."""
    return bool(_SIDE.match(text, start))


def is_voice(text: str, start: int) -> bool:
    """Return whether the name at ``start`` is only someone's whose word is reported: "Selon Broué, il …"."""
    return bool(_VOICE.search(text[max(0, start - 40) : start]))


def _subject(persons: Sequence[Argument], sentence: Span) -> Argument | None:
    """Return the only person of a sentence, else the one with which it opens, else None."""
    if len({person.entity for person in persons}) == 1:
        return persons[0]
    return persons[0] if persons and persons[0].start - sentence[0] <= _SUBJECT_REACH else None


_THEY = re.compile(r"\b(?:[Ii]ls|[Ee]lles|[Tt]ous deux|[Tt]outes deux)\b(?=[ ,])")
_RELATIVE = re.compile(r",? (?:qu['’]|que |dont |où |auxquels |(?:avec|contre|par|pour) (?:les|qui)[a-z]* )")
_JOINT = re.compile(r"(?:,| et|, et|,? puis)(?: l['’ae]| les?)?(?: [a-zà-ÿ]+)?[ ’']?")


def find_plurals(
    text: str, sentence: Span, persons: Sequence[Argument], before: Sequence[Argument], before_span: Span | None
) -> Iterator[Argument]:
    """Yield "ils", "elles" and "tous deux" as the persons joined by "et" with whom the sentence before opens.

    Those joined in the sentence itself come first. The argument carries the first; its ``others`` are the rest.
    """
    for match in _THEY.finditer(text, *sentence):
        here = [one for one in persons if one.end <= match.start()]
        if here and _RELATIVE.fullmatch(text, here[-1].end, match.start()):
            group: Sequence[Argument] = ()  # "comme X et Y qu'ils imitaient"
        elif here:
            group = _joined(text, here)
        elif before_span and match.start() - sentence[0] <= _PRONOUN_REACH:
            opening = before[0].start - before_span[0] <= _SUBJECT_REACH if before else False
            group = _joined(text, before) if opening else ()
        else:
            group = ()
        names = tuple(dict.fromkeys(one.entity for one in group))
        if len(names) > 1:
            yield Argument(match.start(), match.end(), "Person", names[0], others=names[1:])


def _joined(text: str, persons: Sequence[Argument]) -> Sequence[Argument]:
    """Return the first persons that stand side by side, where "et" joins the last of them."""
    group, last = [persons[0]], ""
    for one in persons[1:]:
        link = text[group[-1].end : one.start]
        if not _JOINT.fullmatch(link):
            break
        group.append(one)
        last = link
    return group if "et" in last.split() else ()


_OF_IT = re.compile(
    r"\ben(?= (?:est|fut|était|devint|devient|deviendra|furent|étaient|resta)(?: alors)?(?: élue?s?| nommée?s?)? "
    r"(?:le |la |l['’]|les |l['’]un des |président|secrétaire|directeur|membre|dirigeant))"
)
_THERE = re.compile(
    r"\by(?= (?:assist|particip|présent|parl|prononç|représent|intervi|siég|prit la parole|prirent la parole"
    r"|défend|lut|lit))"
)
_HIS = re.compile(
    r"\b(?:[Ss]a|[Ss]on|[Ss]es|[Ll]eur)"
    r"(?= (?:(?:premi|deuxi|troisi|second|future?|jeune|propre|ancien|deux|trois)\w* )?"
    r"(?:épou|femme|mari\b|compagn|fils\b|fille\b|frère|sœur|père|mère|beau-|belle-|gendre|oncle"
    r"|tante|neveu|nièce|cousin))"
)
_ITS = re.compile(
    r"\b(?:[Ss]es|[Ss]on|[Ss]a|[Ll]eurs?)(?= (?:premi\w+ |nouve\w+ |futurs? |principa(?:l|ux) )?(?:vice-)?"
    r"(?:présidente?s?|secrétaires?|dirigeante?s?|trésori\w+|rédacteurs?|directeurs?|directrices?|délégués?"
    r"|commandants?|leaders?|chefs?|porte-parole|représentante?s?|ambassadeurs?|animateurs?)\b)"
)
_MANY = re.compile(r"\b(?:les|des|aux|ces) $", re.IGNORECASE)
"""What stands before a name of many: "leurs chefs" are those of "les SR", not of "la Ligue"."""
_BODIES = ("Party", "Soviet", "Organisation", "Front")


_IN_IT = re.compile(
    r"\by(?= (?:entr|adhér|milit|fu(?:t|rent) (?:élu|admis|coopté)|est (?:élu|admis|coopté)|être (?:élu|admis|coopté)"
    r"|siég|rest|demeur|appart))"
)
_IT_MET = re.compile(
    r"\b(?:Il|Elle|Celui-ci|Celle-ci)(?= (?:se tin|s['’]est tenue?|se tient|s['’]ouvr|s['’]est ouvert|eut lieu|a lieu"
    r"|se réuni|s['’]est réuni|dura\b|s['’]acheva|se déroul))"
)
_TAKEN_UP = (
    (_OF_IT, _BODIES), (_OF_IT, ("Place",)), (_ITS, _BODIES), (_THERE, ("Event",)), (_IN_IT, _BODIES),
    (_IT_MET, ("Event",)), (_HIS, ("Person",)),
)  # fmt: skip


def find_references(
    text: str,
    sentence: Span,
    arguments: Sequence[Argument],
    before: Sequence[Argument],
    owners: Mapping[int, str] = MappingProxyType({}),
) -> Iterator[Argument]:
    """Yield "en", "y" and possessives of one sentence as the body, event or person that they take up again.

    ``arguments`` are the names of the sentence, ``before`` those of the one before, both in text order; ``owners`` are
    the persons whose "son" and "sa" are, by where these stand.
    """
    taken: set[int] = set()
    for pattern, kinds in _TAKEN_UP:
        for match in pattern.finditer(text, *sentence):
            if match.start() in taken:
                continue
            if kinds == ("Person",) and match.start() in owners:
                yield Argument(match.start(), match.end(), "Person", owners[match.start()])
                continue
            # "Laurette, sa femme": whom an apposition describes is not whose wife she is
            here = [one for one in arguments if one.end < match.start() - 2 and not _is_kin(text, one, pattern)]
            fits = [argument for argument in [*before, *here] if argument.kind in kinds]
            if pattern is _ITS and match.group().lower().startswith("leur"):
                fits = [one for one in fits if _MANY.search(text, max(0, one.start - 5), one.start)]
            if pattern is _IN_IT and len({one.entity for one in fits}) > 1:
                continue
            if pattern is _IN_IT and _is_there(match, here, fits):
                continue
            if fits:
                owner = _subject([one for one in here if one.kind in kinds], sentence) if "Person" in kinds else None
                taken.add(match.start())
                yield Argument(match.start(), match.end(), fits[-1].kind, owner.entity if owner else fits[-1].entity)


_KIN_OF = re.compile(
    r"\b(?:[Ss]a|[Ss]on|[Ss]es|[Ll]eurs?) (?:[a-zà-ÿ]+ ){0,2}?"
    r"(?:épou\w+|femme|mari|compagn\w+|fils|fille|frères?|sœurs?|père|mère|beau-\w+|belle-\w+|gendre|oncle|tante),? $"
)


def _is_kin(text: str, one: Argument, pattern: re.Pattern[str]) -> bool:
    """Return whether a name says who somebody's is: in "sa femme, X, et son fils" the son is not X's."""
    return pattern is _HIS and one.kind == "Person" and bool(_KIN_OF.search(text, max(0, one.start - 45), one.start))


def _is_there(match: re.Match[str], here: Sequence[Argument], fits: Sequence[Argument]) -> bool:
    """Return whether "y" means a place: "revint à Moscou, mais n'y resta que …"."""
    stays = match.string[match.end() :].lstrip()[:5] in ("reste", "resta", "demeu")
    return stays and any(one.kind == "Place" for one in here) and not any(one in here for one in fits)

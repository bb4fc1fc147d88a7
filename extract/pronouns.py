"""Subject pronouns that a text settles: ``il``, ``elle``, ``celui-ci`` and ``ce dernier`` to the person they stand for.

In: the cleaned text, sentence spans and the persons named in them. Out: arguments for :mod:`extract.claims` that carry
the person's entity at the pronoun's place. Only where one person is in question; "il faut", "il y a" are left alone.
"""

import re
from collections.abc import Iterator, Sequence

from extract.claims import Argument

Span = tuple[int, int]

_PRONOUN = re.compile(r"\b(?:[Ii]l|[Ee]lle|[Cc]elui-ci|[Cc]elle-ci|[Cc]e dernier|[Cc]ette dernière)\b(?=[ ,])")
_IMPERSONAL = re.compile(
    r"\s+(?:n['’]|ne )?(?:y (?:a|avait|eut|aura|ait|aurait)\b|en (?:est|fut|va|était) (?:ainsi|de |du |autrement)"
    r"|faut|fallu|fallait|faudra|s['’]agi|semble|sembla|convient|suffi|existe|import|paraît|advient|arrive (?:que|qu)"
    r"|(?:lui |leur |me |nous |vous )?rest(?:e|ait|a) (?:à (?=[a-zà-ÿ])|que|vrai|aucun|encore (?:à|un|de)|un|peu)"
    r"|vaut"
    r"|(?:est|était|fut|sera|a été|avait été|serait)(?: pas)?(?: [a-zà-ÿ]+ment)? "
    r"(?:vrai|possible|certain|clair|temps|évident"
    r"|probable|nécessaire|impossible|facile|difficile|question|une fois|décidé|convenu|prévu|entendu"
    r"|interdit|permis|admis)"
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


def find_pronouns(
    text: str,
    sentence: Span,
    persons: Sequence[Argument],
    before: Sequence[Argument],
    before_span: Span | None,
    genders: dict[str, str],
    topic: str = "",
) -> Iterator[Argument]:
    """Yield the pronouns of one sentence as arguments.

    ``persons`` are those named in it, ``before`` those of the sentence before (``before_span``), both in text order;
    ``genders`` gives ``m`` or ``f`` by entity id where known; ``topic`` is the person whom the whole text is about.
    """
    for match in _PRONOUN.finditer(text, *sentence):
        if _IMPERSONAL.match(text, match.end()):
            continue
        wanted = "f" if match.group().lower() in ("elle", "celle-ci", "cette dernière") else "m"
        person = _antecedent(match, sentence, persons, before, before_span, genders, wanted)
        entity = person.entity if person else topic if _may_be_topic(match, topic, persons, genders, wanted) else ""
        if entity:
            yield Argument(match.start(), match.end(), "Person", entity)


def _may_be_topic(
    match: re.Match[str], topic: str, persons: Sequence[Argument], genders: dict[str, str], wanted: str
) -> bool:
    """Return whether "il" may be the person whom the text is about: no other is named before it in its sentence."""
    others = [person for person in persons if person.end <= match.start() and person.entity != topic]
    agrees = genders.get(topic, "") == wanted and match.group().lower() in ("il", "elle")
    return agrees and not [person for person in others if genders.get(person.entity, wanted) == wanted]


def _antecedent(
    match: re.Match[str],
    sentence: Span,
    persons: Sequence[Argument],
    before: Sequence[Argument],
    before_span: Span | None,
    genders: dict[str, str],
    wanted: str,
) -> Argument | None:
    agreeing = [person for person in persons if genders.get(person.entity, wanted) == wanted]
    start = sentence[0]
    fits = [person for person in agreeing
            if person.end <= match.start() and not _KIN_OF.fullmatch(match.string, start, person.start)]  # fmt: skip
    earlier = [person for person in before if genders.get(person.entity, wanted) == wanted]
    if before_span and len(earlier) > 1:
        earlier = [one for one in earlier if not _KIN_OF.fullmatch(match.string, before_span[0], one.start)]
    if match.group().lower() in ("celui-ci", "celle-ci", "ce dernier", "cette dernière"):
        nearest = [*earlier, *fits] if before_span else fits
        return nearest[-1] if nearest else None
    if fits:
        return _subject(fits, sentence)
    fronted = _FRONTED.match(match.string, start) or _KIN_OF.match(match.string, start)
    reach = 3 * _PRONOUN_REACH if fronted else _PRONOUN_REACH
    if not before_span or match.start() - start > reach:
        return None
    return _subject(earlier, before_span)


# "Emporté par la foule, … il": what opens a sentence so is said of its subject
_FRONTED = re.compile(
    r"(?!Pendant|Durant|Devant|Avant|Suivant|Cependant|Auparavant|Maintenant|Ainsi|Aussi|Parmi|Qui|Quoi|Lui)"
    r"[A-ZÀ-Þ][a-zà-ÿ]+(?:é|i|ant|u)e?\b(?! que)"
)


# "Ami de Trotsky depuis 1914, il": the friend is meant, not Trotsky
_KIN_OF = re.compile(
    r"(?:Vieil |Vieux |Proche |Ancien |Ancienne |Jeune )?(?:Amie?|Proche|Adversaire|Disciple|Élève|Collaborat\w+"
    r"|Compagnon|Compagne|Frère|Sœur|Fils|Fille|Épouse|Époux|Femme|Mari|Veuve|Secrétaire|Adjointe?|Partisane?|Lieutenant"
    r"|Beau-\w+|Belle-\w+|Rivale?|Ennemie?|Camarade|Cousine?|Neveu|Nièce|Gendre|Père|Mère|Successeur|Prédécesseur"
    r"|Admirat\w+|Traduct\w+|Biographe|[Cc]ollaborat\w+|[Cc]ompagnon|[Cc]amarade)(?: [a-zà-ÿ-]+){0,3} (?:de |d['’])"
)


def _subject(persons: Sequence[Argument], sentence: Span) -> Argument | None:
    """Return the only person of a sentence, else the one with which it opens, else None."""
    if len({person.entity for person in persons}) == 1:
        return persons[0]
    return persons[0] if persons and persons[0].start - sentence[0] <= _SUBJECT_REACH else None


_THEY = re.compile(r"\b(?:[Ii]ls|[Ee]lles|[Tt]ous deux|[Tt]outes deux)\b(?=[ ,])")
_JOINT = re.compile(r"(?:,| et|, et|,? puis)(?: l['’ae]| les?)?(?: [a-zà-ÿ]+)?[ ’']?")


def find_plurals(
    text: str, sentence: Span, persons: Sequence[Argument], before: Sequence[Argument], before_span: Span | None
) -> Iterator[Argument]:
    """Yield "ils", "elles" and "tous deux" as the persons joined by "et" with whom the sentence before opens.

    Those joined in the sentence itself come first. The argument carries the first; its ``others`` are the rest.
    """
    for match in _THEY.finditer(text, *sentence):
        here = [one for one in persons if one.end <= match.start()]
        if here:
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
    r"\b(?:[Ss]a|[Ss]on|[Ll]eur)(?= (?:(?:premi|deuxi|troisi|second|future?|jeune|propre|ancien)\w* )?"
    r"(?:épou|femme|mari\b|compagn|fils\b|fille\b|frère|sœur|père|mère|beau-|belle-|gendre|oncle"
    r"|tante|neveu|nièce|cousin))"
)
_ITS = re.compile(
    r"\b(?:[Ss]es|[Ss]on|[Ss]a|[Ll]eurs?)(?= (?:premi\w+ |nouve\w+ |futurs? |principa(?:l|ux) )?(?:vice-)?"
    r"(?:présidente?s?|secrétaires?|dirigeante?s?|trésori\w+|rédacteurs?|directeurs?|directrices?|délégués?"
    r"|commandants?|leaders?|chefs?|porte-parole|représentante?s?|ambassadeurs?|animateurs?)\b)"
)
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
    text: str, sentence: Span, arguments: Sequence[Argument], before: Sequence[Argument], topic: str = ""
) -> Iterator[Argument]:
    """Yield "en", "y" and possessives of one sentence as the body, event or person that they take up again.

    ``arguments`` are the names of the sentence, ``before`` those of the one before, both in text order.
    """
    taken: set[int] = set()
    for pattern, kinds in _TAKEN_UP:
        for match in pattern.finditer(text, *sentence):
            if match.start() in taken:
                continue
            # "Laurette, sa femme": whom an apposition describes is not whose wife she is
            here = [argument for argument in arguments if argument.end < match.start() - 2]
            fits = [argument for argument in [*before, *here] if argument.kind in kinds]
            if pattern is _IN_IT and len({one.entity for one in fits}) > 1:
                continue
            if fits:
                owner = _subject([one for one in here if one.kind in kinds], sentence) if "Person" in kinds else None
                entity = owner.entity if owner else topic if topic and "Person" in kinds else fits[-1].entity
                taken.add(match.start())
                yield Argument(match.start(), match.end(), fits[-1].kind, entity)
            elif kinds == ("Person",) and topic:
                yield Argument(match.start(), match.end(), "Person", topic)

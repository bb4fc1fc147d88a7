"""The model's names in, better bounded ones out: no title, no article, no half of a quotation, nothing after the name.

Stands between :mod:`extract.guesses` and :mod:`extract.names`; what known name begins where a guess does decides how
far the guess may run.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from extract.endings import ends_as_surname, is_place_cue
from extract.found_names import FoundName
from extract.heads import HEADS, has_head, tells_body
from extract.lexicons import fold
from extract.refusals import is_name, is_people

_TITLES = re.compile(
    r"^(?:(?:[A-Z]\. [–—-]|[Cc]amarades?|[Kk]aiser|[Tt]sar|[Gg]énéral|[Cc]omte|[Pp]rince|[Mm]aréchal"
    r"|[Cc]olonel|[Cc]ommandant|[Cc]apitaine|[Ll]ieutenant|[Aa]miral|[Cc]hancelier|[Dd]éputé|[Dd]élégué|[Ss]ecrétaire"
    r"|[Pp]rofesseur|[Bb]aron|[Pp]ère|[Mm]ère|[Ff]rère|[Ss]œur|[Aa]bbé|[Vv]otre|[Nn]otre|MM?\.|Mmes?|Mlles?|[Cc]itoyenn?e?|[Dd]octeur|Dr"
    r"|[Pp]résident|[Mm]inistre|[Cc]ommissaire|[Ll]es?|[Ll]a|[Ll]['’]|[Dd]['’]|Et|Ni|Mais|Or"
    r"|Jamais|Quand|Selon|Avec|Puis|Après|Avant|Pour|Par|Dans|Chez|Ainsi|Enfin|Alors|Car|Donc|Depuis|Dès|Comme|Si|Que"
    r"|Sans|Sous|Sur|Entre|Contre|Malgré|Cependant|Pourtant|Toutefois|Même|Seuls?|Seule|Aussi|Déjà|Bientôt|Voir|Cf"
    r"|Comment|Pourquoi|Où|Cher|Chère|Chers|Vieux|Jeune|Ancien|Pauvre|Feu|Quant à|Lorsque) ?)+"
    r"(?=[A-ZÀ-Þ])"
)
_AT = re.compile(
    r"\b(?:[Ee]n|[Vv]ers|[Dd]epuis|(?:éclat|retourn|rentr|arriv|rest|demeur|séjourn|parv|résid)\w* à"
    r"|villes? de|gare de|ouvriers de|région de|prise de|garnison de) $"
)
_TAIL = re.compile(
    r"(?:[\s«“\"(\[,;:/–—-]+|(?<=[\s’'])(?:de|du|des|le|la|les|et|ou|où|en|à|au|aux|pour|par|dans|sur|sous|avec|contre"
    r"|un|une|son|sa|ses|leurs?|que|qui|dont|ne|se|and|of|the|in)|(?<=\s)[dlqnsj][’'])+$"
)
"""What ends no name: marks that open something, words that lead on."""
_OFFICE = re.compile(
    r"^(?:(?:Haut-|Vice-|Haut |Premier |Grand |Sous-)?(?:[Pp]résident|[Cc]ommissaire|[Mm]inistre|[Ss]ecrétaire"
    r"|[Dd]irecteur|[Cc]ommandant|[Dd]élégué|[Cc]hef|[Cc]onsul|[Pp]rocureur|[Rr]esponsable|[Mm]embre|[Rr]édacteur)s?"
    r"(?:-[Pp]résident| général| suprême| du [Pp]euple| exécutif| en chef| d['’]honneur| politique| adjoint)*)"
    r"(?P<of> (?:du |de la |de l['’]|des |de |d['’]))?"
)
_HEADLESS: Final = ("Person", "Place")
_BODIES: Final = ("Organisation", "Party", "Soviet")
_VAGUE: Final = (*_HEADLESS, "Organisation")
_NUMBER = re.compile(r", \d.*$|(?<=[a-zà-ÿ]{3})\.$")
_WRITING = re.compile(r"(?:Cahiers?|Mémorandum|Testament|Manifeste|Plate-forme|Mémoires|Carnets?|Souvenirs)$")
_TOLD = re.compile(
    r"((?:^|.* )(?:Mémoires|Mémorandum|Testament|Souvenirs|Carnets|Cahiers?|Plate-forme|Manifeste))"
    r" (?:qu['’]|que |qui |dont |où ).*"
)
_GUARD = re.compile(r"(?:Garde|Armée|Régiment|Ministère|Commissariat) ")
_MEMOIRS = re.compile(r"^(Mémoires|Souvenirs|Carnets) (?:de |d['’])[A-ZÀ-ÞŒ][\w-]+$")
_MEMBERS = re.compile(r" de \d[\d ]*$| du gouvernement$")
"""What follows a body's name: how many it counts, where it sits."""
_LOWER = re.compile(r" (?!sous |près |devant )[a-zà-ÿœ]{5,}")
"""A word that names of persons and places do not hold."""


def trim(text: str, name: FoundName) -> FoundName | None:
    """Return a model's name without titles and stray marks, as a place after "en"; None where it is none (a people)."""
    surface = _TAIL.sub("", name.text.rstrip(" …,;:/–—-"))
    cut = _TITLES.match(surface) if name.kind == "Person" else None
    start = name.start + (cut.end() if cut else 0)
    surface = _TAIL.sub("", close(text[start : name.start + len(surface)]))
    surface = _TOLD.sub(r"\1", _NUMBER.sub("", surface)) if name.kind == "Work" else surface.partition(" : ")[0]
    kind = "Work" if _WRITING.match(surface) and name.kind in _VAGUE else name.kind
    length, kind = cut_people(surface, kind)
    start, surface = start + length, surface[length:]
    if office := _OFFICE.match(surface):
        if not office["of"] or not surface[office.end() : office.end() + 1].isupper() or kind == "Person":
            return None
        start, surface, kind = start + office.end(), surface[office.end() :], "Organisation"
    if kind == "Work" and text[max(0, start - 2) : start].strip() in ("«", "“"):
        surface = _quoted(text, start) or surface
    if kind == "Party" and _GUARD.match(surface):
        kind = "Organisation"
    if kind == "Work":
        surface = _MEMOIRS.sub(r"\1", surface)
    if kind in _BODIES:
        surface = _MEMBERS.sub("", surface)
    if not is_name(surface, kind):
        return None
    kind = _tell_class(text[max(0, start - 18) : start], surface, kind)
    return replace(name, start=start, end=start + len(surface), text=surface, kind=kind) if kind else None


def cut_people(surface: str, kind: str) -> tuple[int, str]:
    """Return how much to cut of "Indien Roy" and the class of the rest, a person; nothing and ``kind`` elsewhere."""
    people, _, rest = surface.partition(" ")
    if kind != "Work" and rest[:1].isupper() and is_people(people) and not re.search(r" [a-zà-ÿ]", rest):
        return len(people) + 1, "Person"
    return 0, kind


def _tell_class(before: str, surface: str, kind: str) -> str:
    """Return the class of a person's or place's guessed name by its words and what stands before; ``""`` for none."""
    if kind not in _HEADLESS:
        return kind
    if tells_body(surface) or fold(surface) in HEADS["Soviet"]:
        return "Organisation"
    if _LOWER.search(surface):
        return "Organisation" if has_head(surface, "Organisation") else ""
    return kind if " " in surface else _by_cue(before, surface, kind)


def _quoted(text: str, start: int) -> str:
    """Return what a quotation holds from ``start`` on where it is short enough for a title, ``""`` where it isn't."""
    found = _IN_QUOTES.match(text, start)
    return found["m"] if found else ""


_IN_QUOTES = re.compile(r"(?P<m>[^«»“”\n.!?]{3,80}?) ?[»”]")


def _by_cue(before: str, surface: str, kind: str) -> str:
    """Return the class of a lone guess: a place after "en", a person where it ends as surnames do elsewhere."""
    if kind == "Person":
        return "Place" if _AT.search(before) else "Person"
    if _OF_PERSON.search(before):
        return "Person"
    return "Person" if ends_as_surname(surface) and not is_place_cue(before) else "Place"


_OF_PERSON = re.compile(
    r"\b(?:lettres?|discours|articles?|arrestation|mort|assassinat|suicide|exclusion|rapport|thèses?|réponse|livre"
    r"|brochure|télégramme|nomination|partisans?|adjoint|biographie) (?:de |d['’])$"
)
"""Words whose complement is a person: "une lettre d'Okoudjava"."""


def close(surface: str) -> str:
    """Return ``surface`` without the half of a quotation or parenthesis that it holds: "Parti « évaporé" is "Parti"."""
    for left, right in ("«»", "()", "[]", "“”"):
        if surface.count(left) > surface.count(right):
            surface = surface[: surface.rindex(left)].rstrip()
        elif surface.count(right) > surface.count(left):
            surface = surface[: surface.index(right)].rstrip()
    return surface


_STEP = re.compile(r" (?:de |du |de la |de l['’]|des |d['’])[A-ZÀ-ÞŒ][\w.’'-]*(?:[ -][A-ZÀ-ÞŒ(][\w.)’'-]*)*$")
_OFFICE_STEP = re.compile(
    r" (?:de |du |de la |de l['’]|des )(?:province|région|gouvernement|district|ville|flotte|armée|front|capitale|rayon"
    r"|parti|soviets?|section|ouvriers|soldats|paysans|marins|députés|syndicats?|délégués)\b"
)
_OF_A_NATION = re.compile(
    r" (?:[a-zà-ÿ]+(?:ais|ois|ien|ain|and|ol|ec|usse|elge|isse|rbe|ate|gol|ard|are|che|que)e?s?)$"
)
_SURNAME = re.compile(r"(?:[ -](?:de |von |van |du |d['’])?[A-ZÀ-ÞŒ][\w.’'-]*)+$")
_BARE: Final = ("Parti", "Soviet", "Opposition", "Internationale")
"""Capitalised short forms that run on into the sentence oftener than into a longer name."""
_BODY_STEP = re.compile(
    r" (?:(?:de |du |de la |de l['’]|des |d['’])(?:[A-ZÀ-ÞŒ]|(?:délégués|députés|ouvriers|paysans|soldats|marins|gauche"
    r"|droite|commissaires|douze|jeunes)\b)|(?:central|suprême|ouvrier|ouvrière|local|syndicale?|internationale?)\b)"
)
_PARTY_STEP = re.compile(r" (?:des |du |de l['’]|de la )[A-ZÀ-ÞŒ]")
_AND = re.compile(r" et (?:de |du |des |d['’]|la |le |l['’]|les )")
_ONWARD = re.compile(r" (?:au|aux|en|à|dans|pour|qui|par|lors|avec|sur|contre)\b|.*\d")


def runs_on(guess: FoundName, known: Mapping[int, FoundName]) -> bool:
    """Return whether a guess is a known name with more of the sentence: "Parti communiste au début de 1928".

    ``known`` holds the longest name of the authority or a rule that begins at each offset.
    """
    first = known.get(guess.start)
    if first is None or first.end >= guess.end:
        return False
    rest = guess.text[first.end - first.start :]
    if _ONWARD.match(rest):
        return True
    if first.text in _BARE:
        return not (_OF_A_NATION.match(rest) or (_PARTY_STEP if first.text == "Parti" else _BODY_STEP).match(rest))
    if first.by == "authority" and _AND.match(rest):
        return True
    if not first.sure and " " not in first.text:
        return False
    within = (known[start] for start in range(first.end, guess.end) if start in known)
    return any(one.sure and one.kind == "Person" for one in within) or not _may_go_on(first.kind, rest, guess, known)


def _may_go_on(kind: str, rest: str, guess: FoundName, known: Mapping[int, FoundName]) -> bool:
    """Return whether a known name of ``kind`` may be the beginning of a longer one that ends with ``rest``."""
    if kind == "Person":
        return bool(_SURNAME.match(rest))
    if kind == "Place":
        return rest.startswith("-")
    if kind == "Work":  # "Pravda de Vienne", but "Les Humbles" de Wullens
        town = known.get(guess.end - len(rest.split(" ")[-1]))
        return town is not None and town.kind == "Place"
    national = kind == "Organisation" and _OF_A_NATION.match(rest)
    return bool(national or _STEP.match(rest) or _OFFICE_STEP.match(rest))


_OF = re.compile(r" (?:de |d['’]|du )")


def extend(text: str, guess: FoundName, known: Mapping[int, FoundName]) -> FoundName:
    """Return a body's name with the town it lacks ("Comité exécutif de la province" de Samara), or as it is."""
    link = _OF.match(text, guess.end) if guess.kind in _BODIES and _PROVINCE.search(guess.text) else None
    town = known.get(link.end()) if link else None
    if town is None or town.kind != "Place":
        return guess
    return replace(guess, end=town.end, text=text[guess.start : town.end])


def add_year(text: str, name: FoundName) -> FoundName:
    """Return an event's name with the year that tells it from others of that name: "congrès de Tours de 1920"."""
    year = _OF_YEAR.match(text, name.end) if name.kind == "Event" and not name.text[-1].isdigit() else None
    return replace(name, end=year.end(), text=text[name.start : year.end()]) if year else name


_OF_YEAR = re.compile(r" de 1[89]\d\d(?:[-–](?:1[89])?\d\d)?(?![-\w])")
_PROVINCE = re.compile(r" (?:province|région|gouvernement|district|ville|étrangers|ouvriers|députés|syndicats)$")

"""A word for an office, a membership or a kinship in its sentence: its wording, its complements and who it describes.

Parsers find appositions badly, so these are read from the items: "X, secrétaire du parti", "le secrétaire du parti, X",
"X fut élu secrétaire", "comme secrétaire". Used by :mod:`extract.frames`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from extract.appositions import find_apposed, find_fronted
from extract.items import Item
from extract.phrases import Phrase, read_phrase, skip_adjectives, skip_brackets
from extract.rules import read_macros
from extract.subjects import Analysis
from extract.verbs import VerbGroup


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """An office as worded over items ``first`` to ``end``; ``vague`` where its complement names no known body."""

    role: str
    first: int
    head: int
    end: int
    complements: tuple[Phrase, ...]
    vague: bool
    plural: bool


@cache
def _role_pattern() -> re.Pattern[str]:
    return re.compile(read_macros()["role"], re.IGNORECASE)


_BEFORE: Final = frozenset(
    "premier première premiers haut hauts principal principaux nouveau nouvelle nouveaux ancien ancienne anciens "
    "anciennes futur future futurs jeune jeunes vieux vieil seul véritable grand grands ex nouvelles principales deux "
    "trois quatre cinq six sept huit dix autres actuel actuelle actuels propre".split()
)


def read_office(text: str, items: Sequence[Item], place: int) -> OfficePhrase:
    """Return the office whose word stands at ``place``, with the complements in "de", "à" or "dans" that follow."""
    first = place
    while first and (items[first - 1].type == "d" or items[first - 1].form in _BEFORE):
        first -= 1
    while first > 1 and items[first - 1].lemma == "de" and items[first - 2].form in ("un", "une"):
        first -= 2  # "l'un des fondateurs"
        first -= first > 0 and items[first - 1].type in "dk"
    head = place - 1 if place and items[place - 1].form in ("premier", "première", "haut") else place
    match = _match_role(text, items, head)
    end = place + 1
    if match:
        while end < len(items) and items[end].start < match.end():
            end += 1
    role = match.group() if match else text[items[place].start : items[place].end]
    return _read_complements(items, OfficePhrase(role, first, place, end, (), False, items[place].form.endswith("s")))


def _match_role(text: str, items: Sequence[Item], head: int) -> re.Match[str] | None:
    """Return the wording of an office from ``head`` on, up to the name of its body: "au PTT" is a portfolio."""
    match = _role_pattern().match(text, items[head].start)
    place = next((place for place in range(head + 1, len(items)) if items[place].type == "N"), None)
    if match is None or place is None or match.end() <= items[place].start:
        return match
    name, of_body = items[place], items[place - 1].lemma == "de" or items[place - 2].lemma == "de"
    title = text[name.start : name.end].lower() == "conseil"  # "président du Conseil" heads a government
    if match.end() < name.end or (of_body and not title):
        return _role_pattern().match(text, items[head].start, name.start)
    return match


def _read_complements(items: Sequence[Item], office: OfficePhrase) -> OfficePhrase:
    place, found = skip_adjectives(items, office.end), list[Phrase]()
    while place < len(items):
        if items[place].type == "T" or items[place].type == "b" or _is_date(items, place):
            place += 1
            continue
        if not found and (after := _skip_insertion(items, place)) > place:
            place = after
            continue
        phrase = read_phrase(items, place) if items[place].type == "p" else None
        if phrase is None or phrase.prep not in ("de", "à", "dans", "pour", "en") or (found and phrase.prep == "pour"):
            break
        found.append(phrase)
        place = phrase.end
    vague = any(phrase.prep == "de" and not phrase.numbers for phrase in found[:1])
    return OfficePhrase(office.role, office.first, office.head, place, tuple(found), vague, office.plural)


def _skip_insertion(items: Sequence[Item], place: int) -> int:
    """Return the place of "de" after "avec X et Y" or words between commas: "fondateur, avec X, du parti"."""
    comma = items[place].type == ","
    company = read_phrase(items, place + comma) if items[min(place + comma, len(items) - 1)].lemma == "avec" else None
    end = company.end if company is not None else place
    end += comma and end > place and end < len(items) and items[end].type == ","
    return end if end > place and end < len(items) and items[end].lemma == "de" else place


def _is_date(items: Sequence[Item], place: int) -> bool:
    return items[place].type == "p" and place + 1 < len(items) and items[place + 1].type in "Tb"


_COPULAS: Final = frozenset("être devenir rester demeurer redevenir".split())
_APPOINTING: Final = frozenset(
    "élire réélire nommer désigner promouvoir choisir coopter proclamer confirmer maintenir introniser renommer porter "
    "faire appeler instituer consacrer".split()
)
_POSTING: Final = frozenset("placer accéder parvenir rester maintenir être passer succéder remplacer".split())
_HOLDING: Final = frozenset(
    "assurer assumer exercer occuper remplir tenir obtenir recevoir accepter prendre reprendre perdre quitter "
    "abandonner garder conserver retrouver cumuler partager avoir".split()
)
_PROPOSING: Final = frozenset("proposer souhaiter vouloir voir recommander pressentir imaginer refuser récuser".split())
_LINKS: Final = frozenset(
    "alors encore désormais longtemps aujourd'hui également aussi plus tard ensuite autrefois tous toutes".split()
)

Before = Sequence[tuple[int, tuple[int, ...], VerbGroup | None]]


def find_holders(done: Analysis, office: OfficePhrase, before: Before) -> tuple[tuple[int, ...], VerbGroup | None]:
    """Return the numbers of those whom an office's word describes, and the verb that says so, if any.

    ``before`` are the offices found further left: (end, holders, verb).
    """
    items, place = done.items, office.first - 1
    while place >= 0 and (items[place].type in "bT" or items[place].form in _LINKS or _is_date(items, place)):
        place -= 1
    owner = _find_owner(done, office)
    if owner:
        return owner, None
    if place >= 2 and items[place].lemma == "de" and items[place - 1].form.rstrip("s") in _POSTS:
        return _posted(items, place - 1), None
    if place >= 1 and items[place].lemma == "de" and items[place - 1].form in _LIKENED:
        return (), None  # "une sorte de Premier Consul"
    joined = _joined_office(items, place, before)
    if joined:
        return joined
    attribute = _attribute_holder(done, office)
    if attribute:
        return attribute
    if place >= 0 and (items[place].type in ",(" or items[place].form in ("devenu", "devenue")):
        holders = _names_before(done, place, office)
        if holders:
            return holders, None
    return _names_after(items, office) or _names_apart(done, office), None


def _names_apart(done: Analysis, office: OfficePhrase) -> tuple[int, ...]:
    """Return whom a bare office describes over other appositions, or where it opens the sentence."""
    bound = any(phrase.numbers for phrase in office.complements)
    if not bound or office.plural or done.items[office.first].type == "d":
        return ()
    return find_apposed(done.items, office.first) or find_fronted(done, office.first, office.end)


_LIKENED: Final = ("sorte", "espèce", "manière", "semblant", "genre")
_POSTS: Final = frozenset("poste fonction titre charge qualité mandat rôle".split())


_CARRIED: Final = _POSTS | frozenset(
    "place position siège droit pouvoir autorité responsabilité devoir prérogative tâche travail activité mission mot "
    "métier nomination carrière expérience statut discours voix signature talent prestige traitement bureau "
    "lettre année".split()
)
"""What belongs to someone as the holder of an office: "ses droits de secrétaire", "son discours de dirigeant"."""


def _find_owner(done: Analysis, office: OfficePhrase) -> tuple[int, ...]:
    """Return whose "son" stands before the noun that an office completes: the one known for it, else the subject."""
    for phrase, group in done.phrases:
        for one in (phrase, *phrase.of):
            if one.possessed and one.lemma in _CARRIED and any(of.head == office.head for of in one.of):
                return _owner_of(done, one, group)
    return ()


def _owner_of(done: Analysis, phrase: Phrase, group: VerbGroup | None) -> tuple[int, ...]:
    """Return whose "son" is; where it opens the sentence, the subject's that follows: "De son poste, X dirigeait"."""
    group = group or next((one for one in done.groups if one.first > phrase.head and one.shape == "fin"), None)
    subjects = group.subjects if group is not None else []
    told = _holders_of(subjects, done.items)
    opens = bool(subjects) and phrase.first < subjects[0].first
    if subjects and not told and done.items[subjects[0].head].type == "r":
        return ()  # "elle", nobody knows who
    known = _persons(done.items, (phrase.owner,)) if phrase.owner >= 0 else ()
    return told if opens and told else known or told


def _posted(items: Sequence[Item], place: int) -> tuple[int, ...]:
    """Return the person last named before "son poste de …"."""
    if items[place - 1].form not in ("son", "sa", "ses"):
        return ()
    return next(((item.number,) for item in reversed(items[:place]) if item.type == "N" and item.kind == "P"), ())


def _joined_office(
    items: Sequence[Item], place: int, before: Before
) -> tuple[tuple[int, ...], VerbGroup | None] | None:
    """Return the holders of the office before, where this one is joined to it: "membre du Bureau et secrétaire"."""
    if place < 0 or items[place].type not in "c,":
        return None
    while place > 0 and items[place - 1].type in "c,b":
        place -= 1
    return next(((holders, group) for end, holders, group in reversed(before) if end == place), None)


def _names_before(done: Analysis, place: int, office: OfficePhrase) -> tuple[int, ...]:
    """Return the persons whose name ends before the comma or bracket at ``place``."""
    for phrase, _ in reversed(done.phrases):
        end = skip_brackets(done.items, phrase.end)
        if phrase.numbers and (end == place or phrase.end == place):
            persons = _persons(done.items, phrase.numbers)
            if len(persons) > 1 and not office.plural:
                return persons[-1:]
            return persons
        if phrase.end < place - 20:
            break
    before = done.items[place - 1] if place else None
    return (before.number,) if before is not None and before.type == "N" and before.kind == "P" else ()


def _persons(items: Sequence[Item], numbers: Sequence[int]) -> tuple[int, ...]:
    kinds = {item.number: item.kind for item in items if item.number >= 0}
    return tuple(number for number in numbers if kinds.get(number) == "P")


def _attribute_holder(done: Analysis, office: OfficePhrase) -> tuple[tuple[int, ...], VerbGroup] | None:
    """Return whom a verb makes or calls the holder: "X devint secrétaire", "le congrès élut X secrétaire"."""
    for phrase, group in done.phrases:
        if phrase.head != office.head and not any(one.head == office.head for one in phrase.of):
            continue
        if group is None or phrase not in group.phrases:
            return None
        if group.lemma in _COPULAS and phrase.prep in ("", "comme"):
            return _holders_of(group.subjects, done.items), group
        if phrase.prep == "poste" and group.lemma not in (*_APPOINTING, *_POSTING):
            return _find_candidate(done, phrase), group
        if not phrase.prep and phrase.head != office.head:
            fits = phrase.lemma in _POSTS and group.lemma in _HOLDING and not group.denied
            return (_holders_of(group.subjects, done.items) if fits else ()), group
        if phrase.prep == "comme" and (group.lemma in _PROPOSING or _is_of_pronoun(done.items, phrase.first)):
            return (), group
        if group.lemma in _APPOINTING or phrase.prep in ("comme", "poste"):
            others = [*group.objects, *(one for one in group.phrases if not one.prep and one is not phrase)]
            holders = () if group.passive else _holders_of(others, done.items)
            passive = group.passive or (phrase.prep in ("comme", "poste") and group.clitic < 0)
            return holders or (_holders_of(group.subjects, done.items) if passive else ()), group
        return None
    return None


def _find_candidate(done: Analysis, post: Phrase) -> tuple[int, ...]:
    """Return whose "candidature", "maintien" or the like just before "au poste de" a sentence tells of."""
    for phrase, _ in done.phrases:
        for one in (phrase, *phrase.of):
            if one.lemma in _STEPS:
                for of in one.of:
                    if of.end == post.first and (persons := _persons(done.items, of.numbers)):
                        return persons
    return ()


_STEPS: Final = frozenset(
    "candidature nomination élection désignation promotion maintien accession arrivée retour passage présence "
    "confirmation remplacement".split()
)


def _is_of_pronoun(items: Sequence[Item], place: int) -> bool:
    """Return whether "comme" at ``place`` goes with a pronoun before it: "obtint de lui, en tant que ministre"."""
    place -= 1
    while place > 0 and items[place].type in ",b":
        place -= 1
    return place > 0 and items[place].form in ("lui", "elle", "eux", "elles") and items[place - 1].type == "p"


def _holders_of(phrases: Sequence[Phrase], items: Sequence[Item]) -> tuple[int, ...]:
    return next((persons for phrase in phrases if (persons := _persons(items, phrase.numbers))), ())


def _names_after(items: Sequence[Item], office: OfficePhrase) -> tuple[int, ...]:
    """Return the persons named after an office: "le secrétaire du parti, X,", "le président américain X"."""
    place = skip_adjectives(items, office.end)
    comma = place < len(items) and items[place].type == ","
    place += comma
    if comma:
        place = _skip_title(items, place)
    if place >= len(items) or items[place].type != "N" or items[place].kind != "P":
        return ()
    opens = office.first == 0 or items[office.first - 1].type in ".("
    definite = items[office.first].form in _DEFINITE or office.first == 0
    if comma and (not (opens or definite) or _is_subject(items, place, office)):
        return ()
    phrase = read_phrase(items, place, True) if office.plural else None
    return _persons(items, phrase.numbers) if phrase is not None else (items[place].number,)


def _is_subject(items: Sequence[Item], place: int, office: OfficePhrase) -> bool:
    """Return whether the name after a comma is the subject: "avec l'aide du chef du parti, il", "…, X partit"."""
    if items[place].form in ("il", "elle", "celui-ci", "celle-ci"):
        return True
    led = items[office.first].type == "p" or (office.first > 0 and items[office.first - 1].type == "p")
    place += 1
    while place < len(items) and items[place].type in "kb":
        place += 1
    return led and place < len(items) and items[place].type == "v" and items[place].shape == "fin"


_DEFINITE: Final = frozenset(
    "le la l' l’ les son sa ses leur leurs du au des aux deux trois quatre cinq six sept huit dix".split()
)


def _skip_title(items: Sequence[Item], place: int) -> int:
    """Return the place after a title before a name: "l'ambassadeur d'Allemagne, le comte X", "le vieux militant X"."""
    end = place + 1 if place < len(items) and items[place].type == "d" else place
    while end > place and end < len(items) and end < place + 5 and items[end].type in "na" and items[end].number < 0:
        end += 1
    return end if end > place + 1 else place

"""The items of a sentence in, verb groups out: clitics, auxiliaries, modals and the verb they lead to.

"n'a jamais voulu adhérer" is one group: ``adhérer``, denied, planned. Between :mod:`extract.phrases` and
:mod:`extract.clauses`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.items import Item
from extract.phrases import Phrase


@dataclass(slots=True)
class VerbGroup:
    """A verb with what leads to it, over items ``first`` to ``last``, and what :mod:`extract.clauses` binds to it.

    ``shape`` is ``fin``, ``inf``, ``past`` or ``pres``. ``subjects`` are phrases that may be its subject, the likeliest
    first; ``phrases`` its complements; ``end`` the item where its clause ends, ``start`` where it begins.
    """

    first: int
    last: int
    lemma: str
    shape: str
    passive: bool = False
    reflexive: bool = False
    denied: bool = False
    conditional: bool = False
    planned: bool = False
    hypothetical: bool = False
    causative: bool = False
    compound: bool = False
    pluperfect: bool = False
    depth: int = 0
    clitic: int = -1
    modal: str = ""
    en: int = -1
    there: int = -1
    start: int = 0
    end: int = 0
    subjects: list[Phrase] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    objects: list[Phrase] = field(default_factory=list)


OBJECT_CLITICS: Final = {"le": "m", "la": "f", "l'": "", "l’": "", "lui": ""}
"""Clitics that may stand for a person, with the gender they tell."""
MOVING: Final = frozenset(
    "aller venir arriver partir entrer rester mourir naître devenir tomber sortir revenir rentrer retourner parvenir "
    "monter descendre passer repartir décéder intervenir advenir redevenir demeurer accourir".split()
)
"""Verbs that form their compound tenses with "être"."""
_REALISED: Final = frozenset(
    "résigner décider amener conduire obtenir "
    "aller venir commencer continuer finir réussir parvenir pouvoir arriver achever persister tarder obliger "
    "contraindre forcer condamner autoriser inviter savoir oser sortir partir courir monter descendre retourner "
    "revenir rentrer accourir repartir".split()
)
PLANS: Final = frozenset(
    "vouloir proposer tenter refuser envisager menacer souhaiter espérer demander promettre rêver hésiter "
    "essayer chercher songer penser compter projeter prétendre désirer préférer risquer manquer sembler paraître "
    "éviter accepter apprêter préparer entendre croire falloir valoir craindre jurer aspirer ordonner exiger "
    "recommander conseiller convenir réclamer préconiser suggérer interdire empêcher attendre redouter".split()
)
"""Verbs after which an infinitive or a clause says what is wanted, feared or doubted, not what is."""
_NEGATIONS: Final = frozenset("pas jamais plus point guère nullement aucunement rien".split())


_FEATS: Final = frozenset("tort mérite courage audace faiblesse malheur chance imprudence honneur naïveté".split())


def read_group(items: Sequence[Item], place: int) -> VerbGroup | None:
    """Return the verb group that begins at ``place`` with a clitic or a verb, or None."""
    group = VerbGroup(place, place, "", "")
    while place < len(items) and items[place].type == "k":
        _add_clitic(group, items[place])
        if items[place].form in OBJECT_CLITICS:
            group.clitic = place
        place += 1
    if place >= len(items) or items[place].type != "v":
        return None
    verb = items[place]
    group.shape, group.last, group.lemma = verb.shape, place, verb.lemma
    group.conditional = verb.mood == "Cnd"
    passive_aux = False
    for _ in range(6):
        following = _skip_adverbs(items, group.last + 1, group)
        step = _extend(items, following, group, verb)
        if step is None:
            break
        passive_aux = verb.lemma == "être"
        place = step
        verb = items[place]
        group.last, group.lemma = place, verb.lemma
        if verb.shape == "inf":
            passive_aux = False
    group.compound = verb.shape == "past" and group.last > group.first and not passive_aux
    group.pluperfect = group.compound and items[group.first].tense == "Imp"
    is_participle = verb.shape == "past" and (passive_aux or group.shape == "past")
    group.passive = is_participle and verb.lemma not in MOVING and not group.reflexive
    return group


def _add_clitic(group: VerbGroup, item: Item) -> None:
    if item.form in ("se", "s'", "s’"):
        group.reflexive = True
    elif item.form == "en" and item.number >= 0:
        group.en = item.number
    elif item.form == "y" and item.number >= 0:
        group.there = item.number


def _skip_adverbs(items: Sequence[Item], place: int, group: VerbGroup) -> int:
    """Return the place after adverbs, and after an insertion between commas without a verb ("avait, en 1917, …")."""
    while place < len(items):
        item = items[place]
        if item.form in _NEGATIONS and item.type in "brd":
            group.denied = group.denied or item.form != "plus" or _has_ne(items, group)
            place += 1
        elif (item.type in ("b", '"') and item.form != "«") or item.form in ("tous", "toutes"):
            place += 1
        elif item.type == ",":
            closing = next((i for i in range(place + 1, min(place + 9, len(items))) if items[i].type == ","), -1)
            if closing < 0 or any(one.type in "vs(." for one in items[place + 1 : closing]):
                return place
            if closing + 1 < len(items) and items[closing + 1].type == "v" and items[closing + 1].shape != "fin":
                place = closing + 1
            else:
                return place
        else:
            return place
    return place


def _has_ne(items: Sequence[Item], group: VerbGroup) -> bool:
    return any(item.form in ("ne", "n'", "n’") for item in items[max(0, group.first - 1) : group.last])


def _extend(items: Sequence[Item], place: int, group: VerbGroup, verb: Item) -> int | None:
    """Return the place of the verb that ``verb`` leads to as auxiliary or modal, noting what it adds; else None."""
    if place >= len(items):
        return None
    item = items[place]
    if verb.lemma in ("avoir", "être") and item.type == "v" and item.shape == "past":
        return place
    if verb.lemma == "avoir" and item.type == "d" and place + 2 < len(items) and items[place + 1].form in _FEATS:
        place, item = place + 2, items[place + 2]  # "avait le tort d'appartenir"
        if item.type != "p" or place + 1 >= len(items) or items[place + 1].shape != "inf":
            return None
        return place + 1
    target, linked = place, False
    if item.type == "p" and item.lemma in ("à", "de", "par", "jusqu'", "jusqu’"):
        target, linked = place + 1 + (item.lemma.startswith("jusqu")), True
    reflexive = False
    while target < len(items) and items[target].type == "k":
        reflexive = reflexive or items[target].form in ("se", "s'", "s’")
        target += 1
    if target >= len(items) or items[target].type != "v" or items[target].shape != "inf":
        return None
    if not _leads(group, verb, linked):
        return None
    group.reflexive = reflexive
    return target


def _leads(group: VerbGroup, verb: Item, linked: bool) -> bool:
    """Note what a modal does to the verb that follows; return whether it is one."""
    lemma = verb.lemma
    if lemma == "devoir":
        group.planned = group.planned or verb.tense == "Imp" or group.conditional
    elif lemma == "faire" and not linked:
        group.causative = True
    elif lemma in ("voir", "laisser") and not linked:
        group.passive = group.reflexive
    elif lemma == "cesser" or (lemma == "nier" and not linked):
        group.denied = not group.denied
    elif lemma in PLANS:
        group.planned = True
    elif lemma == "pouvoir":
        group.planned = group.planned or (verb.tense in ("Imp", "Pres") and group.shape == "fin")
    elif lemma not in _REALISED:
        return False
    group.modal = lemma
    return True


_OF_OBJECT: Final = frozenset(
    "accuser empêcher convaincre charger obliger forcer contraindre persuader prier menacer sommer soupçonner".split()
)
_OF_INDIRECT: Final = frozenset(
    "reprocher demander proposer ordonner permettre interdire conseiller enjoindre promettre recommander".split()
)


def find_controllers(governor: VerbGroup, prep: str) -> list[Phrase]:
    """Return who does what an infinitive says: the governor's subject, or whom it is said to ("accuse X de")."""
    if prep in ("de", "à") and not governor.passive:
        if governor.lemma in _OF_OBJECT:
            return [one for one in governor.phrases if not one.prep][:1]
        if governor.lemma in _OF_INDIRECT:
            return [one for one in governor.phrases if one.prep == "à"][:1]
    return governor.subjects

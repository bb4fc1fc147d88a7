"""What only a sentence's clauses settle: "le", "contre lui", "son": read items and clauses in, given numbers out.

Beside :mod:`extract.anaphors`, which knows who was told of before; here it is known who is the subject of which verb.
Used by :mod:`extract.findings`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from extract.anaphors import Discourse
from extract.claims import Argument
from extract.items import Item
from extract.phrases import Phrase
from extract.subjects import Analysis
from extract.verbs import OBJECT_CLITICS, VerbGroup

_STRONG: Final = ("contre", "avec", "par", "pour", "côtés")


def bind_owners(items: Sequence[Item], known: int, owners: Mapping[int, str]) -> list[Argument]:
    """Give "son", "sa" and "ses" the person whose they are; return the arguments that this adds after ``known``."""
    added: list[Argument] = []
    for item in items:
        if item.type == "d" and item.number < 0 and item.start in owners:
            item.number, item.kind = known + len(added), "P"
            added.append(Argument(item.start, item.end, "Person", owners[item.start]))
    return added


def bind_clitics(
    done: Analysis,
    given: Sequence[Argument],
    earlier: Sequence[Argument],
    genders: Mapping[str, str],
    discourse: Discourse | None = None,
) -> list[Argument]:
    """Give "le", "la", "l'", "lui" and "contre lui" to the other person in question; return what this adds.

    In question are those named before in the sentence, else those of the sentence before, but for the verb's subject;
    of several, a clitic means the one whom the ``discourse`` is about.
    """
    added: list[Argument] = []
    for group in done.groups:
        own = {given[number].entity for phrase in group.subjects for number in phrase.numbers if number < len(given)}
        for phrase in _find_pronouns(group, done.items):
            item = done.items[phrase.head]
            here = [one for one in given if done.items[0].start < one.end <= item.start]
            gender = OBJECT_CLITICS[item.form]
            fits = _others(here, own, gender, genders) or _others(earlier, own, gender, genders)
            if len(fits) > 1 and discourse is not None and item.type == "k":
                fits = {found} if (found := discourse.find_other(item.start, gender, own)) else set()
            if len(fits) == 1 and own:
                item.number, item.kind = len(given) + len(added), "P"
                phrase.numbers = (item.number,)
                added.append(Argument(item.start, item.end, "Person", fits.pop()))
            if group.modal in _OBLIGING and item.type == "k":
                group.subjects = [phrase]  # "l'obligea à partir": it is he who left
    return added


_OBLIGING: Final = ("obliger", "contraindre", "forcer", "amener", "conduire", "autoriser", "inviter", "condamner")


def _find_pronouns(group: VerbGroup, items: Sequence[Item]) -> list[Phrase]:
    """Return the phrases of a verb that are pronouns no finder has given a person; clitics become phrases here."""
    found = [one for one in group.phrases if one.prep in _STRONG and _is_open(items[one.head])]
    if group.clitic >= 0 and _is_open(items[group.clitic]):
        place = group.clitic
        phrase = Phrase("à" if items[place].form == "lui" else "", place, place, place + 1, items[place].form)
        (group.phrases if phrase.prep else group.objects).insert(0, phrase)
        found.append(phrase)
    return found


def _is_open(item: Item) -> bool:
    return item.number < 0 and item.form in OBJECT_CLITICS and item.type in "kr"


def _others(persons: Sequence[Argument], own: set[str], gender: str, genders: Mapping[str, str]) -> set[str]:
    return {
        one.entity for one in persons
        if one.kind == "Person" and one.entity not in own and genders.get(one.entity, gender) in (gender or "mf")
    }  # fmt: skip

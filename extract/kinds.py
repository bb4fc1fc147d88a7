"""A name's first words in, the most specific class of what it names out (``15e Conférence`` is a smo:Conference)."""

from collections.abc import Mapping
from typing import Final

from extract.lexicons import fold

HEAD_CLASSES: Final[Mapping[str, Mapping[str, str]]] = {
    "congres": {"Event": "Congress"},
    "conference": {"Event": "Conference"},
    "plenum": {"Event": "Plenum"},
    "traite": {"Event": "Treaty"},
    "paix": {"Event": "Treaty"},
    "bataille": {"Event": "Battle"},
    "guerre": {"Event": "War"},
    "revolution": {"Event": "Revolution"},
    "insurrection": {"Event": "Uprising"},
    "soulevement": {"Event": "Uprising"},
    "revolte": {"Event": "Uprising"},
    "mutinerie": {"Event": "Uprising"},
    "mutineries": {"Event": "Uprising"},
    "putsch": {"Event": "Uprising"},
    "proces": {"Event": "Trial"},
    "greve": {"Event": "Strike"},
    "opposition": {"Party": "Faction"},
    "fraction": {"Party": "Faction"},
    "armee": {"Organisation": "Army"},
    "division": {"Organisation": "Army"},
    "brigade": {"Organisation": "Army"},
    "regiment": {"Organisation": "Army"},
    "internationale": {"Organisation": "International"},
    "syndicat": {"Organisation": "TradeUnion"},
}


def find_kind(name: str, mention_class: str) -> str:
    """Return the class as a CURIE: that which one of the first three words tells, else the mention class itself."""
    for word in fold(name).split()[:3]:
        if mention_class in HEAD_CLASSES.get(word, ()):
            return f"smo:{HEAD_CLASSES[word][mention_class]}"
    return f"smo:{mention_class}"

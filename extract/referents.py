"""What a name refers to, as every step of :mod:`extract.entities` hands it on."""

from dataclasses import dataclass

from extract.found_names import FoundName
from extract.kinds import find_kind
from extract.lexicons import Lexicon
from extract.slugs import slug


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a name refers to: the entity's id, its most specific class, its label, and why."""

    id: str
    kind: str
    label: str
    why: str


def from_authority(id_: str, lexicon: Lexicon, why: str) -> Resolved:
    """Return the authority's entity as what a name refers to."""
    entry = lexicon.entries[id_]
    return Resolved(id_, entry.kind, entry.label, why)


def make_new(name: FoundName, label: str, why: str) -> Resolved:
    """Return an entity of its own for a name that the authority lacks."""
    label = " ".join(label.split())
    if name.kind == "Person" and label.isupper():
        label = label.title()
    label = label[0].upper() + label[1:]
    return Resolved(f"{name.kind.lower()}/{slug(label)}", find_kind(name.label or name.text, name.kind), label, why)

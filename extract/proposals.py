"""What the matchers of persons and of bodies hand to :mod:`extract.resolution`: nodes in, proposals to join out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """An entity as one source has it, or an authority entity as all have it (``known``, with what mentions it).

    ``names`` are its label and the other forms of its name, without those that are ambiguous in the authority.
    """

    id: str
    label: str
    names: tuple[str, ...]
    sources: tuple[str, ...]
    mentions: int = 1
    known: bool = False

    @property
    def room(self) -> str:
        """The first part of the id: the mention class in lower case."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two nodes, by number, that may be one: how sure, and why. ``near`` where only a reviewer can tell."""

    score: float
    one: int
    other: int
    why: str
    near: bool = False

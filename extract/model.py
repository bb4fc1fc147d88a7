"""The types that flow from text to graph. Standard library only; frozen, with tuples inside.

``Document`` is what :mod:`extract.texts` makes of a file, ``Reading`` what :mod:`extract.pipeline` makes of a document.
Every ``start``/``end`` outside ``Document.text`` is an offset in Unicode code points into the source file's own text
(for PDF: into the text extracted from it), end exclusive. ``kind`` and ``predicate`` are CURIEs (``"smo:Soviet"``).
"""

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the corpus and what is known about it.

    ``id`` is the identifier from corpus.toml, else the slug of the file's stem; ``file`` its path relative to the
    corpus folder (POSIX); ``date`` an EDTF string or ``""``; ``sha256`` of the file's bytes; ``pages`` the offset at
    which each page begins in the extracted text (empty where the format has no pages).
    """

    id: str
    file: str
    title: str
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = "fr"
    kind: str = ""
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    sha256: str = ""
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Offsets:
    """The way from cleaned text back to the source: runs in which both advance together.

    Run ``i`` begins at ``clean[i]`` in the cleaned text and ``raw[i]`` in the source's text, and lasts until the next.
    Each cleaned character comes from exactly one source character.
    """

    clean: tuple[int, ...] = (0,)
    raw: tuple[int, ...] = (0,)

    def position(self, index: int) -> int:
        """Return the source offset of the cleaned character at ``index``."""
        run = bisect_right(self.clean, index) - 1
        return self.raw[run] + index - self.clean[run]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span that covers the cleaned characters ``start`` to ``end`` (exclusive, not empty)."""
        return self.position(start), self.position(end - 1) + 1


@dataclass(frozen=True, slots=True)
class Document:
    """A file made readable: ``text`` is cleaned, ``raw`` the source's text as decoded, ``offsets`` join the two.

    ``breaks`` are offsets in ``text`` where a paragraph, heading or note begins: no sentence crosses one.
    ``problems`` are one-line warnings for the user (a wrong encoding, a page without text).
    """

    source: Source
    text: str
    raw: str
    offsets: Offsets
    breaks: tuple[int, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its number in the document, its span in the source, its cleaned text."""

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class When:
    """A date as the text gives it (``edtf``, in ``calendar``) and the Gregorian days that bound it.

    ``edtf`` is EDTF level 1, ``""`` where the passage does not settle it. ``earliest``/``latest`` are inclusive days of
    the proleptic Gregorian calendar as ``YYYY-MM-DD``, ``""`` where open or unknown. ``calendar`` is
    ``"smv:gregorian"`` or ``"smv:julian"``. ``text`` is the wording.
    """

    edtf: str
    earliest: str = ""
    latest: str = ""
    calendar: str = "smv:gregorian"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a date found in a sentence.

    ``at`` is where it begins in the sentence's cleaned text, ``text`` its cleaned surface form, ``kind`` one of the
    nine mention classes, ``by`` what found it (``authority``, ``model`` or a rule's name), ``when`` is set for dates.
    """

    sentence: int
    start: int
    end: int
    at: int
    kind: str
    text: str
    by: str
    confidence: float = 1.0
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what mentions refer to. ``id`` is the path of its IRI (``"person/leon-trotsky"``).

    ``kind`` is the most specific class known, ``names`` the surface forms met in this source, ``mentions`` the numbers
    of its mentions in ``Reading.mentions``, ``why`` says what joined them.
    """

    id: str
    kind: str
    label: str
    names: tuple[str, ...]
    mentions: tuple[int, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that a sentence makes.

    ``subject``, ``object`` and ``attributed_to`` are entity ids (the last two may be ``""``), ``role`` the office or
    kinship as worded, ``office`` its concept (``"smv:chair"``) where known, ``polarity`` ``"smv:affirmed"`` or
    ``"smv:denied"``, ``stance`` ``""``, ``"smv:reported"`` or ``"smv:conditional"``; ``evidence`` the shortest cleaned
    quote; ``start``/``end`` its span in the source; ``rule`` the id of the rule that found it.
    """

    subject: str
    predicate: str
    object: str
    sentence: int
    start: int
    end: int
    evidence: str
    rule: str
    confidence: float
    role: str = ""
    office: str = ""
    when: When | None = None
    polarity: str = "smv:affirmed"
    stance: str = ""
    attributed_to: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one source."""

    source: Source
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """What an entity of one source is over all sources: ``entity`` of ``source`` is ``into``, for the reason ``why``.

    ``into`` is an id that other entities have or get too; where it differs from ``entity`` and no other entity has it,
    the entity is set apart from another one of the same name. ``confidence`` is between 0 and 1.
    """

    source: str
    entity: str
    into: str
    why: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Joins:
    """All joins over the sources, sorted: ``made`` hold in the graph, ``near`` are left to a reviewer."""

    made: tuple[Join, ...] = ()
    near: tuple[Join, ...] = ()

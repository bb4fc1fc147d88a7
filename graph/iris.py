"""Names of things: an id or the parts of a statement in, an IRI out. Every IRI of built data is minted here.

An IRI depends on what it names, never on the order in which files are read. Entities, sources and passages are named by
their ids and positions; claims, facts and events by a digest of what they say.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import quote

from pyoxigraph import NamedNode

from ontology import files

DEFAULT_BASE: Final = "https://w3id.org/smolny/id/"
ROOMS: Final = ("person", "party", "soviet", "front", "organisation", "place", "event", "work")
DIGEST_LENGTH: Final = 20

# French transliteration of Cyrillic: Троцкий -> trotski
CYRILLIC: Final = {
    pair[0]: pair[1:]
    for pair in re.findall(
        r"\S+",
        "аa бb вv гg дd еe ёio жj зz иi йi кk лl мm нn оo пp рr сs тt уou фf хkh цts чtch шch щchtch ъ ыy ь "
        "эe юiou яia іi їi єie ґg",
    )
}
LETTERS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "’": "-", "'": "-"} | CYRILLIC
)


@cache
def term(curie: str) -> NamedNode:
    """Return the IRI of a CURIE such as ``smo:Person``; raise ValueError or KeyError where its prefix is unknown."""
    return NamedNode(str(files.expand(curie)))


def slug(text: str) -> str:
    """Return ``text`` as lower-case ASCII letters, digits and hyphens (``Œuvres d’été`` -> ``oeuvres-d-ete``).

    A text of which nothing is left becomes ``x-`` and a digest of it.
    """
    lower = unicodedata.normalize("NFC", text).lower().translate(LETTERS)
    ascii_only = unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or f"x-{digest(text)[:8]}"


def digest(*parts: str) -> str:
    """Return a digest of the parts, which may hold any character, as hexadecimal digits."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]


def encode(path: str) -> str:
    """Return ``path`` with everything but unreserved ASCII and slashes percent-encoded."""
    return quote(path, safe="/-._~", errors="surrogatepass")


def name_file(source_id: str, extension: str) -> str:
    """Return the name of a source's file in a folder of them, whatever its id holds."""
    return f"{encode(source_id).replace('/', '%2F')}.{extension}"


def rule_concept(rule: str) -> NamedNode:
    """Return the concept of an extraction rule: ``smv:rule-<id>``."""
    return NamedNode(term("smv:rule-").value + encode(rule))


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the IRIs of data under one base, which ends in ``/`` or ``#``; ValueError for a base that can't be one."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+[/#]", self.base):
            raise ValueError(f"base IRI '{self.base}' must be an http(s) IRI that ends in '/' or '#'")

    def entity(self, entity_id: str) -> NamedNode:
        """Return the IRI of an entity id such as ``person/leon-trotsky``."""
        return NamedNode(self.base + encode(entity_id))

    def source(self, source_id: str) -> NamedNode:
        """Return the IRI of a source, which is also its named graph's."""
        return NamedNode(f"{self.base}source/{encode(source_id)}")

    def passage(self, source_id: str, start: int, end: int) -> NamedNode:
        """Return the IRI of a span of a source, in code points."""
        return NamedNode(f"{self.base}passage/{encode(source_id)}/{start}-{end}")

    def mention(self, source_id: str, start: int, end: int, kind: str) -> NamedNode:
        """Return the IRI of a mention: its span, and its class because a span may be read in two ways."""
        return NamedNode(f"{self.base}mention/{encode(source_id)}/{start}-{end}-{kind.rpartition(':')[2].lower()}")

    def claim(self, *parts: str) -> NamedNode:
        """Return the IRI of a claim from all that it says and the sentence that says it."""
        return NamedNode(f"{self.base}claim/{digest(*parts)}")

    def fact(self, *parts: str) -> NamedNode:
        """Return the IRI of a preferred statement from its subject, predicate and object."""
        return NamedNode(f"{self.base}fact/{digest(*parts)}")

    def happening(self, kind: str, about: str, *parts: str) -> NamedNode:
        """Return the IRI of an event told by claims: ``event/birth-victor-serge``, or with a digest of the rest."""
        rest = (digest(about, *parts)[:10],) if parts else ()
        return NamedNode(f"{self.base}event/{'-'.join((kind.lower(), slug(about), *rest))}")

    def correction(self, *cells: str) -> NamedNode:
        """Return the IRI of a curator's line from all its cells."""
        return NamedNode(f"{self.base}correction/{digest(*cells)}")

    def join(self, source_id: str, entity_id: str) -> NamedNode:
        """Return the IRI of the joining of a source's entity with others."""
        return NamedNode(f"{self.base}join/{digest(source_id, entity_id)}")

    def activity(self, version: str) -> NamedNode:
        """Return the IRI of the building by one version of the software and its data."""
        return NamedNode(f"{self.base}activity/build-{digest(version)}")


def name_of(iri: str) -> str:
    """Return the last part of an IRI: ``memberOf``, ``victor-serge``.

    >>> name_of("https://w3id.org/smolny/ontology#memberOf"), name_of("https://example.org/id/person/victor-serge")
    ('memberOf', 'victor-serge')
    """
    return iri.rpartition("/")[2].rpartition("#")[2]


def room_of(iri: str) -> str:
    """Return the part before the last of an entity's IRI: ``person``."""
    return iri.rpartition("/")[0].rpartition("/")[2]

"""The authority lists: ``authority/*.tsv`` in, frozen entries out. Errors name the file and the line.

Each file is tab-separated with a header. Common columns: ``slug label class variants start end wikidata description``;
further columns are facts of that kind (``lat``, ``part_of`` …) and end up in ``Entry.facts``.
A variant may end in ``@ru`` or another language, and may begin with ``?`` (ambiguous: it names this entity only where
the source supports it otherwise) or ``~`` (also matches written in lower case).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

MENTION_CLASSES = ("Person", "Party", "Soviet", "Front", "Organisation", "Place", "Event", "Work", "Date")
COLUMNS = ("slug", "label", "class", "variants", "start", "end", "wikidata", "description")


@dataclass(frozen=True, slots=True)
class Variant:
    """Another name: its text, its language tag, whether it is ambiguous and whether it also counts in lower case."""

    text: str
    language: str = "fr"
    ambiguous: bool = False
    any_case: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One entity of the authority. ``id`` is ``<room>/<slug>``; ``start``/``end`` are EDTF dates or ``""``."""

    id: str
    label: str
    kind: str
    variants: tuple[Variant, ...]
    start: str
    end: str
    wikidata: str
    description: str
    facts: tuple[tuple[str, str], ...]
    file: str
    line: int

    @property
    def room(self) -> str:
        """The first part of the id: ``person``, ``party`` …, which is also the mention class in lower case."""
        return self.id.partition("/")[0]

    @property
    def mention_class(self) -> str:
        """The mention class as a CURIE: ``smo:Person``."""
        return f"smo:{self.room.capitalize()}"


class AuthorityError(ValueError):
    """A line of an authority file that can't be read; the message says which."""


def read_variant(text: str) -> Variant:
    """Read one cell part such as ``?Ivanov``, ``~parti communiste`` or ``Троцкий@ru``."""
    ambiguous, any_case = text.startswith("?"), text.startswith("~")
    text = text[1:] if ambiguous or any_case else text
    name, at, language = text.rpartition("@")
    # "PAPRIK@2F" holds an @ that begins no language tag
    if at and language.replace("-", "").isalpha() and language.islower() and 2 <= len(language) <= 8:
        return Variant(name, language, ambiguous, any_case)
    return Variant(text, "fr", ambiguous, any_case)


def read_entries(path: Traversable) -> Iterator[Entry]:
    """Yield the entries of one TSV file; raise :class:`AuthorityError` with file and line."""
    lines = path.read_text(encoding="utf-8").split("\n")
    header = lines[0].split("\t")
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise AuthorityError(f"{path.name}:1: columns missing: {', '.join(missing)}")
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise AuthorityError(f"{path.name}:{number}: {len(cells)} cells, the header has {len(header)}")
        row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        yield _entry(row, path.name, number)


def _entry(row: dict[str, str], file: str, line: int) -> Entry:
    for column in ("slug", "label", "class", "description"):
        if not row[column]:
            raise AuthorityError(f"{file}:{line}: empty {column}")
    room, _, _ = row["slug"].partition("/")
    if room.capitalize() not in MENTION_CLASSES:
        raise AuthorityError(f"{file}:{line}: slug '{row['slug']}' does not begin with a mention class")
    facts = tuple((key, value) for key, value in row.items() if key not in COLUMNS and value)
    variants = tuple(read_variant(part.strip()) for part in row["variants"].split("|") if part.strip())
    return Entry(
        row["slug"], row["label"], row["class"], variants, row["start"], row["end"],
        row["wikidata"], row["description"], facts, file, line,
    )  # fmt: skip


@cache
def read_authority() -> tuple[Entry, ...]:
    """Return every entry of the shipped authority files, in file and line order; ids are unique."""
    entries: list[Entry] = []
    seen: dict[str, Entry] = {}
    folder = files("ontology") / "authority"
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".tsv") or path.name == "ambiguous.tsv":
            continue
        for entry in read_entries(path):
            if entry.id in seen:
                first = seen[entry.id]
                raise AuthorityError(f"{entry.file}:{entry.line}: '{entry.id}' is already {first.file}:{first.line}")
            seen[entry.id] = entry
            entries.append(entry)
    return tuple(entries)


@cache
def read_defaults() -> dict[str, str]:
    """Return the id of the entity that each short form means in this field by default (``authority/defaults.txt``).

    Raise :class:`AuthorityError` for a line that is not a variant, an id and a reason.
    """
    lines = (files("ontology") / "authority" / "defaults.txt").read_text(encoding="utf-8").split("\n")
    defaults = {}
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if line.strip() and len(cells) != 3:
            raise AuthorityError(f"defaults.txt:{number}: {len(cells)} cells, the header has 3")
        if line.strip():
            defaults[cells[0]] = cells[1]
    return defaults

"""Files and folders -> documents: formats, encodings, metadata. The first step of the flow.

Comes in: paths of files or folders, with an optional corpus.toml. Goes out: :class:`extract.model.Document`, its text
cleaned by :mod:`extract.cleaning`. What can't be read is told in one line: :class:`TextError` for a file as a whole,
``problems`` for what is wrong inside one.
"""

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.cleaning import Cleaned, clean_text, write_blocks
from extract.encodings import decode_text, find_declared
from extract.headers import read_header
from extract.markdown import find_markdown_blocks, is_markdown
from extract.markup import find_markup_blocks
from extract.metadata import NAME, Metadata, check_tables, read_metadata
from extract.model import Document, Source
from extract.pdf import read_pdf

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
    ".tei": "application/tei+xml",
}

MADE = frozenset({"graph", "index", "texts", "readings.jsonl", "local.json", "links.tsv"})
"""What ``smolny build`` writes into a folder, which is then known by its ``graph/manifest.json``."""

TABLES = frozenset({NAME, "corrections.tsv"})
"""What may lie beside the texts and is none: what is known about them, and what a historian corrects."""


class TextError(ValueError):
    """A file can't be read as text; says ``name: reason`` in one line."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the corpus: its path, the folder it is named from, its metadata with the identifier filled in."""

    path: Path
    root: Path
    metadata: Metadata

    @property
    def name(self) -> str:
        """The path from ``root``, with slashes."""
        return self.path.relative_to(self.root).as_posix()


@dataclass(frozen=True, slots=True)
class Corpus:
    """The files to be read, by name, and one-line problems: files of other formats, tables without a file."""

    files: tuple[File, ...]
    problems: tuple[str, ...] = ()


def find_files(paths: Sequence[Path]) -> Corpus:
    """Return the files at and under ``paths``, in an order that does not depend on theirs.

    Hidden files and what ``smolny build`` made are passed over. Raises :class:`TextError` for a path that does not
    exist and :class:`extract.metadata.MetadataError` for a corpus.toml that can't be used.
    """
    found: dict[Path, Path] = {}
    problems: list[str] = []
    for path in sorted(paths, key=lambda one: len(one.parts)):
        if not path.exists():
            raise TextError(f"{path}: no such file or folder")
        root = path if path.is_dir() else path.parent
        for file in _walk(path, problems) if path.is_dir() else [path]:
            place = file.parent.resolve() / file.name  # a link keeps its own name
            obstacle = _find_obstacle(place)
            if obstacle:
                problems.append(f"{_to_printable(file.relative_to(root))}: not read, {obstacle}")
            else:
                found.setdefault(place, root.resolve())
    known = {path: root for path, root in found.items() if path.suffix.lower() in MEDIA_TYPES}
    others = sorted(path.relative_to(root).as_posix() for path, root in found.items() if path not in known)
    problems += [f"{name}: not read, format not known" for name in others if Path(name).name not in TABLES]
    return _describe(known, problems, complete={path.resolve() for path in paths if path.is_dir()})


def read_document(path: Path, metadata: Metadata | None = None, root: Path | None = None) -> Document:
    """Return the document in the file at ``path``; ``root`` is the folder that its name is told from.

    :raises TextError: the file can't be read as text.
    """
    root = root or path.parent
    metadata = metadata or Metadata()
    name = path.relative_to(root).as_posix()
    try:
        data = path.read_bytes()
        return _read(data, name, MEDIA_TYPES.get(path.suffix.lower(), "text/plain"), metadata)
    except OSError as error:
        raise TextError(f"{name}: {error.strerror or error}") from error
    except ValueError as error:
        raise TextError(f"{name}: {error}") from error


def _read(data: bytes, name: str, media_type: str, metadata: Metadata) -> Document:
    if not data.strip():
        raise ValueError("the file is empty")
    pages: tuple[int, ...] = ()
    header = Metadata()
    if media_type == "application/pdf":
        pdf = read_pdf(data)
        raw, encoding, problems, pages = pdf.text, "", list(pdf.problems), pdf.pages
        header = Metadata(title=pdf.title, authors=(pdf.author,) if pdf.author else ())
    else:
        raw, encoding, problems = decode_text(data, find_declared(data) if "ml" in media_type else "")
        header = read_header(raw) if "ml" in media_type else header
    said = _merge(metadata, header, name)
    cleaned, faults = _clean(raw, media_type, pages, said)
    if not cleaned.text.strip():
        raise ValueError("there is no text in the file")
    source = Source(
        id=said.id,
        file=name,
        title=said.title,
        authors=said.authors,
        date=said.date,
        language=said.language,
        kind=said.kind,
        media_type=media_type,
        encoding=encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=pages,
    )
    lines = tuple(f"{name}: {problem}" for problem in [*problems, *faults])
    return Document(source, cleaned.text, raw, cleaned.offsets, cleaned.breaks, lines)


def _merge(metadata: Metadata, header: Metadata, name: str) -> Metadata:
    """Return what corpus.toml says, what the file says of itself where corpus.toml is silent, else the file's stem."""
    stem = Path(name).stem
    return replace(
        metadata,
        id=metadata.id or mint_slug(stem) or _hash(name),
        title=metadata.title or header.title or stem,
        authors=metadata.authors or header.authors,
        date=metadata.date or header.date,
    )


def _clean(raw: str, media_type: str, pages: tuple[int, ...], said: Metadata) -> tuple[Cleaned, list[str]]:
    if "ml" in media_type:
        blocks, problems = find_markup_blocks(raw, strict=media_type != "text/html")
        return write_blocks(raw, blocks), problems
    if media_type == "text/markdown" or (media_type == "text/plain" and is_markdown(raw)):
        return write_blocks(*find_markdown_blocks(raw)), []
    return clean_text(raw, pages, (said.title, *said.authors)), []


def _walk(folder: Path, problems: list[str]) -> list[Path]:
    files: list[Path] = []

    def report(error: OSError) -> None:
        problems.append(f"{Path(str(error.filename)).relative_to(folder).as_posix()}: {error.strerror}")

    for base, folders, names in os.walk(folder, onerror=report):
        made = MADE if (Path(base) / "graph" / "manifest.json").is_file() else frozenset()
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one not in made)
        files += [Path(base) / one for one in sorted(names) if not one.startswith(".") and one not in made]
    return files


def _find_obstacle(path: Path) -> str:
    """Return why what lies there can't be one of the texts, ``""`` where it can."""
    if _to_printable(path) != str(path):
        return "its name is not UTF-8; rename it"
    if path.exists() and not path.is_file():
        return "no regular file"
    return ""


def _to_printable(path: Path) -> str:
    """Return the path with ``?`` for each byte that is no UTF-8."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def _describe(found: Mapping[Path, Path], problems: list[str], complete: set[Path]) -> Corpus:
    """Return the corpus with the metadata and an identifier for each file."""
    tables = {
        folder: read_metadata(folder)
        for folder in sorted({*complete, *found.values(), *(path.parent for path in found)})
    }
    files = []
    for path, root in found.items():
        metadata = _look_up(tables[path.parent], path, path.parent) or _look_up(tables[root], path, root)
        files.append(File(path, root, metadata or Metadata()))
    files.sort(key=lambda file: (file.name, file.path.as_posix()))
    for folder in sorted(complete):
        names = [path.relative_to(folder).as_posix() for path in found if path.is_relative_to(folder)]
        problems += check_tables(tables.get(folder, {}), [*names, *(Path(name).name for name in names)])
    return Corpus(tuple(_name_files(files)), tuple(problems))


def _look_up(table: Mapping[str, Metadata], path: Path, folder: Path) -> Metadata | None:
    for key in (path.relative_to(folder).as_posix(), path.name, path.stem):
        if key in table:
            return table[key]
    return None


def _name_files(files: Sequence[File]) -> list[File]:
    """Return the files with an identifier each: corpus.toml's, the stem's slug, or where two are equal the path's."""
    given = Counter(file.metadata.id for file in files if file.metadata.id)
    short = [mint_slug(file.path.stem) for file in files if not file.metadata.id]
    counts = Counter(short) + Counter(given)
    named = []
    taken = set(given)
    for file in files:
        name = file.metadata.id if given[file.metadata.id] == 1 else mint_slug(file.path.stem)
        if not file.metadata.id or given[file.metadata.id] > 1:
            name = name if name and counts[name] == 1 else mint_slug(file.name) or _hash(file.name)
            name = name if name not in taken else f"{name}-{_hash(file.path.as_posix())}"
        taken.add(name)
        named.append(replace(file, metadata=replace(file.metadata, id=name)))
    return named


def mint_slug(name: str) -> str:
    """Return ``name`` in lower-case ASCII letters and digits joined by hyphens; ``""`` where nothing is left."""
    spelled = name.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae").replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", re.sub(r"\W+", "-", spelled)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _hash(name: str) -> str:
    return "source-" + hashlib.sha256(name.encode()).hexdigest()[:8]

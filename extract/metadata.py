"""corpus.toml -> what the user says about each file: identifier, title, authors, date, kind.

Comes in: the optional ``corpus.toml`` of a folder, one table a file, named by the file's name or its stem. Goes out:
:class:`Metadata` by table name, and one-line problems. :mod:`extract.texts` puts them beside the files.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

NAME = "corpus.toml"
KEYS = frozenset({"id", "title", "author", "authors", "date", "language", "kind", "region", "licence", "note"})
_TABLE = re.compile(r"^\s*\[\s*(?:\"([^\"]*)\"|'([^']*)'|([^\]]+?))\s*\]\s*(?:#.*)?$")
_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")


class MetadataError(ValueError):
    """corpus.toml can't be used; says ``file:line: reason``."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What corpus.toml says of one file; ``""`` and ``()`` where it says nothing. ``line`` is its table's line."""

    id: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = "fr"
    kind: str = ""
    region: str = ""
    licence: str = ""
    note: str = ""
    line: int = 0


def read_metadata(folder: Path) -> Mapping[str, Metadata]:
    """Return the tables of ``folder``'s corpus.toml by their names; none where there is no such file.

    :raises MetadataError: for all mistakes at once, one line each.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        content = path.read_bytes().decode("utf-8-sig")
        tables = tomllib.loads(content)
    except UnicodeDecodeError as error:
        raise MetadataError(f"{NAME}: not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise MetadataError(f"{NAME}:{line[1] if line else 1}: {error}") from error
    lines = content.splitlines()
    problems = [problem for name, table in tables.items() for problem in _check_table(name, table, lines)]
    problems += _check_ids(tables, lines)
    if problems:
        raise MetadataError("\n".join(problems))
    return {name: _to_metadata(table, _find_line(lines, name)) for name, table in tables.items()}


def check_tables(metadata: Mapping[str, Metadata], names: Sequence[str]) -> list[str]:
    """Return a line for each table without a file; ``names`` are the files' names."""
    known = {*names, *(Path(name).stem for name in names)}
    return [f"{NAME}:{row.line}: no file for table [{name}]" for name, row in metadata.items() if name not in known]


def _check_table(name: str, table: object, lines: Sequence[str]) -> list[str]:
    if not isinstance(table, dict):
        return [f"{NAME}:{_find_line(lines, name)}: {name!r} stands outside a table; write [file name] above it"]
    problems = []
    for key, value in table.items():
        where = f"{NAME}:{_find_line(lines, name, key)}"
        if key not in KEYS:
            problems.append(f"{where}: unknown key {key!r}; known: {', '.join(sorted(KEYS))}")
        elif key in ("author", "authors"):
            if not isinstance(value, str) and not (
                isinstance(value, list) and all(isinstance(one, str) for one in value)
            ):
                problems.append(f"{where}: {key} must be text or a list of texts")
        elif not isinstance(value, str):
            problems.append(f'{where}: {key} must be text, in quotes: {key} = "{value}"')
        elif key == "id" and not _ID.match(value):
            problems.append(f"{where}: id {value!r} may hold letters without accents, digits, '.', '_' and '-' only")
    return problems


def _check_ids(tables: Mapping[str, object], lines: Sequence[str]) -> list[str]:
    seen: dict[str, str] = {}
    problems = []
    for name, table in tables.items():
        given = table.get("id") if isinstance(table, dict) else None
        if not isinstance(given, str):
            continue
        if given in seen:
            problems.append(f"{NAME}:{_find_line(lines, name, 'id')}: id {given!r} is also that of [{seen[given]}]")
        seen.setdefault(given, name)
    return problems


def _to_metadata(table: Mapping[str, object], line: int) -> Metadata:
    given = table.get("authors", table.get("author", ()))
    authors = (
        (given,) if isinstance(given, str) else tuple(str(one) for one in given) if isinstance(given, list) else ()
    )
    texts = {key: str(value) for key, value in table.items() if key not in ("author", "authors")}
    return Metadata(authors=authors, line=line, **texts)


def _find_line(lines: Sequence[str], table: str, key: str = "") -> int:
    """Return the line (from 1) of a table's head, or of ``key`` in it."""
    at = 0
    for number, line in enumerate(lines, 1):
        match = _TABLE.match(line)
        if match and table in match.groups():
            at = number
            if not key:
                return number
        elif (at and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line)) or (
            not at and not key and re.match(rf"\s*[\"']?{re.escape(table)}[\"']?\s*=", line)
        ):
            return number
        elif at and match:
            break
    return at or 1

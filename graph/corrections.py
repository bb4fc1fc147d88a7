"""``corrections.tsv`` in and out: what a historian decided against the reading, a line each, in a table to edit.

A header, then a decision a line: who is merged, split, retyped, renamed or rejected, which claim is wrong. ``#`` begins
a comment, empty cells at a line's end may be left out. A line that can't be read is a problem of one line and stops
nothing; :mod:`graph.anchors` finds what a line means in a source, :mod:`graph.build` applies all of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

from graph.iris import ROOMS
from graph.signatures import find_room
from ontology.checks import PREDICATES

FILE: Final = "corrections.tsv"
COLUMNS: Final = (
    "action", "subject", "predicate", "object", "value", "source", "quote", "at", "because", "author", "date",
)  # fmt: skip
EVERYWHERE: Final = "*"  # in the column "at": wherever the quote stands in the source
JULIAN: Final = "smv:julian"
GREGORIAN: Final = "smv:gregorian"


class Action(NamedTuple):
    """Which cells an action needs and which others it takes; what it does, for messages."""

    needs: tuple[str, ...]
    takes: tuple[str, ...] = ()


PLACE: Final = ("source", "quote", "at")
STATEMENT: Final = ("subject", "predicate", "object", "at")
ACTIONS: Final = {
    "merge": Action(("subject", "object"), ("value",)),
    "split": Action(("subject", "object", "source"), ("value", "quote", "at")),
    "apart": Action(("subject", "object")),
    "retype": Action(("subject", "value"), PLACE),
    "rename": Action(("subject", "value")),
    "reject": Action(("subject",), PLACE),
    "confirm": Action(("subject", "source"), ("predicate", "object", "quote", "at")),
    "reject-claim": Action(("source", "quote"), STATEMENT),
    "redate": Action(("source", "quote", "value"), STATEMENT),
    "reassign": Action(("source", "quote", "value"), STATEMENT),
    "prefer": Action(("source", "quote"), STATEMENT),
}
OF_CLAIMS: Final = ("reject-claim", "redate", "reassign", "prefer")


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of the table; ``at`` is a number as text, :data:`EVERYWHERE` or ``""``; ``place`` is ``file:line``.

    ``subject`` and ``object`` are entity ids, ``value`` a label, a class, a date or an entity, by the action.
    """

    action: str
    subject: str = ""
    predicate: str = ""
    object: str = ""
    value: str = ""
    source: str = ""
    quote: str = ""
    at: str = ""
    because: str = ""
    author: str = ""
    date: str = ""
    place: str = field(default="", compare=False)

    @property
    def of_claim(self) -> bool:
        """Whether it speaks of a claim, not of an entity or its mentions."""
        return self.action in OF_CLAIMS or (self.action == "confirm" and bool(self.predicate))

    @property
    def of_mentions(self) -> bool:
        """Whether it speaks of mentions in one source."""
        return bool(self.source) and not self.of_claim


class Corrections(NamedTuple):
    """The lines of one file or several, in the files' order, and what could not be read of them."""

    lines: tuple[Correction, ...] = ()
    problems: tuple[str, ...] = ()


def find_corrections(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the tables that lie beside the texts: in each folder given, beside each file given."""
    folders = {(path if path.is_dir() else path.parent).resolve() for path in paths}
    return tuple(sorted(folder / FILE for folder in folders if (folder / FILE).is_file()))


def name_tables(paths: Sequence[Path]) -> dict[str, Path]:
    """Return the tables by the name that problems tell them by: with their folder's where there are several."""
    if len(paths) == 1:
        return {paths[0].name: paths[0]}
    return {"/".join(path.parts[-2:]): path for path in paths}


def read_tables(paths: Sequence[Path]) -> Corrections:
    """Return the corrections of all tables, the same line once, and the problems of those that can't be read."""
    read = [read_corrections(path, name) for name, path in sorted(name_tables(paths).items())]
    first: dict[Correction, Correction] = {}
    problems = [problem for table in read for problem in table.problems]
    for line in (line for table in read for line in table.lines):
        earlier = first.setdefault(line, line)
        if earlier is not line:
            problems.append(f"{line.place}: the same as {earlier.place}")
    return Corrections(tuple(first), tuple(problems))


def read_corrections(path: Path, name: str = "") -> Corrections:
    """Return the lines of a table, ``name`` being what it is called in problems; OSError where it can't be opened."""
    name = name or path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Corrections(problems=(f"{name}: not UTF-8 (byte {error.start}), so none of it is applied",))
    rows = list(_find_rows(text))
    if not rows:
        return Corrections()
    (number, header), *rest = rows
    wrong = _check_header(header)
    if wrong:
        return Corrections(problems=(f"{name}:{number}: {wrong}, so none of it is applied",))
    lines, problems = [], []
    for number, cells in rest:
        line, reason = _read_row(cells, header, f"{name}:{number}")
        lines += [line] if line else []
        problems += [f"{name}:{number}: {reason}"] if reason else []
    return Corrections(tuple(lines), tuple(problems))


def to_row(correction: Correction) -> str:
    """Return a correction as a line of a table with all columns, empty cells at its end left out.

    >>> to_row(Correction("rename", "person/emma-goldman", value="Emma Goldman"))
    'rename\\tperson/emma-goldman\\t\\t\\tEmma Goldman'
    """
    cells = [" ".join(str(getattr(correction, column)).split()) for column in COLUMNS]
    return "\t".join(cells).rstrip("\t")


def read_date(value: str) -> tuple[str, str]:
    """Return the EDTF date and the calendar of a cell such as ``1917-10-25 julian``.

    >>> read_date("1917-10-25 julian"), read_date("1921")
    (('1917-10-25', 'smv:julian'), ('1921', 'smv:gregorian'))
    """
    date, _, calendar = value.partition(" ")
    return date, JULIAN if calendar.strip().removeprefix("smv:") == "julian" else GREGORIAN


def _find_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each line that is neither empty nor a comment."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, [_unquote(cell.strip()) for cell in line.split("\t")]


def _unquote(cell: str) -> str:
    """Return a cell without the quotation marks that a spreadsheet sets around one that holds some."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _check_header(header: Sequence[str]) -> str:
    missing = [column for column in ("action", "subject") if column not in header]
    if missing:
        return f"columns missing in the header: {', '.join(missing)} (cells are separated by tabs)"
    unknown = [column for column in header if column and column not in (*COLUMNS, "note")]
    if unknown:
        return f"unknown column '{unknown[0]}'; there are {', '.join(COLUMNS)}"
    twice = [column for column in header if column and header.count(column) > 1]
    return f"the column '{twice[0]}' stands twice" if twice else ""


def _read_row(cells: list[str], header: list[str], place: str) -> tuple[Correction | None, str]:
    """Return the correction, or why there is none."""
    while len(cells) > len(header) and not cells[-1]:
        cells.pop()
    if len(cells) > len(header):
        return None, f"{len(cells)} cells, the header has {len(header)}"
    row = {column: cell for column, cell in zip(header, cells, strict=False) if column in COLUMNS}
    reason = _check_row(row)
    if reason:
        return None, reason
    for column in ("subject", "object"):
        row[column] = read_entity(row.get(column, ""))
    predicate = row.get("predicate", "")
    row["predicate"] = predicate if ":" in predicate or not predicate else f"smo:{predicate}"
    if row["action"] == "retype":
        row["value"] = to_class(row["value"])
    if row["action"] == "reassign":
        row["value"] = read_entity(row["value"])
    return Correction(**row, place=place), ""


def _check_row(row: dict[str, str]) -> str:
    """Return what is wrong with the cells of a line, ``""`` where nothing is."""
    action = ACTIONS.get(row.get("action", ""))
    if action is None:
        return f"unknown action '{row.get('action', '')}'; there are {', '.join(ACTIONS)}"
    name = row["action"]
    missing = [column for column in action.needs if not row.get(column)]
    if missing:
        return f"{name} needs {' and '.join(missing)}"
    usual = (*action.needs, *action.takes, "action", "because", "author", "date")
    extra = [column for column, cell in row.items() if cell and column not in usual]
    if extra:
        return f"{name} takes no {' and no '.join(extra)}"
    for column in ("subject", "object"):
        if row.get(column) and not read_entity(row[column]):
            return f"{column} '{row[column]}' is no entity such as person/leon-trotsky"
    return _check_values(row)


def _check_values(row: dict[str, str]) -> str:
    name, at, predicate = row["action"], row.get("at", ""), row.get("predicate", "").removeprefix("smo:")
    if predicate and predicate not in PREDICATES:
        return f"unknown predicate '{row['predicate']}'"
    if at and at != EVERYWHERE and not at.isdecimal():
        return f"at '{at}' is neither a number of characters nor {EVERYWHERE}"
    if row.get("quote", "") == "" and at:
        return "at stands without a quote"
    if name == "retype" and row.get("quote") == "" and row.get("source"):
        return "retype in one source needs the quote"
    if name in ("merge", "split", "apart") and read_entity(row["subject"]) == read_entity(row["object"]):
        return f"{name} needs two entities, not one twice"
    if name == "reassign" and not read_entity(row["value"]):
        return f"value '{row['value']}' is no entity such as person/leon-trotsky"
    if name == "retype" and not find_room(to_class(row["value"])):
        return f"value '{row['value']}' is no class of entities such as smo:Party"
    if name == "confirm" and predicate and not row.get("quote"):
        return "confirm of a claim needs the quote"
    return ""


def to_class(text: str) -> str:
    """Return a class as a CURIE, also where it is written without its prefix."""
    return text if ":" in text else f"smo:{text}"


def read_entity(text: str) -> str:
    """Return the id of an entity written as ``person/x``, ``person:x`` or an IRI, ``""`` where it is none.

    >>> read_entity("person:emma-goldman"), read_entity("https://w3id.org/smolny/id/place/kiev"), read_entity("Kiev")
    ('person/emma-goldman', 'place/kiev', '')
    """
    match = re.fullmatch(rf"(?:<?https?://\S*/)?({'|'.join(ROOMS)})[/:]([^\s/<>]+?)>?", text)
    return f"{match[1]}/{unquote(match[2])}" if match else ""

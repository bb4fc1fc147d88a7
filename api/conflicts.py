"""``smolny conflicts``: what can't all be true in a graph, with both quotes, on the terminal or as a file."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.failures import tell_failures

if TYPE_CHECKING:
    from graph.conflicts import Conflict, Side


FORMATS: Final = ("text", "csv", "json")
TITLES: Final = {
    "contradiction": "two claims that exclude each other",
    "authority": "against the authority list",
    "life": "outside the person's life",
}
SIDE: Final = ("predicate", "value", "date", "role", "polarity", "source", "start", "quote", "rule", "claim")
WIDTH: Final = 100


def conflicts(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="A folder that smolny build has made.")
    ],
    format_: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text, csv or json.")] = "text",
    store: Annotated[
        str | None,
        typer.Option(metavar="URL", help="A SPARQL store to ask, see smolny push.", show_default="the folder's index"),
    ] = None,
) -> None:
    """List what can't all be true, with both quotes.

    Two claims that exclude each other, a date that the authority list contradicts, a deed before its doer's birth or
    after their death. All claims stay in the graph; the list says which one the facts follow, and by which rule.

    \b
    Example:
        smolny conflicts graph/
    """
    with tell_failures():
        from api.networks import find_store
        from graph.conflicts import read_conflicts
        from graph.stores import open_pool

        if format_ not in FORMATS:
            raise typer.BadParameter(f"'{format_}' is none of {', '.join(FORMATS)}", param_hint="--format")
        with open_pool(folder, find_store(folder, store), workers=1) as pool:
            found = read_conflicts(pool)
        write = {"csv": to_csv, "json": to_json}.get(format_, to_text)
        sys.stdout.write(write(found))


def to_text(found: tuple[Conflict, ...]) -> str:
    """Return the conflicts to be read, one after another."""
    lines = []
    for conflict in found:
        lines.append(f"{conflict.subject}: {TITLES[conflict.kind]}")
        for side in (conflict.one, conflict.other):
            lines += wrap(f"- {say(side)}", WIDTH, initial_indent="  ", subsequent_indent="    ")
            if side.quote:
                quote = f"« {side.quote} » ({side.source}, {side.start})"
                lines += wrap(quote, WIDTH, initial_indent="      ", subsequent_indent="      ")
        lines.append("")
    return "\n".join([*lines, f"{len(found)} conflict{'s' if len(found) != 1 else ''}"]) + "\n"


def say(side: Side) -> str:
    """Return one side in a line: predicate, value, role, date, whether denied, and why it was preferred."""
    parts = [side.predicate, side.role, side.value, f"({side.date})" if side.date else ""]
    parts.append("[denied]" if side.polarity == "denied" else "")
    parts.append(f"— preferred: {side.rule}" if side.rule else "")
    parts.append("" if side.source else "— authority list or preferred fact")
    return " ".join(part for part in parts if part)


def to_csv(found: tuple[Conflict, ...]) -> str:
    """Return a table, a line a conflict, the columns of either side numbered."""
    file = io.StringIO()
    names = list(SIDE)
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["kind", "subject", "iri", *(f"{name}_{number}" for number in (1, 2) for name in names)])
    for conflict in found:
        sides = (asdict(conflict.one), asdict(conflict.other))
        values = [side[name] for side in sides for name in names]
        writer.writerow([conflict.kind, conflict.subject, conflict.iri, *values])
    return file.getvalue()


def to_json(found: tuple[Conflict, ...]) -> str:
    """Return the conflicts as a JSON array."""
    return json.dumps([asdict(conflict) for conflict in found], ensure_ascii=False, indent=1) + "\n"

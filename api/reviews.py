"""``smolny review``: the least certain decisions first, with the lines of corrections.tsv that would change them."""

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from api.failures import tell_failures

FORMATS: Final = ("text", "tsv", "json")


def review(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="A folder that smolny build has made.")
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="How many.")] = 30,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", "-k", metavar="KIND", help="name, join, near-join, claim, conflict or link; may be repeated.",
            show_default="all",
        ),
    ] = None,
    format_: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text, tsv or json.")] = "text",
    corrections: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", exists=True, dir_okay=False, help="A historian's decisions so far.",
            show_default="where it lay at the build",
        ),
    ] = None,
) -> None:  # fmt: skip
    """List the least certain decisions, first where a historian's look helps most.

    Names that may mean somebody else, joins over sources made or left undone, claims by weak rules, contradictions,
    likely links. Each with its quote, what was decided and why, and the lines of corrections.tsv that would change or
    confirm it. As tsv the list is itself such a table, every line a remark: take the # away from those you want.

    \b
    Example:
        smolny review graph/ --limit 50 --format tsv > to-review.tsv
    """
    with tell_failures():
        from graph.reviews import KINDS, to_json, to_table, to_text
        from graph.reviews import review as find_doubts

        if format_ not in FORMATS:
            raise typer.BadParameter(f"'{format_}' is none of {', '.join(FORMATS)}", param_hint="--format")
        unknown = [one for one in kind or () if one not in KINDS]
        if unknown:
            raise typer.BadParameter(f"'{unknown[0]}' is none of {', '.join(KINDS)}", param_hint="--kind")
        doubts = find_doubts(folder, kind or KINDS, corrections=corrections)[:limit]
        sys.stdout.write({"tsv": to_table, "json": to_json}.get(format_, to_text)(doubts))

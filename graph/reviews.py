"""A built folder in, its least certain decisions out, first those where a historian's look is worth most.

The readings are settled anew with the table of corrections as it is now, so that what was decided a minute ago is not
asked again. :mod:`graph.doubts` finds the decisions; here they are ranked by what looking at them is worth.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from extract.model import Claim
from graph.build import find_reader
from graph.claims import mint_claims
from graph.conflicts import Conflict, read_conflicts
from graph.correcting import Corrected
from graph.corrections import COLUMNS, Correction, read_tables, to_row
from graph.doubts import (
    Doubt,
    Page,
    doubt_claims,
    doubt_conflicts,
    doubt_joins,
    doubt_links,
    doubt_names,
    find_names,
    make_page,
)
from graph.iris import Iris
from graph.links import Link, read_links
from graph.manifest import read_manifest
from graph.query import QueryPool
from graph.quotes import find_tables
from graph.readings import Reader
from graph.settling import correct, gather, settle_all
from graph.store import find_turtle
from ontology.authority import Entry, read_authority

KINDS: Final = ("name", "join", "near-join", "claim", "conflict", "link")


def review(
    folder: Path,
    kinds: Sequence[str] = KINDS,
    *,
    corrections: Path | None = None,
    reader: Reader | None = None,
    authority: Sequence[Entry] | None = None,
) -> tuple[Doubt, ...]:
    """Return the uncertain decisions of a built folder, the most worth looking at first.

    The table of corrections is looked up where it lay at the build, or given. StoreError where there is no graph.
    """
    find_turtle(folder)
    entries = read_authority() if authority is None else authority
    tables = (corrections,) if corrections else tuple(path for path in find_tables(folder).values() if path.is_file())
    lines = read_tables(tables).lines
    conflicts: tuple[Conflict, ...] = ()
    if "conflict" in kinds:
        with QueryPool(folder, workers=1) as pool:
            conflicts = read_conflicts(pool)
    doubts = _find_doubts(folder, lines, conflicts, reader or find_reader(), entries)
    return rank(doubt for doubt in doubts if doubt.kind in kinds)


def rank(doubts: Iterator[Doubt]) -> tuple[Doubt, ...]:
    """Return the doubts in the order of what looking at them is worth."""
    return tuple(
        sorted(doubts, key=lambda doubt: (-round(doubt.gain, 6), doubt.kind, doubt.source, doubt.at, doubt.decided))
    )


def _find_doubts(
    folder: Path, lines: Sequence[Correction], conflicts: Sequence[Conflict], reader: Reader, entries: Sequence[Entry]
) -> Iterator[Doubt]:
    gathered = gather(folder / "readings.jsonl")
    read = {(source, one.id): len(one.mentions) for source, found in gathered.entities.items() for one in found}
    settled = settle_all(gathered, lines, reader, entries)
    iris, names = Iris(read_manifest(folder / "graph" / "manifest.json").base), find_names(entries)
    weights: Counter[str] = Counter()
    for (source, id_), count in read.items():
        weights[settled.identities.find(source, id_)] += count
    wanted = {side.claim for conflict in conflicts for side in (conflict.one, conflict.other)}
    claims: dict[str, tuple[Claim, Page]] = {}
    for source in gathered.starts:
        corrected, _ = correct(gathered.read(source), settled, reader.bounds)
        claims |= _find_claims(corrected, iris, wanted)
        yield from doubt_names(corrected, names)
        yield from doubt_claims(corrected, weights)
    yield from doubt_joins(settled.joins.made, settled.joins.near, lines, settled.identities, read)
    yield from doubt_conflicts(conflicts, claims)
    yield from doubt_links(_read_links(folder), weights)


def _find_claims(corrected: Corrected, iris: Iris, wanted: set[str]) -> dict[str, tuple[Claim, Page]]:
    """Return those of the wanted claims that a reading makes and no curator has spoken of."""
    minted, page = mint_claims(corrected.reading, iris), make_page(corrected.reading)
    return {
        named.node.value: (named.claim, page)
        for number, named in enumerate(minted)
        if named.node.value in wanted and number not in corrected.claim_lines
    }


def _read_links(folder: Path) -> tuple[Link, ...]:
    return read_links(folder / "links.tsv")


def to_table(doubts: Sequence[Doubt]) -> str:
    """Return the doubts as a table of corrections in which every line is a remark; a # taken away makes it count."""
    parts = ["\t".join(COLUMNS)]
    for number, doubt in enumerate(doubts, start=1):
        quote = f" « {' '.join(doubt.quote.split())} »" if doubt.quote else ""
        parts += ["#", f"# {number}. {doubt.kind}, {doubt.certainty:.2f} sure: {doubt.decided}"]
        parts += [f"# because: {doubt.why}", f"# in {doubt.source}:{quote}" if doubt.source else f"#{quote}"]
        parts += [f"#{to_row(line)}" for line in (*doubt.lines, *([doubt.confirm] if doubt.confirm else []))]
    return "\n".join(part.rstrip() for part in parts) + "\n"


def to_json(doubts: Sequence[Doubt]) -> str:
    """Return the doubts as a JSON array, their lines as they would stand in the table."""
    records = [
        {
            "kind": doubt.kind,
            "gain": round(doubt.gain, 3),
            "certainty": doubt.certainty,
            "hangs": round(doubt.hangs, 3),
            "decided": doubt.decided,
            "why": doubt.why,
            "source": doubt.source,
            "quote": doubt.quote,
            "at": doubt.at,
            "lines": [to_row(line) for line in doubt.lines],
            "confirm": to_row(doubt.confirm) if doubt.confirm else "",
        }
        for doubt in doubts
    ]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def to_text(doubts: Sequence[Doubt]) -> str:
    """Return the doubts for reading, one after another, with their lines as they would stand in the table."""
    parts: list[str] = []
    for number, doubt in enumerate(doubts, start=1):
        parts.append(f"{number}. [{doubt.kind}] {doubt.decided}   (sure {doubt.certainty:.2f}, worth {doubt.gain:.1f})")
        parts.append(f"   {doubt.why}")
        if doubt.quote:
            parts.append(f"   {doubt.source}, {doubt.at}: « {' '.join(doubt.quote.split())} »")
        parts += [f"   → {to_row(line)}" for line in doubt.lines]
        parts += [f"   ✓ {to_row(doubt.confirm)}"] if doubt.confirm else []
        parts.append("")
    return "\n".join(parts)

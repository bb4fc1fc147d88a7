"""A graph in, what it holds out: the page of numbers, years and sources, and the page of what can't all be true."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.contradictions import Labels, to_conflict
from api.languages import find_language, read_texts
from api.pages import render
from api.prepared import Preparations
from api.served import ServedGraph
from graph.date_labels import say_date
from graph.holdings import Holdings, find_span
from graph.manifest import Manifest
from graph.sheets import find_wording
from graph.stores import has_files

WIDTH: Final = 1000
HEIGHT: Final = 160
STEPS: Final = (1, 2, 5, 10, 20, 50, 100)
TICKS: Final = 14
SHOWN: Final = 40  # conflicts on a page
KINDS: Final = ("contradiction", "authority", "life")


@dataclass(frozen=True, slots=True)
class YearBar:
    """A year in a drawing: its place and the heights of its two bars, from the bottom up."""

    year: int
    x: float
    width: float
    dates: int
    claims: int
    dates_height: float
    claims_height: float


@dataclass(frozen=True, slots=True)
class Years:
    """Bars and ticks ``(x, year)`` of a drawing; ``outside`` counts what lies before and after."""

    bars: tuple[YearBar, ...]
    ticks: tuple[tuple[float, int], ...]
    outside: int


def create_corpus_router(graph: ServedGraph, preparations: Preparations) -> APIRouter:
    """Return the routes of what a graph holds."""
    router = APIRouter()

    @router.api_route("/corpus", methods=["GET", "HEAD"])
    async def show_corpus(request: Request) -> Response:
        """Show what the graph holds: counts, years, sources, version and date of the build."""
        prepared, language = await preparations.read(), find_language(request)
        held = prepared.holdings
        built = (graph.folder / "graph" / "entities.ttl").stat().st_mtime if has_files(graph.folder) else 0
        values = {
            **to_numbers(graph.manifest, prepared.wordings[language], language),
            "held": held,
            "dates": {source.id: say_date(source.date, language) for source in held.sources},
            "years": draw_years(held),
            "height": HEIGHT,
            "conflicting": len(prepared.conflicts),
            "version": graph.manifest.smolny,
            "digest": await graph.find_version(),
            "built": say_date(datetime.fromtimestamp(built, UTC).date().isoformat(), language) if built else "",
        }
        return render(request, "corpus.html", values)

    @router.api_route("/conflicts", methods=["GET", "HEAD"])
    async def show_conflicts(request: Request, kind: str = "", page: int = Query(1, ge=1)) -> Response:
        """Show what can't all be true: pairs of statements with both quotes, by kind."""
        language = find_language(request)
        prepared = await preparations.read()
        found = prepared.conflicts
        chosen = [conflict for conflict in found if kind in ("", conflict.kind)]
        shown = chosen[(page - 1) * SHOWN : page * SHOWN]
        root, words = request.scope.get("root_path", "").rstrip("/"), read_texts()[language]
        said = prepared.say(graph.manifest.base, root, language)
        counts = [(name, sum(conflict.kind == name for conflict in found)) for name in KINDS]
        values = {
            "conflicts": [to_conflict(conflict, said) for conflict in shown],
            "facets": [
                (words["all-kinds"], len(found), "?", not kind),
                *((words[f"conflict-{name}"], n, f"?kind={name}", kind == name) for name, n in counts if n),
            ],
            "more": "?" + urlencode({"kind": kind, "page": page + 1}) if len(chosen) > page * SHOWN else "",
        }
        return render(request, "conflicts.html", values)

    return router


def to_numbers(manifest: Manifest, wordings: Labels, language: str) -> dict[str, Any]:
    """Return the manifest's counts as the page shows them, the largest first."""
    words = read_texts()[language]
    counts = {name: dict(manifest.counts.get(name, {})) for name in ("entities", "mentions", "claims", "facts")}
    classes = sorted(counts["entities"], key=lambda name: -counts["entities"][name])
    predicates = sorted({*counts["claims"], *counts["facts"]}, key=lambda name: -counts["claims"].get(name, 0))
    return {
        "totals": {name: sum(found.values()) for name, found in counts.items()},
        "classes": [
            (words.get(f"room-{(room := name.partition(':')[2].lower())}", room), room, counts["entities"][name],
             counts["mentions"].get(name, 0))
            for name in classes
        ],
        "predicates": [
            (find_wording(name.partition(":")[2], wordings, inverse=False), counts["claims"].get(name, 0),
             counts["facts"].get(name, 0))
            for name in predicates
        ],
    }  # fmt: skip


def draw_years(held: Holdings) -> Years:
    """Return the drawing of how many dates and claims lie in each year."""
    first, last = find_span(held.date_years, held.claim_years)
    years = range(first, last + 1)
    width = WIDTH / max(1, len(years))
    most_dates = max((held.date_years.get(year, 0) for year in years), default=0) or 1
    most_claims = max((held.claim_years.get(year, 0) for year in years), default=0) or 1
    bars = tuple(
        YearBar(
            year, round((year - first) * width, 2), round(width * 0.9, 2), dates, claims,
            round(HEIGHT * dates / most_dates, 1), round(HEIGHT * claims / most_claims, 1),
        )
        for year in years
        if (dates := held.date_years.get(year, 0)) + (claims := held.claim_years.get(year, 0))
    )  # fmt: skip
    step = next((step for step in STEPS if len(years) / step <= TICKS), STEPS[-1])
    ticks = tuple((round((year - first + 0.5) * width, 1), year) for year in years if year % step == 0)
    inside = sum(bar.dates + bar.claims for bar in bars)
    return Years(bars, ticks, _total(held.date_years, held.claim_years) - inside)


def _total(*counts: Mapping[int, int]) -> int:
    return sum(sum(one.values()) for one in counts)

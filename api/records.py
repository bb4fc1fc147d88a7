"""The path of a person, a body, an event, a place or a work in, what its page shows out: its record, ready to print."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from anyio import to_thread

from api.asking import to_address
from api.contradictions import ShownConflict, find_conflicts, to_conflict
from api.itineraries import Itinerary, draw_itinerary, find_places, read_points
from api.languages import read_texts
from api.neighbourhoods import MOST, Neighbourhood, draw_neighbourhood, find_neighbours, read_ties
from api.outlines import WORLD
from api.pages import BUILT
from api.prepared import Prepared
from api.served import ServedGraph
from api.sheets import lead_to
from api.timelines import Timeline, draw_timeline
from graph.date_labels import say_date
from graph.iris import ROOMS
from graph.sheets import Line, Quote, Sheet, read_sheet


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A sentence with the address of its place in the source and that of its claim."""

    text: str
    title: str
    page: str
    href: str
    claim: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a record: ``before`` the other entity's name stands what is said of it, ``after`` it the role."""

    date: str
    before: str
    other: str
    href: str
    after: str
    marks: tuple[str, ...]
    disputed: bool
    confidence: float
    quotes: tuple[ShownQuote, ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """The lines under one heading."""

    key: str
    title: str
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """All that the page shows."""

    sheet: Sheet
    kind: str
    sections: tuple[ShownSection, ...]
    timeline: Timeline | None
    itinerary: Itinerary | None = None
    neighbourhood: Neighbourhood | None = None
    hrefs: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[ShownConflict, ...] = ()


def to_values(record: Record) -> dict[str, Any]:
    """Return the record as its template knows it."""
    return {
        "sheet": record.sheet, "kind": record.kind, "sections": record.sections, "timeline": record.timeline,
        "itinerary": record.itinerary, "near": record.neighbourhood, "hrefs": record.hrefs,
        "conflicts": record.conflicts,
        "world": WORLD if (BUILT / "world.svg").is_file() else None,
    }  # fmt: skip


def has_record(path: str) -> bool:
    """Tell whether the path is an entity's, not a source's, a claim's or a passage's."""
    return path.partition("/")[0] in ROOMS


async def read_record(
    graph: ServedGraph, path: str, root: str, language: str, prepared: Prepared | None = None
) -> Record | None:
    """Return the record of the entity at ``path``, None where the graph has none.

    Contradictions are those that were ``prepared``.
    """
    iri = graph.find_iri(path)
    sheet = await graph.call(read_sheet, iri, language, prepared.wordings[language] if prepared else None)
    if sheet.label == iri:
        return None
    near, places = find_neighbours(sheet), find_places(sheet)
    points = find_points(prepared, places) if prepared else await graph.call(read_points, places) if places else {}
    ties = await graph.call(read_ties, tuple(near)[:MOST]) if near else []
    base = graph.manifest.base
    hrefs = {other: to_address(other, base, root) for other in (*near, *places)}
    record = await to_thread.run_sync(make_record, sheet, base, root, language)
    drawn = draw_itinerary(sheet, points, hrefs, language), draw_neighbourhood(sheet, near, ties)
    said = prepared.say(base, root, language) if prepared else None
    found = find_conflicts(sheet, prepared.conflicts) if prepared else ()
    conflicts = tuple(to_conflict(conflict, said) for conflict in found) if said else ()
    return replace(record, itinerary=drawn[0], neighbourhood=drawn[1], hrefs=hrefs, conflicts=conflicts)


def find_points(prepared: Prepared, places: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Return latitude and longitude of those of the places whose coordinates are known."""
    known = ((iri, prepared.places[iri].point) for iri in places if iri in prepared.places)
    return {iri: point for iri, point in known if point}


def make_record(sheet: Sheet, base: str, root: str, language: str) -> Record:
    """Return a sheet as its page shows it, without what only the graph knows."""
    sections = tuple(
        ShownSection(section.key, section.title, tuple(_to_line(line, base, root, language) for line in section.lines))
        for section in sheet.sections
    )
    kind = read_texts()[language].get(sheet.kind.removeprefix("smo:"), sheet.kind.removeprefix("smo:"))
    return Record(sheet, kind, sections, draw_timeline(sheet, language))


def _to_line(line: Line, base: str, root: str, language: str) -> ShownLine:
    before, after = wrap(line, language)
    return ShownLine(
        say_date(line.edtf, language),
        before,
        line.other,
        to_address(line.other_iri, base, root) if line.other_iri else "",
        after,
        tuple(word_marks(line, language)),
        line.disputed,
        line.confidence,
        tuple(_to_quote(quote, base, root) for quote in line.quotes),
    )


def wrap(line: Line, language: str) -> tuple[str, str]:
    """Return what is said before the other's name and after it."""
    if line.role and line.predicate in ("holdsOffice", "relativeOf"):
        return ("", f", {line.role}") if line.inverse else (f"{line.role}{' : ' if line.other else ''}", "")
    return lead_to(line, language), f" ({line.role})" if line.role else ""


def word_marks(line: Line, language: str) -> Iterator[str]:
    """Yield what is to be known of a line: that it is denied, reported, disputed, whose word it is."""
    words = read_texts()[language]
    yield from (words[mark] for mark in (line.polarity, line.stance, line.calendar) if mark in words)
    if line.whose:
        yield f"{words['according']} {line.whose}"
    if line.disputed:
        yield words["disputed"]


def _to_quote(quote: Quote, base: str, root: str) -> ShownQuote:
    place = f"{root}/page/source/{quote.source}?at={quote.start}#at-{quote.start}"
    return ShownQuote(quote.text, quote.title, quote.page, place, to_address(quote.claim, base, root))

"""What a reader types in, the entities that are meant out: the page ``/search`` and, for the field on every page,
``/suggest``. The names are those of the catalogue; what is found is ranked by match, then by mentions.
"""

from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import quote, urlencode

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api.catalogues import Card, Catalogue
from api.languages import find_language, read_texts
from api.pages import render
from api.prepared import Preparations
from graph.iris import ROOMS
from graph.searches import Hit

SUGGESTED: Final = 8
SHOWN: Final = 50  # on a page
LAST: Final = 20  # pages
LONGEST: Final = 200  # characters of what is looked for


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity as it is listed: ``name`` is the name that was found, where it is not the one that it is shown by."""

    id: str
    label: str
    kind: str
    room: str
    description: str
    name: str
    href: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A room with how many are found in it; ``chosen`` where only its own are shown."""

    label: str
    count: int
    query: str
    chosen: bool


class Searches:
    """Asks the names of the graph in threads, so that nobody else waits."""

    def __init__(self, preparations: Preparations) -> None:
        self._preparations = preparations
        self._limiter = CapacityLimiter(2)

    async def find(self, text: str, room: str, limit: int) -> tuple[Catalogue, list[Hit]]:
        """Return the entities that a text may mean."""
        prepared = await self._preparations.read()
        find = partial(prepared.search.find, text, room, limit)
        return prepared.catalogue, await to_thread.run_sync(find, limiter=self._limiter)

    async def count(self, text: str) -> dict[str, int]:
        """Return how many entities of each room a text may mean."""
        search = (await self._preparations.read()).search
        return await to_thread.run_sync(search.count, text, limiter=self._limiter)

    async def find_alike(self, text: str) -> list[Hit]:
        """Return entities with names like a text, for one that is spelt wrongly."""
        catalogue = (await self._preparations.read()).catalogue
        found = await to_thread.run_sync(catalogue.names.find, text[:LONGEST], limiter=self._limiter)
        return [Hit(one.entity, one.entity.partition("/")[0], one.name.text, one.name.main, 0) for one in found]


def create_search_router(searches: Searches) -> APIRouter:
    """Return the routes of the search."""
    router = APIRouter()

    @router.api_route("/search", methods=["GET", "HEAD"])
    async def search(request: Request, q: str = "", kind: str = "", page: int = Query(1, ge=1, le=LAST)) -> Response:
        """Show the persons, bodies, events, places and works that a name may mean, by kind."""
        text, room = q.strip()[:LONGEST], kind if kind in ROOMS else ""
        catalogue, hits = await searches.find(text, room, page * SHOWN + 1)
        shown = hits[(page - 1) * SHOWN : page * SHOWN]
        alike = [] if hits or not text else (await searches.find_alike(text))[:SUGGESTED]
        root, language = request.scope.get("root_path", "").rstrip("/"), find_language(request)
        values = {
            "q": text,
            "kind": room,
            "facets": make_facets(await searches.count(text), text, room, language),
            "entries": to_entries(catalogue, shown, root, language),
            "alike": to_entries(catalogue, alike, root, language),
            "more": "?" + urlencode({"q": text, "kind": room, "page": page + 1}) if len(hits) > page * SHOWN else "",
            "first": (page - 1) * SHOWN + 1,
        }
        return render(request, "search.html", values)

    @router.api_route("/suggest", methods=["GET", "HEAD"])
    async def suggest(request: Request, q: str = "", kind: str = "") -> JSONResponse:
        """Complete what is typed into a name to entities: id, label, kind, description, name, href, mentions."""
        room = kind if kind in ROOMS else ""
        found: list[Entry] = []
        if q.strip():
            catalogue, hits = await searches.find(q, room, SUGGESTED)
            root = request.scope.get("root_path", "").rstrip("/")
            found = to_entries(catalogue, hits, root, find_language(request))
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
        return JSONResponse([_to_record(entry) for entry in found], headers=headers)

    return router


def to_entries(catalogue: Catalogue, hits: list[Hit], root: str, language: str) -> list[Entry]:
    """Return what is found as it is listed."""
    return [
        _to_entry(catalogue.cards[hit.entity], hit, root, language) for hit in hits if hit.entity in catalogue.cards
    ]


def make_facets(counts: dict[str, int], text: str, chosen: str, language: str) -> list[Facet]:
    """Return the rooms in which something is found, and all together."""
    words = read_texts()[language]

    def to_facet(label: str, count: int, room: str) -> Facet:
        return Facet(label, count, "?" + urlencode({"q": text, "kind": room}), room == chosen)

    rooms = [to_facet(words[f"room-{room}"], counts[room], room) for room in ROOMS if counts.get(room)]
    return [to_facet(words["all-kinds"], sum(counts.get(room, 0) for room in ROOMS), ""), *rooms]


def _to_entry(card: Card, hit: Hit, root: str, language: str) -> Entry:
    words = read_texts()[language]
    name = "" if hit.name == card.label else hit.name
    href = f"{root}/page/{quote(card.id)}"
    local = card.types[0].partition(":")[2] if card.types else ""
    kind = words.get(local, local)
    return Entry(card.id, card.label, kind, hit.room, card.description, name, href, hit.mentions)


def _to_record(entry: Entry) -> dict[str, str | int]:
    return {
        "id": entry.id, "label": entry.label, "kind": entry.kind, "description": entry.description,
        "name": entry.name, "href": entry.href, "mentions": entry.mentions,
    }  # fmt: skip

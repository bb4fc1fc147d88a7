"""A served graph in, what its pages read at once out: prepared before the server says that it is ready, then kept.

What was prepared lies in a file beside the index (:mod:`graph.shelves`), so that the next start finds it there. After a
new build the pages go on with the old preparation while the new one takes longer than a moment.
"""

import asyncio
import gc
import logging
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from anyio import to_thread

from api.catalogues import Catalogue, open_catalogue
from api.contradictions import Words
from api.pages import compile_templates
from api.preparing import load_conflicts, load_holdings, load_numbers, load_stays, prepare, prepare_apart
from api.served import ServedGraph
from graph.conflicts import Conflict
from graph.guards import QueryError
from graph.holdings import Holdings
from graph.name_tables import open_names
from graph.names_index import NamesIndex
from graph.searches import Search
from graph.sheets import read_sheet
from graph.shelves import Shelf, find_shelf
from graph.statistics import Statistics
from graph.stays import Place, Stay
from graph.store import StoreError

PATIENCE_S: Final = 5.0  # for a new build's preparation, before the old one is used
SMALL: Final = 30_000_000  # bytes of Turtle that are prepared within the server
LOGGER: Final = logging.getLogger("smolny.server")
Labels = Mapping[str, Mapping[str, str]]  # by language


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was prepared of one version of the graph."""

    version: str
    shelf: Shelf
    catalogue: Catalogue
    search: Search
    stays: Sequence[Stay]
    places: Mapping[str, Place]
    holdings: Holdings
    conflicts: Sequence[Conflict]
    statistics: Statistics | None
    wordings: Labels
    rules: Labels
    reasons: Labels

    def say(self, base: str, root: str, language: str) -> Words:
        """Return what statements are put into words with."""
        labels = {**self.wordings[language], **self.rules[language]}
        sources = {source.id: source for source in self.holdings.sources}
        return Words(labels, self.reasons[language], sources, base, root, language)

    def close(self) -> None:
        """Give the file back."""
        self.shelf.close()
        self.catalogue.names.close()
        self.search.close()


class Preparations:
    """Keeps what was prepared of the version of the graph that was asked last; close it when done."""

    def __init__(self, graph: ServedGraph) -> None:
        self._graph = graph
        self._kept: Prepared | None = None
        self._old: Prepared | None = None  # requests under way may still read it
        self._making: asyncio.Task[Prepared] | None = None
        self._asked = ""
        self._place: Path | None = None

    async def start(self) -> None:
        """Prepare the graph; what is wrong is logged, and told to the first who asks for a page."""
        (found,) = await asyncio.gather(self._warm(), return_exceptions=True)
        if isinstance(found, Exception):
            expected = isinstance(found, (QueryError, StoreError, OSError))
            LOGGER.warning("the pages are not prepared: %s", found, exc_info=None if expected else found)

    async def _warm(self) -> None:
        """Prepare the graph, compile the templates, read a record so that a worker is up."""
        prepared = await self.read()
        await to_thread.run_sync(compile_templates)
        for hit in prepared.search.find("", "", 1):
            await self._graph.call(read_sheet, self._graph.find_iri(hit.entity))
        gc.collect()
        gc.freeze()  # to search for garbage in what is kept holds up a page of a large graph for a third of a second

    def peek(self) -> Prepared | None:
        """Return what is kept, be it of an older version; None where nothing is prepared."""
        return self._kept

    async def read(self) -> Prepared:
        """Return what is prepared of the graph as it is now, or was a moment ago; raises what preparing raises."""
        version = await self._graph.find_version()
        if self._kept and self._kept.version == version:
            return self._kept
        if self._making is None or self._making.done() or self._asked != version:
            self._asked = version
            self._making = asyncio.create_task(self._make(version))
        if self._kept is None:
            return await asyncio.shield(self._making)
        done, _ = await asyncio.wait((self._making,), timeout=PATIENCE_S)
        return self._making.result() if done else self._kept

    async def _make(self, version: str) -> Prepared:
        path = await self._find(version)
        prepared = await to_thread.run_sync(open_prepared, version, path, self._graph.manifest.base)
        if self._old:
            self._old.close()
        self._old, self._kept = self._kept, prepared
        return prepared

    async def _find(self, version: str) -> Path:
        """Return the file of a version, made where there is none; elsewhere where the folder can't be written."""
        path = find_shelf(self._graph.folder, version)
        if path.is_file():
            return path
        try:
            await self._prepare(path)
        except PermissionError:
            self._place = self._place or Path(tempfile.mkdtemp(prefix="smolny-"))
            path = self._place / path.name
            await self._prepare(path)
        return path

    async def _prepare(self, path: Path) -> None:
        graph = self._graph
        size = await to_thread.run_sync(measure_turtle, graph.folder)
        if size <= SMALL:
            await graph.call(prepare, path)
            return
        LOGGER.info("preparing the pages of %d MB of Turtle", size // 1_000_000)
        await to_thread.run_sync(prepare_apart, graph.folder, graph.settings.find_store(), path)

    def close(self) -> None:
        """Give the files back and remove what lies elsewhere."""
        if self._making and not self._making.done():
            self._making.cancel()
        for prepared in (self._kept, self._old):
            if prepared:
                prepared.close()
        self._kept = self._old = None
        if self._place:
            shutil.rmtree(self._place, ignore_errors=True)


def open_prepared(version: str, path: Path, base: str) -> Prepared:
    """Return what lies in the file."""
    shelf = Shelf(path)
    stays, places = load_stays(shelf)
    return Prepared(
        version, shelf, open_catalogue(shelf, NamesIndex(open_names(path)), base), Search(open_names(path)),
        stays, places, load_holdings(shelf), load_conflicts(shelf), load_numbers(shelf),
        *map(shelf.read, ("wordings", "rules", "reasons")),
    )  # fmt: skip


def measure_turtle(folder: Path) -> int:
    """Return how many bytes of Turtle a graph has; 0 where there is none."""
    return sum(path.stat().st_size for path in (folder / "graph").rglob("*.ttl"))

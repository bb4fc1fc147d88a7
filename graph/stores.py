"""A folder and the address of a SPARQL 1.1 store that holds its graph in, answers of that store out.

:class:`StorePool` is a :class:`graph.query.QueryPool` whose workers (:mod:`graph.store_worker`) ask the store over the
protocol instead of an index on disk: for graphs that outgrow one machine. ``smolny push`` (:mod:`graph.pushing`) brings
the graph there; the folder still tells the base, the sources and what was pushed.

Without FROM, a query asks all graphs together. Where the store's own default graph is not their union, name the graph
that stands for the unnamed one (``default_graph``): every request then lists it and the sources' graphs.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from graph.guards import PoolBusy, QueryTimeout, StoreLate
from graph.iris import Iris
from graph.manifest import Manifest, ManifestError, read_manifest
from graph.query import MAX_BYTES, MAX_ROWS, MEMORY_MB, TIMEOUT_S, Answer, QueryPool
from graph.store import StoreError, digest_graph
from graph.workers import STORE_WORKER, Gone, Take

ADDRESS: Final = re.compile(r"https?://[^\s/]\S*")


@dataclass(frozen=True, slots=True)
class Access:
    """Where a store is and who asks; ``default_graph`` names the graph that stands for the unnamed one, if any does."""

    url: str
    user: str = ""
    password: str = ""
    auth: Literal["basic", "digest"] = "basic"
    default_graph: str = ""

    def __post_init__(self) -> None:
        if not ADDRESS.fullmatch(self.url):
            raise StoreError(f"{self.url}: no address of a store (http://… or https://…)")


class StorePool(QueryPool):
    """Processes that ask a store over HTTP, under the same bounds and behind the same guards as an index.

    Raises besides :class:`graph.guards.StoreFailure` where the store gives no answer, or none that can be read.
    """

    _module = STORE_WORKER

    def __init__(
        self,
        folder: Path,
        access: Access,
        workers: int = 2,
        *,
        timeout_s: float = TIMEOUT_S,
        max_rows: int = MAX_ROWS,
        max_bytes: int = MAX_BYTES,
        memory_mb: int = MEMORY_MB,
        hosts: frozenset[str] = frozenset(),
    ) -> None:
        self._access = access
        self._sources: tuple[str, ...] = ()
        super().__init__(
            folder, workers, timeout_s=timeout_s, max_rows=max_rows, max_bytes=max_bytes, memory_mb=memory_mb,
            hosts=hosts,
        )  # fmt: skip

    @property
    def version(self) -> str:
        """A digest of what was pushed to the store, of the folder's graph, or manifest, where nothing was."""
        pushed = find_state(self.folder, self._access.default_graph)
        text = b"".join(path.read_bytes() for path in pushed) or self._digest_folder()
        return hashlib.sha256(self._access.url.encode() + text).hexdigest()[:32]

    def _digest_folder(self) -> bytes:
        if has_files(self.folder):
            return digest_graph(self.folder).encode()
        return (self.folder / "graph" / "manifest.json").read_bytes()

    def peek_version(self) -> str:
        """Return "": files have to be read."""
        return ""

    def _open(self) -> tuple[Path, str]:
        """Return the folder of the Turtle, which no worker reads, and the base; nothing is indexed."""
        manifest = _read_manifest(self.folder)
        iris = Iris(manifest.base)
        self._sources = tuple(iris.source(one.source).value for one in manifest.inputs)
        return self.folder / "graph", manifest.base

    def _send(self, request: dict[str, Any], timeout_s: float, take: Take) -> dict[str, Any]:
        with self._telling_late(timeout_s):
            return super()._send(self._complete(request, timeout_s), timeout_s, take)

    async def _send_async(
        self, index: Path, request: dict[str, Any], timeout_s: float, take: Take, gone: Gone
    ) -> dict[str, Any]:
        with self._telling_late(timeout_s):
            return await super()._send_async(index, self._complete(request, timeout_s), timeout_s, take, gone)

    def _complete(self, request: dict[str, Any], timeout_s: float) -> dict[str, Any]:
        """Return a request with the store, and with the graphs that stand for all where it names none."""
        default, named = request["default_graphs"], request["named_graphs"]
        if self._access.default_graph and not (default or named or request["has_dataset"]):
            default, named = [self._access.default_graph, *self._sources], list(self._sources)
        return {
            **request, "store": asdict(self._access),
            "default_graphs": default, "named_graphs": named, "timeout_s": timeout_s,
        }  # fmt: skip

    @contextmanager
    def _telling_late(self, timeout_s: float) -> Iterator[None]:
        try:
            yield
        except PoolBusy:
            raise
        except QueryTimeout:
            raise StoreLate(f"the store gave no answer within {timeout_s:.3g} s") from None


def has_files(folder: Path) -> bool:
    """Tell whether the folder holds the graph's own files, not only what is known of a store (:mod:`graph.mirrors`)."""
    return (folder / "graph" / "entities.ttl").is_file()


def _read_manifest(folder: Path) -> Manifest:
    try:
        return read_manifest(folder / "graph" / "manifest.json")
    except FileNotFoundError:
        raise StoreError(f"{folder}: no graph here; make one with smolny build") from None
    except ManifestError as error:
        raise StoreError(str(error)) from error


def read_base(folder: Path) -> str:
    """Return the base of the graph's IRIs."""
    return read_manifest(folder / "graph" / "manifest.json").base


def find_state(folder: Path, default_graph: str = "") -> tuple[Path, ...]:
    """Return the files that tell what was pushed from a folder with this name for the unnamed graph."""
    mark = hashlib.sha256(default_graph.encode()).hexdigest()[:8]
    return tuple(sorted((folder / "index").glob(f"pushed-*-{mark}.json")))


def open_pool(folder: Path, access: Access | None, **bounds: Any) -> QueryPool:
    """Return a pool over the folder's index, or over the store where one is given."""
    return StorePool(folder, access, **bounds) if access else QueryPool(folder, **bounds)


def ask(folder: Path, sparql: str, access: Access | None = None, **asked: Any) -> Answer:
    """Ask the folder's index, or the store, once; see :meth:`graph.query.QueryPool.ask`."""
    with open_pool(folder, access, workers=1) as pool:
        return pool.ask(sparql, **asked)

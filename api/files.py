"""The graph's own files in, as downloads out: each Turtle file as it lies on disk, and the whole dataset in one."""

from pathlib import Path
from typing import Final

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse, Response

from api.media_types import TURTLE
from api.served import ServedGraph
from graph.dumps import make_dump
from graph.store import find_turtle
from graph.stores import has_files

DUMP: Final = "all.nq.gz"


def create_files_router(graph: ServedGraph) -> APIRouter:
    """Return the route of the files."""
    router = APIRouter()
    limiter = CapacityLimiter(1)  # one dump is made at a time

    @router.api_route("/files/{name:path}", methods=["GET", "HEAD"])
    async def send_file(name: str) -> Response:
        """Give a file of the graph: entities.ttl, facts.ttl, ontology.ttl, sources/….ttl, or all of it: all.nq.gz."""
        check_files(graph)
        if name == DUMP:
            dump = await to_thread.run_sync(make_dump, graph.folder, await graph.find_version(), limiter=limiter)
            return FileResponse(dump, media_type="application/gzip", filename=DUMP)
        folder = graph.folder / "graph"
        files: dict[str, Path] = {path.relative_to(folder).as_posix(): path for path, _ in find_turtle(graph.folder)}
        if name not in files:
            raise HTTPException(404, f"the graph has no file {name}")
        return FileResponse(files[name], media_type=f"{TURTLE}; charset=utf-8", filename=files[name].name)

    return router


def check_files(graph: ServedGraph) -> None:
    """Raise 404 where the graph is served from a store without its built folder."""
    if not has_files(graph.folder):
        raise HTTPException(404, "served from a store without the built folder: there are no files, ask /sparql")

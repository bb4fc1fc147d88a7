"""Servers that hold any graphs: a folder whose index is written directly, and which can be updated by the protocol."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from fastapi import HTTPException
from pyoxigraph import NamedNode, Quad, RdfFormat, Store
from w3c_tests import BASE, ROOT, to_iri

from api.operations import Operation
from graph.guards import QuerySyntaxError
from graph.manifest import Manifest, to_json
from graph.store import digest_graph

FORMATS = {
    ".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".rdf": RdfFormat.RDF_XML, ".trig": RdfFormat.TRIG,
}  # fmt: skip


class Writer:
    """A folder as ``smolny build`` makes one, but whose index holds any graphs, and which can be updated."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store()
        self._number = 0
        (folder / "graph" / "sources").mkdir(parents=True)
        (folder / "index").mkdir()
        for name in ("entities.ttl", "ontology.ttl"):
            (folder / "graph" / name).touch()
        self.publish()

    def load(self, graphs: dict[str, Path]) -> None:
        """Put files into named graphs."""
        for iri, path in graphs.items():
            format_ = FORMATS[path.suffix]
            self.store.load(path=str(path), format=format_, base_iri=to_iri(path), to_graph=NamedNode(iri))

    def publish(self) -> None:
        """Make an index of what the store holds, for a new version of the graph."""
        self._number += 1
        (self.folder / "graph" / "facts.ttl").write_text(f"# {self._number}\n", encoding="utf-8")
        manifest = self.folder / "graph" / "manifest.json"
        text = to_json(Manifest(BASE, "test", "test", {}))
        manifest.with_suffix(".new").write_text(text, encoding="utf-8")
        if not manifest.exists():
            manifest.write_text(text, encoding="utf-8")
        index = Store(str(self.folder / "index" / digest_graph(self.folder)))
        index.bulk_extend(self.store)
        index.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in self.store)
        index.flush()
        manifest.with_suffix(".new").replace(manifest)  # a server that runs takes the new index up

    async def update(self, operation: Operation) -> None:
        """Carry out an update of the protocol (2.2.3): with ``using-…`` parameters the text may have no dataset."""
        text = operation.update or ""
        if operation.default_graphs or operation.named_graphs:
            if re.search(r"\b(?:USING|WITH)\b\s*(?:NAMED\b\s*)?<", text):
                raise HTTPException(400, "a dataset both in the request and in the update")
            using = [f"USING <{iri}>" for iri in operation.default_graphs]
            using += [f"USING NAMED <{iri}>" for iri in operation.named_graphs]
            text = re.sub(r"(?<=\})\s*WHERE\b", f" {' '.join(using)} WHERE", text)
        try:
            self.store.update(text, base_iri=BASE)
        except SyntaxError as error:
            raise QuerySyntaxError(str(error)) from error
        self.publish()


@contextmanager
def serve(folder: Path) -> Iterator[httpx.Client]:
    """Start a real ``smolny serve`` and give a client of it."""
    environment = {**os.environ, "SMOLNY_WORKERS": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "api.cli", "serve", str(folder), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
    try:
        assert process.stderr
        address = next(match.group(1) for line in process.stderr if (match := re.search(r"at (http://\S+)", line)))
        for _ in range(100):
            try:
                urllib.request.urlopen(address + "/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        with httpx.Client(base_url=address, timeout=60) as client:
            yield client
    finally:
        process.terminate()
        process.wait(20)

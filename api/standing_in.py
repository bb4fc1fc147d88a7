"""A store without its built folder in, a folder that stands in for it while ``smolny serve`` runs out."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import typer

from api.failures import tell
from api.settings import read_settings
from graph.mirrors import write_mirror

MISSING: Final = "without the built folder: no texts of the sources, no files to download, no date of the build"


@contextmanager
def find_folder(folder: Path | None, store: str | None) -> Iterator[Path]:
    """Give the folder, or one with what the store tells of its graph, removed at the end.

    Raises StoreError and StoreFailure where the store holds no graph or gives no answer.
    """
    if folder is not None:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="smolny-") as made:
        access = read_settings(folder=Path(made), store=store).find_store()
        if access is None:
            raise typer.BadParameter("name a folder that smolny build has made, or a --store", param_hint="DIR")
        write_mirror(Path(made), access)
        tell([MISSING])
        yield Path(made)

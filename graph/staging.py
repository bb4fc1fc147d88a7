"""A folder that is built aside and put in place by renaming: nothing half-written ever has a final name.

What was there before stays whole until the new parts are complete, and comes back where putting them in place fails.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PREFIX: Final = ".building-"
OLD: Final = "old-"


class BuildError(Exception):
    """The build can't go on; the message is for the user, and what was there before is untouched."""


@contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """Keep other builds out of ``folder``, which is made where missing; raise BuildError where one is at work."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as error:
        raise BuildError(f"{folder}: {error.strerror or error}") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise BuildError(f"{folder}: another build is writing here") from error
    try:
        yield
    finally:
        os.close(handle)


@contextmanager
def stage(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """Give a new folder beside the final names; at the end, put what lies in it under ``names`` in place.

    On any failure the new folder is removed and ``folder`` is as before; a full disk or a missing right becomes a
    :class:`BuildError`. A name that was not made again is taken away.
    """
    recover(folder, names)
    staging = folder / f"{PREFIX}{os.getpid()}"
    try:
        staging.mkdir()
        yield staging
        _swap(staging, folder, names)
    except OSError as error:
        reason = "no space left on the disk" if error.errno == errno.ENOSPC else error.strerror or str(error)
        raise BuildError(f"{folder}: {reason}; what was there before is untouched") from error
    finally:
        recover(folder, names)


def recover(folder: Path, names: Sequence[str]) -> None:
    """Remove what killed builds left behind, after putting back what they had moved away."""
    for left in sorted(folder.glob(f"{PREFIX}*")):
        for name in names:
            if (left / f"{OLD}{name}").exists() and not (folder / name).exists():
                (left / f"{OLD}{name}").rename(folder / name)
        shutil.rmtree(left, ignore_errors=True)


def _swap(staging: Path, folder: Path, names: Sequence[str]) -> None:
    done: list[str] = []
    try:
        for name in names:
            done.append(name)
            if (folder / name).exists():
                (folder / name).rename(staging / f"{OLD}{name}")
            if (staging / name).exists():
                (staging / name).rename(folder / name)
    except OSError:
        for name in reversed(done):
            _put_back(staging, folder, name)
        raise


def _put_back(staging: Path, folder: Path, name: str) -> None:
    old, final = staging / f"{OLD}{name}", folder / name
    if old.exists():
        if final.exists():
            final.rename(staging / f"new-{name}")
        old.rename(final)
    elif final.exists() and not (staging / name).exists():
        final.rename(staging / f"new-{name}")

"""Bytes in, a file with them out: whole under its final name or not at all."""

import errno
import os
import tempfile
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path`` and rename it there; on OSError what lay there before is as it was."""
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        aside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_read_umask())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _read_umask() -> int:
    """Return the umask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

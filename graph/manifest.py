"""What a graph was made of: versions, inputs with their digests, counts. ``manifest.json`` in and out.

Nothing in it tells the hour or the machine: the same input and version give the same bytes.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ontology import files

Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read; ``key`` digests all that its reading depends on, ``reading`` is the SHA-256 of its line."""

    source: str
    file: str
    sha256: str
    key: str
    reading: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of ``manifest.json``. ``counts`` are by what is counted and then by class or predicate.

    ``corrections`` are the digests of the tables of corrections by name, ``misfits`` what was wrong with their lines.
    """

    base: str
    smolny: str
    reader: str
    ontology: Mapping[str, str]
    inputs: tuple[Input, ...] = ()
    counts: Counts = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)
    misfits: tuple[str, ...] = ()


class ManifestError(ValueError):
    """``manifest.json`` can't be read; the message says which and why."""


def to_json(manifest: Manifest) -> str:
    """Return the manifest as JSON with sorted keys."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in the file; raise :class:`ManifestError` where it is none."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        inputs = tuple(Input(**row) for row in record.pop("inputs"))
        misfits = tuple(record.pop("misfits", ()))
        return Manifest(inputs=inputs, misfits=misfits, **record)
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ManifestError(f"{path}: not a manifest of this version ({error})") from error


def find_smolny_version() -> str:
    """Return the version of the installed distribution, ``unknown`` where it is run without being installed."""
    try:
        return version("smolny")
    except PackageNotFoundError:
        return "unknown"


def digest_ontology() -> dict[str, str]:
    """Return the digests of the ontology's files by name."""
    names = (files.ONTOLOGY, files.VOCABULARIES)
    return {name: digest_bytes(files.read_text(name).encode("utf-8")) for name in names}


def digest_bytes(data: bytes) -> str:
    """Return the SHA-256 of ``data`` as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()

"""What can go wrong with data or use in, one line on standard error and an exit status out.

Every command of :mod:`api.cli` runs inside :func:`tell_failures`. Errors are named, not imported: a class whose module
was never loaded can't have been raised, and loading them all would make ``smolny --help`` slow.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import typer

DONE: Final = 0
DATA: Final = 1
USE: Final = 2
INTERRUPTED: Final = 130

WRONG_USE: Final = (
    ("graph.guards", "QueryRefused"),
    ("graph.query", "UnfitMediaType"),
    ("api.settings", "SettingsError"),
)
WRONG_DATA: Final = (
    ("graph.guards", "QueryError"),
    ("graph.staging", "BuildError"),
    ("graph.store", "StoreError"),
    ("graph.manifest", "ManifestError"),
    ("graph.links", "LinkError"),
    ("graph.endpoints", "WikidataError"),
    ("graph.lookups", "LookupFailure"),
    ("graph.network", "NetworkError"),
    ("graph.pushing", "PushError"),
    ("graph.results", "ResultError"),
    ("api.server", "ServeError"),
    ("extract.language", "LanguageError"),
    ("extract.metadata", "MetadataError"),
    ("extract.rules", "RuleError"),
    ("extract.scores", "GoldError"),
    ("extract.texts", "TextError"),
    ("ontology.authority", "AuthorityError"),
)


@contextmanager
def tell_failures() -> Iterator[None]:
    """Turn a known error into one line on standard error and :class:`typer.Exit` with its status."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # `smolny query … | head` is no failure
        raise typer.Exit(DONE) from None
    except KeyboardInterrupt:
        tell(["interrupted"])
        raise typer.Exit(INTERRUPTED) from None
    except find_errors([("graph.guards", "QuerySyntaxError")]) as error:
        from api.messages import describe_syntax_error

        tell([describe_syntax_error(error)])
        raise typer.Exit(USE) from None
    except find_errors(WRONG_USE) as error:
        tell([str(error)])
        raise typer.Exit(USE) from None
    except find_errors(WRONG_DATA) as error:
        tell(str(error).splitlines())
        raise typer.Exit(DATA) from None
    except OSError as error:
        tell([describe_os_error(error)])
        raise typer.Exit(DATA) from None
    except UnicodeDecodeError as error:
        tell([f"not UTF-8 text (byte {error.start}: {error.reason})"])
        raise typer.Exit(DATA) from None


def find_errors(names: Iterable[tuple[str, str]]) -> tuple[type[Any], ...]:
    """Return those of the named error classes whose modules are loaded."""
    classes = (getattr(sys.modules.get(module), name, None) for module, name in names)
    return tuple(found for found in classes if found is not None)


def describe_os_error(error: OSError) -> str:
    """Return ``path: reason`` in one line."""
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def tell(lines: Iterable[str]) -> None:
    """Write each line to standard error, white space within it made single."""
    for line in lines:
        typer.echo(" ".join(line.split()), err=True)


def finish(problems: Iterable[str]) -> None:
    """Tell the problems that work on data left, and end with status 1 where there is one."""
    lines = list(problems)
    tell(lines)
    if lines:
        raise typer.Exit(DATA)

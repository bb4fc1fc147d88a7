"""What an endpoint has answered, kept on disk: asked for by key, given back as long as it is fresh.

One SQLite file beside the graph. An empty answer is kept too, so that nothing is asked twice; a run that broke off goes
on where it stopped. Stands between :mod:`graph.wikidata` and :mod:`graph.endpoints`.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from graph.endpoints import Row, WikidataError

DAY_S: Final = 86_400.0
AT_ONCE: Final = 500  # keys in one SELECT; SQLite takes 999 at most
TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS answers "
    "(question TEXT, key TEXT, asked_at REAL, rows TEXT, PRIMARY KEY (question, key))"
)


class Answers:
    """The kept answers, without a ``path`` in memory for one run. What is older than ``keep_days`` is asked anew.

    Raises :class:`WikidataError` where the file is no such file or can't be written.
    """

    def __init__(self, path: Path | None = None, keep_days: float = 30.0, now: Callable[[], float] = time.time) -> None:
        self._name, self._keep_s, self._now = str(path or ":memory:"), keep_days * DAY_S, now
        try:
            self._file = sqlite3.connect(self._name)
            with self._file:
                self._file.execute(TABLE)
        except sqlite3.Error as error:
            raise WikidataError(
                f"{self._name}: no file of kept answers ({error}); delete it or name another"
            ) from error

    def find(self, question: str, keys: Iterable[str]) -> dict[str, list[Row]]:
        """Return the fresh answers to a question, by key; a key without a fresh answer is missing."""
        ordered = sorted(set(keys))
        found: dict[str, list[Row]] = {}
        oldest = self._now() - self._keep_s
        for start in range(0, len(ordered), AT_ONCE):
            some = ordered[start : start + AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, rows FROM answers WHERE question = ? AND asked_at > ? AND key IN ({marks})"
            found |= {key: json.loads(rows) for key, rows in self._file.execute(query, (question, oldest, *some))}
        return found

    def keep(self, question: str, answers: Mapping[str, list[Row]]) -> None:
        """Keep the answers, at once and whole."""
        now = self._now()
        lines = [(question, key, now, json.dumps(rows, ensure_ascii=False)) for key, rows in answers.items()]
        try:
            with self._file:
                self._file.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", lines)
        except sqlite3.Error as error:
            raise WikidataError(f"{self._name}: answers can't be kept ({error})") from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()

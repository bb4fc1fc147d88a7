"""Records that were read in, the same out when the same page is asked for again of the same version of the graph.

A record is what a page shows of an entity, so that only the page itself is made anew. Those most used stay, under a
bound of bytes. Used by :mod:`api.data`; what holds for short answers (:mod:`api.kept_answers`) holds for these.
"""

from collections import OrderedDict
from typing import Final

from api.records import Record

QUOTE: Final = 2500  # bytes of a quote with what leads to it, but for its text
LINE: Final = 2500  # bytes of a line, with its bar, its dot, its neighbour
Key = tuple[str, str, str, str, str]  # versions of the graph and of what was prepared, path, root, language


class KeptRecords:
    """Keeps records under a bound."""

    def __init__(self) -> None:
        self._bytes = 0
        self._records: OrderedDict[Key, Record] = OrderedDict()

    def find(self, key: Key) -> Record | None:
        """Return the record that is kept."""
        found = self._records.get(key)
        if found:
            self._records.move_to_end(key)
        return found

    def keep(self, key: Key, record: Record, max_bytes: int) -> None:
        """Keep a record, and give up those that were not asked for longest: ``max_bytes`` stay in all, for 0 none."""
        size = measure(record)
        if size > max_bytes or key in self._records:
            return
        self._records[key] = record
        self._bytes += size
        while self._bytes > max_bytes:
            self._bytes -= measure(self._records.popitem(last=False)[1])


def measure(record: Record) -> int:
    """Return about how many bytes a record takes in memory."""
    lines = [line for section in record.sheet.sections for line in section.lines]
    quotes = [quote for line in lines for quote in line.quotes]
    conflicts = sum(len(side.quote) for conflict in record.conflicts for side in conflict.sides)
    return LINE * (1 + len(lines)) + QUOTE * len(quotes) + 2 * (conflicts + sum(len(quote.text) for quote in quotes))

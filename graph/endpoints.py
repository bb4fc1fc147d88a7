"""A SPARQL endpoint over HTTP: a query in, its rows out. One request at a time, with patience and good manners.

Stands under :mod:`graph.wikidata`, which knows what to ask. A pause between requests, a User-Agent that says who asks,
Retry-After obeyed, a few tries, and one exception for whatever goes wrong.
https://www.wikidata.org/wiki/Wikidata:SPARQL_query_service/query_limits
"""

import email.utils
import hashlib
import http.client
import json
import re
import time
import urllib.error
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from SPARQLWrapper import JSON, POST, URLENCODED, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, SPARQLWrapperException

from graph.manifest import find_smolny_version
from graph.replacing import replace_file

HOME: Final = "https://w3id.org/smolny/"
PATIENT: Final = (429, 500, 502, 503, 504)
LONGEST_WAIT_S: Final = 120.0

Row = dict[str, str]


class WikidataError(Exception):
    """The service did not answer, or not with what was asked for; one line that says why."""


class _Again(Exception):  # noqa: N818 (no error: it tells when to try again)
    """The service may answer later; ``wait_s`` where it says when."""

    def __init__(self, reason: str, wait_s: float | None = None) -> None:
        super().__init__(reason)
        self.wait_s = wait_s


def make_user_agent(contact: str = "") -> str:
    """Return who asks, as Wikimedia's policy wants it: the program, its page and how to reach the person."""
    return f"Smolny/{find_smolny_version()} ({HOME}{f'; {contact}' if contact else ''}) SPARQLWrapper"


class Endpoint:
    """A connection to an endpoint. Answers are kept in the folder ``cache`` where one is given, by query."""

    def __init__(
        self,
        endpoint: str,
        user_agent: str = "",
        pause: float = 1.0,
        cache: Path | None = None,
        *,
        timeout_s: float = 65.0,
        tries: int = 4,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not re.match(r"https?://[^/\s]", endpoint):
            raise WikidataError(f"{endpoint}: no address of a SPARQL endpoint (http://… or https://…)")
        self.endpoint = endpoint
        self.user_agent = user_agent or make_user_agent()
        self._pause_s, self._cache = pause, cache
        self._timeout_s, self._tries, self._sleep = timeout_s, tries, sleep
        self._next = 0.0

    def ask(self, query: str) -> list[Row]:
        """Return the rows of a SELECT, the values as text; :class:`WikidataError` where there are none to be had."""
        kept = self._cache / f"{_digest(self.endpoint, query)}.json" if self._cache else None
        if kept and kept.exists():
            return _to_rows(json.loads(kept.read_text(encoding="utf-8")), self.endpoint)
        answer = self._ask_patiently(query)
        rows = _to_rows(answer, self.endpoint)
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            replace_file(kept, json.dumps(answer, ensure_ascii=False).encode("utf-8"))
        return rows

    def _ask_patiently(self, query: str) -> Any:
        reason = ""
        for number in range(self._tries):
            self._sleep(max(0.0, self._next - time.monotonic()))
            try:
                return self._ask_once(query)
            except _Again as again:
                reason = str(again)
                wait_s = max(self._pause_s, 1.0) * 2**number if again.wait_s is None else again.wait_s
                if wait_s > LONGEST_WAIT_S:
                    raise WikidataError(f"{self.endpoint}: {reason}; it asks to wait {wait_s:.0f} s") from again
                self._next = time.monotonic() + wait_s
        raise WikidataError(f"{self.endpoint}: {reason}; gave up after {self._tries} tries")

    def _ask_once(self, query: str) -> Any:
        wrapper = SPARQLWrapper(self.endpoint, agent=self.user_agent, returnFormat=JSON)
        wrapper.setOnlyConneg(True)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(URLENCODED)
        wrapper.setTimeout(max(1, round(self._timeout_s)))
        wrapper.setQuery(query)
        try:
            return json.loads(wrapper.query().response.read().decode("utf-8"))
        except urllib.error.HTTPError as error:
            if error.code in PATIENT:
                raise _Again(f"HTTP {error.code} {error.reason}", _read_retry_after(error)) from error
            raise WikidataError(f"{self.endpoint}: HTTP {error.code} {error.reason}") from error
        except EndPointInternalError as error:
            raise _Again("HTTP 500 inside the service") from error
        except SPARQLWrapperException as error:
            raise WikidataError(f"{self.endpoint}: {error.msg}") from error
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise _Again(f"the answer is no JSON ({error})") from error
        except (OSError, http.client.HTTPException) as error:
            raise _Again(_name_failure(error)) from error
        finally:
            self._next = time.monotonic() + self._pause_s


def _read_retry_after(error: urllib.error.HTTPError) -> float | None:
    """Return the seconds of a Retry-After header, which may be a number or an HTTP date."""
    text = error.headers.get("Retry-After", "").strip() if error.headers else ""
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None


def _to_rows(answer: Any, endpoint: str) -> list[Row]:
    try:
        bindings = answer["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]
    except (KeyError, TypeError, AttributeError) as error:
        raise WikidataError(f"{endpoint}: the answer is no SPARQL result") from error


def _name_failure(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    return f"no answer ({str(reason) or type(reason).__name__})"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()[:32]

"""A SPARQL endpoint over HTTP: a query in, its rows out. One request at a time, with patience and good manners.

Stands under :mod:`graph.wikidata`, which knows what to ask, and :mod:`graph.answers`, which keeps what came. A pause
between requests, a User-Agent that says who asks, Retry-After obeyed, a few tries, one kind of error for all.
https://www.wikidata.org/wiki/Wikidata:SPARQL_query_service/query_limits
"""

import email.utils
import http.client
import json
import re
import time
import urllib.error
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from SPARQLWrapper import JSON, POST, URLENCODED, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, SPARQLWrapperException

from graph.manifest import find_smolny_version

HOME: Final = "https://w3id.org/smolny/"
PATIENT: Final = (429, 500, 502, 503, 504)
LONGEST_WAIT_S: Final = 120.0

Row = dict[str, str]


class WikidataError(Exception):
    """The service did not answer, or not with what was asked for; one line that says why."""


class SlowQueryError(WikidataError):
    """The service did not answer in time: a smaller question may do."""


class _Again(Exception):  # noqa: N818 (no error: it tells when to try again)
    """The service may answer later; ``wait_s`` where it says when, ``slow`` where the question took too long."""

    def __init__(self, reason: str, wait_s: float | None = None, *, slow: bool = False) -> None:
        super().__init__(reason)
        self.wait_s, self.slow = wait_s, slow


@dataclass(frozen=True, slots=True)
class Access:
    """How an endpoint is asked: its address, who asks (see :func:`make_user_agent`), with what patience.

    ``pause_s`` lies between requests; ``cache`` is a file that keeps answers for ``keep_days``, None keeps none.
    """

    url: str
    user_agent: str = ""
    pause_s: float = 1.0
    timeout_s: float = 65.0
    tries: int = 4
    cache: Path | None = None
    keep_days: float = 30.0


def make_user_agent(contact: str = "") -> str:
    """Return who asks, as Wikimedia's policy wants it: the program, its page and how to reach the person."""
    return f"Smolny/{find_smolny_version()} ({HOME}{f'; {contact}' if contact else ''}) SPARQLWrapper"


class Endpoint:
    """A connection to an endpoint, which is asked one thing at a time."""

    def __init__(self, access: Access, sleep: Callable[[float], None] = time.sleep) -> None:
        if not re.match(r"https?://[^/\s]", access.url):
            raise WikidataError(f"{access.url}: no address of a SPARQL endpoint (http://… or https://…)")
        self._access, self._sleep = access, sleep
        self._agent = access.user_agent or make_user_agent()
        self._next = 0.0

    def ask(self, query: str) -> list[Row]:
        """Return the rows of a SELECT, the values as text.

        Raise :class:`SlowQueryError` where no answer came in time, :class:`WikidataError` for any other failure.
        """
        last: _Again | None = None
        for number in range(self._access.tries):
            self._sleep(max(0.0, self._next - time.monotonic()))
            try:
                return self._ask_once(query)
            except _Again as again:
                last = again
                self._next = time.monotonic() + self._choose_wait(again, number)
        failure = SlowQueryError if last and last.slow else WikidataError
        raise failure(f"{self._access.url}: {last}; gave up after {self._access.tries} tries")

    def _choose_wait(self, again: _Again, number: int) -> float:
        wait_s = max(self._access.pause_s, 1.0) * 2**number if again.wait_s is None else again.wait_s
        if wait_s > LONGEST_WAIT_S:
            raise WikidataError(f"{self._access.url}: {again}; it asks to wait {wait_s:.0f} s") from again
        return wait_s

    def _ask_once(self, query: str) -> list[Row]:
        wrapper = SPARQLWrapper(self._access.url, agent=self._agent, returnFormat=JSON)
        wrapper.setOnlyConneg(True)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(URLENCODED)
        wrapper.setTimeout(max(1, round(self._access.timeout_s)))
        wrapper.setQuery(query)
        try:
            return _to_rows(json.loads(wrapper.query().response.read().decode("utf-8")))
        except urllib.error.HTTPError as error:
            if error.code in PATIENT:
                reason = f"HTTP {error.code} {error.reason}"
                raise _Again(reason, _read_retry_after(error), slow=error.code == 504) from error
            raise WikidataError(f"{self._access.url}: HTTP {error.code} {error.reason}") from error
        except EndPointInternalError as error:
            # what Blazegraph says when a query took longer than it may
            raise _Again("HTTP 500 inside the service", slow="TimeoutException" in str(error)) from error
        except SPARQLWrapperException as error:
            raise WikidataError(f"{self._access.url}: {error.msg}") from error
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise _Again(f"the answer is no JSON ({error})") from error
        except ValueError as error:
            raise WikidataError(f"{self._access.url}: {error}") from error
        except (OSError, http.client.HTTPException) as error:
            raise _Again(_name_failure(error), slow=_is_timeout(error)) from error
        finally:
            self._next = time.monotonic() + self._access.pause_s


def _read_retry_after(error: urllib.error.HTTPError) -> float | None:
    """Return the seconds of a Retry-After header, which may be a number or an HTTP date."""
    text = error.headers.get("Retry-After", "").strip() if error.headers else ""
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None


def _to_rows(answer: Any) -> list[Row]:
    try:
        bindings = answer["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("the answer is no SPARQL result") from error


def _is_timeout(error: Exception) -> bool:
    return isinstance(getattr(error, "reason", None) or error, TimeoutError)


def _name_failure(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    return "no answer in time" if _is_timeout(error) else f"no answer ({str(reason) or type(reason).__name__})"

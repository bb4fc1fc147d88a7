"""What happens in, lines of a log on standard error out: JSON for programs, one object a line, or text for people.

Every request has an id, the client's own where it sends one (``X-Request-ID``); errors that are logged while it is
answered bear it too. Neither queries nor addresses with their parameters are logged.
"""

import json
import logging
import re
import secrets
import time
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics

LOGGER: Final = logging.getLogger("smolny.requests")
REQUEST_ID: Final = "X-Request-ID"
GOOD_ID: Final = re.compile(r"[\w.:-]{1,64}")
STATIC: Final = ("/static", "/built")
request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonFormatter(logging.Formatter):
    """Makes of a record one line of JSON: time, level, logger, message, the request's id, and what else it bears."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if name := request_id.get():
            line["request"] = name
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def make_log_config(form: str) -> dict[str, Any]:
    """Return the configuration of logging for ``json``, ``text`` or ``off``, which tells but warnings and errors."""
    formatter: Mapping[str, Any] = {"format": "%(asctime)s %(levelname)s %(message)s"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": JsonFormatter} if form == "json" else formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "loggers": {
            "smolny": {"handlers": ["stderr"], "level": "WARNING" if form == "off" else "INFO", "propagate": False},
            "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }


class ObservationMiddleware:
    """Counts and logs every request, and gives it an id."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID, "")
        name = given if GOOD_ID.fullmatch(given) else secrets.token_hex(8)
        request_id.set(name)  # never taken back: the server answers each request in a context of its own
        status, length, started = 500, 0, time.perf_counter()

        async def send_noting(message: Message) -> None:
            nonlocal status, length
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = name
            elif message["type"] == "http.response.body":
                length += len(message.get("body", b""))
            await send(message)

        self._metrics.under_way += 1
        try:
            await self._app(scope, receive, send_noting)
        finally:
            self._metrics.under_way -= 1
            seconds = time.perf_counter() - started
            self._metrics.note(find_route(scope), scope["method"], status, seconds, length)
            log_request(scope, status, seconds, length)


def log_request(scope: Scope, status: int, seconds: float, length: int) -> None:
    """Write the line of a request."""
    if not LOGGER.isEnabledFor(logging.INFO):
        return
    fields = {
        "method": scope["method"],
        "path": scope["path"][:500],
        "route": find_route(scope),
        "status": status,
        "seconds": round(seconds, 4),
        "bytes": length,
        "client": (scope.get("client") or ("",))[0],
    }
    message = f"{fields['method']} {json.dumps(fields['path'])[1:-1]} {status} {length} bytes in {seconds:.3f} s"
    LOGGER.info(message, extra={"fields": fields})


def find_route(scope: Scope) -> str:
    """Return the pattern of the route that answered, ``other`` where none did."""
    path = getattr(scope.get("route"), "path", "")
    if path:
        return str(path).replace(":path", "")
    return next((f"{prefix}/…" for prefix in STATIC if scope["path"].startswith(prefix + "/")), "other")

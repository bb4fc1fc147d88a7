"""Exceptions in, responses out, in one shape: RFC 9457 problem details, as JSON or, for those who prefer it, a page."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.headers import HEADERS
from api.media_types import HTML, choose_type
from api.messages import describe_syntax_error
from api.pages import render
from graph.manifest import ManifestError
from graph.query import (
    PoolBusy,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooLarge,
    StoreError,
    StoreFailure,
    StoreLate,
    UnfitMediaType,
)
from graph.services import LateService, ServiceError

PROBLEM: Final = "application/problem+json"
RETRY_AFTER_S: Final = 30
BUSY_S: Final = 5  # where others were answered instead
STATUSES: Final[dict[type[Exception], int]] = {
    QuerySyntaxError: 400,
    QueryRefused: 403,
    UnfitMediaType: 406,
    QueryTooLarge: 422,
    PoolBusy: 503,
    QueryTimeout: 503,
    LateService: 504,
    StoreLate: 504,
    ServiceError: 502,
    StoreFailure: 502,
    StoreError: 503,
    ManifestError: 503,
    QueryError: 500,
}


def find_status(error: Exception) -> int:
    """Return the HTTP status of an exception, 500 for one that is not known."""
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, RequestValidationError):
        return 400
    return next((status for kind, status in STATUSES.items() if isinstance(error, kind)), 500)


def find_detail(error: Exception) -> str:
    """Return the text for the one who asked; nothing of the inside for an error that is not known."""
    if isinstance(error, HTTPException):
        return str(error.detail)
    if isinstance(error, QuerySyntaxError):
        return describe_syntax_error(error)
    if isinstance(error, RequestValidationError):
        return "; ".join(f"{found['loc'][-1]}: {found['msg']}" for found in error.errors())
    return str(error) if type(error) in STATUSES else "The server has made a mistake; its log tells more."


def to_record(error: Exception) -> dict[str, Any]:
    """Return the problem details of an exception (RFC 9457, 3.1)."""
    status = find_status(error)
    record: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": find_detail(error),
    }
    if isinstance(error, QuerySyntaxError) and error.line:
        record |= {"line": error.line, "column": error.column}
    return record


def find_headers(error: Exception) -> dict[str, str]:
    """Return the headers that go with an exception."""
    headers: Mapping[str, str] = (error.headers or {}) if isinstance(error, HTTPException) else {}
    seconds = BUSY_S if isinstance(error, PoolBusy) else RETRY_AFTER_S
    retry = {"Retry-After": str(seconds)} if find_status(error) == 503 else {}
    given = {} if find_status(error) < 500 else HEADERS  # what is answered outside of the middleware lacks them
    return {**given, **headers, **retry, "Vary": "Accept", "Cache-Control": "no-store"}


async def answer_error(request: Request, error: Exception) -> Response:
    """Return the response to an exception."""
    record, headers = to_record(error), find_headers(error)
    if choose_type(request.headers.get("accept", ""), (PROBLEM, "application/json", HTML)) == HTML:
        return render(request, "problem.html", {"problem": record}, status=record["status"], headers=headers)
    return JSONResponse(record, record["status"], headers, PROBLEM)


def add_error_handlers(app: FastAPI) -> None:
    """Make ``app`` answer every exception in the one shape."""
    for kind in (HTTPException, RequestValidationError, Exception, *STATUSES):
        app.add_exception_handler(kind, answer_error)

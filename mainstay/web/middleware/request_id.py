"""Every line of the log says which request it belongs to, and so does the answer."""

import re
import time
import uuid

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from mainstay.core.middleware import Respond

_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
_QUIET = ("/static/", "/healthz", "/readyz", "/metrics")
_log = structlog.get_logger("mainstay.requests")


class RequestId:
    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        response = self._respond(request)
        response["X-Request-ID"] = request_id
        if not request.path.startswith(_QUIET):
            _log.info(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )
        return response

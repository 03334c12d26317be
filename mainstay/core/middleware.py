"""A request is a whole: it happens once, and again from its start when the database was lost."""

import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import structlog
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from mainstay.core import once
from mainstay.core.boundary import is_lost, let_go

Respond = Callable[[HttpRequest], HttpResponseBase]

PATIENCE = 30.0
"""Seconds that a person's request is tried again; the longest failover measured took 26."""

_log = structlog.get_logger(__name__)


class Boundary:
    """The outermost middleware: answers again when the database went away under the request.

    A POST without a once-key is not repeated: its commit may have gone through.
    """

    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        until, pause = time.monotonic() + PATIENCE, 0.25
        while True:
            try:
                response = self._respond(request)
            except Exception as error:
                # The page that tells of the error asked the database, too.
                if not is_lost(error) or not _has_time(request, until - pause):
                    raise
            else:
                was_lost = getattr(request, "lost_database", False)
                if not was_lost or not _has_time(request, until - pause):
                    return response
            _log.warning("database lost, answering again", path=request.path)
            request.lost_database = False  # type: ignore[attr-defined]
            _forget(request)
            let_go()
            time.sleep(pause)
            pause = min(pause * 2, 2.0)


class OnceAndWhole:
    """The innermost middleware: a form with a once-key is one transaction, and uses it up."""

    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._respond(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        key = once_key(request)
        if key is None:
            return None
        with transaction.atomic():
            location = once.claim(key)
            if location is not None:
                return _lead_to(request, location)
            response = view(request, *args, **kwargs)
            if response.status_code < 400:
                led = response.get("Location") or response.get("HX-Redirect")
                once.remember(key, led or _came_from(request))
            else:
                # A refused form may be mended and sent again with its key.
                transaction.set_rollback(True)
        return response


def once_key(request: HttpRequest) -> uuid.UUID | None:
    """The once-key that a form carries."""
    if request.method != "POST":
        return None
    with suppress(ValueError):
        return uuid.UUID(request.POST.get("once", ""))
    return None


def _has_time(request: HttpRequest, until: float) -> bool:
    """Whether the request may be repeated at all, and now."""
    is_once = getattr(request, "is_once", False)  # said of a request of the API
    may_repeat = request.method in ("GET", "HEAD") or is_once or once_key(request) is not None
    return may_repeat and time.monotonic() <= until


def _forget(request: HttpRequest) -> None:
    """What the first pass has attached and the second must read anew."""
    for name in ("_cached_user", "_messages", "user", "session"):
        request.__dict__.pop(name, None)
    if request.method == "POST":
        for _name, files in request.FILES.lists():
            for file in files:
                file.seek(0)


def _came_from(request: HttpRequest) -> str:
    """The page of ours that the form stood on, else the start."""
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    own = f"{request.scheme}://{request.get_host()}/"
    return page if page.startswith(own) else "/"


def _lead_to(request: HttpRequest, location: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": location or "/"})
    return HttpResponseRedirect(location or "/")

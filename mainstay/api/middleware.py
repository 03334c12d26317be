"""Errors that arise outside of the API's own code are told as problems, too."""

import sys
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from mainstay.api.problems import Kind, problem
from mainstay.core.boundary import is_lost
from mainstay.core.middleware import Respond

PREFIX = "/api/"


class OnceForPrograms:
    """Says which requests of programs may be repeated when the database was lost.

    One with a once-key happens once. Also tells a program which methods an address knows.
    """

    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self._respond(request)
        request.is_once = "Idempotency-Key" in request.headers  # type: ignore[attr-defined]
        response = self._respond(request)
        if response.status_code != 405:
            return response
        told = problem(request, "wrong-method")
        told["Allow"] = response["Allow"]
        return told


def or_problem(page: Callable[..., HttpResponse], kind: Kind) -> Callable[..., HttpResponse]:
    """The page that tells a person of an error; a program is told a problem of this kind."""

    def tell(request: HttpRequest, exception: Any = None) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return page(request, exception) if exception else page(request)
        request.lost_database = is_lost(sys.exc_info()[1])  # type: ignore[attr-defined]
        is_large = isinstance(exception, RequestDataTooBig)
        return problem(request, "too-large" if is_large else kind)

    return tell

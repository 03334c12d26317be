"""Allows the import map, the one inline script of our pages, by its hash."""

import functools

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from mainstay.core.middleware import Respond
from mainstay.ui.modules import import_map_source


class AllowImportMap:
    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._respond(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response._csp_update = {"script-src": [_source()]}  # type: ignore[attr-defined]
        return response


@functools.cache
def _source() -> str:
    return import_map_source()

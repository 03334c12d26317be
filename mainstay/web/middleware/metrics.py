import time

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from mainstay.core.middleware import Respond
from mainstay.web.metrics import DURATION, REQUESTS


class CountRequests:
    """Counts answers and their time by the name of the view, never by address or person."""

    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self._respond(request)
        match = request.resolver_match
        view = (match.view_name or "unnamed") if match else "none"
        REQUESTS.labels(request.method, view, response.status_code).inc()
        DURATION.labels(view).observe(time.perf_counter() - started)
        return response

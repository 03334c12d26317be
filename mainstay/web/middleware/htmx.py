"""A fragment is never answered with the sign-in page: the whole page goes there instead."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from mainstay.core.middleware import Respond


class LeadWholePages:
    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._respond(request)
        if request.headers.get("HX-Request") != "true" or response.status_code != 302:
            return response
        if response["Location"].startswith(resolve_url(settings.LOGIN_URL)):
            return HttpResponse(headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
        return response

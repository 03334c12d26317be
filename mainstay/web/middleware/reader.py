"""The reader's language and time zone, for whatever is shown to them."""

import zoneinfo

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from mainstay.core.middleware import Respond
from mainstay.team.models import Member

_KNOWN = {code for code, _name in settings.LANGUAGES}


class Reader:
    """A member's own choice, else the browser's language and UTC."""

    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        zone, language = "UTC", ""
        if isinstance(request.user, Member):
            zone, language = request.user.time_zone, request.user.interface_language
        if language not in _KNOWN:
            language = translation.get_language_from_request(request)
        with translation.override(language), timezone.override(zoneinfo.ZoneInfo(zone)):
            request.LANGUAGE_CODE = language
            response = self._respond(request)
        response.headers.setdefault("Content-Language", language)
        return response

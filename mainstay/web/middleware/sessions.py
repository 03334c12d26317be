"""Keeps when and whence a browser was last seen, for the list of where one is signed in."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from mainstay.core.clock import now
from mainstay.core.middleware import Respond

FRESH = timedelta(minutes=5)
"""A browser seen less long ago is not written down again: most requests cost one read."""


class NoteSession:
    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        if key and request.user.is_authenticated and not _is_fresh(key):
            UserSession.objects.create_from_request(request)
        return self._respond(request)


def _is_fresh(key: str) -> bool:
    seen = UserSession.objects.filter(session_key=key, last_seen_at__gt=now() - FRESH)
    return bool(seen.exists())

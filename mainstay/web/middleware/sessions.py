"""Keeps when and whence a browser was last seen, for the list of where one is signed in."""

from datetime import timedelta
from time import monotonic

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from mainstay.core.clock import now
from mainstay.core.middleware import Respond

FRESH = timedelta(minutes=5)
"""A browser seen less long ago is not written down again."""

_UNASKED = 60.0
"""Seconds in which one process does not even look whether it is: most requests cost nothing."""
_MOST = 10_000


class NoteSession:
    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response
        # Until when this process need not ask, by session, by a clock that nobody sets back.
        self._fresh: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        if key and request.user.is_authenticated and self._fresh.get(key, 0) < monotonic():
            if not _is_fresh(key):
                UserSession.objects.create_from_request(request)
            if len(self._fresh) > _MOST:
                self._fresh.clear()
            self._fresh[key] = monotonic() + _UNASKED
        return self._respond(request)


def _is_fresh(key: str) -> bool:
    seen = UserSession.objects.filter(session_key=key, last_seen_at__gt=now() - FRESH)
    return bool(seen.exists())

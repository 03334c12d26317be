"""Who may ask: a bearer token, what it is for, and how often."""

import math
import threading
import time
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from mainstay.team.models import ApiToken, Member
from mainstay.team.tokens.actions import recognise
from mainstay.team.tokens.scopes import Scope

LONGEST = 200
"""Letters of an Authorization header that are worth a look."""


class TokenRequest(HttpRequest):
    """A request behind the door."""

    auth: ApiToken


class Forbidden(Exception):
    """The token is good, and not for this. The text is said to whoever sent it."""


class Throttled(Exception):
    """Too many requests by one token. `wait` says for how many seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class Door(HttpBearer):
    """Lets a good token through that is for this. Cookies open nothing."""

    def __init__(self, scope: Scope | None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        found = recognise(token.strip()) if len(token) <= LONGEST else None
        if found is None:
            return None
        if wait := _pace.wait(found):
            raise Throttled(wait)
        if self.scope is not None and not found.allows(self.scope):
            raise Forbidden(
                _("This token may not: {scope}. Make one that may.").format(scope=self.scope.label)
            )
        if self.scope is not None and self.scope.writes and not found.owner.may_write:
            raise Forbidden(_("You may read here, not write. Ask a lead if that is wrong."))
        return found


def behind(scope: Scope | None) -> dict[str, Any]:
    """What an operation is declared with that only tokens of this scope may use."""
    named = scope.value if scope else ""
    return {"auth": Door(scope), "openapi_extra": {"x-scope": named}}


def member_of(request: TokenRequest) -> Member:
    """For whom the token acts."""
    owner = request.auth.owner
    assert isinstance(owner, Member)
    return owner


class Pace:
    """How many requests each token has left: a minute's worth, which fills up again evenly.

    Each web process counts for itself, so that asking costs no write.
    """

    _MOST_REMEMBERED = 10_000

    def __init__(self) -> None:
        self._left: dict[int, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait(self, token: ApiToken) -> int:
        """Take one. 0 when there was one, else the seconds until there will be."""
        most, moment = token.requests_per_minute, time.monotonic()
        with self._lock:
            left, since = self._left.get(token.pk, (float(most), moment))
            left = min(most, left + (moment - since) * most / 60)
            is_there = left >= 1
            if len(self._left) >= self._MOST_REMEMBERED:
                self._left.clear()
            self._left[token.pk] = (left - 1 if is_there else left, moment)
        return 0 if is_there else max(1, math.ceil((1 - left) * 60 / most))

    def forget(self) -> None:
        """For tests: everybody may begin anew."""
        self._left.clear()


_pace = Pace()

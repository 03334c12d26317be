"""Too many tries from one place in a short time are turned away."""

import hashlib
import time
from contextlib import suppress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

WINDOW = 600
"""Seconds for which tries are counted together."""

WRONG_LINKS = 30
"""Wrong links from one address in that time."""

ANSWERS = 20
"""Answers by one link in that time: enough for whoever changes their mind."""


def is_guessing(request: HttpRequest) -> bool:
    """Count a wrong link. Whether there were too many from where it came from."""
    return _count("link", get_adapter(request).get_client_ip(request)) > WRONG_LINKS


def is_flooding(token: str) -> bool:
    """Count an answer. Whether there were too many by this link."""
    return _count("answer", token) > ANSWERS


def _count(what: str, who: str) -> int:
    name = hashlib.sha256(who.encode()).hexdigest()[:32]
    key = f"portal:{what}:{name}:{int(time.time() // WINDOW)}"
    cache.add(key, 0, timeout=2 * WINDOW)
    # The row may be culled between the two, which lets one more through.
    with suppress(ValueError):
        return cache.incr(key)
    return 1

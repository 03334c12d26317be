"""Asking addresses that somebody typed in: never one of our own network, never for long.

The name is looked up once and what was found is checked and connected to, so that it cannot mean
something else a moment later. Redirects are not followed. No proxy of the surroundings is used.
"""

from mainstay.core.outside.addresses import Place, check_url, is_allowed, look_up
from mainstay.core.outside.asking import Answer, post
from mainstay.core.outside.signing import is_signed, signature
from mainstay.core.outside.trouble import NotReached

__all__ = [
    "Answer",
    "NotReached",
    "Place",
    "check_url",
    "is_allowed",
    "is_signed",
    "look_up",
    "post",
    "signature",
]

"""By what the other side knows that it was us, and when."""

import hashlib
import hmac

TOLERANCE = 300
"""Seconds that a signature may be old; who checks one later has been sent a copy."""


def signature(secret: str, body: bytes, at: int) -> str:
    """The header `Mainstay-Signature`: HMAC-SHA256 over "{at}.{body}". `at`: Unix time."""
    return f"t={at},v1={_digest(secret, body, at)}"


def is_signed(header: str, secret: str, body: bytes, *, now: int) -> bool:
    """What the other side does. Kept here so that the tests do what the handbook tells."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    if not parts.get("t", "").isdecimal():
        return False
    at = int(parts["t"])
    is_fresh = abs(now - at) <= TOLERANCE
    return is_fresh and hmac.compare_digest(_digest(secret, body, at), parts.get("v1", ""))


def _digest(secret: str, body: bytes, at: int) -> str:
    return hmac.new(secret.encode(), b"%d.%b" % (at, body), hashlib.sha256).hexdigest()

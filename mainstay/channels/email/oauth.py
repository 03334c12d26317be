"""Access tokens of OAuth 2, from the refresh token that somebody gave us."""

import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from mainstay.channels.email.trouble import Trouble

ANSWERS_WITHIN = 15.0
_LARGEST = 100_000


@dataclass(frozen=True)
class Token:
    """`refresh` is empty unless the server gave a new refresh token, which replaces the old."""

    access: str = field(repr=False)
    lasts_seconds: float
    refresh: str = field(default="", repr=False)


def refreshed(url: str, *, client: str, secret: str, refresh: str, scope: str = "") -> Token:
    """A new access token. Raises Trouble when there is none to be had."""
    asked = {
        "grant_type": "refresh_token",
        "client_id": client,
        "client_secret": secret,
        "refresh_token": refresh,
        "scope": scope,
    }
    body = urllib.parse.urlencode({k: v for k, v in asked.items() if v}).encode()
    host = urllib.parse.urlsplit(url).hostname or url
    try:
        request = urllib.request.Request(url, body, {"Accept": "application/json"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=ANSWERS_WITHIN) as answer:  # noqa: S310
            said = json.loads(answer.read(_LARGEST))
        return Token(
            access=said["access_token"],
            lasts_seconds=float(said.get("expires_in", 3600)),
            refresh=said.get("refresh_token", ""),
        )
    except urllib.error.HTTPError as error:
        if error.code >= 500:
            raise Trouble("sign_in", _unreachable(host, str(error.code))) from error
        sentence = _(
            "{host} gives no access: “{reason}”. Give the desk access again, and save its new"
            " token."
        ).format(host=host, reason=_reason(error))
        raise Trouble("sign_in", sentence) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble("sign_in", _unreachable(host, type(error).__name__)) from error


def _unreachable(host: str, reason: str) -> str:
    return _("No token came from {host} ({reason}). We try again by ourselves.").format(
        host=host, reason=reason
    )


def _reason(error: urllib.error.HTTPError) -> str:
    """What the server says of it; never what we sent."""
    try:
        said = json.loads(error.read(_LARGEST))
        return str(said.get("error_description") or said["error"])[:300]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return str(error.code)

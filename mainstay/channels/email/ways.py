"""Where a mail server is, and as whom we use it."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Way:
    """To one mail server. `security` is "tls", "starttls" or "none". Secrets are never printed.

    `token` is an access token of OAuth 2, in place of a password.
    """

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    # Somebody signed in with this user before: a refusal is then about the password.
    signed_in_before: bool = False


def way_of_url(url: str) -> Way:
    """`smtp://user:password@host:587?tls=starttls` (or on, off) as a way."""
    parts = urlsplit(url)
    how = parse_qs(parts.query).get("tls", ["on" if parts.scheme == "smtps" else "starttls"])[0]
    security = {"on": "tls", "starttls": "starttls"}.get(how, "none")
    return Way(
        host=parts.hostname or "localhost",
        port=parts.port or (465 if security == "tls" else 587),
        security=security,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )

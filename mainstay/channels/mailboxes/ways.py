"""A mailbox's settings and secrets as ways to its servers."""

import threading
import time

from django.db import transaction

from mainstay.channels.email import oauth
from mainstay.channels.email.ways import Way
from mainstay.channels.mailboxes.sealing import seal, unseal
from mainstay.channels.models import Mailbox

TOKEN_URLS = {
    Mailbox.Auth.GOOGLE: "https://oauth2.googleapis.com/token",
    Mailbox.Auth.MICROSOFT: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
}
_SCOPES = {
    Mailbox.Auth.MICROSOFT: "https://outlook.office.com/IMAP.AccessAsUser.All"
    " https://outlook.office.com/SMTP.Send offline_access"
}
_EARLY = 120.0
"""Seconds before its end from which a token is not used any more."""

# Access tokens by mailbox, the version of its settings, and when they end. Never stored.
_tokens: dict[tuple[int | None, int], tuple[float, str]] = {}
_asking = threading.Lock()


def way_in(mailbox: Mailbox) -> Way:
    """To the server that keeps its mail. Raises Trouble without a token, Refused without a key."""
    return Way(
        host=mailbox.imap_host,
        port=mailbox.imap_port,
        security=mailbox.imap_security,
        user=mailbox.imap_user,
        password="" if mailbox.uses_oauth else unseal(mailbox.imap_secret),
        token=access_token(mailbox) if mailbox.uses_oauth else "",
        signed_in_before=mailbox.last_fetched_at is not None,
    )


def way_out(mailbox: Mailbox) -> Way | None:
    """To the server that sends its mail; None when it has none of its own. Raises as `way_in`."""
    if not mailbox.has_own_way_out:
        return None
    return Way(
        host=mailbox.smtp_host,
        port=mailbox.smtp_port,
        security=mailbox.smtp_security,
        user=mailbox.smtp_user or mailbox.imap_user,
        password="" if mailbox.uses_oauth else unseal(mailbox.smtp_secret or mailbox.imap_secret),
        token=access_token(mailbox) if mailbox.uses_oauth else "",
    )


def access_token(mailbox: Mailbox) -> str:
    """A token that holds for some minutes still. Asked for once, however many want it."""
    key = (mailbox.pk, mailbox.version)
    with _asking:
        until, token = _tokens.get(key, (0.0, ""))
        if time.monotonic() < until:
            return token
        fresh = oauth.refreshed(
            mailbox.token_url or TOKEN_URLS[Mailbox.Auth(mailbox.auth)],
            client=mailbox.oauth_client,
            secret=unseal(mailbox.oauth_secret),
            refresh=unseal(mailbox.imap_secret),
            scope=_SCOPES.get(Mailbox.Auth(mailbox.auth), ""),
        )
        _tokens[key] = (time.monotonic() + fresh.lasts_seconds - _EARLY, fresh.access)
        if fresh.refresh:
            _replace_refresh_token(mailbox, fresh.refresh)
        return fresh.access


def forget_token(mailbox: Mailbox) -> None:
    """The server did not take it: ask for another one next time."""
    _tokens.pop((mailbox.pk, mailbox.version), None)


@transaction.atomic
def _replace_refresh_token(mailbox: Mailbox, token: str) -> None:
    """Microsoft gives a new one each time. One that somebody typed meanwhile is newer."""
    rows = Mailbox.objects.filter(pk=mailbox.pk, version=mailbox.version)
    mailbox.imap_secret = seal(token)
    rows.update(imap_secret=mailbox.imap_secret)

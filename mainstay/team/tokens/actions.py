"""Tokens are made, recognised and revoked."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.core.prepared import prepared
from mainstay.team.models import Member
from mainstay.team.tokens import events
from mainstay.team.tokens.models import ApiToken
from mainstay.team.tokens.scopes import Scope

MOST = 25
"""Good tokens that one member may have."""

HIGHEST_RATE = 60_000
"""Requests a minute."""

_MARK = "mst_"
_SHOWN = len(_MARK) + 6
_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def make(
    name: str,
    *,
    by: Member,
    scopes: Collection[str],
    expires_at: datetime | None = None,
    requests_per_minute: int = ApiToken.USUAL_RATE,
) -> tuple[ApiToken, str]:
    """Make a token of one's own. Returns it with its text, which is kept nowhere."""
    by = Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    name = " ".join(name.split())[:80]
    chosen = [scope for scope in Scope if scope.value in scopes]
    if not name:
        raise Refused(_("Say what the token is for: you will ask yourself later."))
    if not chosen:
        raise Refused(_("Choose at least one thing that it may do."))
    if not by.may_write and any(scope.writes for scope in chosen):
        raise Refused(_("You may read here, not write, so your tokens read only."))
    if expires_at is not None and expires_at <= now():
        raise Refused(_("It would be over already. Choose a later day."))
    if not 1 <= requests_per_minute <= HIGHEST_RATE:
        raise Refused(_("At most {count} requests a minute.").format(count=HIGHEST_RATE))
    if requests_per_minute > ApiToken.USUAL_RATE and not by.is_administrator:
        raise Refused(_("Only an administrator gives a token a higher rate."))
    if _good(by) >= MOST:
        raise Refused(_("{count} tokens are the most. Revoke one first.").format(count=MOST))
    text = _MARK + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        owner=by,
        name=name,
        prefix=text[:_SHOWN],
        token_hash=_hash(text),
        scopes=[scope.value for scope in chosen],
        requests_per_minute=requests_per_minute,
        created_at=now(),
        expires_at=expires_at,
    )
    record(events.MADE, token, by=by, name=name, scopes=", ".join(token.scopes))
    return token, text


@transaction.atomic
def revoke(token: ApiToken, *, by: Member) -> ApiToken:
    """Make a token useless, at once: one's own, or as an administrator anybody's."""
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is not None:
        return token
    if token.owner_id != by.pk and not by.is_administrator:
        raise Refused(_("Only its owner or an administrator revokes a token."))
    token.revoked_at = now()
    token.save(update_fields=["revoked_at"])
    record(events.REVOKED, token, by=by, name=token.name, member=token.owner_id)
    return token


def recognise(text: str) -> ApiToken | None:
    """The token with its owner, or None when nobody may act by it now.

    That it was used is noted, at most once a minute.
    """
    token = _hashed.first(_hash(text))
    moment = now()
    if token is None or not token.is_good(moment) or not token.owner.is_active:
        return None
    if token.last_used_at is None or token.last_used_at <= moment - _NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=moment)
    return token


@prepared
def _hashed(token_hash: str) -> QuerySet[ApiToken]:
    return ApiToken.objects.select_related("owner").filter(token_hash=token_hash)


def _good(member: Member) -> int:
    rows = ApiToken.objects.filter(owner=member, revoked_at__isnull=True)
    return rows.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now())).count()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()

"""Tokens as lines of a list."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mainstay.core.clock import now
from mainstay.team.models import Member
from mainstay.team.tokens.models import ApiToken

State = Literal["good", "expired", "revoked", "closed"]

MOST = 500


@dataclass(frozen=True)
class ListedToken:
    id: int
    name: str
    prefix: str
    owner_id: int
    owner_name: str
    # "closed": the account of its owner is.
    state: State
    scopes: list[str]
    requests_per_minute: int
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


def tokens_of(member: Member) -> list[ListedToken]:
    """One's own tokens, newest first; those that are over last."""
    return _listed(member)


def all_tokens() -> list[ListedToken]:
    """Everybody's."""
    return _listed()


def _listed(owner: Member | None = None) -> list[ListedToken]:
    rows = ApiToken.objects.order_by("-pk")
    if owner is not None:
        rows = rows.filter(owner=owner)
    listed = [_line(token) for token in rows.select_related("owner")[:MOST]]
    return sorted(listed, key=lambda each: each.state != "good")


def _line(token: ApiToken) -> ListedToken:
    return ListedToken(
        id=token.pk,
        name=token.name,
        prefix=token.prefix,
        owner_id=token.owner_id,
        owner_name=token.owner.name,
        state=_state(token),
        scopes=token.scopes,
        requests_per_minute=token.requests_per_minute,
        created_at=token.created_at,
        last_used_at=token.last_used_at,
        expires_at=token.expires_at,
    )


def _state(token: ApiToken) -> State:
    if token.revoked_at is not None:
        return "revoked"
    if not token.is_good(now()):
        return "expired"
    return "good" if token.owner.is_active else "closed"

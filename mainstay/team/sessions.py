"""Where a member is signed in, and the end of it."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models

from mainstay.team.models import Member


def end_all(member: Member) -> None:
    """Sign a member out everywhere, at once."""
    _end(UserSession.objects.filter(user=member))


def end(member: Member, session_id: int) -> None:
    """Sign a member out of one browser. One that is gone already is no error."""
    _end(UserSession.objects.filter(user=member, pk=session_id))


def _end(listed: "models.QuerySet[UserSession]") -> None:
    keys = list(listed.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    listed.delete()


def last_here(member_ids: list[int]) -> dict[int, datetime]:
    """When each of these members was last seen in any browser; without who never was."""
    rows = UserSession.objects.filter(user__in=member_ids).order_by()
    return dict(rows.values_list("user").annotate(models.Max("last_seen_at")))

"""Whose a view or a saved reply is: one member's own, a department's, or everybody's."""

from __future__ import annotations

from typing import Literal, TypeAlias

from django.utils.translation import gettext as _

from mainstay.conversations.models import SavedReply, View
from mainstay.core.errors import Refused
from mainstay.team.models import Department, Member

Sharing = Literal["own", "department", "everybody"]
Shared: TypeAlias = View | SavedReply


def sharing_of(row: Shared) -> Sharing:
    if row.owner_id:
        return "own"
    return "department" if row.department_id else "everybody"


def share(row: Shared, sharing: Sharing, department: Department | None, *, by: Member) -> None:
    """Say whose it is; it is saved by the caller. Raises Refused for who may not share so."""
    may_share(sharing, department, by)
    row.owner = by if sharing == "own" else None
    row.department = department if sharing == "department" else None


def can_change(row: Shared, member: Member) -> bool:
    try:
        may_change(row, member)
    except Refused:
        return False
    return True


def may_change(row: Shared, by: Member) -> None:
    """Refuse who neither owns it nor leads those it is shared with."""
    if row.owner_id is None:
        may_share(sharing_of(row), row.department, by)
    elif row.owner_id != by.pk:
        raise Refused(_("This belongs to somebody else."))


def may_share(sharing: Sharing, department: Department | None, by: Member) -> None:
    """Refuse who does not lead those it is to be shared with. Anybody keeps their own."""
    if sharing == "own":
        return
    if not by.keeps_watch:
        raise Refused(_("Leads share with others. Keep it for yourself, or ask one."))
    if sharing == "everybody":
        return
    if department is None:
        raise Refused(_("Choose the department that shares it."))
    if not by.sees_all and department.pk not in by.department_ids:
        raise Refused(_("You are not in this department."))

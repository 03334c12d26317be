"""Views that people keep: made, changed, shared, put in order and thrown away."""

from collections.abc import Sequence
from typing import Literal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mainstay.conversations import events
from mainstay.conversations.filtering import Filter, narrowed, to_json
from mainstay.conversations.models import View
from mainstay.conversations.views import COLUMNS, Sort, views_of
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Department, Member

Sharing = Literal["own", "department", "everybody"]

_MOST = 100


@transaction.atomic
def save_view(
    name: str,
    wanted: Filter,
    *,
    by: Member,
    view: View | None = None,
    sharing: Sharing = "own",
    department: Department | None = None,
    sort: Sort = "turn",
    columns: Sequence[str] = (),
) -> View:
    """Keep a filter under a name: a new view, or `view` changed.

    Anybody keeps views of their own; who shares one with others leads them.
    """
    name = " ".join(name.split())[:80]
    if not name:
        raise Refused(_("A view needs a name."))
    narrowed(wanted, by)  # refuses what cannot be asked
    _may_share(sharing, department, by)
    if view is None:
        if views_of(by).filter(owner=by).count() >= _MOST:
            raise Refused(_("You keep {count} views. Throw one away first.").format(count=_MOST))
        last = views_of(by).aggregate(last=Max("position"))["last"] or 0
        view = View(created_by=by, position=min(last + 1, 30_000))
    else:
        view = View.objects.select_for_update().get(pk=view.pk)
        may_change(view, by)
    is_new = view.pk is None
    view.name, view.filter, view.sort = name, to_json(wanted), sort
    view.columns = [each for each in COLUMNS if each in columns]
    view.owner = by if sharing == "own" else None
    view.department = department if sharing == "department" else None
    view.save()
    record(events.VIEW_MADE if is_new else events.VIEW_CHANGED, view, by=by, name=name)
    return view


@transaction.atomic
def remove_view(view: View, *, by: Member) -> View:
    """Throw a view away. Nothing in it changes. The row that is returned can be saved again."""
    view = View.objects.select_for_update().get(pk=view.pk)
    may_change(view, by)
    record(events.VIEW_REMOVED, view, by=by, name=view.name)
    view.delete()
    return view


def may_change(view: View, by: Member) -> None:
    """Refuse who neither owns the view nor leads those it is shared with."""
    if view.owner_id is not None:
        if view.owner_id != by.pk:
            raise Refused(_("This view belongs to somebody else."))
        return
    _may_share("department" if view.department_id else "everybody", view.department, by)


def _may_share(sharing: Sharing, department: Department | None, by: Member) -> None:
    if sharing == "own":
        return
    if not by.keeps_watch:
        raise Refused(_("Leads share views with others. Keep it for yourself, or ask one."))
    if sharing == "everybody":
        return
    if department is None:
        raise Refused(_("Choose the department that shares this view."))
    if not by.sees_all and department.pk not in by.department_ids:
        raise Refused(_("You are not in this department."))

"""Views that people keep: made, changed, shared, put in order and thrown away."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mainstay.conversations import events
from mainstay.conversations.actions.sharing import Sharing, may_change, share
from mainstay.conversations.filtering import Filter, narrowed, to_json
from mainstay.conversations.models import View
from mainstay.conversations.views import COLUMNS, Sort, views_of
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Department, Member

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
    share(view, sharing, department, by=by)
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

"""Many conversations at once: chosen, changed while one watches, and taken back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mainstay.conversations import actions, queries
from mainstay.conversations import views as kept
from mainstay.conversations.actions.bulk import MOST
from mainstay.conversations.bulk_progress import progress_of
from mainstay.conversations.models import BulkChange, View
from mainstay.core.errors import Refused
from mainstay.ui.context import Toast
from mainstay.web.addresses import reverse
from mainstay.web.bulk.forms import BulkForm
from mainstay.web.bulk.words import name_of, object_of
from mainstay.web.inbox.rows import chosen, where
from mainstay.web.pages import MemberRequest, go, is_htmx, page, refusals_lead_back

_State = BulkChange.State


@require_safe
def choosing(request: MemberRequest) -> HttpResponse:
    """A page of the inbox with a box before each line."""
    box, shelf = chosen(request)
    found = queries.inbox(request.user, box, shelf, request.GET.get("after", ""))
    here = f"{reverse('web:bulk_choosing')}?{where(box, shelf)}"
    context = {
        "rows": found.rows,
        "more_url": f"{here}&after={found.next_key}" if found.next_key else "",
        "back_url": f"{reverse('web:inbox')}?{where(box, shelf)}",
    }
    return page(request, "web/bulk/choosing.html", context, at="inbox")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """What to do with those that were ticked, or with all that a view shows."""
    given = request.POST if request.method == "POST" else request.GET
    view = _view(request, given.get("view", ""))
    refusal, numbers = "", []
    try:
        numbers = _numbers(request, given.getlist("number"), view)
    except Refused as refused:
        refusal = str(refused)
    form = BulkForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not refusal:
        try:
            bulk = actions.begin_bulk(numbers, form.changes(), by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            return go(request, reverse("web:bulk", args=[bulk.pk]))
    words = ngettext("Change {count} conversation", "Change {count} conversations", len(numbers))
    context = {
        "form": form,
        "view": view,
        "numbers": [] if view else numbers,
        "count": len(numbers),
        "title": words.format(count=len(numbers)),
        "is_capped": len(numbers) == MOST,
        "refusal": refusal,
        "back_url": reverse("web:view", args=[view.pk]) if view else reverse("web:inbox"),
    }
    status = 422 if refusal or form.errors else 200
    return page(request, "web/bulk/new.html", context, at="inbox", status=status)


@require_safe
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """How far it is. The bar asks for itself again while it runs."""
    context = _shown(request, _find(request, pk))
    if is_htmx(request):
        return render(request, "web/bulk/_progress.html", context)
    return page(request, "web/bulk/bulk.html", context, at="inbox")


@require_POST
@refusals_lead_back
def undoing(request: MemberRequest, pk: int) -> HttpResponse:
    found = actions.undo_bulk(_find(request, pk), by=request.user)
    said = Toast(_("It is being taken back where nobody has changed the same since."))
    return go(request, reverse("web:bulk", args=[found.pk]), said)


def _shown(request: MemberRequest, found: BulkChange) -> dict[str, Any]:
    told = progress_of(found, request.user)
    runs = found.state in (_State.RUNNING, _State.UNDOING)
    parts = [
        (_("Changed"), told.changed),
        (_("Was so already"), told.same),
        (_("Refused"), told.refused),
        (_("Taken back"), told.undone),
    ]
    is_undo = found.state in (_State.UNDOING, _State.UNDONE)
    return {
        "bulk": found,
        "title": name_of(found),
        "object": object_of(found),
        "state": str(_State(found.state).label),
        "runs": runs,
        # On the way back those count that are back or had to be left.
        "done": told.undone + told.left + told.same + told.refused if is_undo else told.done,
        "told": told,
        "parts": [(name, count) for name, count in parts if count],
        "can_undo": not is_undo and request.user.may_write,
        "here": reverse("web:bulk", args=[found.pk]),
    }


def _find(request: MemberRequest, pk: int) -> BulkChange:
    return get_object_or_404(BulkChange.objects.filter(member=request.user), pk=pk)


def _view(request: MemberRequest, given: str) -> View | None:
    if not given:
        return None
    number = int(given) if given.isdecimal() and len(given) < 19 else 0
    return get_object_or_404(kept.views_of(request.user), pk=number)


def _numbers(request: MemberRequest, given: list[str], view: View | None) -> list[int]:
    if view:
        wanted, sort = kept.filter_of(view), kept.sort_of(view)
        return kept.numbers(request.user, wanted, sort, MOST)
    chosen = {int(each) for each in given if each.isdecimal() and len(each) < 19}
    return sorted(chosen)[: MOST + 1]

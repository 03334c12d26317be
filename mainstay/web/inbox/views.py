"""The inbox: what waits, by who has to move."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.ui.context import EmptyState
from mainstay.web.inbox.rows import build_list
from mainstay.web.pages import MemberRequest, is_htmx, page


@require_safe
def inbox(request: MemberRequest) -> HttpResponse:
    listed = build_list(request)
    if is_htmx(request) and request.GET.get("after"):
        return render(request, "web/inbox/_more.html", {"listed": listed})
    nothing_open = EmptyState(
        _("Choose a conversation"),
        _("The one at the top has waited longest."),
        icon="chat",
    )
    context = {"listed": listed, "is_list_only": True, "nothing_open": nothing_open}
    return page(request, "web/inbox/page.html", context, at="inbox")


@require_safe
def list_fragment(request: MemberRequest) -> HttpResponse:
    """The list alone, for a page that heard of a change."""
    current = request.GET.get("current", "")
    is_number = current.isdecimal() and len(current) < 19
    listed = build_list(request, int(current) if is_number else 0)
    return render(request, "web/inbox/_list_again.html", {"listed": listed})

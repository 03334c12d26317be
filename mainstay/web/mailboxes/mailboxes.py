"""The mailboxes of the desk: how each is, and what somebody may change about it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mainstay.channels.mailboxes import actions, queries
from mainstay.channels.models import Mailbox
from mainstay.core.errors import Refused
from mainstay.ui.context import Column, EmptyState
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.mailboxes.figures import figures_of
from mainstay.web.mailboxes.forms import MailboxForm
from mainstay.web.mailboxes.states import state_of
from mainstay.web.pages import MemberRequest, go
from mainstay.web.settings_nav import settings_page


@require_safe
@administrators_only
def mailboxes(request: MemberRequest) -> HttpResponse:
    rows = [(each, state_of(each)) for each in queries.mailboxes()]
    context = {
        "columns": [
            Column(_("Address"), is_row_header=True),
            Column(_("State")),
            Column(_("Department")),
            Column(_("Looked into")),
        ],
        "rows": rows,
        "empty": None if rows else _empty(),
    }
    return settings_page(request, "web/mailboxes/mailboxes.html", context, at="mailboxes")


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def new(request: MemberRequest) -> HttpResponse:
    form = MailboxForm(request.POST or None)
    added = _saved(form, lambda: actions.add(form.settings, form.secrets, by=request.user))
    if added:
        return go(request, reverse("web:mailbox_check", args=[added.pk]))
    return _page(request, "web/mailboxes/new.html", {"form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def mailbox(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Mailbox, pk=pk)
    form = MailboxForm(request.POST or None, mailbox=found)
    changed = _saved(
        form, lambda: actions.change(found, form.settings, form.secrets, by=request.user)
    )
    if changed:
        return go(request, reverse("web:mailbox_check", args=[pk]))
    reconciliation = queries.reconciliation(found)
    context = {
        "form": form,
        "mailbox": found,
        "state": state_of(found),
        "reconciliation": reconciliation,
        "figures": figures_of(found, reconciliation),
        "is_used": actions.is_used(found),
    }
    return _page(request, "web/mailboxes/mailbox.html", context, form)


def _saved(form: MailboxForm, save: Callable[[], Mailbox]) -> Mailbox | None:
    if not form.is_valid():
        return None
    try:
        return save()
    except Refused as refusal:
        form.add_error("address", str(refusal))
        return None


def _page(
    request: MemberRequest, template: str, context: dict[str, Any], form: MailboxForm
) -> HttpResponse:
    status = 422 if form.errors else 200
    return settings_page(request, template, context, at="mailboxes", status=status)


def _empty() -> EmptyState:
    return EmptyState(
        _("No mailbox yet"),
        _("Add the address that clients write to. We fetch its mail and answer from it."),
        icon="inbox",
        step_label=_("Add a mailbox"),
        step_url=reverse("web:mailbox_new"),
    )

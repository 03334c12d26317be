"""Other programs that are told what happens here."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mainstay.automation.models import Webhook
from mainstay.automation.webhooks import actions, queries
from mainstay.core.errors import Refused
from mainstay.ui.context import Column, EmptyState, Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go
from mainstay.web.settings_nav import settings_page
from mainstay.web.webhooks.forms import WebhookForm
from mainstay.web.webhooks.kinds import kind_groups
from mainstay.web.webhooks.log import build_log
from mainstay.web.webhooks.states import state_badge


@require_safe
@administrators_only
def webhooks(request: MemberRequest) -> HttpResponse:
    rows = queries.webhooks()
    empty = EmptyState(
        _("Tell another program what happens"),
        _("Name an address and choose what it is told, such as that a conversation was solved."),
        icon="external",
        step_label=_("Add a webhook"),
        step_url=reverse("web:webhook_new"),
    )
    context = {
        "columns": [
            Column(_("For"), is_row_header=True),
            Column(_("State")),
            Column(_("Told since yesterday"), is_number=True),
            Column(_("Not delivered"), is_number=True),
            Column(_("Waiting"), is_number=True),
        ],
        "rows": [(row, state_badge(row.state)) for row in rows],
        "empty": None if rows else empty,
    }
    return settings_page(request, "web/webhooks/webhooks.html", context, at="webhooks")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def create(request: MemberRequest) -> HttpResponse:
    """Shows the secret instead of leading on: it is never shown again."""
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        try:
            made, secret = actions.add(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("url", str(refusal))
        else:
            return show_secret(request, made, secret)
    chosen = form["kinds"].value() or ()
    context = {"form": form, "groups": kind_groups(chosen)}
    status = 422 if form.errors else 200
    return settings_page(request, "web/webhooks/new.html", context, at="webhooks", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def webhook(request: MemberRequest, pk: int) -> HttpResponse:
    """One: how it is, what it is told, and what it was told."""
    found = get_object_or_404(Webhook, pk=pk)
    initial = {
        "name": found.name,
        "url": found.url,
        "kinds": found.kinds,
        "departments": list(found.departments.all()),
    }
    form = WebhookForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            found = actions.change(found, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("url", str(refusal))
        else:
            said = Toast(_("{name} is saved.").format(name=found.name), tone="kept")
            return go(request, reverse("web:webhook", args=[pk]), said)
    context: dict[str, Any] = {
        "form": form,
        "groups": kind_groups(form["kinds"].value() or ()),
        "webhook": found,
        "state": queries.state_of(found),
        "badge": state_badge(queries.state_of(found)),
        **build_log(found, request.GET.get("before", "")),
    }
    status = 422 if form.errors else 200
    return settings_page(
        request, "web/webhooks/webhook.html", context, at="webhooks", status=status
    )


def show_secret(request: MemberRequest, webhook: Webhook, secret: str) -> HttpResponse:
    context = {"webhook": webhook, "secret": secret}
    return settings_page(request, "web/webhooks/secret.html", context, at="webhooks")

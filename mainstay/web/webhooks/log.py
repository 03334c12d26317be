"""What a webhook was told, and what it answered."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mainstay.automation.models import Webhook, WebhookDelivery
from mainstay.automation.webhooks import actions, queries
from mainstay.ui.context import Column, Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, refusals_lead_back
from mainstay.web.settings_nav import settings_page
from mainstay.web.webhooks.states import delivery_badge


def build_log(webhook: Webhook, before: str = "") -> dict[str, Any]:
    """The context of `_log.html`."""
    is_key = before.isdecimal() and len(before) < 19
    rows, next_key = queries.deliveries(webhook, int(before) if is_key else None)
    page = reverse("web:webhook", args=[webhook.pk])
    return {
        "webhook": webhook,
        "log_columns": [
            Column(_("What"), is_row_header=True),
            Column(_("State")),
            Column(_("Answer")),
            Column(_("When")),
        ],
        "log": [(row, delivery_badge(row.state, row.attempts)) for row in rows],
        "older_url": f"{page}?before={next_key}#log" if next_key else "",
        "is_waiting": not before and any(row.state == "waiting" for row in rows),
    }


@require_safe
@administrators_only
def log(request: MemberRequest, pk: int) -> HttpResponse:
    """The log alone, for a page that waits for an answer."""
    found = get_object_or_404(Webhook, pk=pk)
    return render(request, "web/webhooks/_log.html", build_log(found))


@require_safe
@administrators_only
def delivery(request: MemberRequest, pk: int, delivery_pk: int) -> HttpResponse:
    """One telling: what was sent, letter by letter, and what was answered."""
    found = _find(pk, delivery_pk)
    context = {
        "delivery": found,
        "badge": delivery_badge(found.state, found.attempts),
        "body": json.dumps(json.loads(found.body), ensure_ascii=False, indent=2),
    }
    return settings_page(request, "web/webhooks/delivery.html", context, at="webhooks")


@require_POST
@administrators_only
@refusals_lead_back
def replay(request: MemberRequest, pk: int, delivery_pk: int) -> HttpResponse:
    actions.replay(_find(pk, delivery_pk), by=request.user)
    to = reverse("web:webhook", args=[pk])
    return go(request, f"{to}#log", Toast(_("It is told again.")))


def _find(pk: int, delivery_pk: int) -> WebhookDelivery:
    rows = WebhookDelivery.objects.select_related("webhook")
    return get_object_or_404(rows, pk=delivery_pk, webhook=pk)

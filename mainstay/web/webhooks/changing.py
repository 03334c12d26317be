"""What is done with a webhook: each is a POST to its noun."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mainstay.automation.models import Webhook
from mainstay.automation.webhooks import actions
from mainstay.ui.context import Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, refusals_lead_back
from mainstay.web.webhooks.webhooks import show_secret


@require_POST
@administrators_only
@refusals_lead_back
def ping(request: MemberRequest, pk: int) -> HttpResponse:
    return _do(request, pk, actions.ping, Toast(_("A trial is on its way.")))


@require_POST
@administrators_only
@refusals_lead_back
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    return _do(request, pk, actions.pause, Toast(_("It is told nothing for now.")))


@require_POST
@administrators_only
@refusals_lead_back
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    return _do(request, pk, actions.resume, Toast(_("It goes on."), tone="kept"))


@never_cache
@require_POST
@administrators_only
@refusals_lead_back
def secret(request: MemberRequest, pk: int) -> HttpResponse:
    renewed, text = actions.renew_secret(get_object_or_404(Webhook, pk=pk), by=request.user)
    return show_secret(request, renewed, text)


@require_POST
@administrators_only
@refusals_lead_back
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Webhook, pk=pk)
    actions.remove(found, by=request.user)
    said = Toast(_("{name} is removed, with its log.").format(name=found.name), tone="kept")
    return go(request, reverse("web:webhooks"), said)


def _do(
    request: MemberRequest, pk: int, action: Callable[..., object], said: Toast
) -> HttpResponse:
    action(get_object_or_404(Webhook, pk=pk), by=request.user)
    return go(request, reverse("web:webhook", args=[pk]), said)

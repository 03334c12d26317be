"""Switching a rule on and off, removing it, and bringing it back."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mainstay.channels.models import SpamRule
from mainstay.channels.spam_rules import actions
from mainstay.ui.context import Toast
from mainstay.web.access import watch_keepers_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, refusals_lead_back


@require_POST
@watch_keepers_only
@refusals_lead_back
def switch_on(request: MemberRequest, pk: int) -> HttpResponse:
    return _change(request, pk, actions.switch_on, _("The rule is at work again."))


@require_POST
@watch_keepers_only
@refusals_lead_back
def switch_off(request: MemberRequest, pk: int) -> HttpResponse:
    return _change(request, pk, actions.switch_off, _("The rule rests."))


@require_POST
@watch_keepers_only
@refusals_lead_back
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    undo = reverse("web:spam_rule_return", args=[pk])
    return _change(request, pk, actions.remove, _("The rule is removed."), undo=undo)


@require_POST
@watch_keepers_only
@refusals_lead_back
def bring_back(request: MemberRequest, pk: int) -> HttpResponse:
    return _change(request, pk, actions.bring_back, _("The rule is back."))


def _change(
    request: MemberRequest, pk: int, act: Callable[..., SpamRule], said: str, undo: str = ""
) -> HttpResponse:
    act(get_object_or_404(SpamRule, pk=pk), by=request.user)
    toast = Toast(said, tone="kept", undo_url=undo, seconds=20 if undo else 6)
    return go(request, reverse("web:spam_rules"), toast)

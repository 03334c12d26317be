"""Letting a mailbox rest, letting it go on, and taking it away."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mainstay.channels.mailboxes import actions
from mainstay.channels.models import Mailbox
from mainstay.ui.context import Toast
from mainstay.web.access import administrators_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, refusals_lead_back


@require_POST
@administrators_only
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    mailbox = actions.pause(get_object_or_404(Mailbox, pk=pk), by=request.user)
    return _back(request, mailbox, Toast(_("The mailbox is paused."), tone="soon"))


@require_POST
@administrators_only
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    mailbox = actions.resume(get_object_or_404(Mailbox, pk=pk), by=request.user)
    return _back(request, mailbox, Toast(_("The mailbox goes on."), tone="kept"))


@require_POST
@administrators_only
@refusals_lead_back
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    mailbox = get_object_or_404(Mailbox, pk=pk)
    actions.remove(mailbox, by=request.user)
    said = Toast(_("{address} is removed.").format(address=mailbox.address), tone="kept")
    return go(request, reverse("web:mailboxes"), said)


def _back(request: MemberRequest, mailbox: Mailbox, said: Toast) -> HttpResponse:
    return go(request, reverse("web:mailbox", args=[mailbox.pk]), said)

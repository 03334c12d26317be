"""Addresses of a person that mail does not reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mainstay.clients import actions, queries
from mainstay.clients.models import Contact, Identity
from mainstay.ui.context import Toast
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, refusals_lead_back


@dataclass(frozen=True)
class BouncedView:
    """A notice on the page of a contact. `id` goes along with the click that clears it."""

    id: int
    title: str
    text: str
    at: datetime | None


def build_bounced(identities: Iterable[Identity]) -> list[BouncedView]:
    return [
        BouncedView(
            each.pk,
            _title(each),
            each.bounce_status,
            each.bounced_at,
        )
        for each in identities
        if each.bounced_at is not None
    ]


@require_POST
@refusals_lead_back
def create(request: MemberRequest, pk: int) -> HttpResponse:
    """The address works again."""
    contact = get_object_or_404(Contact.objects.visible_to(request.user), pk=pk)
    chosen = request.POST.get("identity", "")
    page = reverse("web:contact", args=[contact.pk])
    for identity in queries.bounced_of(contact):
        if str(identity.pk) == chosen:
            actions.clear_bounce(identity, by=request.user)
            words = _("Counting on {address} again.")
            return go(request, page, Toast(words.format(address=_called(identity)), "kept"))
    return go(request, page)


def _title(identity: Identity) -> str:
    if identity.kind == Identity.Kind.EMAIL:
        return _("The last mail to {address} came back.").format(address=identity.value)
    return _("Nothing reaches {address} any more.").format(address=_called(identity))


def _called(identity: Identity) -> str:
    return identity.label or identity.value

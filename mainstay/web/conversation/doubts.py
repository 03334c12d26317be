"""Senders who are not proven: what the page says of them, and the click that believes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mainstay.clients.models import Contact
from mainstay.conversations import actions
from mainstay.conversations.doubts import Doubt, doubts_of
from mainstay.ui.context import Remark, Toast
from mainstay.web.addresses import reverse
from mainstay.web.conversation.access import find
from mainstay.web.conversation.known import Known
from mainstay.web.pages import MemberRequest, came_from, go, refusals_lead_back


@dataclass(frozen=True)
class DoubtView:
    """A notice over the conversation. `contact` goes along with the click that believes them."""

    title: str
    text: str
    vouching_url: str
    contact: int
    address: str


def build_doubts(known: Known) -> list[DoubtView]:
    address = reverse("web:vouching", args=[known.conversation.number])
    return [
        DoubtView(_title(each), _text(each), address, each.contact_id, each.address)
        for each in known.doubts
    ]


def doubtful(doubts: Sequence[Doubt], recipient: str) -> list[Remark]:
    """What to say before an answer leaves for an address that somebody only claims."""
    words = _("The sender is not proven. Your answer goes to {address}.")
    return [
        Remark(words.format(address=each.address))
        for each in doubts
        if each.address == recipient.lower()
    ]


@require_POST
@refusals_lead_back
def create(request: MemberRequest, number: int) -> HttpResponse:
    """It is them."""
    found = find(request, number)
    chosen = request.POST.get("contact", "")
    doubted = [str(each.contact_id) for each in doubts_of(found)]
    if chosen not in doubted:
        return go(request, came_from(request))
    contact = get_object_or_404(Contact, pk=int(chosen))
    actions.vouch_for(found, contact, by=request.user)
    return go(request, came_from(request), Toast(_("Noted: it is them."), "kept"))


def _title(doubt: Doubt) -> str:
    name = doubt.known or doubt.address
    if doubt.is_client:
        return _("Who wrote this is not proven to be {name}.").format(name=name)
    return _("Something here is not proven to be from {name}.").format(name=name)


def _text(doubt: Doubt) -> str:
    return _(
        "The domain of {address} does not stand for this mail. Before you act on it, ask them"
        " another way."
    ).format(address=doubt.address)

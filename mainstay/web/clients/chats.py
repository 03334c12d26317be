"""Where a person can be reached beside mail, and a link by which they show us who they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mainstay.channels import kinds
from mainstay.clients import actions
from mainstay.clients.models import Contact, Identity
from mainstay.conversations.models import Conversation
from mainstay.core.errors import Refused
from mainstay.ui.context import Crumb
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, page, refusals_lead_back


@dataclass(frozen=True)
class ChatsView:
    """`known` are (channel, what they are called there), `offered` (value, label) of channels."""

    known: list[tuple[str, str]]
    offered: list[tuple[str, str]]


def build_chats(identities: Iterable[Identity]) -> ChatsView:
    """What the page of a contact says of chats."""
    known = [
        (str(Identity.Kind(each.kind).label), each.label or each.value)
        for each in identities
        if each.kind != kinds.MAIL
    ]
    offered = [(kind.name, kind.label) for kind in kinds.everyone() if kind.introduces()]
    return ChatsView(known, offered)


@require_POST
@refusals_lead_back
def create(request: MemberRequest, pk: int) -> HttpResponse:
    """Make a link and show it: this once, because only its digest is kept."""
    contact = get_object_or_404(Contact.objects.visible_to(request.user), pk=pk)
    channel = request.POST.get("channel", "")
    if channel not in [kind.name for kind in kinds.everyone() if kind.introduces()]:
        raise Refused(_("Nothing leads there. Look at the channels in the settings."))
    about = _about(request, contact)
    made = actions.offer_chat(contact, channel, by=request.user, about=about)
    context = {
        "contact": contact,
        "made": made,
        "channel": kinds.named(channel).label,
        "crumb": Crumb(str(contact), reverse("web:contact", args=[pk])),
        "back_url": _back(about, contact),
    }
    return page(request, "web/clients/chat_link.html", context, at="clients")


def _about(request: MemberRequest, contact: Contact) -> dict[str, int]:
    """The conversation that the chat shall go on with, if one was named and may be seen."""
    named = request.POST.get("conversation", "")
    visible = Conversation.objects.visible_to(request.user)
    if named.isdecimal() and len(named) < 19 and visible.filter(pk=named).exists():
        return {"conversation": int(named)}
    return {}


def _back(about: dict[str, int], contact: Contact) -> str:
    if "conversation" in about:
        return reverse("web:conversation", args=[about["conversation"]])
    return reverse("web:contact", args=[contact.pk])

"""The mail with the two questions, in the client's language and under the brand's name."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from mainstay.channels import actions as channels
from mainstay.channels.email.inbound import Address
from mainstay.channels.models import Brand, Mailbox
from mainstay.conversations.actions.signing import mailbox_of
from mainstay.conversations.models import Conversation, Message
from mainstay.core.actor import System
from mainstay.surveys.models import RatingRequest

_AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@dataclass(frozen=True)
class Choice:
    """An answer that the mail proposes: its words, and the page with it preselected."""

    label: str
    address: str
    value: str = ""


def send(request: RatingRequest, address: str, page: str) -> None:
    """Queue the mail of a request. Raises Refused when automatic mail may not go there now."""
    conversation, contact = request.conversation, request.contact
    mailbox = mailbox_of(conversation)
    brand = conversation.brand or (mailbox.brand if mailbox else None)
    last = _last_said(conversation)
    with translation.override(language_of(request)):
        context = _context(request, page, brand, mailbox, last)
        text = render_to_string("surveys/asking.txt", context).strip()
        html = render_to_string("surveys/asking.html", context)
    subject = (last.subject if last else "") or conversation.subject
    channels.queue(
        to=[Address(contact.name, address)],
        subject=subject if subject.lower().startswith("re:") else f"Re: {subject}",
        text=text,
        html=html,
        by=System("surveys"),
        about=conversation,
        audience=conversation.audience,
        headers=dict(_AUTOMATIC),
        in_reply_to=last.message_id if last else "",
        references=[last.message_id] if last and last.message_id else [],
        mailbox=mailbox,
        thread=conversation.pk,
    )


def language_of(request: RatingRequest) -> str:
    """The language that we have of the ones we speak, else that of the desk."""
    known = {code for code, _name in settings.LANGUAGES}
    return request.language if request.language in known else settings.LANGUAGE_CODE


def channel_of(conversation: Conversation) -> str:
    """By which channel the client wrote last."""
    received = conversation.messages.filter(kind=Message.Kind.IN).order_by("-at", "-id")
    return received.values_list("channel", flat=True).first() or "email"


def _context(
    request: RatingRequest,
    page: str,
    brand: Brand | None,
    mailbox: Mailbox | None,
    last: Message | None,
) -> dict[str, object]:
    scores = reversed(RatingRequest.Score.choices)
    return {
        "greeting": _("Hello {name},").format(name=request.contact.name)
        if request.contact.name
        else _("Hello,"),
        "sender": brand.name if brand else (mailbox.name if mailbox else settings.ENV.mail_name),
        "accent": (brand.accent if brand else "") or "#1d5c6b",
        "footer": brand.footer if brand else "",
        "asked_on": request.conversation.created_at,
        "settled": [
            Choice(_("Yes, it is settled"), f"{page}?settled=yes"),
            Choice(_("No, not yet"), f"{page}?settled=no"),
        ],
        "scores": [
            Choice(str(label), f"{page}?score={value}", str(value)) for value, label in scores
        ],
        "page": page,
        "language": translation.get_language() or "en",
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }


def _last_said(conversation: Conversation) -> Message | None:
    """Mails keep their own subject: ours may have been renamed to words for us alone."""
    said = conversation.messages.filter(undone_at__isnull=True).exclude(kind=Message.Kind.NOTE)
    return said.order_by("-at", "-id").first()

"""The mail with the two questions, in the client's language and under the brand's name."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from mainstay.channels.brands import look_of
from mainstay.channels.models import Brand
from mainstay.conversations.actions import send_automatically
from mainstay.conversations.actions.signing import mailbox_of
from mainstay.conversations.models import Conversation
from mainstay.core.actor import System
from mainstay.surveys.models import RatingRequest

_BY = System("rating")


@dataclass(frozen=True)
class Choice:
    """An answer that the mail proposes: its words, and the page with it preselected."""

    label: str
    address: str
    value: str = ""


def send(request: RatingRequest, page: str) -> bool:
    """Let the mail of a request leave. False when automatic mail may not go there now."""
    with translation.override(language_of(request)):
        context = _context(request, page)
        text = render_to_string("surveys/asking.txt", context).strip()
        html = render_to_string("surveys/asking.html", context).strip()
    return bool(send_automatically(request.conversation, text, html=html, by=_BY))


def language_of(request: RatingRequest) -> str:
    """The client's language when we speak it, else that of the desk."""
    known = {code for code, _name in settings.LANGUAGES}
    return request.language if request.language in known else settings.LANGUAGE_CODE


def brand_of(conversation: Conversation) -> Brand | None:
    """In whose name we speak there: the conversation's own brand, else that of its mailbox."""
    if conversation.brand is not None:
        return conversation.brand
    mailbox = mailbox_of(conversation)
    return mailbox.brand if mailbox else None


def _context(request: RatingRequest, page: str) -> dict[str, object]:
    look = look_of(brand_of(request.conversation))
    name = request.contact.name
    scores = reversed(RatingRequest.Score.choices)
    return {
        "greeting": _("Hello {name},").format(name=name) if name else _("Hello,"),
        "look": look,
        "settled": [
            Choice(_("Yes, it is settled"), f"{page}?settled=yes"),
            Choice(_("No, not yet"), f"{page}?settled=no"),
        ],
        "scores": [
            Choice(str(label), f"{page}?score={value}", str(value)) for value, label in scores
        ],
        "language": translation.get_language() or "en",
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }

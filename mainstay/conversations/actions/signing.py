"""In whose name an answer leaves: the mailbox, and the words under the text."""

from html import escape

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from mainstay.channels.models import Mailbox
from mainstay.conversations.models import Conversation, Message
from mainstay.core.prepared import prepared
from mainstay.team.models import Member

_BELOW = "margin-top:16px;color:#5b6675"


def mailbox_of(conversation: Conversation) -> Mailbox | None:
    """The mailbox that the client wrote to last; else the one that we began by.

    Where neither is known, one of the department while only we have written; else none. None
    means the address of the whole desk.
    """
    if conversation.mailbox_id is not None:
        return _mailbox.first(conversation.mailbox_id)
    # Conversations from before that was written down.
    received = _received.first(conversation.pk)
    if received is not None:
        return _mailbox.first(received) if received else None
    usable = Mailbox.objects.filter(department=conversation.department_id, is_paused=False)
    return usable.select_related("brand").first()


@prepared
def _mailbox(pk: int) -> QuerySet[Mailbox]:
    return Mailbox.objects.select_related("brand").filter(pk=pk)


@prepared
def _received(conversation_id: int) -> QuerySet[Message, int]:
    """The mailbox of the last mail that came by one, 0 where none did; no row without a mail."""
    received = Message.objects.filter(conversation=conversation_id, kind=Message.Kind.IN)
    by_none = received.annotate(by_none=Q(raw__mailbox__isnull=True))
    return by_none.order_by("by_none", "-at", "-id").values_list(
        Coalesce("raw__mailbox", 0), flat=True
    )[:1]


def signed(text: str, by: Member, mailbox: Mailbox | None) -> str:
    """The text over the signature of who writes and the footer of the brand."""
    return _over(text, by.signature, _footer(mailbox))


def signed_html(html: str, by: Member, mailbox: Mailbox | None) -> str:
    """The same of the HTML of a mail; empty when it has none."""
    below = _over("", by.signature, _footer(mailbox)).strip()
    lines = escape(below).replace("\n", "<br>")
    return f'{html}<div dir="auto" style="{_BELOW}">{lines}</div>' if html and below else html


def over_footer(text: str, mailbox: Mailbox | None) -> str:
    """What no person wrote: the text over the footer of the brand alone."""
    return _over(text, _footer(mailbox))


def _footer(mailbox: Mailbox | None) -> str:
    return mailbox.brand.footer if mailbox and mailbox.brand else ""


def _over(text: str, *words: str) -> str:
    below = "\n\n".join(each.strip() for each in words if each.strip())
    return f"{text}\n\n-- \n{below}" if below else text

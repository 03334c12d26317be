"""In whose name an answer leaves: the mailbox, and the words under the text."""

from mainstay.channels.models import Mailbox
from mainstay.conversations.models import Conversation, Message
from mainstay.team.models import Member


def mailbox_of(conversation: Conversation) -> Mailbox | None:
    """The mailbox that the client wrote to last; else the one that we began by.

    Where neither is known, one of the department while only we have written; else none. None
    means the address of the whole desk.
    """
    received = conversation.messages.filter(kind=Message.Kind.IN, raw__mailbox__isnull=False)
    last = received.order_by("-at", "-id").values_list("raw__mailbox", flat=True).first()
    mailboxes = Mailbox.objects.select_related("brand")
    if last is not None:
        return mailboxes.get(pk=last)
    if conversation.mailbox_id is not None:
        return mailboxes.get(pk=conversation.mailbox_id)
    if conversation.messages.filter(kind=Message.Kind.IN).exists():
        return None
    return mailboxes.filter(department=conversation.department_id, is_paused=False).first()


def signed(text: str, by: Member, mailbox: Mailbox | None) -> str:
    """The text over the signature of who writes and the footer of the brand."""
    footer = mailbox.brand.footer if mailbox and mailbox.brand else ""
    below = "\n\n".join(each for each in (by.signature.strip(), footer.strip()) if each)
    return f"{text}\n\n-- \n{below}" if below else text

"""What this module holds of a person."""

from mainstay.conversations.models import Attachment, Conversation, Message
from mainstay.core.personal import Holder, Rows, Subject


def _export(contact_id: int) -> Rows:
    messages = Message.objects.filter(contact_id=contact_id).order_by("at", "id")
    return [
        {
            "conversation": message.conversation_id,
            "at": message.at.isoformat(),
            "from": message.sender,
            "to": message.to,
            "cc": message.cc,
            "subject": message.subject,
            "text": message.text,
            "attachments": [each.filename for each in message.attachments.all()],
        }
        for message in messages.prefetch_related("attachments")
    ]


def _redact(contact_id: int) -> int:
    said = Message.objects.filter(contact_id=contact_id)
    Attachment.objects.filter(message__in=said).delete()
    emptied = said.update(
        subject="",
        text="",
        quoted="",
        signature="",
        html="",
        sender=None,
        to=[],
        cc=[],
        message_id="",
    )
    Conversation.objects.filter(contact_id=contact_id).update(subject="", last_words="")
    return emptied


def _subjects(contact_id: int) -> list[Subject]:
    ids = Conversation.objects.filter(contact_id=contact_id).values_list("pk", flat=True)
    return [("conversation", pk) for pk in ids]


HOLDER = Holder("conversations", _export, _redact, _subjects)

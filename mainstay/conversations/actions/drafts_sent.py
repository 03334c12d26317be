"""A draft becomes a message, and a message that did not leave a draft again."""

from django.db import transaction

from mainstay.conversations.actions.drafting import give_files, own_draft
from mainstay.conversations.models import Attachment, Draft, Message
from mainstay.conversations.reaching import other_way


@transaction.atomic(savepoint=False)
def send_draft(draft: Draft | None, message: Message, shown: set[str]) -> list[Attachment]:
    """Give the files of a locked draft to the message that it became. The draft is gone then.

    `shown` are the content ids of the pictures that stand in its text.
    """
    if draft is None:
        return []
    kept = Attachment.objects.bulk_create(
        Attachment(
            message=message,
            filename=each.filename,
            content_type=each.content_type,
            size=each.size,
            content_id=each.content_id,
            is_inline=each.content_id in shown,
            file=each.file,
        )
        for each in draft.files.all()
    )
    draft.delete()
    return kept


@transaction.atomic
def begin_again(message: Message) -> Draft | None:
    """Make a draft of a reply that did not leave, unless its writer has begun another."""
    if message.member is None or own_draft(message.conversation, Draft.REPLY, message.member):
        return None
    draft = Draft.objects.create(
        conversation=message.conversation,
        member=message.member,
        kind=Draft.REPLY,
        text=message.text,
        to=message.to,
        cc=message.cc,
        bcc=message.outbound.bcc if message.outbound else [],
        channel=other_way(message.conversation, message.channel),
        seen_message_id=message.pk,
    )
    give_files(message.attachments.all(), draft)
    return draft

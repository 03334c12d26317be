"""What we say: to the client, and among ourselves."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.channels import actions as channels
from mainstay.channels import files
from mainstay.channels.email.inbound import Address
from mainstay.channels.email.inbound import Attachment as File
from mainstay.conversations import events
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.actions.mentioning import mention
from mainstay.conversations.actions.participating import bring_in
from mainstay.conversations.actions.signing import mailbox_of, signed
from mainstay.conversations.actions.standing import enter
from mainstay.conversations.correspondence import (
    recipient_of,
    references_of,
    subject_of_reply,
)
from mainstay.conversations.models import (
    Attachment,
    Conversation,
    Message,
    ThreadKey,
    first_words,
    thread_key,
)
from mainstay.conversations.unanswered import said, unanswered_since
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

LONGEST = 100_000
_LAST = ("last_message_at", "last_words")


@transaction.atomic
def reply(
    conversation: Conversation,
    text: str,
    *,
    by: Member,
    to: Address | None = None,
    cc: Sequence[Address] = (),
    solve: bool = False,
    attachments: Sequence[File] = (),
) -> Message:
    """Answer the client by mail. It leaves after the undo window; until then it can be taken back.

    Without `to` it goes to whoever wrote last. The conversation then waits on the client, or is
    solved.
    """
    conversation = lock(conversation)
    may_write(by)
    text = _checked(text, attachments)
    recipient = to or recipient_of(conversation)
    mailbox = mailbox_of(conversation)

    message = Message.objects.create(
        conversation=conversation,
        kind=Message.Kind.OUT,
        member=by,
        subject=subject_of_reply(conversation),
        text=text,
        to=[[recipient.name, recipient.address]],
        cc=[[each.name, each.address] for each in cc],
        language=conversation.language,
        at=now(),
    )
    kept = _keep(message, attachments)
    references = references_of(conversation)
    outbound = channels.queue(
        to=[recipient],
        cc=cc,
        subject=message.subject,
        text=signed(text, by, mailbox),
        in_reply_to=references[-1] if references else "",
        references=references,
        sender_name=by.name,
        attachments=kept,
        by=by,
        about=conversation,
        audience=conversation.audience,
        mailbox=mailbox,
        thread=conversation.pk,
    )
    message.outbound, message.message_id = outbound, outbound.message_id
    message.save(update_fields=["outbound", "message_id"])
    ThreadKey.objects.bulk_create(
        [ThreadKey(key=thread_key(outbound.message_id), conversation=conversation)],
        ignore_conflicts=True,
    )

    state = Conversation.State.SOLVED if solve else Conversation.State.WAITING
    conversation.last_message_at = message.at
    conversation.last_words = first_words(text)
    enter(conversation, state, message.at, also=_LAST)
    if cc:
        bring_in(conversation, cc)
    record(events.REPLIED, conversation, by=by, message=message.pk)
    if solve:
        record(events.SOLVED, conversation, by=by)
    return message


@transaction.atomic
def undo(message: Message, *, by: Member) -> Message:
    """Take a reply back before it leaves. The conversation is where it was: with us."""
    conversation = lock(message.conversation)
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.undone_at:
        return message
    may_write(by)
    if message.outbound is None:
        raise Refused(_("Only a reply can be taken back."))
    channels.cancel(message.outbound, by=by)
    message.undone_at = now()
    message.save(update_fields=["undone_at"])
    last = _last_said(conversation)
    conversation.last_message_at = last.at if last else conversation.created_at
    conversation.last_words = first_words(last.text) if last else ""
    enter(conversation, Conversation.State.OPEN, unanswered_since(conversation), also=_LAST)
    record(events.UNDONE, conversation, by=by, message=message.pk)
    return message


@transaction.atomic
def retry(message: Message, *, by: Member) -> Message:
    """Send again what could not be sent."""
    may_write(by)
    if message.outbound is None:
        raise Refused(_("Only a reply can be sent again."))
    channels.retry(message.outbound, by=by)
    return message


@transaction.atomic
def note(
    conversation: Conversation,
    text: str,
    *,
    by: Member,
    attachments: Sequence[File] = (),
    mentions: Sequence[Member] = (),
) -> Message:
    """Write something that only the team sees. The state stays as it is.

    It calls whom it names after an "@", and `mentions`.
    """
    conversation = lock(conversation)
    may_write(by)
    text = _checked(text, attachments)
    message = Message.objects.create(
        conversation=conversation, kind=Message.Kind.NOTE, member=by, text=text, at=now()
    )
    _keep(message, attachments)
    mention(message, mentions)
    record(events.NOTED, conversation, by=by, message=message.pk)
    return message


def _checked(text: str, attachments: Sequence[File]) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text and not attachments:
        raise Refused(_("Write something first."))
    if len(text) > LONGEST:
        raise Refused(
            _("This is longer than {count} characters. Attach it as a file.").format(count=LONGEST)
        )
    return text


def _keep(message: Message, attachments: Sequence[File]) -> list[tuple[str, str, str]]:
    kept = []
    for each in attachments:
        key = files.keep(each.content)
        Attachment.objects.create(
            message=message,
            filename=each.filename[:255],
            content_type=each.content_type[:127],
            size=each.size,
            file=key,
        )
        kept.append((each.filename, each.content_type, key))
    return kept


def _last_said(conversation: Conversation) -> Message | None:
    return said(conversation).order_by("-at", "-id").first()

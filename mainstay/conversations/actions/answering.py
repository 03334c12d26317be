"""What we say: to the client, and among ourselves."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from mainstay.channels import actions as channels
from mainstay.channels import files
from mainstay.channels.email.inbound import Address
from mainstay.channels.email.inbound import Attachment as File
from mainstay.conversations import events, work
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.actions.senders import NOBODY
from mainstay.conversations.actions.signing import mailbox_of, signed
from mainstay.conversations.models import (
    Attachment,
    Conversation,
    Message,
    ThreadKey,
    first_words,
    thread_key,
)
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

LONGEST = 100_000
# An id of the thread itself may come to them.
_MAX_REFERENCES = 19


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
    recipient = to or _recipient(conversation)
    mailbox = mailbox_of(conversation)

    message = Message.objects.create(
        conversation=conversation,
        kind=Message.Kind.OUT,
        member=by,
        subject=_subject_of_reply(conversation),
        text=text,
        to=[[recipient.name, recipient.address]],
        cc=[[each.name, each.address] for each in cc],
        language=conversation.language,
        at=now(),
    )
    kept = _keep(message, attachments)
    references = _references(conversation)
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
    conversation.stand(state, message.at)
    conversation.last_message_at = message.at
    conversation.last_words = first_words(text)
    conversation.save(update_fields=[*Conversation.STANDING, "last_message_at", "last_words"])
    work.refresh(conversation)
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
    conversation.stand(Conversation.State.OPEN, _waiting_since(conversation) or now())
    conversation.last_message_at = last.at if last else conversation.created_at
    conversation.last_words = first_words(last.text) if last else ""
    conversation.save(update_fields=[*Conversation.STANDING, "last_message_at", "last_words"])
    work.refresh(conversation)
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
    conversation: Conversation, text: str, *, by: Member, attachments: Sequence[File] = ()
) -> Message:
    """Write something that only the team sees. The state stays as it is."""
    conversation = lock(conversation)
    may_write(by)
    text = _checked(text, attachments)
    message = Message.objects.create(
        conversation=conversation, kind=Message.Kind.NOTE, member=by, text=text, at=now()
    )
    _keep(message, attachments)
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


def _recipient(conversation: Conversation) -> Address:
    """Where the client's last message asked to be answered, else their first address."""
    received = conversation.messages.filter(kind=Message.Kind.IN).order_by("-at", "-id")
    last = received.values_list("sender", flat=True).first()
    if last:
        return Address(*last)
    contact = conversation.contact
    if contact is None:
        raise Refused(_("Nobody outside takes part here. Write to the department instead."))
    addresses = contact.identities.filter(kind="email").exclude(value=NOBODY)
    address = addresses.order_by("id").first()
    if address is None:
        raise Refused(
            _("{name} has no e-mail address. Add one to the contact.").format(name=contact)
        )
    return Address(contact.name, address.value)


def _references(conversation: Conversation) -> list[str]:
    """The ids of the thread, oldest first: the first and the latest, so that it stays short."""
    said = conversation.messages.exclude(message_id="").filter(undone_at__isnull=True)
    ids = list(said.order_by("at", "id").values_list("message_id", flat=True))
    return ids if len(ids) <= _MAX_REFERENCES else ids[:1] + ids[1 - _MAX_REFERENCES :]


def _subject_of_reply(conversation: Conversation) -> str:
    """The subject of the mail it answers, whatever we have renamed the conversation to.

    Mail programs begin a new thread where the subject changes.
    """
    answered = _last_said(conversation)
    if answered is None:
        return conversation.subject
    subject = answered.subject or conversation.subject
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


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
    return _said(conversation).order_by("-at", "-id").first()


def _waiting_since(conversation: Conversation) -> datetime | None:
    """When the client wrote the first message that nobody has answered; None when all are."""
    unanswered = _said(conversation).filter(kind=Message.Kind.IN)
    answer = _said(conversation).filter(kind=Message.Kind.OUT).order_by("-at", "-id").first()
    if answer:
        unanswered = unanswered.filter(at__gt=answer.at)
    return unanswered.order_by("at", "id").values_list("at", flat=True).first()


def _said(conversation: Conversation) -> models.QuerySet[Message]:
    """What was said between the client and us, without replies that were taken back."""
    return conversation.messages.filter(undone_at__isnull=True).exclude(kind=Message.Kind.NOTE)

"""What we say: to the client, and among ourselves."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.channels import actions as channels
from mainstay.channels import files
from mainstay.channels.email.inbound import Address
from mainstay.channels.email.inbound import Attachment as File
from mainstay.channels.kinds import MAIL
from mainstay.channels.models import Outbound
from mainstay.conversations import events, formatting
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.actions.drafting import has_files, own_draft
from mainstay.conversations.actions.drafts_sent import begin_again, send_draft
from mainstay.conversations.actions.mentioning import mention
from mainstay.conversations.actions.overtaking import stop_if_overtaken
from mainstay.conversations.actions.participating import bring_in
from mainstay.conversations.actions.sending_later import check_time
from mainstay.conversations.actions.siding_answers import said_inside, taken_back
from mainstay.conversations.actions.siding_rules import keep_apart
from mainstay.conversations.actions.signing import mailbox_of, signed, signed_html
from mainstay.conversations.actions.standing import enter
from mainstay.conversations.correspondence import references_of, subject_of_reply
from mainstay.conversations.models import (
    Attachment,
    Conversation,
    Draft,
    Message,
    ThreadKey,
    first_words,
    thread_key,
)
from mainstay.conversations.reaching import last_said_there, way_to
from mainstay.conversations.saved_replies import stop_if_unfilled
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
    to: Address | Sequence[Address] | None = None,
    cc: Sequence[Address] = (),
    bcc: Sequence[Address] = (),
    solve: bool = False,
    attachments: Sequence[File] = (),
    with_draft: bool = False,
    seen_message_id: int | None = None,
    send_at: datetime | None = None,
    channel: str = "",
) -> Message:
    """Answer the client. It leaves after the undo window; until then it can be taken back.

    It goes by the channel that the client wishes, else where they wrote last, unless a `channel`
    of theirs is chosen; with `to` or copies by mail. Without `to` a mail goes to whoever wrote
    last. The conversation then waits on the client, or is solved.

    With `with_draft` the files of what its writer has begun go with it, and the draft is gone. At
    `send_at` it leaves, unless the client writes before. Raises Overtaken when somebody wrote
    after the message `seen_message_id`.
    """
    conversation = lock(conversation)
    may_write(by)
    draft = own_draft(conversation, Draft.REPLY, by) if with_draft else None
    text = _checked(text, bool(attachments) or has_files(draft))
    stop_if_unfilled(text)
    stop_if_overtaken(conversation, seen_message_id, by=by)
    check_time(send_at)
    way = way_to(conversation, channel or (MAIL if to or cc or bcc else ""))
    recipients = [to] if isinstance(to, Address) else list(to or [way.address])
    if way.is_chat:
        recipients, cc, bcc = [way.address], (), ()
    else:
        keep_apart(conversation, [*recipients, *cc, *bcc])

    message = Message.objects.create(
        conversation=conversation,
        kind=Message.Kind.OUT,
        member=by,
        channel=way.channel,
        subject="" if way.is_chat else subject_of_reply(conversation),
        text=text,
        to=[[each.name, each.address] for each in recipients],
        cc=[[each.name, each.address] for each in cc],
        language=conversation.language,
        at=now(),
    )
    sent = send_draft(draft, message, formatting.pictures_in(text))
    kept = [*_keep(message, attachments), *_as_sent(sent)]
    if way.is_chat:
        outbound = channels.queue_in_chat(
            way.channel,
            to=way.address,
            text=formatting.spoken(text),
            about=conversation,
            answers=last_said_there(conversation, way.channel),
            attachments=kept,
            audience=conversation.audience,
            due_at=send_at,
        )
    else:
        outbound = _queue_mail(message, recipients, cc, bcc, kept, by=by, send_at=send_at)
    message.outbound, message.message_id = outbound, outbound.message_id
    message.save(update_fields=["outbound", "message_id"])
    ThreadKey.objects.bulk_create(
        [ThreadKey(key=thread_key(outbound.message_id), conversation=conversation)],
        ignore_conflicts=True,
    )

    state = Conversation.State.SOLVED if solve else Conversation.State.WAITING
    conversation.last_message_at = message.at
    conversation.last_words = first_words(formatting.spoken(text))
    enter(conversation, state, message.at, waiting_on=conversation.side_party, also=_LAST)
    if others := [*recipients[1:], *cc]:
        bring_in(conversation, others)
    record(events.REPLIED, conversation, by=by, message=message.pk)
    if solve:
        record(events.SOLVED, conversation, by=by)
    return message


@transaction.atomic
def undo(message: Message, *, by: Member) -> Message:
    """Take a reply back before it leaves. The conversation is where it was: with us.

    What it said is a draft again.
    """
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
    begin_again(message)
    last = _last_said(conversation)
    conversation.last_message_at = last.at if last else conversation.created_at
    conversation.last_words = first_words(formatting.spoken(last.text)) if last else ""
    enter(conversation, Conversation.State.OPEN, unanswered_since(conversation), also=_LAST)
    taken_back(conversation, by=by)
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
    with_draft: bool = False,
) -> Message:
    """Write something that only the team sees. The state stays as it is.

    It calls whom it names after an "@", and `mentions`.
    """
    conversation = lock(conversation)
    may_write(by)
    draft = own_draft(conversation, Draft.NOTE, by) if with_draft else None
    text = _checked(text, bool(attachments) or has_files(draft))
    message = Message.objects.create(
        conversation=conversation, kind=Message.Kind.NOTE, member=by, text=text, at=now()
    )
    _keep(message, attachments)
    send_draft(draft, message, formatting.pictures_in(text))
    mention(message, mentions)
    if conversation.is_internal:
        said_inside(conversation, message, by=by)
    record(events.NOTED, conversation, by=by, message=message.pk)
    return message


def _queue_mail(
    message: Message,
    to: Sequence[Address],
    cc: Sequence[Address],
    bcc: Sequence[Address],
    attachments: Sequence[tuple[str, ...]],
    *,
    by: Member,
    send_at: datetime | None,
) -> Outbound:
    conversation = message.conversation
    mailbox = mailbox_of(conversation)
    references = references_of(conversation)
    return channels.queue(
        to=to,
        cc=cc,
        bcc=bcc,
        subject=message.subject,
        text=signed(formatting.plain(message.text), by, mailbox),
        html=signed_html(formatting.to_mail(message.text), by, mailbox),
        in_reply_to=references[-1] if references else "",
        references=references,
        sender_name=by.name,
        attachments=attachments,
        by=by,
        about=conversation,
        audience=conversation.audience,
        mailbox=mailbox,
        thread=conversation.pk,
        due_at=send_at,
    )


def _as_sent(attachments: Iterable[Attachment]) -> list[tuple[str, ...]]:
    """A picture that stands in the text is found there by its content id."""
    return [
        (*(each.filename, each.content_type, each.file), *([each.content_id] * each.is_inline))
        for each in attachments
    ]


def _checked(text: str, has_files: bool) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text and not has_files:
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

"""What we say: to the client, and among ourselves."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from mainstay.api.answering import Created
from mainstay.api.conversations.finding import find, find_message, saved_reply_of, shown, written
from mainstay.api.conversations.routes import router
from mainstay.api.conversations.sent import (
    Correspondent,
    NewConversation,
    NewFile,
    NewNote,
    NewReply,
)
from mainstay.api.conversations.shapes import ConversationShown, MessageWritten
from mainstay.api.cursors import Invalid
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.rows import existing
from mainstay.api.shapes import Id, Named, Page, page_of
from mainstay.channels.email.inbound import Address, Attachment
from mainstay.channels.models import Mailbox
from mainstay.clients.models import Contact, target_of
from mainstay.conversations import actions, macros, saved_replies
from mainstay.conversations.actions import saving_replies
from mainstay.conversations.models import Message
from mainstay.team.models import Department, Member
from mainstay.team.tokens.scopes import Scope

_WRITE = behind(Scope.WRITE_CONVERSATIONS)
_MOST = 1000


@router.get("/mailboxes", response=Page[Named], **behind(Scope.READ_CONVERSATIONS))
def mailboxes(request: TokenRequest) -> Page[Named]:
    """Mailboxes by which the token’s owner may begin a conversation"""
    rows = Mailbox.objects.to_write_by(member_of(request)).order_by("address")[:_MOST]
    return page_of(request, [Named(id=each.pk, name=each.address) for each in rows], "")


@router.post("/conversations", response={201: ConversationShown}, **_WRITE)
def begin(request: TokenRequest, given: NewConversation) -> Created:
    """Begin a conversation with a contact

    Nothing is said yet: a reply says the first words.
    """
    member = member_of(request)
    contact = existing(Contact.objects.visible_to(member), given.contact, "body.contact")
    department = existing(Department.objects.all(), given.department, "body.department")
    mailbox = None
    if given.mailbox is not None:
        mailbox = existing(Mailbox.objects.to_write_by(member), given.mailbox, "body.mailbox")
    made = actions.begin(target_of(contact), given.subject, department, by=member, mailbox=mailbox)
    return Created(shown(made, member), reverse("api:conversation", args=[made.number]))


@router.post("/conversations/{number}/replies", response={201: MessageWritten}, **_WRITE)
def reply(request: TokenRequest, number: Id, given: NewReply) -> Created:
    """Answer the client

    It leaves after some seconds or at `send_at`, see `delivery.due_at`; until then it can be
    undone. With `saved_reply` what that does besides happens along, or nothing at all does.
    """
    by, found = member_of(request), find(request, number)
    made_of = saved_reply_of(given.saved_reply, by)
    text = given.text or (saved_replies.filled(made_of, found, by).text if made_of else None)
    if text is None:
        raise Invalid("body.text", _("It is missing."))
    state = macros.changes_of(made_of).state if made_of else ""

    def send() -> Message:
        return actions.reply(
            found,
            text,
            by=by,
            to=_addresses(given.to),
            cc=_addresses(given.cc),
            bcc=_addresses(given.bcc),
            channel=given.channel,
            solve=state == macros.SOLVE if state else given.solve,
            attachments=_files(given.files),
            with_draft=given.with_draft,
            seen_message_id=given.seen,
            send_at=given.send_at,
        )

    message = saving_replies.send_with(made_of, found, send, by=by) if made_of else send()
    return Created(written(message), _timeline(message.conversation_id))


@router.post("/conversations/{number}/notes", response={201: MessageWritten}, **_WRITE)
def note(request: TokenRequest, number: Id, given: NewNote) -> Created:
    """Write a note that only the team sees"""
    found = find(request, number)
    message = actions.note(
        found,
        given.text,
        by=member_of(request),
        attachments=_files(given.files),
        mentions=[existing(Member.objects.active(), pk, "body.mentions") for pk in given.mentions],
        with_draft=given.with_draft,
    )
    return Created(written(message), _timeline(message.conversation_id))


@router.post("/messages/{id}/undoing", response=MessageWritten, **_WRITE)
def undo(request: TokenRequest, id: Id) -> MessageWritten:  # noqa: A002
    """Take a reply back before it leaves"""
    message = actions.undo(find_message(request, id), by=member_of(request))
    return written(find_message(request, message.pk))


@router.post("/messages/{id}/sending", response=MessageWritten, **_WRITE)
def send_now(request: TokenRequest, id: Id) -> MessageWritten:  # noqa: A002
    """Let a reply leave now that was to leave later"""
    message = actions.send_now(find_message(request, id), by=member_of(request))
    return written(find_message(request, message.pk))


@router.post("/messages/{id}/retry", response=MessageWritten, **_WRITE)
def retry(request: TokenRequest, id: Id) -> MessageWritten:  # noqa: A002
    """Send again what could not be sent"""
    message = actions.retry(find_message(request, id), by=member_of(request))
    return written(find_message(request, message.pk))


def _addresses(given: Correspondent | Sequence[Correspondent] | None) -> list[Address]:
    several = [given] if isinstance(given, Correspondent) else given or []
    return [Address(each.name, each.address) for each in several]


def _files(given: Sequence[NewFile]) -> list[Attachment]:
    return [Attachment(each.filename, each.content_type, each.content) for each in given]


def _timeline(number: int) -> str:
    return reverse("api:timeline", args=[number])

"""What we say: to the client, and among ourselves."""

from collections.abc import Sequence

from django.urls import reverse

from mainstay.api.answering import Created
from mainstay.api.conversations.finding import find, find_message, shown, written
from mainstay.api.conversations.routes import router
from mainstay.api.conversations.shapes import (
    ConversationShown,
    Correspondent,
    MessageWritten,
    NewConversation,
    NewFile,
    NewNote,
    NewReply,
)
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.rows import existing
from mainstay.api.shapes import Id
from mainstay.channels.email.inbound import Address, Attachment
from mainstay.clients.models import Contact, target_of
from mainstay.conversations import actions
from mainstay.team.models import Department
from mainstay.team.tokens.scopes import Scope

_WRITE = behind(Scope.WRITE_CONVERSATIONS)


@router.post("/conversations", response={201: ConversationShown}, **_WRITE)
def begin(request: TokenRequest, given: NewConversation) -> Created:
    """Begin a conversation with a contact

    Nothing is said yet: a reply says the first words.
    """
    member = member_of(request)
    contact = existing(Contact.objects.visible_to(member), given.contact, "body.contact")
    department = existing(Department.objects.all(), given.department, "body.department")
    made = actions.begin(target_of(contact), given.subject, department, by=member)
    return Created(shown(made), reverse("api:conversation", args=[made.number]))


@router.post("/conversations/{number}/replies", response={201: MessageWritten}, **_WRITE)
def reply(request: TokenRequest, number: Id, given: NewReply) -> Created:
    """Answer the client

    It leaves after some seconds, see `delivery.due_at`; until then it can be undone.
    """
    message = actions.reply(
        find(request, number),
        given.text,
        by=member_of(request),
        to=_address(given.to) if given.to else None,
        cc=[_address(each) for each in given.cc],
        solve=given.solve,
        attachments=_files(given.files),
    )
    return Created(written(message), _timeline(message.conversation_id))


@router.post("/conversations/{number}/notes", response={201: MessageWritten}, **_WRITE)
def note(request: TokenRequest, number: Id, given: NewNote) -> Created:
    """Write a note that only the team sees"""
    found = find(request, number)
    message = actions.note(
        found, given.text, by=member_of(request), attachments=_files(given.files)
    )
    return Created(written(message), _timeline(message.conversation_id))


@router.post("/messages/{id}/undoing", response=MessageWritten, **_WRITE)
def undo(request: TokenRequest, id: Id) -> MessageWritten:  # noqa: A002
    """Take a reply back before it leaves"""
    message = actions.undo(find_message(request, id), by=member_of(request))
    return written(find_message(request, message.pk))


@router.post("/messages/{id}/retry", response=MessageWritten, **_WRITE)
def retry(request: TokenRequest, id: Id) -> MessageWritten:  # noqa: A002
    """Send again what could not be sent"""
    message = actions.retry(find_message(request, id), by=member_of(request))
    return written(find_message(request, message.pk))


def _address(given: Correspondent) -> Address:
    return Address(given.name, given.address)


def _files(given: Sequence[NewFile]) -> list[Attachment]:
    return [Attachment(each.filename, each.content_type, each.content) for each in given]


def _timeline(number: int) -> str:
    return reverse("api:timeline", args=[number])

"""A client's message that another program brings, such as a form of a website."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import uuid4

from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, Field

from mainstay.api.answering import Created
from mainstay.api.channel import API
from mainstay.api.conversations.finding import page_of
from mainstay.api.conversations.sent import MailAddress, MessageText, NewFile
from mainstay.api.cursors import Invalid
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.rows import existing
from mainstay.api.shapes import Given, Id, Text, Words
from mainstay.channels.email.inbound import Address, Attachment, Inbound
from mainstay.clients.models import Contact, Identity, family_of, target_of
from mainstay.conversations import actions
from mainstay.conversations.reading import read
from mainstay.core.clock import now
from mainstay.team.tokens.scopes import Scope

router = Router(tags=["messages"])
_HAND_OVER = behind(Scope.HAND_OVER)
_OUTCOMES: dict[str, Literal["created", "appended", "duplicate"]] = {
    "conversation": "created",
    "appended": "appended",
    "duplicate": "duplicate",
}


class NewMessage(Given):
    """What a client said. Give `address` or `contact`."""

    address: MailAddress | None = Field(
        None, description="The client's mail address. A new one makes a new contact."
    )
    contact: Id | None = Field(None, description="Or a contact that there is.")
    name: Annotated[Text, Field(max_length=200)] = Field("", description="Of a new contact.")
    subject: Annotated[Text, Field(max_length=1000)] = ""
    text: MessageText
    id: Annotated[Words, Field(max_length=200)] | None = Field(
        None, description="By which your program knows it. The same one again is a duplicate."
    )
    thread: Annotated[Words, Field(max_length=200)] | None = Field(
        None, description="What all messages of one matter have in common in your program."
    )
    files: list[NewFile] = Field([], max_length=10)


class Received(BaseModel):
    """What became of it."""

    outcome: Literal["created", "appended", "duplicate"] = Field(
        description="It began a conversation, joined one, or was here already."
    )
    conversation: int
    url: str = Field(description="The conversation at the desk.")


@router.post("/messages", response={200: Received, 201: Received}, **_HAND_OVER)
def hand_over(request: TokenRequest, given: NewMessage) -> Created | Received:
    """Hand over a client's message

    It is taken in like a mail: the contact is found by the address, the message joins the
    conversation of its `thread` or begins one, and a solved conversation opens again. One that
    was here already is answered with 200.
    """
    sender = _sender(request, given)
    inbound = _inbound(given, sender)
    # Whoever hands it over knows the client: the language is that of the contact.
    reading = read(inbound, tells_language=False)
    received = actions.receive(inbound, reading=reading, channel=API)
    number = received.conversation_id
    told = Received(outcome=_OUTCOMES[received.outcome], conversation=number, url=page_of(number))
    if told.outcome == "duplicate":
        return told
    return Created(told, reverse("api:conversation", args=[number]))


def _sender(request: TokenRequest, given: NewMessage) -> Address:
    if given.address is not None:
        if given.contact is not None:
            raise Invalid("body.contact", _("Give an address or a contact, not both."))
        return Address(given.name, given.address)
    if given.contact is None:
        raise Invalid("body.address", _("Give the address of the client, or a contact."))
    contacts = Contact.objects.visible_to(member_of(request))
    contact = target_of(existing(contacts, given.contact, "body.contact"))
    known = Identity.objects.filter(contact__in=family_of(Contact, contact.pk), kind="email")
    address = known.order_by("id").values_list("value", flat=True).first()
    if address is None:
        raise Invalid("body.contact", _("This contact has no e-mail address. Add one first."))
    return Address(contact.name, address)


def _inbound(given: NewMessage, sender: Address) -> Inbound:
    sent_at: datetime | None = None if given.id else now()
    thread = _message_id("thread", given.thread) if given.thread else None
    return Inbound(
        message_id=_message_id("message", given.id or uuid4().hex),
        in_reply_to=thread,
        references=(thread,) if thread else (),
        sender=sender,
        to=(),
        cc=(),
        reply_to=(),
        subject=" ".join(given.subject.split()),
        sent_at=sent_at,
        text=given.text.replace("\r\n", "\n").strip(),
        html="",
        attachments=tuple(
            Attachment(each.filename, each.content_type, each.content) for each in given.files
        ),
    )


def _message_id(kind: str, name: str) -> str:
    """An id as mails have one. Nobody outside can guess it, so no mail can pretend to belong."""
    digest = salted_hmac("mainstay.api", f"{kind} {name}", algorithm="sha256").hexdigest()
    return f"<{digest[:40]}@api.invalid>"

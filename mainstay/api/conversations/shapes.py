"""What is sent and answered about conversations."""

import base64
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints, WithJsonSchema

from mainstay.api.shapes import (
    CursorText,
    Given,
    Id,
    Limit,
    MaybeId,
    Moment,
    Named,
    TagName,
    Text,
    Words,
)
from mainstay.channels.models import Outbound
from mainstay.conversations.actions.answering import LONGEST
from mainstay.conversations.models import Conversation, Message

State = Conversation.State
AnyState = Literal["", "open", "snoozed", "waiting", "solved", "closed"]
MailAddress = Annotated[
    str, StringConstraints(pattern=r"^[^@\s<>\"\x00]{1,64}@[^@\s<>\"\x00]{1,253}$")
]
MessageText = Annotated[Words, Field(max_length=LONGEST)]
Subject = Annotated[Words, Field(max_length=1000)]


def _decoded(given: object) -> bytes:
    if not isinstance(given, str):
        raise ValueError("bytes are sent as text, in base64")
    return base64.b64decode(given, validate=True)


Bytes = Annotated[
    bytes,
    BeforeValidator(_decoded),
    WithJsonSchema(
        {
            "type": "string",
            "contentEncoding": "base64",
            "pattern": "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
        }
    ),
]


class ConversationLine(BaseModel):
    """A conversation in a list."""

    number: int
    subject: str
    state: State
    waiting_on: str = Field(description="Who has to move while we wait; else empty.")
    since: datetime = Field(description="Since when it is in this state.")
    last_message_at: datetime
    last_words: str = Field(description="The first words of the last message.")
    assignee_id: int | None
    contact: Named | None
    organisation: Named | None


class Inbox(BaseModel):
    """What is asked of the inbox."""

    box: Literal["mine", "department", "unassigned", "all"] = "all"
    shelf: Literal["active", "solved", "closed"] = "active"
    cursor: CursorText = ""


class Wanted(BaseModel):
    """Which conversations are listed: those to which all of it applies."""

    state: AnyState = ""
    department: MaybeId = Field(0, description="Its id; 0 is any.")
    assignee: MaybeId = Field(0, description="Id of a member; 0 is anybody and nobody.")
    contact: MaybeId = Field(0, description="Its id; 0 is any.")
    organisation: MaybeId = Field(0, description="Its id; 0 is any.")
    category: MaybeId = Field(0, description="Its id; 0 is any.")
    tag: Annotated[Text, Field(max_length=40)] = ""
    limit: Limit = 50
    cursor: CursorText = ""


class ConversationShown(BaseModel):
    """A conversation."""

    number: int
    subject: str
    state: State
    waiting_on: str = Field(description="Who has to move while we wait; else empty.")
    waiting_note: str
    snoozed_until: datetime | None
    since: datetime = Field(description="Since when it is in this state.")
    created_at: datetime
    last_message_at: datetime
    language: str
    kind: str
    category: Named | None
    tags: list[str]
    department: Named
    assignee: Named | None
    contact: Named | None
    organisation: Named | None
    url: str = Field(description="Its page at the desk.")


class Author(BaseModel):
    kind: Literal["contact", "member"]
    id: int
    name: str


class Delivery(BaseModel):
    """How far a message of ours got."""

    state: Outbound.State
    due_at: datetime = Field(description="Until then it can be undone.")
    sent_at: datetime | None
    error: str


class FileShown(BaseModel):
    """A file of a message."""

    id: int
    filename: str
    content_type: str
    size: int = Field(description="In bytes.")
    url: str = Field(description="Where it is downloaded, with the same token.")


class MessageShown(BaseModel):
    """Something said: by the client, by us, or among us."""

    id: int
    kind: Message.Kind
    at: datetime
    author: Author
    sender_address: str
    subject: str
    text: str = Field(description="What the person wrote now.")
    quoted: str
    signature: str
    channel: str = Field(description="By which it came or left: email, telegram, api.")
    mail_kind: str = Field(description="normal, auto_reply, bounce, list, receipt or spam.")
    language: str
    undone_at: datetime | None
    delivery: Delivery | None
    files: list[FileShown]


class FactShown(BaseModel):
    """Something that happened."""

    id: int
    kind: str
    at: datetime
    sentence: str = Field(description="In the language asked for by Accept-Language.")


class Timeline(BaseModel):
    """The latest messages and the facts between them, both oldest first."""

    messages: list[MessageShown]
    facts: list[FactShown]
    next: str | None = Field(description="Address of what is older; null when nothing is.")


class MessageWritten(BaseModel):
    """A message of ours."""

    id: int
    conversation: int
    kind: Message.Kind
    at: datetime
    undone_at: datetime | None
    delivery: Delivery | None


class NewFile(Given):
    """A file that goes along. All files of a request are at most about 3.5 MB together."""

    filename: Annotated[Words, Field(max_length=255)]
    content_type: Annotated[str, StringConstraints(pattern=r"^[\w.+-]{1,60}/[\w.+-]{1,60}$")] = (
        "application/octet-stream"
    )
    content: Bytes = Field(description="The bytes in base64.")


class Correspondent(Given):
    """Somebody by a mail address."""

    address: MailAddress
    name: Annotated[Text, Field(max_length=200)] = ""


class NewConversation(Given):
    """We write first. Nothing is said yet: a reply says the first words."""

    contact: Id
    department: Id
    subject: Subject


class NewReply(Given):
    """An answer to the client. It leaves after some seconds; until then it can be undone."""

    text: MessageText
    to: Correspondent | None = Field(None, description="Without it, whoever wrote last.")
    cc: list[Correspondent] = Field([], max_length=20)
    solve: bool = Field(False, description="Then it is solved; else it waits on the client.")
    files: list[NewFile] = Field([], max_length=10)


class NewNote(Given):
    """Something that only the team sees."""

    text: MessageText
    files: list[NewFile] = Field([], max_length=10)


class ConversationChanges(Given):
    """What is changed of a conversation: only the fields that are sent."""

    subject: Subject | None = Field(None, description="null leaves it as it is.")
    department: Id | None = Field(None, description="null leaves it where it is.")
    assignee: Id | None = Field(None, description="Id of a member; null gives it to nobody.")
    kind: Literal["", *Conversation.Kind.values] | None = Field(  # type: ignore[valid-type]
        None, description="null leaves it as it is."
    )
    category: Id | None = Field(None, description="See /categories; null takes it away.")
    tags: list[TagName] | None = Field(None, max_length=30, description="All of them.")


class Waiting(Given):
    """Somebody else has to move."""

    party: Literal[*Conversation.Party.values]  # type: ignore[valid-type]
    note: Annotated[Text, Field(max_length=200)] = Field(
        "", description="Who exactly, such as “Claire of Velo Weekly”."
    )


class Snooze(Given):
    """Out of the queue until a time."""

    until: Moment = Field(description="Within a year, with its time zone.")


class CategoryShown(BaseModel):
    """What conversations are about."""

    id: int
    name: str
    parent_id: int | None

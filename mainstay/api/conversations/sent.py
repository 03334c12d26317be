"""What is sent, and asked, of conversations."""

import base64
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints, WithJsonSchema

from mainstay.api.shapes import (
    CursorText,
    Given,
    Id,
    Limit,
    MaybeId,
    Moment,
    TagName,
    Text,
    Words,
)
from mainstay.conversations import queries
from mainstay.conversations.actions.answering import LONGEST
from mainstay.conversations.models import Conversation

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


class Inbox(BaseModel):
    """What is asked of the inbox."""

    box: Literal[*queries.BOXES] = "all"  # type: ignore[valid-type]
    shelf: Literal[*queries.SHELVES] = "active"  # type: ignore[valid-type]
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
    mailbox: Id | None = Field(
        None, description="By which it leaves; without it the usual one of the department."
    )


class NewReply(Given):
    """An answer to the client. It leaves after some seconds; until then it can be undone."""

    text: MessageText | None = Field(
        None, description="May be missing with a saved reply, whose own text leaves then."
    )
    to: Correspondent | Annotated[list[Correspondent], Field(max_length=50)] | None = Field(
        None, description="Without it, whoever wrote last."
    )
    cc: list[Correspondent] = Field([], max_length=20)
    bcc: list[Correspondent] = Field([], max_length=20)
    channel: Annotated[Text, Field(max_length=32)] = Field(
        "", description="Such as “email”; without it the one that the client wishes."
    )
    solve: bool = Field(False, description="Then it is solved; else it waits on the client.")
    files: list[NewFile] = Field([], max_length=10)
    with_draft: bool = Field(
        False, description="Files of one’s own draft go along, and the draft is gone."
    )
    send_at: Moment | None = Field(
        None, description="When it leaves, within a year. It stays if the client writes before."
    )
    seen: MaybeId | None = Field(
        None, description="Id of the newest message known. Refused when somebody wrote since."
    )
    saved_reply: Id | None = Field(
        None, description="Of which it is made. What it does besides happens along."
    )


class NewNote(Given):
    """Something that only the team sees."""

    text: MessageText
    files: list[NewFile] = Field([], max_length=10)
    mentions: list[Id] = Field(
        [], max_length=20, description="Ids of members who are called, beside those named by “@”."
    )
    with_draft: bool = Field(
        False, description="Files of one’s own draft go along, and the draft is gone."
    )


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

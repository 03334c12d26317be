"""What is answered about conversations."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from mainstay.api.shapes import (
    Named,
)
from mainstay.channels.models import Outbound
from mainstay.conversations.models import Conversation, Message

State = Conversation.State


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
    escalated_to: Named | None
    watchers: list[Named]
    side_of: int | None = Field(
        description="For whose sake we ask here: a number, if it may be seen. See “sides”."
    )
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


class CategoryShown(BaseModel):
    """What conversations are about."""

    id: int
    name: str
    parent_id: int | None

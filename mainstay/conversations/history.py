"""A conversation's messages and what happened between them. The number of queries is fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from mainstay.channels.models import Outbound
from mainstay.conversations.events import SAID
from mainstay.conversations.models import Attachment, Conversation, Message
from mainstay.conversations.participants import newcomers
from mainstay.conversations.places import Place, decode, encode
from mainstay.conversations.unwritten import SentAutomatically, told
from mainstay.core.log import Told, timeline
from mainstay.core.models import Event
from mainstay.core.prepared import prepared

MOST = 100
"""Messages of one page."""


@dataclass(frozen=True)
class Said:
    """A message on the timeline."""

    id: int
    kind: str
    at: datetime
    author_id: int
    author_name: str
    sender_address: str
    subject: str
    text: str
    quoted: str
    signature: str
    mail_kind: str
    has_html: bool
    language: str
    cc: list[list[str]]
    # By which channel it came or left.
    channel: str
    # When its writer changed it, and what it said first.
    edited_at: datetime | None
    former_text: str
    raw_id: int | None
    undone_at: datetime | None
    attachments: list[Attachment]
    # Those that stand in what was written.
    pictures: list[Attachment]
    outbound: Outbound | None
    # What our mail server found of the sender, as `Message.authentication` keeps it.
    authentication: dict[str, Any] | None
    # Nobody here had written to them, and they had not written before.
    is_newcomer: bool


@dataclass(frozen=True)
class History:
    """A conversation's messages and facts, oldest first. `earlier` is the key of what is older."""

    entries: list[Said | SentAutomatically | Told]
    earlier: str


def latest(conversation: Conversation, before: str = "") -> History:
    """The latest messages and the facts between them; `before` leads further back."""
    bound = decode(before)
    newest = _messages(conversation.pk, bound)
    has_more = len(newest) > MOST
    messages = newest[:MOST][::-1]
    files = _attachments([message.pk for message in messages])
    new = newcomers(conversation, messages)

    since, until = messages[0].at if has_more else None, bound.at if bound else None
    facts = _facts(conversation.pk, since, until)

    entries: list[Said | SentAutomatically | Told] = [
        _said(message, files, new) for message in messages
    ]
    entries += told(facts)
    entries.sort(key=lambda entry: entry.at)
    return History(entries, encode(Place("", messages[0].at, messages[0].pk)) if has_more else "")


@prepared
def _messages(conversation_id: int, bound: Place | None) -> QuerySet[Message]:
    rows = Message.objects.filter(conversation=conversation_id)
    if bound:
        rows = rows.filter(Q(at__lt=bound.at) | Q(at=bound.at, pk__lt=bound.pk))
    return (
        rows.annotate(
            author_name=Coalesce("contact__name", "member__name"),
            has_html=Q(html__gt=""),
        )
        .select_related("outbound")
        .defer("html")
        .order_by("-at", "-id")[: MOST + 1]
    )


@prepared
def _facts(conversation_id: int, since: datetime | None, until: datetime | None) -> QuerySet[Event]:
    facts = timeline(Conversation(pk=conversation_id)).exclude(kind__in=SAID)
    if since:
        facts = facts.filter(at__gte=since)
    return facts.filter(at__lt=until) if until else facts


def _said(message: Message, files: dict[int, list[Attachment]], new: set[int]) -> Said:
    sender = message.sender or ["", ""]
    name: str = message.author_name  # type: ignore[attr-defined]
    return Said(
        id=message.pk,
        kind=message.kind,
        at=message.at,
        author_id=message.contact_id or message.member_id or 0,
        author_name=name or sender[0] or sender[1],
        sender_address=sender[1],
        subject=message.subject,
        text=message.text,
        quoted=message.quoted,
        signature=message.signature,
        mail_kind=message.mail_kind,
        has_html=message.has_html,  # type: ignore[attr-defined]
        language=message.language,
        cc=message.cc,
        channel=message.channel,
        edited_at=message.edited_at,
        former_text=message.former_text,
        raw_id=message.raw_id,
        undone_at=message.undone_at,
        attachments=[each for each in files.get(message.pk, []) if not each.is_inline],
        pictures=[each for each in files.get(message.pk, []) if each.is_inline],
        outbound=message.outbound,
        authentication=message.authentication,
        is_newcomer=message.pk in new,
    )


def _attachments(message_ids: Sequence[int]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = {}
    for each in _files_of(tuple(message_ids)):
        found.setdefault(each.message_id, []).append(each)
    return found


@prepared
def _files_of(message_ids: Sequence[int]) -> QuerySet[Attachment]:
    return Attachment.objects.filter(message__in=message_ids)

"""The saved reply that an answer is made of: what happens along with sending it."""

from __future__ import annotations

from dataclasses import replace

from mainstay.conversations import saved_replies
from mainstay.conversations.macros import Teller
from mainstay.conversations.models import Conversation, SavedReply
from mainstay.team.models import Member
from mainstay.ui.composing import Along
from mainstay.ui.context import ComposerView


def find(member: Member, pk: int | None) -> SavedReply | None:
    """One that this member may use; None when there is none, or not any more."""
    if pk is None:
        return None
    return saved_replies.replies_of(member).filter(pk=pk, is_retired=False).first()


def with_along(view: ComposerView, member: Member, pk: int | None) -> ComposerView:
    reply = find(member, pk)
    return replace(view, along=build(reply, Teller([reply]))) if reply else view


def build(reply: SavedReply, teller: Teller) -> Along:
    return Along(reply.pk, reply.name, tuple(teller.tell(reply)))


def text_for(conversation: Conversation, member: Member, reply: SavedReply) -> str:
    return saved_replies.filled(reply, conversation, member).text

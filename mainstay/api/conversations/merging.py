"""Two conversations become one, one becomes two, and both can be taken back."""

from typing import Annotated

from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router
from pydantic import BaseModel, Field

from mainstay.api.answering import Created
from mainstay.api.conversations.finding import find, find_itself, now_shown
from mainstay.api.conversations.shapes import ConversationShown
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.rows import existing
from mainstay.api.shapes import Given, Id, Text
from mainstay.conversations import actions, merged
from mainstay.conversations.models import Conversation, Merge
from mainstay.team.tokens.scopes import Scope

router = Router(tags=["together"])
_WRITE = behind(Scope.WRITE_CONVERSATIONS)


class NewMerge(Given):
    """Into which other one it goes."""

    into: Id = Field(description="Number of the one that stays.")
    even_of_others: bool = Field(
        False, description="Say that it is meant when they are of different clients."
    )


class Merged(BaseModel):
    """That one conversation went into another."""

    id: int = Field(description="By which it is separated again.")
    source: int = Field(description="Number of the one that went.")
    subject: str
    target: int = Field(description="Number of the one that stays.")
    messages: int = Field(description="How many went along.")
    by: str


class NewSplit(Given):
    """What gets a conversation of its own."""

    messages: Annotated[list[Id], Field(min_length=1, max_length=1000)] = Field(
        description="Ids of messages. One of the client at least goes, and one stays."
    )
    subject: Annotated[Text, Field(max_length=1000)] = Field(
        "", description="Without one, that of the first message."
    )


@router.post("/conversations/{number}/merges", response={201: Merged}, **_WRITE)
def merge(request: TokenRequest, number: Id, given: NewMerge) -> Created:
    """Let it go into another conversation

    An answer to either arrives there from now on. Refused for conversations of different
    clients, who would read each other's words, unless `even_of_others` says that it is meant.
    """
    by, source = member_of(request), find_itself(request, number)
    into = source  # which the action refuses
    if given.into != source.pk:
        into = existing(merged.may_be_target(source, by), given.into, "body.into")
    made = actions.merge(source, into, by=by, even_of_others=given.even_of_others)
    return Created(told(made), reverse("api:conversation", args=[into.number]))


@router.post("/merges/{id}/separation", response=ConversationShown, **_WRITE)
def separate(request: TokenRequest, id: Id) -> ConversationShown:  # noqa: A002
    """Give back exactly what came by a merge

    Answers with the conversation that stands alone again. What arrived since stays where it is.
    """
    by = member_of(request)
    visible = Conversation.objects.visible_to(by)
    rows = Merge.objects.select_related("source", "target")
    found = get_object_or_404(rows, pk=id, target__in=visible, source__in=visible)
    return now_shown(actions.unmerge(found, by=by), by)


@router.post("/conversations/{number}/splits", response={201: ConversationShown}, **_WRITE)
def split(request: TokenRequest, number: Id, given: NewSplit) -> Created:
    """Let some messages begin a conversation of the same client"""
    by = member_of(request)
    made = actions.split(find(request, number), given.messages, given.subject, by=by)
    return Created(now_shown(made, by), reverse("api:conversation", args=[made.number]))


@router.post("/conversations/{number}/reunion", response=Merged, **_WRITE)
def unsplit(request: TokenRequest, number: Id) -> Merged:
    """Take a split back: what was split off goes into the one it came from"""
    return told(actions.unsplit(find_itself(request, number), by=member_of(request)))


def told(made: Merge) -> Merged:
    return Merged(
        id=made.pk,
        source=made.source_id,
        subject=made.source.subject,
        target=made.target_id,
        messages=len(made.message_ids),
        by=made.member.name,
    )

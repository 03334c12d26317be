"""Who else hears of a conversation: who watches it, and to whom it is escalated."""

from typing import Annotated

from pydantic import Field

from mainstay.api.conversations.finding import find, now_shown
from mainstay.api.conversations.routes import router
from mainstay.api.conversations.shapes import ConversationShown
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.rows import existing
from mainstay.api.shapes import Given, Id, Text
from mainstay.conversations import actions
from mainstay.team.models import Member
from mainstay.team.tokens.scopes import Scope

_WRITE = behind(Scope.WRITE_CONVERSATIONS)


class Escalation(Given):
    """A lead or manager is to look at it. Who has it keeps it."""

    member: Id
    reason: Annotated[Text, Field(max_length=500)] = Field(
        "", description="May be missing only where the client asked for somebody else."
    )
    client_asked: bool = False


@router.post("/conversations/{number}/escalation", response=ConversationShown, **_WRITE)
def escalate(request: TokenRequest, number: Id, given: Escalation) -> ConversationShown:
    """Put it on the list of a lead or manager"""
    by, found = member_of(request), find(request, number)
    member = existing(Member.objects.active(), given.member, "body.member")
    actions.escalate(found, member, given.reason, by=by, client_asked=given.client_asked)
    return now_shown(found, by)


@router.delete("/conversations/{number}/escalation", response=ConversationShown, **_WRITE)
def take_back_escalation(request: TokenRequest, number: Id) -> ConversationShown:
    """It needs nobody above any more"""
    by = member_of(request)
    return now_shown(actions.take_back_escalation(find(request, number), by=by), by)


@router.post("/conversations/{number}/watching", response=ConversationShown, **_WRITE)
def watch(request: TokenRequest, number: Id) -> ConversationShown:
    """Watch it: what is new stands in the box “watching” of the token’s owner"""
    by = member_of(request)
    return now_shown(actions.watch(find(request, number), by, by=by), by)


@router.delete("/conversations/{number}/watching", response=ConversationShown, **_WRITE)
def unwatch(request: TokenRequest, number: Id) -> ConversationShown:
    """Watch it no longer"""
    by = member_of(request)
    return now_shown(actions.unwatch(find(request, number), by, by=by), by)

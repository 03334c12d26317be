"""People of a conversation: who watches it, who is to look, and who has not proven who they are."""

from typing import Annotated

from pydantic import BaseModel, Field

from mainstay.api.conversations.finding import find, now_shown
from mainstay.api.conversations.routes import router
from mainstay.api.conversations.shapes import ConversationShown
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.rows import existing
from mainstay.api.shapes import Given, Id, Page, Text, page_of
from mainstay.clients.models import Contact
from mainstay.conversations import actions
from mainstay.conversations.doubts import doubts_of
from mainstay.team.models import Member
from mainstay.team.tokens.scopes import Scope

_READ, _WRITE = behind(Scope.READ_CONVERSATIONS), behind(Scope.WRITE_CONVERSATIONS)


class Escalation(Given):
    """A lead or manager is to look at it. Who has it keeps it."""

    member: Id
    reason: Annotated[Text, Field(max_length=500)] = Field(
        "", description="May be missing only where the client asked for somebody else."
    )
    client_asked: bool = False


class DoubtShown(BaseModel):
    """A sender who is not proven to be whom they say to be."""

    contact: int = Field(description="Id by which one vouches for them.")
    name: str
    address: str = Field(description="Whose they say to be.")
    known: str = Field(description="Name of the contact who has this address; empty if nobody.")
    is_client: bool = Field(description="The whole conversation is theirs.")


class Vouching(Given):
    """Somebody was asked another way, and it is them."""

    contact: Id


@router.post("/conversations/{number}/escalation", response=ConversationShown, **_WRITE)
def escalate(request: TokenRequest, number: Id, given: Escalation) -> ConversationShown:
    """Put it on the list of a lead or manager"""
    by, found = member_of(request), find(request, number)
    member = existing(Member.objects.active(), given.member, "body.member")
    actions.escalate(found, member, given.reason, by=by, client_asked=given.client_asked)
    return now_shown(found, by)


@router.api_operation(
    ["DELETE"], "/conversations/{number}/escalation", response=ConversationShown, **_WRITE
)
def take_back_escalation(request: TokenRequest, number: Id) -> ConversationShown:
    """It needs nobody above any more"""
    by = member_of(request)
    return now_shown(actions.take_back_escalation(find(request, number), by=by), by)


@router.post("/conversations/{number}/watching", response=ConversationShown, **_WRITE)
def watch(request: TokenRequest, number: Id) -> ConversationShown:
    """Watch it: what is new stands in the box “watching” of the token’s owner"""
    by = member_of(request)
    return now_shown(actions.watch(find(request, number), by, by=by), by)


@router.api_operation(
    ["DELETE"], "/conversations/{number}/watching", response=ConversationShown, **_WRITE
)
def unwatch(request: TokenRequest, number: Id) -> ConversationShown:
    """Watch it no longer"""
    by = member_of(request)
    return now_shown(actions.unwatch(find(request, number), by, by=by), by)


@router.get("/conversations/{number}/doubts", response=Page[DoubtShown], **_READ)
def doubts(request: TokenRequest, number: Id) -> Page[DoubtShown]:
    """Senders whose domain does not stand for what came in their name"""
    shown = [
        DoubtShown(
            contact=each.contact_id,
            name=each.name,
            address=each.address,
            known=each.known,
            is_client=each.is_client,
        )
        for each in doubts_of(find(request, number))
    ]
    return page_of(request, shown, "")


@router.post("/conversations/{number}/vouching", response=ConversationShown, **_WRITE)
def vouch_for(request: TokenRequest, number: Id, given: Vouching) -> ConversationShown:
    """Say that an unproven sender is whom they say to be"""
    by, found = member_of(request), find(request, number)
    is_doubted = given.contact in {each.contact_id for each in doubts_of(found)}
    # Somebody vouched for already is a contact like others: a second time is harmless.
    rows = Contact.objects.all() if is_doubted else Contact.objects.visible_to(by)
    contact = existing(rows, given.contact, "body.contact")
    return now_shown(actions.vouch_for(found, contact, by=by), by)

"""Side conversations: what we ask somebody else for the sake of a client, who sees none of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, Field

from mainstay.api.answering import Created
from mainstay.api.conversations.finding import find, named, now_shown
from mainstay.api.conversations.sent import Correspondent, MailAddress, MessageText, Subject
from mainstay.api.conversations.shapes import ConversationShown
from mainstay.api.cursors import Invalid
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.rows import existing
from mainstay.api.shapes import Given, Id, Named, Page, Text, page_of
from mainstay.channels.email.inbound import Address
from mainstay.clients.models import Contact, target_of
from mainstay.conversations import actions, sides
from mainstay.conversations.actions.siding import PARTIES_OUTSIDE
from mainstay.conversations.models import Attachment, Conversation, Message
from mainstay.conversations.sides import Side, SideMessage
from mainstay.team.models import Department, Member
from mainstay.team.tokens.scopes import Scope

router = Router(tags=["sides"])
_READ, _WRITE = behind(Scope.READ_CONVERSATIONS), behind(Scope.WRITE_CONVERSATIONS)
_Party = Conversation.Party


class SideMessageShown(BaseModel):
    """Something said in a side conversation."""

    id: int
    kind: Message.Kind
    at: datetime
    author: str
    text: str
    files: list[str] = Field(description="Names. The timeline of the side one has the files.")
    trouble: str = Field(description="Why it did not leave; else empty.")


class SideShown(BaseModel):
    """A side conversation, as it stands beside the one it was begun for."""

    number: int = Field(description="By which it is read and answered, as any conversation.")
    subject: str
    state: Conversation.State
    since: datetime
    created_at: datetime
    last_message_at: datetime
    party: str = Field(description="As who they are asked; “department” is one of ours.")
    contact: Named | None = Field(description="Whom we ask outside; null in house.")
    organisation: str
    department: str = Field(description="Whom we ask in house; else empty.")
    asked_by: str
    messages: list[SideMessageShown] = Field(description="The latest three, oldest first.")
    earlier: int = Field(description="How many there are before these.")


class _Asked(Given):
    text: MessageText
    files: Annotated[list[Id], Field(max_length=sides.MOST_FILES)] = Field(
        [], description="Ids of files of this conversation that go along. No other does."
    )
    waits: bool = Field(True, description="Let this conversation wait on them meanwhile.")


class OutsideAsked(_Asked):
    """Somebody outside is asked by a mail. Give `contact` or `address`."""

    contact: Id | None = None
    address: MailAddress | None = Field(None, description="A new one makes a new contact.")
    name: Annotated[Text, Field(max_length=200)] = Field("", description="Of a new contact.")
    party: Literal[*(party.value for party in PARTIES_OUTSIDE)] = _Party.PUBLISHER.value  # type: ignore[valid-type]
    subject: Subject = Field(description="The mail’s own: the client’s would tell too much.")
    cc: list[Correspondent] = Field([], max_length=20)


class DepartmentAsked(_Asked):
    """Another department of ours is asked by a note in its inbox."""

    department: Id
    subject: Annotated[Text, Field(max_length=1000)] = Field(
        "", description="Without one the first words stand there."
    )


@router.get("/conversations/{number}/sides", response=Page[SideShown], **_READ)
def side_conversations(request: TokenRequest, number: Id) -> Page[SideShown]:
    """What was asked for its sake

    The latest 50, those with the last words last. One is read by its own timeline.
    """
    found = find(request, number)
    # In a side conversation nothing is asked, and its reader may not see the client's own.
    asked = [] if found.side_of_id else sides.sides_of(found)
    return page_of(request, [_side(each) for each in asked], "")


@router.post("/conversations/{number}/sides/outside", response={201: ConversationShown}, **_WRITE)
def ask_outside(request: TokenRequest, number: Id, given: OutsideAsked) -> Created:
    """Ask the publisher, the advertiser or somebody else by a mail of its own

    It has a thread of its own and quotes nothing. The mail leaves after some seconds; until then
    it can be undone. Its answers, notes and replies are those of the conversation that is made.
    """
    by, main = member_of(request), find(request, number)
    side = actions.ask_outside(
        main,
        _whom(given, by),
        given.subject,
        given.text,
        by=by,
        party=given.party,
        cc=[Address(each.name, each.address) for each in given.cc],
        files=_files(main, given.files),
        waits=given.waits,
    )
    return _made(side, by)


@router.post(
    "/conversations/{number}/sides/department", response={201: ConversationShown}, **_WRITE
)
def ask_department(request: TokenRequest, number: Id, given: DepartmentAsked) -> Created:
    """Ask another department of ours, which sees nothing but what is written here

    Both sides write notes in the conversation that is made.
    """
    by, main = member_of(request), find(request, number)
    side = actions.ask_department(
        main,
        existing(Department.objects.all(), given.department, "body.department"),
        given.text,
        by=by,
        subject=given.subject,
        files=_files(main, given.files),
        waits=given.waits,
    )
    return _made(side, by)


def _made(side: Conversation, by: Member) -> Created:
    return Created(now_shown(side, by), reverse("api:conversation", args=[side.number]))


def _whom(given: OutsideAsked, by: Member) -> Contact | Address:
    if given.address is not None and given.contact is None:
        return Address(given.name, given.address)
    if given.contact is not None and given.address is None:
        return target_of(existing(Contact.objects.visible_to(by), given.contact, "body.contact"))
    raise Invalid("body.contact", _("Give an address or a contact, not both."))


def _files(main: Conversation, ids: Sequence[int]) -> list[Attachment]:
    known = {each.pk: each for each in sides.files_of(main)} if ids else {}
    for pk in ids:
        if pk not in known:
            raise Invalid("body.files", _("There is none with the number {id}.").format(id=pk))
    return [known[pk] for pk in dict.fromkeys(ids)]


def _side(side: Side) -> SideShown:
    return SideShown(
        number=side.number,
        subject=side.subject,
        state=Conversation.State(side.state),
        since=side.since,
        created_at=side.created_at,
        last_message_at=side.last_message_at,
        party=side.party,
        contact=named(side.contact_id, side.contact),
        organisation=side.organisation,
        department=side.department,
        asked_by=side.asked_by,
        messages=[_message(each) for each in side.messages],
        earlier=side.earlier,
    )


def _message(said: SideMessage) -> SideMessageShown:
    return SideMessageShown(
        id=said.id,
        kind=Message.Kind(said.kind),
        at=said.at,
        author=said.author,
        text=said.text,
        files=list(said.files),
        trouble=said.trouble,
    )

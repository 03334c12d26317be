"""What the token's owner has begun to write. Drafts of others are no matter of a program."""

from datetime import datetime
from typing import Annotated, Literal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, Field

from mainstay.api.answering import Created
from mainstay.api.conversations.finding import find, saved_reply_of
from mainstay.api.conversations.sent import Correspondent, NewFile
from mainstay.api.cursors import Invalid
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.shapes import Given, Id, MaybeId, Moment, Page, Text, Words, page_of
from mainstay.channels.email.inbound import Address
from mainstay.channels.email.inbound import Attachment as File
from mainstay.conversations import actions, working
from mainstay.conversations.actions.drafting import LONGEST
from mainstay.conversations.models import Draft, DraftFile
from mainstay.team.tokens.scopes import Scope

router = Router(tags=["drafts"])
_READ, _WRITE = behind(Scope.READ_CONVERSATIONS), behind(Scope.WRITE_CONVERSATIONS)
Kind = Literal["reply", "note"]


class DraftLine(BaseModel):
    """A draft in a list."""

    id: int
    conversation: int
    subject: str = Field(description="Empty where the conversation may not be seen any more.")
    kind: Kind
    text: str = Field(description="Its first words.")
    updated_at: datetime


class WaitingFile(BaseModel):
    """A file that waits with a draft."""

    id: int
    filename: str
    content_type: str
    size: int = Field(description="In bytes.")


class Person(BaseModel):
    """Somebody by a mail address."""

    name: str
    address: str


class DraftShown(BaseModel):
    """An answer or a note that was begun."""

    id: int
    conversation: int
    kind: Kind
    text: str
    to: list[Person]
    cc: list[Person]
    bcc: list[Person]
    channel: str = Field(description="Where another was chosen than would be taken, else empty.")
    saved_reply: int | None = Field(description="Of which it is made.")
    updated_at: datetime
    is_thrown_away: bool
    files: list[WaitingFile]


class DraftKept(BaseModel):
    """What became of the words."""

    draft: DraftShown
    surprise: Literal["", "replaced", "returned"] = Field(
        description="They took the place of others, or the draft was gone meanwhile."
    )


class NewDraft(Given):
    """What is begun. It takes the place of what stood there."""

    text: Annotated[Words, Field(max_length=LONGEST)]
    to: list[Correspondent] = Field([], max_length=50)
    cc: list[Correspondent] = Field([], max_length=50)
    bcc: list[Correspondent] = Field([], max_length=50)
    channel: Annotated[Text, Field(max_length=32)] = Field(
        "", description="Such as “email”; without it the one that the client wishes."
    )
    saved_reply: Id | None = Field(None, description="Of which it is made.")
    seen: MaybeId = Field(0, description="Id of the newest message that its writer saw.")
    known_at: Moment | None = Field(
        None, description="`updated_at` of the draft that your program knows, if it knows one."
    )


@router.get("/drafts", response=Page[DraftLine], **_READ)
def drafts(request: TokenRequest) -> Page[DraftLine]:
    """What the token’s owner has begun anywhere, the latest hundred"""
    found = working.drafts_of(member_of(request))
    lines = [
        DraftLine(
            id=each.id,
            conversation=each.conversation_id,
            subject=each.title,
            kind=_kind(each.kind),
            text=each.text,
            updated_at=each.updated_at,
        )
        for each in found
    ]
    return page_of(request, lines, "")


@router.get("/drafts/{id}", response=DraftShown, **_READ)
def draft(request: TokenRequest, id: Id) -> DraftShown:  # noqa: A002
    """One of one's own drafts"""
    return _shown(get_object_or_404(_own(request).filter(kind__in=Draft.KINDS), pk=id))


@router.api_operation(["DELETE"], "/drafts/{id}", response=DraftShown, **_WRITE)
def drop_draft(request: TokenRequest, id: Id) -> DraftShown:  # noqa: A002
    """Throw it away. For a day it can be brought back"""
    return _shown(
        actions.drop_draft(get_object_or_404(_own(request), pk=id), by=member_of(request))
    )


@router.post("/drafts/{id}/return", response=DraftShown, **_WRITE)
def bring_draft_back(request: TokenRequest, id: Id) -> DraftShown:  # noqa: A002
    """What was thrown away by mistake is a draft again"""
    return _shown(
        actions.bring_draft_back(get_object_or_404(_own(request), pk=id), by=member_of(request))
    )


@router.put("/conversations/{number}/drafts/{kind}", response=DraftKept, **_WRITE)
def keep_draft(request: TokenRequest, number: Id, kind: Kind, given: NewDraft) -> DraftKept:
    """Keep what is begun

    There is one reply and one note of each person in a conversation. `with_draft` sends its
    files with a reply, and the draft is gone then.
    """
    by = member_of(request)
    kept = actions.keep_draft(
        find(request, number),
        kind,
        given.text,
        by=by,
        to=_people(given.to),
        cc=_people(given.cc),
        bcc=_people(given.bcc),
        channel=given.channel,
        saved_reply=saved_reply_of(given.saved_reply, by),
        seen_message_id=given.seen,
        known_at=given.known_at,
    )
    if kept.draft is None:
        raise Invalid("body.text", _("It is missing."))
    assert kept.surprise != "sent"
    return DraftKept(draft=_shown(kept.draft), surprise=kept.surprise)


@router.post("/conversations/{number}/drafts/{kind}/files", response={201: DraftShown}, **_WRITE)
def add_draft_file(request: TokenRequest, number: Id, kind: Kind, given: NewFile) -> Created:
    """Put a file to a draft, which begins it if need be"""
    file = File(given.filename, given.content_type, given.content)
    by = member_of(request)
    added = actions.add_draft_file(find(request, number), kind, file, by=by)
    return Created(_shown(added.draft), reverse("api:draft", args=[added.draft_id]))


@router.api_operation(["DELETE"], "/drafts/files/{id}", response=DraftShown, **_WRITE)
def remove_draft_file(request: TokenRequest, id: Id) -> DraftShown:  # noqa: A002
    """Take a file away from a draft"""
    by = member_of(request)
    rows = DraftFile.objects.filter(draft__in=_own(request))
    found = get_object_or_404(rows, pk=id)
    return _shown(actions.remove_draft_file(found, by=by))


def _own(request: TokenRequest) -> "QuerySet[Draft]":
    return Draft.objects.filter(member=member_of(request))


def _people(given: list[Correspondent]) -> list[Address]:
    return [Address(each.name, each.address) for each in given]


def _shown(row: Draft) -> DraftShown:
    return DraftShown(
        id=row.pk,
        conversation=row.conversation_id,
        kind=_kind(row.begun_as),
        text=row.text,
        to=_named(row.to),
        cc=_named(row.cc),
        bcc=_named(row.bcc),
        channel=row.channel,
        saved_reply=row.saved_reply_id,
        updated_at=row.updated_at,
        is_thrown_away=row.is_thrown_away,
        files=[WaitingFile.model_validate(each, from_attributes=True) for each in row.files.all()],
    )


def _named(pairs: list[list[str]]) -> list[Person]:
    return [Person(name=name, address=address) for name, address in pairs]


def _kind(kept: str) -> Kind:
    return "reply" if kept == Draft.REPLY else "note"

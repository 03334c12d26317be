"""Many conversations changed at once: begun, watched while it runs, and taken back."""

from datetime import datetime
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, Field

from mainstay.api.answering import Created
from mainstay.api.conversations.sent import MessageText
from mainstay.api.cursors import Invalid
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.rows import existing
from mainstay.api.shapes import Given, Id, Moment, TagName
from mainstay.conversations import actions
from mainstay.conversations import views as kept
from mainstay.conversations.actions.bulk import MOST
from mainstay.conversations.bulk_progress import progress_of
from mainstay.conversations.models import BulkChange
from mainstay.team.models import Member
from mainstay.team.tokens.scopes import Scope

router = Router(tags=["changes"])
_READ, _WRITE = behind(Scope.READ_CONVERSATIONS), behind(Scope.WRITE_CONVERSATIONS)


class ReplyToEach(Given):
    """{name} becomes the name of each client, {number} the number."""

    text: MessageText
    solve: bool = False


class Change(Given):
    """What is done with each of them: exactly one of these."""

    assign: Id | None = Field(None, description="Id of a member; null gives them to nobody.")
    move: Id | None = Field(None, description="Id of a department.")
    tag: TagName | None = None
    category: Id | None = Field(None, description="Id of a category; null takes it away.")
    problem: Id | None = Field(
        None, description="Number of the conversation that stands for the problem they report."
    )
    solve: bool = False
    close: bool = False
    snooze: Moment | None = Field(None, description="Until when.")
    reply: ReplyToEach | None = None


class NewChange(Given):
    """Which conversations are changed, by `conversations` or `view`, and how."""

    conversations: Annotated[list[Id], Field(max_length=MOST)] | None = Field(
        None, description="Their numbers. Those that may not be seen are left out."
    )
    view: Id | None = Field(None, description=f"Or all that a view shows, the first {MOST}.")
    change: Change


class Told(BaseModel):
    """Why one of them was refused or left."""

    conversation: int
    subject: str
    sentence: str


class ChangeShown(BaseModel):
    """How far a change of many conversations is."""

    id: int
    does: str = Field(
        description="assign, move, tag, category, problem, solve, close, snooze or reply."
    )
    state: BulkChange.State
    created_at: datetime
    finished_at: datetime | None
    total: int
    pending: int
    changed: int
    same: int = Field(description="Were so already.")
    refused: int
    undone: int
    left: int = Field(description="Not taken back, because somebody has changed them since.")
    told: list[Told] = Field(description="The first hundred of which there is something to say.")


@router.post("/changes", response={201: ChangeShown}, **_WRITE)
def begin_change(request: TokenRequest, given: NewChange) -> Created:
    """Change many conversations

    It runs on its own; `Location` tells how far it is. It can be taken back.
    """
    by = member_of(request)
    begun = actions.begin_bulk(_numbers(given, by), _changes(given.change), by=by)
    return Created(told(begun, by), reverse("api:change_progress", args=[begun.pk]))


@router.get("/changes/{id}", response=ChangeShown, **_READ)
def change_progress(request: TokenRequest, id: Id) -> ChangeShown:  # noqa: A002
    """How far a change is that the token’s owner has begun"""
    return told(_find(request, id), member_of(request))


@router.post("/changes/{id}/undoing", response=ChangeShown, **_WRITE)
def undo_change(request: TokenRequest, id: Id) -> ChangeShown:  # noqa: A002
    """Take a change back

    Where somebody has changed the same since, it stays. What waits yet is not done at all.
    """
    by = member_of(request)
    return told(actions.undo_bulk(_find(request, id), by=by), by)


def told(found: BulkChange, member: Member) -> ChangeShown:
    progress = progress_of(found, member)
    return ChangeShown(
        id=found.pk,
        does=next(iter(found.changes), ""),
        state=BulkChange.State(found.state),
        created_at=found.created_at,
        finished_at=found.finished_at,
        total=found.total,
        pending=progress.pending,
        changed=progress.changed,
        same=progress.same,
        refused=progress.refused,
        undone=progress.undone,
        left=progress.left,
        told=[
            Told(conversation=number, subject=subject, sentence=sentence)
            for number, subject, sentence in progress.told
        ],
    )


def _find(request: TokenRequest, pk: int) -> BulkChange:
    rows = BulkChange.objects.filter(member=member_of(request))
    return get_object_or_404(rows, pk=pk)


def _numbers(given: NewChange, by: Member) -> list[int]:
    if given.conversations is not None and given.view is None:
        return given.conversations
    if given.view is not None and given.conversations is None:
        view = existing(kept.views_of(by), given.view, "body.view")
        return kept.numbers(by, kept.filter_of(view), kept.sort_of(view), MOST)
    raise Invalid("body.conversations", _("Give conversations or a view: one of both."))


def _changes(given: Change) -> dict[str, Any]:
    """What the action takes."""
    if len(given.model_fields_set) != 1:
        raise Invalid("body.change", _("Choose what to do with them."))
    (does,) = given.model_fields_set
    if does in ("assign", "category"):
        return {does: getattr(given, does)}
    if given.reply is not None:
        return {does: {"texts": {"": given.reply.text}, "solve": given.reply.solve}}
    if given.snooze is not None:
        return {does: given.snooze.isoformat()}
    value = getattr(given, does)
    if not value:
        raise Invalid(f"body.change.{does}", _("Choose what to do with them."))
    return {does: value}

"""Conversations as lists, and one of them with what was said in it."""

from typing import Annotated

from django.urls import reverse
from ninja import Query
from pydantic import Field

from mainstay.api.conversations.finding import delivery, find, line, shown
from mainstay.api.conversations.routes import router
from mainstay.api.conversations.sent import Inbox, Wanted
from mainstay.api.conversations.shapes import (
    Author,
    CategoryShown,
    ConversationLine,
    ConversationShown,
    FactShown,
    FileShown,
    MessageShown,
    Timeline,
)
from mainstay.api.cursors import decode, encode, whole
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.shapes import CursorText, Id, Page, page_of
from mainstay.conversations import history, queries
from mainstay.conversations.models import Category, Conversation, Message
from mainstay.core.log import Told
from mainstay.team.tokens.scopes import Scope

_READ = behind(Scope.READ_CONVERSATIONS)


@router.get("/inbox", response=Page[ConversationLine], **_READ)
def inbox(request: TokenRequest, wanted: Query[Inbox]) -> Page[ConversationLine]:
    """The inbox as it stands on the screen

    Unfinished conversations by who has to move, the longest waiting first; finished ones newest
    first. 50 at a time.
    """
    found = queries.inbox(member_of(request), wanted.box, wanted.shelf, whole(wanted.cursor))
    return page_of(request, [line(row) for row in found.rows], found.next_key)


@router.get("/conversations", response=Page[ConversationLine], **_READ)
def conversations(request: TokenRequest, wanted: Query[Wanted]) -> Page[ConversationLine]:
    """Conversations by their number, the newest first

    With filters: only those to which all of them apply.
    """
    member = member_of(request)
    rows = Conversation.objects.visible_to(member).listed().filter(merged_into=None)
    for name in ("state", "department", "assignee", "contact", "organisation", "category"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.tag.strip():
        rows = rows.filter(tags__name__iexact=wanted.tag.strip())
    after = decode(wanted.cursor)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    ids = list(rows.order_by("-id").values_list("pk", flat=True)[: wanted.limit + 1])
    has_more, ids = len(ids) > wanted.limit, ids[: wanted.limit]
    listed = queries.by_ids(member, ids) if ids else []
    return page_of(request, [line(row) for row in listed], encode(ids[-1]) if has_more else "")


@router.get("/conversations/{number}", response=ConversationShown, **_READ)
def conversation(request: TokenRequest, number: Id) -> ConversationShown:
    """One conversation

    The number of one that was merged answers with the one it went into.
    """
    return shown(find(request, number), member_of(request))


@router.get("/conversations/{number}/timeline", response=Timeline, **_READ)
def timeline(
    request: TokenRequest,
    number: Id,
    cursor: Annotated[CursorText, Field(description="From “next”, for what is older.")] = "",
) -> Timeline:
    """What was said in it, and what happened

    The latest hundred messages with the facts between them, both oldest first.
    """
    page = history.latest(find(request, number), whole(cursor))
    said = [each for each in page.entries if isinstance(each, history.Said)]
    told = [each for each in page.entries if isinstance(each, Told)]
    return Timeline(
        messages=[_message(request, each) for each in said],
        facts=[
            FactShown(id=each.event_id, kind=each.kind, at=each.at, sentence=each.sentence)
            for each in told
        ],
        next=page_of(request, [], page.earlier).next,
    )


@router.get("/categories", response=Page[CategoryShown], **_READ)
def categories(request: TokenRequest) -> Page[CategoryShown]:
    """What conversations can be about, in the order of the desk"""
    rows = Category.objects.filter(is_retired=False).order_by("position", "id")
    shown = [CategoryShown.model_validate(row, from_attributes=True) for row in rows]
    return page_of(request, shown, "")


def _message(request: TokenRequest, said: history.Said) -> MessageShown:
    is_in = said.kind == Message.Kind.IN
    return MessageShown(
        id=said.id,
        kind=Message.Kind(said.kind),
        at=said.at,
        author=Author(
            kind="contact" if is_in else "member", id=said.author_id, name=said.author_name
        ),
        sender_address=said.sender_address,
        subject=said.subject,
        text=said.text,
        quoted=said.quoted,
        signature=said.signature,
        channel=said.channel,
        mail_kind=said.mail_kind,
        language=said.language,
        undone_at=said.undone_at,
        delivery=delivery(said.outbound),
        files=[
            FileShown(
                id=each.pk,
                filename=each.filename,
                content_type=each.content_type,
                size=each.size,
                url=request.build_absolute_uri(reverse("api:file", args=[each.pk])),
            )
            for each in said.attachments
        ],
    )

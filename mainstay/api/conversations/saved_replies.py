"""Texts to answer with, and macros: texts that do something besides."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from mainstay.api.conversations.finding import find
from mainstay.api.cursors import decode, encode
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.shapes import CursorText, Id, Limit, Page, Text, page_of
from mainstay.conversations import saved_replies as saved
from mainstay.conversations.macros import Teller
from mainstay.conversations.models import SavedReply
from mainstay.team.tokens.scopes import Scope

router = Router(tags=["saved replies"])
_READ = behind(Scope.READ_CONVERSATIONS)


class SavedRepliesWanted(BaseModel):
    """Which saved replies are listed."""

    words: Annotated[Text, Field(max_length=200)] = Field(
        "", description="In the name, the folder or a text; then the best few, on one page."
    )
    limit: Limit = 50
    cursor: CursorText = ""


class SavedReplyShown(BaseModel):
    """A text in one or more languages. With something in `does` it is a macro."""

    id: int
    name: str
    folder: str = Field(description="Folders as a path: “Links / Removed”.")
    texts: dict[str, str] = Field(description="By language, with variables in braces.")
    does: list[str] = Field(description="What happens when it is sent, in words.")
    times_used: int
    last_used_at: datetime | None


class FilledReply(BaseModel):
    """A saved reply made ready for one conversation."""

    id: int
    name: str
    folder: str
    text: str
    language: str
    wanted: str = Field(description="The language that was looked for where another had to do.")
    unfilled: list[str] = Field(
        description="Variables that nobody knows: ⟦name⟧ in the text. It does not leave so."
    )
    does: list[str] = Field(description="What happens when it is sent, in words.")


@router.get("/saved-replies", response=Page[SavedReplyShown], **_READ)
def saved_replies(
    request: TokenRequest, wanted: Query[SavedRepliesWanted]
) -> Page[SavedReplyShown]:
    """What the token’s owner may answer with, the newest first

    With `words` the 40 that are used most and have them, on one page.
    """
    member = member_of(request)
    if wanted.words.strip():
        return _page(request, list(saved.usable(member, wanted.words)), "")
    rows = saved.replies_of(member).filter(is_retired=False)
    after = decode(wanted.cursor)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-pk").prefetch_related("texts")[: wanted.limit + 1])
    has_more, found = len(found) > wanted.limit, found[: wanted.limit]
    return _page(request, found, encode(found[-1].pk) if has_more else "")


@router.get("/conversations/{number}/saved-replies", response=Page[FilledReply], **_READ)
def filled_replies(
    request: TokenRequest,
    number: Id,
    words: Annotated[
        Text, Field(description="In the name, the folder or a text.", max_length=200)
    ] = "",
) -> Page[FilledReply]:
    """Saved replies in the language of a conversation, with their variables filled in

    The 40 that are used most. One is sent by a reply that names it as `saved_reply`.
    """
    found, member = find(request, number), member_of(request)
    rows = saved.usable(member, words)
    teller = Teller(rows)
    shown = []
    for row in rows:
        made = saved.filled(row, found, member)
        shown.append(
            FilledReply(
                id=row.pk,
                name=row.name,
                folder=row.folder,
                text=made.text,
                language=made.language,
                wanted=made.wanted,
                unfilled=saved.unfilled(made.text),
                does=list(teller.tell(row)),
            )
        )
    return page_of(request, shown, "")


def _page(request: HttpRequest, rows: list[SavedReply], cursor: str) -> Page[SavedReplyShown]:
    teller = Teller(rows)
    shown = [
        SavedReplyShown(
            id=row.pk,
            name=row.name,
            folder=row.folder,
            texts={each.language: each.text for each in row.texts.all()},
            does=list(teller.tell(row)),
            times_used=row.times_used,
            last_used_at=row.last_used_at,
        )
        for row in rows
    ]
    return page_of(request, shown, cursor)

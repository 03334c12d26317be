"""What clients said of our work, read."""

from datetime import datetime

from pydantic import BaseModel, Field

from mainstay.api.conversations.finding import find
from mainstay.api.conversations.routes import router
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.shapes import Id, Page, page_of
from mainstay.surveys import queries
from mainstay.surveys.queries import Rated
from mainstay.team.tokens.scopes import Scope

_READ = behind(Scope.READ_CONVERSATIONS)


class RatingShown(BaseModel):
    """A client was asked how it was, and what they answered, if they did."""

    id: int
    conversation: int
    contact: str
    asked_at: datetime
    answered_at: datetime | None
    is_settled: bool | None
    score: int | None = Field(description="From 1, very bad, to 5, very good.")
    comment: str
    is_unhappy: bool = Field(description="Not settled, or a score of 1 or 2.")


@router.get("/conversations/{number}/ratings", response=Page[RatingShown], **_READ)
def ratings(request: TokenRequest, number: Id) -> Page[RatingShown]:
    """What the client said of a conversation, the latest 50"""
    member = member_of(request)
    found = queries.ratings_of(find(request, number), member)
    return page_of(request, [_shown(each) for each, _waits in found], "")


@router.get("/unhappy-ratings", response=Page[RatingShown], **_READ)
def unhappy_ratings(request: TokenRequest) -> Page[RatingShown]:
    """Unhappy answers that wait for a look of the token’s owner, the latest 50"""
    found = queries.concerns_of(member_of(request))
    return page_of(request, [_shown(each) for each in found], "")


def _shown(said: Rated) -> RatingShown:
    return RatingShown(
        id=said.id,
        conversation=said.conversation_id,
        contact=said.contact_name,
        asked_at=said.sent_at,
        answered_at=said.answered_at,
        is_settled=said.settled,
        score=said.score,
        comment=said.comment,
        is_unhappy=said.is_unhappy,
    )

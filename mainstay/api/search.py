"""One question over everything that was said, and over the people."""

from typing import Annotated

from ninja import Query, Router
from pydantic import BaseModel, Field

from mainstay.api.clients.shapes import ContactLine
from mainstay.api.conversations.finding import line
from mainstay.api.conversations.shapes import ConversationLine
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.shapes import Named, Words
from mainstay.clients import queries as clients
from mainstay.conversations import queries, search
from mainstay.team.tokens.scopes import Scope

router = Router(tags=["search"])


class SearchHit(BaseModel):
    """A conversation, and the words around what was found in it."""

    conversation: ConversationLine
    message: int = Field(description="Id of the message that fits best; 0: its number fits.")
    snippet: str


class SearchResult(BaseModel):
    """What fits, the best first."""

    hits: list[SearchHit]
    is_capped: bool = Field(description="There is more than was looked at.")
    contacts: list[ContactLine] = Field(description="Empty when the token may not read clients.")
    organisations: list[Named]


@router.get("/search", response=SearchResult, **behind(Scope.READ_CONVERSATIONS))
def find(
    request: TokenRequest,
    q: Annotated[
        Words,
        Query(description="Words, a “phrase in quotes”, -without, a number.", max_length=300),
    ],
) -> SearchResult:
    """Search in what was said, and among clients"""
    member = member_of(request)
    found = search.find(member, q)
    listed = queries.by_ids(member, [hit.conversation_id for hit in found.hits])
    hits = {hit.conversation_id: hit for hit in found.hits}
    sees_clients = request.auth.allows(Scope.READ_CLIENTS)
    people = clients.find_contacts(member, q) if sees_clients else []
    companies = clients.find_organisations(member, q) if sees_clients else []
    return SearchResult(
        hits=[
            SearchHit(
                conversation=line(row),
                message=hits[row.id].message_id,
                snippet=_plain(hits[row.id].snippet),
            )
            for row in listed
        ],
        is_capped=found.is_capped,
        contacts=[ContactLine.model_validate(each, from_attributes=True) for each in people],
        organisations=[Named(id=pk, name=name) for pk, name in companies],
    )


def _plain(snippet: str) -> str:
    """Without the marks around what was found."""
    return snippet.replace(search.FROM, "").replace(search.TO, "")

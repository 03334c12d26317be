"""What the client said of a conversation, beside it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mainstay.conversations.models import Conversation
from mainstay.surveys import queries
from mainstay.surveys.queries import Rated
from mainstay.team.models import Member
from mainstay.web.addresses import reverse


@dataclass(frozen=True)
class RatingView:
    """One request. `look_url` takes a POST where its unhappy answer waits for the reader."""

    said: Rated
    settled: str
    is_unhappy: bool
    look_url: str


def build_ratings(conversation: Conversation, member: Member) -> list[RatingView]:
    """The latest first. One query where there is none, two where there are some."""
    if not queries.has_ratings(conversation):
        return []
    return [
        RatingView(
            said=each,
            settled=_settled(each),
            is_unhappy=each.is_unhappy,
            look_url=reverse("web:rating_look", args=[each.id]) if waits else "",
        )
        for each, waits in queries.ratings_of(conversation, member)
    ]


def _settled(said: Rated) -> str:
    if said.settled is None:
        return ""
    return _("It is settled") if said.settled else _("It is not settled")

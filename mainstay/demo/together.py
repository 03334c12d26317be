"""What belongs together in the stories: one merged pair, one problem with three reports."""

from mainstay.conversations import actions
from mainstay.conversations.models import Conversation
from mainstay.team.models import Member

PROBLEM = "postback-missing"
REPORTS = ("postbacks-stopped-ru", "postbacks-stopped-fr", "postbacks-stopped-en")

MERGED = ("postbacks-again-en", "postbacks-stopped-en")
"""What came, and where it went."""


def tell_together(conversations: dict[str, Conversation], lead: Member) -> None:
    """Let a lead bring together what is one matter."""
    source, target = (conversations[key] for key in MERGED)
    actions.merge(source, target, by=lead)
    for key in REPORTS:
        actions.set_problem(conversations[key], conversations[PROBLEM], by=lead)

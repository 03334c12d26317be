"""Somebody wrote while an answer was being written: it stops once, so that nobody talks past."""

from django.db.models import Q
from django.utils.translation import ngettext

from mainstay.conversations.models import Conversation, Message
from mainstay.core.errors import Refused
from mainstay.team.models import Member

_SAYING_NOTHING = ("auto_reply", "receipt", "spam")
_MOST = 5


class Overtaken(Refused):
    """The writer has not seen `messages`, oldest first: what came since, or the last of it."""

    def __init__(self, messages: list[Message]) -> None:
        count = len(messages)
        said = ngettext(
            "Not sent yet: something arrived while you wrote.",
            "Not sent yet: {count} messages arrived while you wrote.",
            count,
        )
        super().__init__(said.format(count=count))
        self.messages = messages


def arrived_since(conversation: Conversation, seen: int, *, but: Member) -> list[Message]:
    """What the client and colleagues said after the message with this id; a few at most.

    Notes and answers of machines change nothing of what one is about to say.
    """
    rows = Message.objects.filter(conversation=conversation, pk__gt=seen, undone_at__isnull=True)
    said = rows.exclude(kind=Message.Kind.NOTE).exclude(mail_kind__in=_SAYING_NOTHING)
    by_others = said.filter(Q(member__isnull=True) | ~Q(member=but))
    latest = by_others.select_related("contact", "member").defer("html", "quoted").order_by("-id")
    return list(latest[:_MOST])[::-1]


def stop_if_overtaken(conversation: Conversation, seen: int | None, *, by: Member) -> None:
    """Raise Overtaken for a locked conversation in which somebody wrote after `seen`.

    Who says nothing of what they saw (None) is not asked.
    """
    if seen is not None and (arrived := arrived_since(conversation, seen, but=by)):
        raise Overtaken(arrived)

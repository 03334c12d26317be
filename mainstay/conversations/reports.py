"""Who reports a problem, and in which language each is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from mainstay.conversations.models import Conversation
from mainstay.team.models import Member

ENGLISH = "en"
MOST = 500


@dataclass(frozen=True)
class Report:
    """A conversation that reports a problem. `name` is empty when nobody knows it."""

    number: int
    subject: str
    state: str
    contact_id: int
    name: str
    organisation: str
    language: str


def reports_of(problem: Conversation, member: Member) -> list[Report]:
    """Those that this member sees, the oldest first."""
    return _read(Q(problem=problem), member)


def to_be_answered(problem: Conversation, member: Member) -> list[Report]:
    """The unfinished ones, with the problem itself when a client waits for it too."""
    wanted = Q(problem=problem) | Q(pk=problem.pk)
    return _read(wanted & Q(state__in=Conversation.UNFINISHED), member)


def languages_of(reports: Sequence[Report]) -> dict[str, int]:
    """How many are in each language, the most common first."""
    counts: dict[str, int] = {}
    for each in reports:
        counts[each.language] = counts.get(each.language, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def falls_to_english(reports: Sequence[Report], texts: Mapping[str, str]) -> list[Report]:
    """Whose language has no text."""
    written = {language for language, text in texts.items() if text.strip()}
    return [each for each in reports if each.language not in written]


def language_of(conversation: Conversation) -> str:
    """The contact's own language, else the one they wrote in."""
    contact = conversation.contact
    return (contact.language if contact else "") or conversation.language or ENGLISH


def _read(wanted: Q, member: Member) -> list[Report]:
    rows = Conversation.objects.visible_to(member).filter(wanted, merged_into=None)
    rows = rows.filter(contact__isnull=False, side_of=None)
    found = rows.select_related("contact", "organisation").order_by("pk")[:MOST]
    return [
        Report(
            each.pk,
            each.subject,
            each.state,
            each.contact_id or 0,
            each.contact.name if each.contact else "",
            each.organisation.name if each.organisation else "",
            language_of(each),
        )
        for each in found
    ]

"""Choosing another conversation: the latest of the same client first, others by number or words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mainstay.conversations import merged
from mainstay.conversations.models import Conversation
from mainstay.conversations.queries import Listed
from mainstay.ui.context import Person
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest


@dataclass(frozen=True)
class Candidate:
    number: int
    person: Person


def chosen(request: MemberRequest, found: Conversation) -> Conversation | None:
    """The other one, by its number in the address or in the form, if the member sees it."""
    given = request.POST.get("with", "") or request.GET.get("with", "")
    if not given.isdecimal() or len(given) > 18:
        return None
    rows = merged.may_be_target(found, request.user).filter(pk=given)
    return rows.select_related("contact", "organisation").first()


def context_of(request: MemberRequest, found: Conversation, *, looks: bool) -> dict[str, Any]:
    """What the page of a choice needs; without a look no candidates are read."""
    words = request.GET.get("q", "").replace("\x00", "").strip()
    rows: list[Listed] = []
    if looks and words:
        rows = merged.found_by(found, words, request.user)
    elif looks:
        rows = merged.latest_of_client(found, request.user)
    return {
        "conversation": found,
        "page_url": reverse("web:conversation", args=[found.number]),
        "words": words,
        "candidates": [_candidate(row) for row in rows],
    }


def _candidate(row: Listed) -> Candidate:
    state = str(Conversation.State(row.state).label)
    about = " · ".join(filter(None, [row.contact_name, row.organisation_name, state]))
    title = f"{row.id} {row.subject or _('(no subject)')}"
    return Candidate(row.id, Person(title, about, row.organisation_id or row.contact_id or 0))

"""What in ratings waits for a person."""

from django.utils.translation import gettext_lazy as _

from mainstay.core import worklist
from mainstay.surveys.models import Concern

UNHAPPY = worklist.declare("rating.unhappy", _("The client is not satisfied."))


def refresh(concern: Concern) -> None:
    """Put an open concern on its member's list; take a settled one away."""
    if concern.settled_at is not None:
        worklist.take_away(UNHAPPY, concern)
        return
    worklist.put(UNHAPPY, concern, member_id=concern.member_id, since=concern.raised_at)

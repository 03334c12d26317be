"""How conversations are closed: an administrator says."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.surveys import events
from mainstay.surveys.models import ClosingTerms
from mainstay.team.models import Member


@transaction.atomic
def set_terms(
    *, is_asking: bool, ask_after_minutes: int, close_after_days: int, by: Actor
) -> ClosingTerms:
    """Change whether and when clients are asked, and when silence closes (0 days: never).

    It holds for what is solved from now on; what waits already is closed no earlier than it says.
    """
    if isinstance(by, Member) and not by.is_administrator:
        raise Refused(_("Only administrators change how conversations are closed."))
    if not 0 <= ask_after_minutes <= ClosingTerms.LONGEST_WAIT:
        raise Refused(_("Ask within a week, else nobody knows what it is about."))
    if not 0 <= close_after_days <= 365:
        raise Refused(_("Close within a year, or never."))
    wanted = {
        "is_asking": is_asking,
        "ask_after_minutes": ask_after_minutes,
        "close_after_days": close_after_days,
    }
    before = ClosingTerms.objects.select_for_update().filter(pk=ClosingTerms.ONLY).first()
    before = before or ClosingTerms(pk=ClosingTerms.ONLY)
    if all(getattr(before, name) == value for name, value in wanted.items()):
        return before
    terms, _made = ClosingTerms.objects.update_or_create(pk=ClosingTerms.ONLY, defaults=wanted)
    record(events.TERMS_CHANGED, terms, by=by, **wanted)
    return terms

"""A message that was set aside is tried again by a person."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.channels import events, intake
from mainstay.channels.models import RawMessage
from mainstay.conversations.actions.receiving import Received
from mainstay.conversations.actions.taking_in import take_in
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member


@transaction.atomic
def retake(raw: RawMessage, *, by: Member) -> Received | None:
    """Try to understand a quarantined message again. None when it is set aside again."""
    if not by.keeps_watch:
        raise Refused(_("Only leads, managers and administrators try a message again."))
    if not intake.release(raw):
        raise Refused(_("This message was taken in meanwhile."))
    received = take_in(raw.pk)
    if received is not None:
        record(events.RELEASED, raw, by=by)
    return received

"""A message that was set aside is tried again by a person, or is no spam."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.channels import events, intake
from mainstay.channels.email.inbound import Unreadable
from mainstay.channels.email.parsing import parse
from mainstay.channels.kinds import MAIL
from mainstay.channels.models import RawMessage
from mainstay.channels.spam_rules import actions as spam_rules
from mainstay.channels.spam_rules.signs import at_work
from mainstay.conversations.actions.receiving import Received
from mainstay.conversations.actions.taking_in import take_in
from mainstay.conversations.reading import Understood
from mainstay.conversations.reading_ahead import Reader
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member


@transaction.atomic
def retake(raw: RawMessage, *, by: Member) -> Received | None:
    """Try to understand a quarantined message again. None when it is set aside again.

    One that a rule called spam is told again by the rules of now.
    """
    _only_watch_keepers(by)
    understood = _read_elsewhere(raw.pk)  # before its row is held
    if not intake.release(raw):
        raise Refused(_("This message was taken in meanwhile."))
    received = take_in(raw.pk, understood=understood)
    if received is not None:
        record(events.RELEASED, raw, by=by)
    return received


@transaction.atomic
def take_as_good(raw: RawMessage, *, by: Member, trusts_sender: bool = False) -> Received | None:
    """Take in what a rule called spam: a person says that it is none. No rule judges it again.

    `trusts_sender` also adds a rule that saves all mail of this sender. None when it is set
    aside again, for another cause.
    """
    _only_watch_keepers(by)
    raw = RawMessage.objects.select_for_update(of=("self",)).get(pk=raw.pk)
    if raw.state != RawMessage.State.QUARANTINED or raw.cause != RawMessage.SPAM:
        raise Refused(_("This message was taken in meanwhile."))
    raw.is_vouched_for = True
    raw.save(update_fields=["is_vouched_for"])
    if trusts_sender and (address := _sender_of(raw)):
        spam_rules.trust(address, by=by)
    intake.release(raw)
    received = take_in(raw.pk, understood=_read_elsewhere(raw.pk))
    record(events.VOUCHED, raw, by=by)
    return received


def _read_elsewhere(raw_id: int) -> Understood | None:
    """Read by a process of its own: the words of the languages would stay in that of the pages."""
    channel, content = intake.arrived(raw_id)
    if channel != MAIL:
        return None
    with Reader() as reader:
        return next(reader.read_all([content], at_work()), None)


def _sender_of(raw: RawMessage) -> str:
    try:
        inbound = parse(intake.content_of(raw.pk))
    except Unreadable:
        return ""
    return inbound.sender.address if inbound.sender else ""


def _only_watch_keepers(by: Member) -> None:
    if not by.keeps_watch:
        raise Refused(_("Only leads, managers and administrators try a message again."))

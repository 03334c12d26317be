"""From stored bytes to a message in a conversation, or to the quarantine."""

from dataclasses import replace

from django.db import DataError, transaction

from mainstay.channels import intake
from mainstay.channels.email.inbound import Inbound, Unreadable
from mainstay.channels.email.kinds import kind_of
from mainstay.channels.email.spam import SpamSign
from mainstay.channels.kinds import MAIL
from mainstay.channels.models import RawMessage
from mainstay.channels.spam_rules.signs import at_work, count_hit
from mainstay.conversations.actions.receiving import Received, receive
from mainstay.conversations.actions.taking_in_chats import take_in_chat
from mainstay.conversations.models import Message, ThreadKey, thread_key
from mainstay.conversations.reading import Understood, understand

_STATES = {
    "conversation": RawMessage.State.TAKEN,
    "appended": RawMessage.State.TAKEN,
    "duplicate": RawMessage.State.DUPLICATE,
}


def take_in(
    raw_id: int, content: bytes | None = None, understood: Understood | None = None
) -> Received | None:
    """Understand one stored message. None when it was set aside or somebody else has it.

    Claim, conversation and mark are one transaction: a crash leaves it waiting, never half done.
    Who stored it a moment ago still has its `content` at hand and need not have it fetched; who
    had it read ahead has it `understood`.
    """
    if understood is None and content is None:
        channel, content = intake.arrived(raw_id)
        if channel != MAIL:
            return take_in_chat(raw_id, channel, content)
    try:
        if understood is None:
            understood = understand(content or b"", at_work())
    except Unreadable as problem:
        intake.quarantine(raw_id, problem.cause, problem.sentence)
        return None
    inbound, reading = understood
    try:
        with transaction.atomic():
            raw = intake.claim(raw_id)
            if raw is None:
                return None
            sign = reading.sign
            if sign and not sign.saves:
                if not _has_reason_to_pass(raw, inbound, sign):
                    intake.quarantine(raw_id, RawMessage.SPAM, str(sign))
                    count_hit(sign)
                    return None
                reading = replace(reading, kind=kind_of(inbound, spam=False))
            received = receive(inbound, raw, reading)
            began = received.outcome == "conversation"
            intake.mark(raw, _STATES[received.outcome], is_beginning=began)
            if sign and sign.saves:
                count_hit(sign)
            return received
    except (ValueError, TypeError, LookupError, AttributeError, DataError) as error:
        intake.quarantine(raw_id, "not_taken", f"{type(error).__name__}: {error}")
        return None


def _has_reason_to_pass(raw: RawMessage, inbound: Inbound, sign: SpamSign) -> bool:
    """A rule calls it spam all the same: a person said no, or it answers us and only words fit.

    What clients answer may say anything, our own words among it.
    """
    if raw.is_vouched_for:
        return True
    if not sign.is_about_words or not inbound.thread_ids:
        return False
    threads = ThreadKey.objects.filter(key__in=[thread_key(each) for each in inbound.thread_ids])
    said = Message.objects.filter(kind=Message.Kind.OUT, undone_at__isnull=True)
    return said.filter(conversation__in=threads.values("conversation")).exists()

"""From stored bytes to a message in a conversation, or to the quarantine."""

from django.db import DataError, transaction

from mainstay.channels import intake
from mainstay.channels.email.inbound import Unreadable
from mainstay.channels.email.parsing import parse
from mainstay.channels.models import RawMessage
from mainstay.conversations.actions.receiving import Received, receive
from mainstay.conversations.reading import read

_STATES = {
    "conversation": RawMessage.State.TAKEN,
    "appended": RawMessage.State.TAKEN,
    "duplicate": RawMessage.State.DUPLICATE,
}


def take_in(raw_id: int, content: bytes | None = None) -> Received | None:
    """Understand one stored message. None when it was set aside or somebody else has it.

    Claim, conversation and mark are one transaction: a crash leaves it waiting, never half done.
    Who stored it a moment ago still has its `content` at hand and need not have it read again.
    """
    try:
        inbound = parse(intake.content_of(raw_id) if content is None else content)
        reading = read(inbound)
    except Unreadable as problem:
        intake.quarantine(raw_id, problem.cause, problem.sentence)
        return None
    try:
        with transaction.atomic():
            raw = intake.claim(raw_id)
            if raw is None:
                return None
            received = receive(inbound, raw, reading)
            began = received.outcome == "conversation"
            intake.mark(raw, _STATES[received.outcome], is_beginning=began)
            return received
    except (ValueError, TypeError, LookupError, AttributeError, DataError) as error:
        intake.quarantine(raw_id, "not_taken", f"{type(error).__name__}: {error}")
        return None

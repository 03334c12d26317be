"""From stored bytes of a chat to a message in a conversation, or to the quarantine."""

from django.db import DataError, transaction

from mainstay.channels import intake, kinds
from mainstay.channels.email.inbound import Unreadable
from mainstay.channels.models import RawMessage
from mainstay.conversations.actions.hearing import hear
from mainstay.conversations.actions.receiving import Received


def take_in_chat(raw_id: int, channel: str, content: bytes) -> Received | None:
    """Understand one stored message of a chat. None when it was set aside, somebody else has it,
    or nothing was said with it yet.

    Its files are fetched before anything is locked. What its channel raises beside `Unreadable`
    leaves it waiting: it is tried again.
    """
    try:
        said = kinds.named(channel).read(raw_id, content)
    except Unreadable as problem:
        intake.quarantine(raw_id, problem.cause, problem.sentence)
        return None
    try:
        with transaction.atomic():
            raw = intake.claim(raw_id)
            if raw is None:
                return None
            received = hear(said, raw)
            if received is None:
                intake.mark(raw, RawMessage.State.TAKEN)
            elif received.outcome == "duplicate":
                intake.mark(raw, RawMessage.State.DUPLICATE, is_beginning=False)
            else:
                began = received.outcome == "conversation"
                intake.mark(raw, RawMessage.State.TAKEN, is_beginning=began)
            return received
    except (ValueError, TypeError, LookupError, AttributeError, DataError) as error:
        intake.quarantine(raw_id, "not_taken", f"{type(error).__name__}: {error}")
        return None

"""The loop brake: may a program answer this mail?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mainstay.channels.email.inbound import Inbound
from mainstay.channels.email.kinds import Kind, is_auto_submitted, kind_of, suppresses_answers
from mainstay.channels.email.senders import has_null_path, is_mail_server, is_unread, mailbox

Reason = Literal[
    "may_answer", "not_personal", "automatic", "nobody_to_answer", "unread_mailbox", "ourselves",
    "answers_unwanted", "sender_unproven", "address_bounced", "limit_reached",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """True when it may. `reason` is a slug to count by, `sentence` tells a person."""

    reason: Reason
    sentence: str

    def __bool__(self) -> bool:
        return self.reason == "may_answer"


def may_answer_automatically(
    inbound: Inbound,
    own_addresses: Iterable[str],
    sent_recently: int,
    limit: int,
    *,
    kind: Kind | None = None,
    is_unproven: bool = False,
    has_bounced: bool = False,
) -> Decision:
    """Whether an automatic answer may go out.

    `sent_recently` is how many automatic messages went to this contact in the last hour, `limit`
    how many may. Give `kind` where it is known already (with the desk's spam rules), `is_unproven`
    for a mail that the sender's domain denies, `has_bounced` where the last mail there came back.
    """
    kind = kind or kind_of(inbound)
    if is_auto_submitted(inbound, kind):
        return Decision("automatic", "A program sent this mail. Programs get no automatic answer.")
    if kind is not Kind.NORMAL:
        sentence = "This mail is spam." if kind is Kind.SPAM else "This mail came through a list."
        return Decision("not_personal", f"{sentence} It gets no automatic answer.")
    addresses = _answered(inbound)
    if not addresses or has_null_path(inbound) or is_mail_server(inbound.sender):
        return Decision("nobody_to_answer", "This mail names no mailbox that could be answered.")
    ours = {mailbox(one) for one in own_addresses}
    senders = [*addresses, inbound.sender.address] if inbound.sender else addresses
    if any(mailbox(one) in ours for one in senders) or _went_round(inbound, ours):
        return Decision("ourselves", "This mail comes from one of our own addresses.")
    if any(is_unread(one) for one in addresses):
        return Decision("unread_mailbox", "The sender's mailbox says that nobody reads it.")
    if suppresses_answers(inbound):
        return Decision("answers_unwanted", "The sender asks for no automatic answers.")
    if is_unproven:
        sentence = "The sender is not proven: who is named there may never have written."
        return Decision("sender_unproven", sentence)
    if has_bounced:
        return Decision("address_bounced", "The last mail to this address came back.")
    if sent_recently >= limit:
        sentence = (
            f"This contact got {sent_recently} automatic messages lately; {limit} may go out."
        )
        return Decision("limit_reached", sentence)
    return Decision("may_answer", "A person wrote this mail.")


def _answered(inbound: Inbound) -> list[str]:
    """Where an answer would go."""
    people = inbound.reply_to or ((inbound.sender,) if inbound.sender else ())
    return [one.address for one in people if "@" in one.address]


def _went_round(inbound: Inbound, ours: set[str]) -> bool:
    """X-Loop names an address of ours: this mail was here before."""
    words = inbound.headers.get("x-loop", "").replace("<", " ").replace(">", " ").split()
    return any(mailbox(one) in ours for one in words)

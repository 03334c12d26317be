"""What came in as bytes, what goes out as bytes, and by which mailboxes. Knows no conversation."""

from mainstay.channels.models.mailboxes import Brand, Mailbox, MailboxArrival
from mainstay.channels.models.messages import RawContent, RawMessage, RawMessageQuerySet
from mainstay.channels.models.outbound import Outbound
from mainstay.channels.models.spam_rules import SpamRule, SpamRuleQuerySet

__all__ = [
    "Brand",
    "Mailbox",
    "MailboxArrival",
    "Outbound",
    "RawContent",
    "RawMessage",
    "RawMessageQuerySet",
    "SpamRule",
    "SpamRuleQuerySet",
]

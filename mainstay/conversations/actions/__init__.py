"""Every change of a conversation."""

from mainstay.conversations.actions.answering import note, reply, retry, undo
from mainstay.conversations.actions.beginning import begin
from mainstay.conversations.actions.placing import assign, move, rename, take, unassign
from mainstay.conversations.actions.receiving import Received, receive
from mainstay.conversations.actions.settling import close, reopen, solve
from mainstay.conversations.actions.vouching import vouch_for

__all__ = [
    "Received",
    "assign",
    "begin",
    "close",
    "move",
    "note",
    "receive",
    "rename",
    "reopen",
    "reply",
    "retry",
    "solve",
    "take",
    "unassign",
    "undo",
    "vouch_for",
]

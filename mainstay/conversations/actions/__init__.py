"""Every change of a conversation."""

from mainstay.conversations.actions.answering import note, reply, retry, undo
from mainstay.conversations.actions.automatic import send_automatically
from mainstay.conversations.actions.beginning import begin
from mainstay.conversations.actions.categories import (
    add_category,
    begin_with_the_usual_categories,
    move_category,
    rename_category,
    restore_category,
    retire_category,
)
from mainstay.conversations.actions.categorising import call_it, categorise
from mainstay.conversations.actions.escalating import escalate, take_back_escalation
from mainstay.conversations.actions.mentioning import see_mentions
from mainstay.conversations.actions.placing import assign, move, rename, take, unassign
from mainstay.conversations.actions.receiving import Received, receive
from mainstay.conversations.actions.settling import close, reopen, solve
from mainstay.conversations.actions.snoozing import snooze, wake
from mainstay.conversations.actions.tagging import tag, untag
from mainstay.conversations.actions.vouching import vouch_for
from mainstay.conversations.actions.waiting import wait
from mainstay.conversations.actions.watching import unwatch, watch

__all__ = [
    "Received",
    "add_category",
    "assign",
    "begin",
    "begin_with_the_usual_categories",
    "call_it",
    "categorise",
    "close",
    "escalate",
    "move",
    "move_category",
    "note",
    "receive",
    "rename",
    "rename_category",
    "reopen",
    "reply",
    "restore_category",
    "retire_category",
    "retry",
    "see_mentions",
    "send_automatically",
    "snooze",
    "solve",
    "tag",
    "take",
    "take_back_escalation",
    "unassign",
    "undo",
    "untag",
    "unwatch",
    "vouch_for",
    "wait",
    "wake",
    "watch",
]

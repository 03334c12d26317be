"""Every change of a conversation."""

from mainstay.conversations.actions.answering import note, reply, retry, undo
from mainstay.conversations.actions.answering_all import answer_all
from mainstay.conversations.actions.automatic import send_automatically
from mainstay.conversations.actions.beginning import begin
from mainstay.conversations.actions.bulk import begin_bulk, undo_bulk
from mainstay.conversations.actions.categories import (
    add_category,
    begin_with_the_usual_categories,
    move_category,
    rename_category,
    restore_category,
    retire_category,
)
from mainstay.conversations.actions.categorising import call_it, categorise
from mainstay.conversations.actions.draft_files import add_draft_file, remove_draft_file
from mainstay.conversations.actions.drafting import (
    Kept,
    bring_draft_back,
    copy_draft,
    drop_draft,
    keep_draft,
)
from mainstay.conversations.actions.escalating import escalate, take_back_escalation
from mainstay.conversations.actions.handing_over import accept, decline, offer, withdraw
from mainstay.conversations.actions.linking import link, unlink
from mainstay.conversations.actions.mentioning import see_mentions
from mainstay.conversations.actions.merging import merge, unmerge
from mainstay.conversations.actions.overtaking import Overtaken
from mainstay.conversations.actions.placing import assign, move, rename, take, unassign
from mainstay.conversations.actions.presence import be_there, go_away
from mainstay.conversations.actions.problems import set_problem, unset_problem
from mainstay.conversations.actions.receiving import Received, receive
from mainstay.conversations.actions.sending_later import send_now
from mainstay.conversations.actions.settling import close, reopen, solve
from mainstay.conversations.actions.siding import ask_department, ask_outside
from mainstay.conversations.actions.snoozing import snooze, wake
from mainstay.conversations.actions.splitting import split, unsplit
from mainstay.conversations.actions.tagging import tag, untag
from mainstay.conversations.actions.viewing import remove_view, save_view
from mainstay.conversations.actions.vouching import vouch_for
from mainstay.conversations.actions.waiting import wait
from mainstay.conversations.actions.watching import unwatch, watch

__all__ = [
    "Kept",
    "Overtaken",
    "Received",
    "accept",
    "add_category",
    "add_draft_file",
    "answer_all",
    "ask_department",
    "ask_outside",
    "assign",
    "be_there",
    "begin",
    "begin_bulk",
    "begin_with_the_usual_categories",
    "bring_draft_back",
    "call_it",
    "categorise",
    "close",
    "copy_draft",
    "decline",
    "drop_draft",
    "escalate",
    "go_away",
    "keep_draft",
    "link",
    "merge",
    "move",
    "move_category",
    "note",
    "offer",
    "receive",
    "remove_draft_file",
    "remove_view",
    "rename",
    "rename_category",
    "reopen",
    "reply",
    "restore_category",
    "retire_category",
    "retry",
    "save_view",
    "see_mentions",
    "send_automatically",
    "send_now",
    "set_problem",
    "snooze",
    "solve",
    "split",
    "tag",
    "take",
    "take_back_escalation",
    "unassign",
    "undo",
    "undo_bulk",
    "unlink",
    "unmerge",
    "unset_problem",
    "unsplit",
    "untag",
    "unwatch",
    "vouch_for",
    "wait",
    "wake",
    "watch",
    "withdraw",
]

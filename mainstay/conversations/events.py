"""Facts about conversations."""

from django.utils.translation import gettext_lazy as _

from mainstay.clients.models import Channel
from mainstay.conversations.models import Conversation
from mainstay.core.events import declare

WHY_NO_AUTOMATIC_MESSAGE = {
    "automatic": _("a program wrote, and programs are not answered by programs"),
    "not_personal": _("what came is spam or went to a list"),
    "nobody_to_answer": _("there is no address to write to"),
    "unread_mailbox": _("nobody reads the mailbox it would go to"),
    "ourselves": _("it would go to one of our own addresses"),
    "answers_unwanted": _("the sender asks for no automatic answers"),
    "sender_unproven": _("the sender is not proven"),
    "address_bounced": _("the last mail to the address came back"),
    "limit_reached": _("they got as many within an hour as may be sent"),
}
"""What the reasons of `may_answer_automatically` are called in a sentence."""

OPENED = declare(
    "conversation.opened",
    _("{contact} began this conversation"),
    personal=(),
    facts=("message",),
    refs={"contact": "contact"},
    icon="inbox",
)
BEGUN = declare(
    "conversation.begun",
    _("{actor} began this conversation with {contact}"),
    personal=(),
    refs={"contact": "contact"},
    icon="send",
)
RECEIVED = declare(
    "message.received",
    _("{contact} wrote"),
    personal=(),
    facts=("message",),
    refs={"contact": "contact"},
    icon="mail",
)
SENT_AUTOMATICALLY = declare(
    "automatic.sent",
    _("An automatic message left"),
    personal=(),
    facts=("outbound",),
    icon="send",
)
NOT_SENT_AUTOMATICALLY = declare(
    "automatic.refused",
    _("No automatic message left: {reason}"),
    personal=(),
    facts=("reason",),
    words={"reason": WHY_NO_AUTOMATIC_MESSAGE},
    icon="pause",
)
SENDER_DOUBTED = declare(
    "sender.doubted",
    _("{contact} says to be {address}, which their mail server denies"),
    personal=("address",),
    facts=("address", "message"),
    refs={"contact": "contact"},
    icon="alert",
)
SENDER_VOUCHED_FOR = declare(
    "sender.vouched_for",
    _("{actor} said that the sender is {contact}"),
    personal=(),
    refs={"contact": "contact"},
    icon="check",
)
REOPENED = declare(
    "conversation.reopened", _("{actor} opened this again"), personal=(), icon="undo"
)
REPLIED = declare(
    "message.written",
    _("{actor} replied"),
    personal=(),
    facts=("message",),
    icon="reply",
)
UNDONE = declare(
    "message.undone",
    _("{actor} took a reply back before it left"),
    personal=(),
    facts=("message",),
    icon="undo",
)
HELD_BACK = declare(
    "message.held_back",
    _("A reply of {member} was held back, because {contact} wrote before it left"),
    personal=(),
    facts=("message",),
    refs={"contact": "contact", "member": "member"},
    icon="pause",
)
HURRIED = declare(
    "message.hurried",
    _("{actor} let a reply leave at once"),
    personal=(),
    facts=("message",),
    icon="send",
)
NOTED = declare(
    "message.noted", _("{actor} wrote a note"), personal=(), facts=("message",), icon="note"
)
ASSIGNED = declare(
    "conversation.assigned",
    _("{actor} gave this to {member}"),
    personal=(),
    refs={"member": "member"},
    icon="user",
)
TAKEN = declare("conversation.taken", _("{actor} took this"), personal=(), icon="user")
UNASSIGNED = declare(
    "conversation.unassigned",
    _("{actor} put this back: nobody has it"),
    personal=(),
    icon="user",
)
MOVED = declare(
    "conversation.moved",
    _("{actor} moved this from {before} to {department}"),
    personal=(),
    refs={"before": "department", "department": "department"},
    icon="swap",
)
SOLVED = declare("conversation.solved", _("{actor} solved this"), personal=(), icon="kept")
CLOSED = declare("conversation.closed", _("{actor} closed this"), personal=(), icon="kept")
WAITED = declare(
    "conversation.waited",
    _("{actor} put this on wait: {party}. {note}"),
    personal=("note",),
    facts=("party", "note"),
    words={"party": dict(Conversation.Party.choices)},
    icon="pause",
    # The note names whom we asked for the client's sake, which is no data of the client.
    is_handed_out=False,
)
SNOOZED = declare(
    "conversation.snoozed",
    _("{actor} snoozed this"),
    personal=(),
    facts=("until",),
    icon="snooze",
)
WOKEN = declare(
    "conversation.woken", _("{actor} woke this: it is our turn"), personal=(), icon="bell"
)
ESCALATED = declare(
    "conversation.escalated",
    _("{actor} escalated this to {member}. {wish} {reason}"),
    personal=("reason",),
    facts=("wish", "reason"),
    refs={"member": "member"},
    words={"wish": {"client": _("The client asked for it.")}},
    icon="alert",
)
DEESCALATED = declare(
    "conversation.deescalated", _("{actor} took the escalation back"), personal=(), icon="undo"
)
WATCHED = declare(
    "conversation.watched",
    _("{member} watches this"),
    personal=(),
    refs={"member": "member"},
    icon="eye",
)
UNWATCHED = declare(
    "conversation.unwatched",
    _("{member} watches this no longer"),
    personal=(),
    refs={"member": "member"},
    icon="unseen",
)
TAGGED = declare(
    "conversation.tagged",
    _("{actor} added the tag {tag}"),
    personal=("tag",),
    facts=("tag",),
    icon="tag",
)
UNTAGGED = declare(
    "conversation.untagged",
    _("{actor} took the tag {tag} away"),
    personal=("tag",),
    facts=("tag",),
    icon="tag",
)
CATEGORISED = declare(
    "conversation.categorised",
    _("{actor} put this under {category}"),
    personal=(),
    refs={"category": "category"},
    icon="tag",
)
UNCATEGORISED = declare(
    "conversation.uncategorised",
    _("{actor} took the category away"),
    personal=(),
    icon="tag",
)
KIND_CHANGED = declare(
    "conversation.kind_changed",
    _("{actor} changed the kind: {called}"),
    personal=(),
    facts=("called",),
    words={"called": {**dict(Conversation.Kind.choices), "none": _("none")}},
    icon="tag",
)
FOLLOWED_UP = declare(
    "conversation.followed_up",
    _("{contact} wrote again when this was long closed: see conversation {conversation}"),
    personal=(),
    facts=("conversation",),
    refs={"contact": "contact"},
    icon="arrow-right",
)
MERGED = declare(
    "conversation.merged",
    _("{actor} merged this into conversation {conversation}"),
    personal=(),
    facts=("conversation",),
    icon="swap",
)
CAME_IN = declare(
    "conversation.came_in",
    _("{actor} merged conversation {conversation} into this. Messages: {count}"),
    personal=(),
    facts=("conversation", "count"),
    icon="swap",
)
SEPARATED = declare(
    "conversation.separated",
    _("{actor} separated this from conversation {conversation} again"),
    personal=(),
    facts=("conversation",),
    icon="undo",
)
WENT_AGAIN = declare(
    "conversation.went_again",
    _("{actor} separated conversation {conversation} from this again"),
    personal=(),
    facts=("conversation",),
    icon="undo",
)
SPLIT_OFF = declare(
    "conversation.split_off",
    _("{actor} split conversation {conversation} off this. Messages: {count}"),
    personal=(),
    facts=("conversation", "count"),
    icon="swap",
)
BEGAN_BY_SPLIT = declare(
    "conversation.began_by_split",
    _("{actor} split this off conversation {conversation}"),
    personal=(),
    facts=("conversation",),
    icon="swap",
)
LINKED = declare(
    "conversation.linked",
    _("{actor} linked this with conversation {conversation}"),
    personal=(),
    facts=("conversation",),
    icon="link",
)
UNLINKED = declare(
    "conversation.unlinked",
    _("{actor} took away the link with conversation {conversation}"),
    personal=(),
    facts=("conversation",),
    icon="undo",
)
REPORTS_PROBLEM = declare(
    "conversation.reports_problem",
    _("{actor} said that this is the same as problem {conversation}"),
    personal=(),
    facts=("conversation",),
    icon="alert",
    # What problem others have is no data of this client.
    is_handed_out=False,
)
REPORTS_NO_PROBLEM = declare(
    "conversation.reports_no_problem",
    _("{actor} said that this is not the same as problem {conversation}"),
    personal=(),
    facts=("conversation",),
    icon="undo",
    is_handed_out=False,
)
BULK_BEGUN = declare(
    "bulk.begun",
    _("{actor} began to change {count} conversations at once"),
    personal=(),
    facts=("count",),
    icon="check",
)
BULK_UNDONE = declare(
    "bulk.undone",
    _("{actor} took a change of {count} conversations back"),
    personal=(),
    facts=("count",),
    icon="undo",
)
TAKEN_BACK_IN_BULK = declare(
    "conversation.taken_back_in_bulk",
    _("{actor} took back what was changed here with others"),
    personal=(),
    facts=("bulk",),
    icon="undo",
)
OFFERED = declare(
    "handover.offered",
    _("{actor} offers this to {member}. {note}"),
    personal=("note",),
    facts=("note",),
    refs={"member": "member"},
    icon="swap",
    is_handed_out=False,
)
OFFERED_TO_DEPARTMENT = declare(
    "handover.offered_to_department",
    _("{actor} offers this to {department}. {note}"),
    personal=("note",),
    facts=("note",),
    refs={"department": "department"},
    icon="swap",
    is_handed_out=False,
)
ACCEPTED = declare(
    "handover.accepted",
    _("{actor} took this over from {member}"),
    personal=(),
    refs={"member": "member"},
    icon="kept",
)
DECLINED = declare(
    "handover.declined",
    _("{actor} did not take this over. {reason}"),
    personal=("reason",),
    facts=("reason",),
    icon="close",
    is_handed_out=False,
)
WITHDRAWN = declare(
    "handover.withdrawn", _("{actor} no longer offers this"), personal=(), icon="undo"
)
JOINED = declare(
    "conversation.joined",
    _("This went on in conversation {conversation}, which it belongs to"),
    personal=(),
    facts=("conversation",),
    icon="undo",
)
RENAMED = declare(
    "conversation.renamed",
    _("{actor} changed the subject"),
    personal=("before",),
    facts=("before",),
    icon="edit",
)
EDITED = declare(
    "message.edited",
    _("{contact} changed what they had written"),
    personal=(),
    facts=("message",),
    refs={"contact": "contact"},
    icon="edit",
)
CHAT_BEGUN = declare(
    "conversation.chat_begun",
    _("{contact} can go on with this by {channel}"),
    personal=(),
    facts=("channel",),
    refs={"contact": "contact"},
    words={"channel": {each.value: each.label for each in Channel}},
    icon="chat",
)
ASKED_OUTSIDE = declare(
    "conversation.asked_outside",
    _("{actor} asked {contact} in a side conversation"),
    personal=(),
    facts=("side",),
    refs={"contact": "contact"},
    icon="swap",
    is_handed_out=False,
)
ASKED_INSIDE = declare(
    "conversation.asked_inside",
    _("{actor} asked {department} in a side conversation"),
    personal=(),
    facts=("side",),
    refs={"department": "department"},
    icon="swap",
    is_handed_out=False,
)
SIDE_ANSWERED = declare(
    "side.answered",
    _("{contact} answered in the side conversation"),
    personal=(),
    facts=("side",),
    refs={"contact": "contact"},
    icon="swap",
    is_handed_out=False,
)
SIDE_ANSWERED_INSIDE = declare(
    "side.answered_inside",
    _("{actor} answered for {department} in the side conversation"),
    personal=(),
    facts=("side",),
    refs={"department": "department"},
    icon="swap",
    is_handed_out=False,
)
SIDE_SETTLED = declare(
    "side.settled",
    _("{actor} settled what {department} was asked"),
    personal=(),
    facts=("side",),
    refs={"department": "department"},
    icon="kept",
    is_handed_out=False,
)
SIDE_TAKEN_BACK = declare(
    "side.taken_back",
    _("{actor} took back what {contact} was asked"),
    personal=(),
    facts=("side",),
    refs={"contact": "contact"},
    icon="undo",
    is_handed_out=False,
)
SIDE_NOT_REACHED = declare(
    "side.not_reached",
    _("What we asked did not reach {contact}"),
    personal=(),
    facts=("side",),
    refs={"contact": "contact"},
    icon="alert",
    is_handed_out=False,
)
SIDE_BEGUN = declare(
    "side.begun",
    _("{actor} asked this for the sake of a client, who does not see it"),
    personal=(),
    icon="swap",
    is_handed_out=False,
)
SIDE_CLOSED = declare(
    "side.closed",
    _("{actor} closed this with the conversation it was asked for"),
    personal=(),
    icon="kept",
    is_handed_out=False,
)
NOT_SENT = declare(
    "message.not_sent",
    _("A reply could not be sent: {error}"),
    personal=("error",),
    facts=("message", "error"),
    icon="alert",
)

CATEGORY_ADDED = declare(
    "category.added", _("{actor} added the category {name}"), personal=(), facts=("name",)
)
CATEGORY_CHANGED = declare(
    "category.changed",
    _("{actor} changed {field} of the category {name}"),
    personal=(),
    facts=("field", "name", "before"),
    words={"field": {"name": _("the name"), "place": _("the place")}},
)
CATEGORY_RETIRED = declare(
    "category.retired", _("{actor} retired the category {name}"), personal=(), facts=("name",)
)
CATEGORY_RESTORED = declare(
    "category.restored",
    _("{actor} brought the category {name} back"),
    personal=(),
    facts=("name",),
)

VIEW_MADE = declare(
    "view.made", _("{actor} made the view {name}"), personal=("name",), facts=("name",), icon="plus"
)
VIEW_CHANGED = declare(
    "view.changed",
    _("{actor} changed the view {name}"),
    personal=("name",),
    facts=("name",),
    icon="edit",
)
VIEW_REMOVED = declare(
    "view.removed",
    _("{actor} threw the view {name} away"),
    personal=("name",),
    facts=("name",),
    icon="trash",
)

SAID = frozenset(kind.name for kind in (OPENED, RECEIVED, REPLIED, NOTED, SENDER_DOUBTED))
"""Facts that a message on the timeline already tells."""

"""Facts about conversations."""

from django.utils.translation import gettext_lazy as _

from mainstay.core.events import declare

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
NOT_SENT = declare(
    "message.not_sent",
    _("A reply could not be sent: {error}"),
    personal=("error",),
    facts=("message", "error"),
    icon="alert",
)

SAID = frozenset(kind.name for kind in (OPENED, RECEIVED, REPLIED, NOTED))
"""Facts that a message on the timeline already tells."""

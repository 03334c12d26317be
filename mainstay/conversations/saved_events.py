"""Facts about what the team writes down: saved replies and remarks before sending."""

from django.utils.translation import gettext_lazy as _

from mainstay.core.events import declare

REPLY_SAVED = declare(
    "saved_reply.added",
    _("{actor} added the saved reply {name}"),
    personal=("name",),
    facts=("name",),
    icon="plus",
)
REPLY_CHANGED = declare(
    "saved_reply.changed",
    _("{actor} changed the saved reply {name}"),
    personal=("name",),
    facts=("name",),
    icon="edit",
)
REPLY_RETIRED = declare(
    "saved_reply.retired",
    _("{actor} retired the saved reply {name}"),
    personal=("name",),
    facts=("name",),
    icon="trash",
)
REPLY_RESTORED = declare(
    "saved_reply.restored",
    _("{actor} brought the saved reply {name} back"),
    personal=("name",),
    facts=("name",),
    icon="undo",
)
REPLY_USED = declare(
    "saved_reply.used",
    _("{actor} answered conversation {conversation} with it"),
    personal=(),
    facts=("conversation",),
    icon="reply",
)
REMARK_CHANGED = declare(
    "remark.changed",
    _("{actor} changed the remark {remark}"),
    personal=(),
    facts=("remark",),
    icon="edit",
)

"""Facts about what the team writes down: saved replies and remarks before sending."""

from django.utils.translation import gettext_lazy as _

from mainstay.core.events import declare

REPLY_SAVED = declare(
    "savedreply.added",
    _("{actor} added the saved reply {name}"),
    personal=("name",),
    facts=("name",),
    icon="plus",
)
REPLY_CHANGED = declare(
    "savedreply.changed",
    _("{actor} changed the saved reply {name}"),
    personal=("name",),
    facts=("name",),
    icon="edit",
)
REPLY_RETIRED = declare(
    "savedreply.retired",
    _("{actor} retired the saved reply {name}"),
    personal=("name",),
    facts=("name",),
    icon="trash",
)
REPLY_RESTORED = declare(
    "savedreply.restored",
    _("{actor} brought the saved reply {name} back"),
    personal=("name",),
    facts=("name",),
    icon="undo",
)
REPLY_USED = declare(
    "savedreply.used",
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

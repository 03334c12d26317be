"""Facts about our bots."""

from django.utils.translation import gettext_lazy as _

from mainstay.core.events import declare

_SETTINGS = {
    "name": _("name"),
    "brand": _("brand"),
    "department": _("department"),
    "way": _("how messages come"),
    "token": _("token"),
}

ADDED = declare(
    "telegrambot.added",
    _("{actor} added the Telegram bot {name}"),
    personal=(),
    facts=("name",),
    icon="plus",
)
CHANGED = declare(
    "telegrambot.changed",
    _("{actor} changed the Telegram bot {name}: {fields}"),
    personal=(),
    facts=("name", "fields"),
    words={"fields": _SETTINGS},
    icon="edit",
)
PAUSED = declare(
    "telegrambot.paused",
    _("{actor} paused the Telegram bot {name}"),
    personal=(),
    facts=("name",),
    icon="pause",
)
RESUMED = declare(
    "telegrambot.resumed",
    _("{actor} let the Telegram bot {name} go on"),
    personal=(),
    facts=("name",),
    icon="undo",
)
REMOVED = declare(
    "telegrambot.removed",
    _("{actor} removed the Telegram bot {name}"),
    personal=(),
    facts=("name",),
    icon="trash",
)

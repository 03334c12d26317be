"""Facts about webhooks."""

from django.utils.translation import gettext_lazy as _

from mainstay.core.events import declare

ADDED = declare(
    "webhook.added", _("{actor} added the webhook {name}"), personal=(), facts=("name",)
)
CHANGED = declare(
    "webhook.changed", _("{actor} changed the webhook {name}"), personal=(), facts=("name",)
)
RENEWED = declare(
    "webhook.secret_renewed",
    _("{actor} gave the webhook {name} a new secret"),
    personal=(),
    facts=("name",),
    icon="key",
)
PAUSED = declare(
    "webhook.paused",
    _("{actor} paused the webhook {name}"),
    personal=(),
    facts=("name",),
    icon="pause",
)
GIVEN_UP = declare(
    "webhook.given_up",
    _("The webhook {name} was paused: nothing reached it for {days} days"),
    personal=(),
    facts=("name", "days"),
    icon="alert",
)
RESUMED = declare(
    "webhook.resumed", _("{actor} let the webhook {name} go on"), personal=(), facts=("name",)
)
REMOVED = declare(
    "webhook.removed",
    _("{actor} removed the webhook {name}"),
    personal=(),
    facts=("name",),
    icon="trash",
)
REPLAYED = declare(
    "webhook.replayed",
    _("{actor} told {name} again what happened"),
    personal=(),
    facts=("name", "delivery"),
    icon="undo",
)

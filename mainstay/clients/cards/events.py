"""Facts about the sources of cards."""

from django.utils.translation import gettext_lazy as _

from mainstay.core.events import declare

ADDED = declare(
    "cardsource.added", _("{actor} added the card source {name}"), personal=(), facts=("name",)
)
CHANGED = declare(
    "cardsource.changed", _("{actor} changed the card source {name}"), personal=(), facts=("name",)
)
RENEWED = declare(
    "cardsource.secret_renewed",
    _("{actor} gave the card source {name} a new secret"),
    personal=(),
    facts=("name",),
    icon="key",
)
REMOVED = declare(
    "cardsource.removed",
    _("{actor} removed the card source {name}"),
    personal=(),
    facts=("name",),
    icon="trash",
)

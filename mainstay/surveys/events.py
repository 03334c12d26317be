"""Facts about what clients and leads say of our work."""

from django.utils.translation import gettext_lazy as _

from mainstay.core.events import declare

_SCORES = {
    "1": _("1 of 5, very bad"),
    "2": _("2 of 5, bad"),
    "3": _("3 of 5, fair"),
    "4": _("4 of 5, good"),
    "5": _("5 of 5, very good"),
}

RATED = declare(
    "rating.given",
    _("{actor} rates this {score}"),
    personal=(),
    facts=("score",),
    words={"score": _SCORES},
    icon="star",
)
CONFIRMED = declare(
    "rating.confirmed", _("{actor} says that it is settled"), personal=(), icon="kept"
)
DENIED = declare(
    "rating.denied", _("{actor} says that it is not settled"), personal=(), icon="alert"
)
COMMENTED = declare(
    "rating.commented",
    _("{actor} says: “{comment}”"),
    personal=("comment",),
    facts=("comment",),
    icon="chat",
)
LOOKED_AT = declare(
    "rating.looked_at", _("{actor} has looked at the rating"), personal=(), icon="eye"
)
FELL_SILENT = declare(
    "conversation.fell_silent",
    _("Nobody wrote for {days} days after it was solved"),
    personal=(),
    facts=("days",),
    icon="clock",
)
TERMS_CHANGED = declare(
    "closingterms.changed",
    _("{actor} changed how conversations are closed"),
    personal=(),
    facts=("is_asking", "ask_after_minutes", "close_after_days"),
    icon="settings",
)
REVIEWED = declare(
    "review.written",
    _("{actor} reviewed a conversation of {member}"),
    personal=(),
    facts=("conversation",),
    refs={"member": "member"},
    icon="task",
)
REVIEW_CHANGED = declare(
    "review.changed",
    _("{actor} changed a review of {member}"),
    personal=(),
    facts=("conversation",),
    refs={"member": "member"},
    icon="edit",
)

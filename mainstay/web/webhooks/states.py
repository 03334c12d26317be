"""How a webhook and a telling are, in a word and a colour."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mainstay.automation.webhooks.queries import State
from mainstay.ui.context import Tone


@dataclass(frozen=True)
class StateBadge:
    words: str
    tone: Tone
    icon: str


def state_badge(state: State) -> StateBadge:
    return {
        "good": StateBadge(_("Works"), "kept", "check"),
        "failing": StateBadge(_("Does not work"), "soon", "alert"),
        "given_up": StateBadge(_("Given up"), "late", "alert"),
        "paused": StateBadge(pgettext("webhook", "Paused"), "other", "pause"),
    }[state]


def delivery_badge(state: str, attempts: int) -> StateBadge:
    if state == "delivered":
        return StateBadge(_("Delivered"), "kept", "check")
    if state == "failed":
        return StateBadge(_("Not delivered"), "late", "alert")
    if attempts:
        return StateBadge(_("Is tried again"), "soon", "clock")
    return StateBadge(pgettext("telling", "Waits"), "plain", "clock")

"""How a mailbox is, in a few words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mainstay.channels.models import Mailbox
from mainstay.ui.context import Tone


@dataclass(frozen=True)
class State:
    words: str
    tone: Tone
    icon: str


def state_of(mailbox: Mailbox) -> State:
    """What one would say of it at a glance; the worst first."""
    if mailbox.is_paused:
        return State(_("Paused"), "other", "pause")
    if mailbox.last_error and mailbox.sending_error:
        return State(_("Cannot fetch, cannot send"), "late", "alert")
    if mailbox.last_error:
        return State(_("Cannot fetch"), "late", "alert")
    if mailbox.sending_error:
        return State(_("Receives, cannot send"), "soon", "alert")
    if not mailbox.is_fetched:
        return State(_("Mail is handed over"), "kept", "check")
    if mailbox.last_fetched_at is None:
        return State(_("Not looked into yet"), "", "clock")
    return State(_("Receives and sends"), "kept", "check")

"""How a bot is, in a few words."""

from django.utils.translation import gettext as _

from mainstay.channels.telegram.models import TelegramBot
from mainstay.web.mailboxes.states import State


def state_of(bot: TelegramBot) -> State:
    """What one would say of it at a glance; the worst first."""
    if bot.is_paused:
        return State(_("Paused"), "other", "pause")
    if bot.last_error and bot.sending_error:
        return State(_("Cannot listen, cannot send"), "late", "alert")
    if bot.last_error:
        return State(_("Cannot listen"), "late", "alert")
    if bot.sending_error:
        return State(_("Listens, cannot send"), "soon", "alert")
    if bot.last_fetched_at is None:
        return State(_("Nobody listens yet"), "", "clock")
    return State(_("Listens and sends"), "kept", "check")

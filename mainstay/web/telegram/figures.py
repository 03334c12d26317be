"""What became of what a bot was given, each figure with the way to its messages."""

from django.utils.translation import gettext as _

from mainstay.channels.telegram.models import TelegramBot
from mainstay.channels.telegram.queries import Fate, Reconciliation
from mainstay.web.addresses import reverse
from mainstay.web.mailboxes.figures import Figure


def words_of(fate: Fate | None) -> str:
    words: dict[Fate | None, str] = {
        None: _("Given by Telegram"),
        "conversations": _("Began a conversation"),
        "appended": _("Joined a conversation"),
        "opened": _("Opened the chat"),
        "duplicates": _("Were here already"),
        "quarantined": _("In quarantine"),
        "waiting": _("About to be taken in"),
        "deleted": _("Deleted here"),
    }
    return words[fate]


def figures_of(bot: TelegramBot, found: Reconciliation) -> list[Figure]:
    """The whole first, then its parts; the last ones only when there are any."""
    url = reverse("web:telegram_arrivals", args=[bot.pk])
    parts = [
        Figure(words_of(fate), count, f"{url}?fate={fate}")
        for fate, count in found.parts.items()
        if count or fate not in ("opened", "waiting", "deleted")
    ]
    return [Figure(words_of(None), found.seen, url), *parts]

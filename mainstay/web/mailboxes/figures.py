"""What became of what a mailbox showed us, each figure with the way to its messages."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mainstay.channels.mailboxes.queries import Fate, Reconciliation
from mainstay.channels.models import Mailbox
from mainstay.web.addresses import reverse


@dataclass(frozen=True)
class Figure:
    words: str
    count: int
    url: str


def words_of(fate: Fate | None) -> str:
    words: dict[Fate | None, str] = {
        None: _("Seen on the server"),
        "conversations": _("Began a conversation"),
        "appended": _("Joined a conversation"),
        "duplicates": _("Were here already"),
        "quarantined": _("In quarantine"),
        "spam": _("Set aside as spam"),
        "waiting": _("About to be taken in"),
        "deleted": _("Deleted here"),
    }
    return words[fate]


def figures_of(mailbox: Mailbox, found: Reconciliation) -> list[Figure]:
    """The whole first, then its parts; the last ones only when there are any."""
    url = reverse("web:mailbox_arrivals", args=[mailbox.pk])
    parts = [
        Figure(words_of(fate), count, f"{url}?fate={fate}")
        for fate, count in found.parts.items()
        if count or fate not in ("spam", "waiting", "deleted")
    ]
    return [Figure(words_of(None), found.seen, url), *parts]

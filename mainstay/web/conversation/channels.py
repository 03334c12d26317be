"""By which channel a reply leaves, as the composer says it."""

from django.utils.translation import gettext as _

from mainstay.channels import kinds
from mainstay.conversations.models import Conversation
from mainstay.conversations.reaching import Way, ways_to
from mainstay.conversations.suggestions import known_chats
from mainstay.ui.composing import ChannelChoice
from mainstay.ui.context import MenuItem
from mainstay.web.addresses import reverse
from mainstay.web.conversation.known import Known


def build_choice(known: Known, chosen: str = "") -> ChannelChoice | None:
    """None where nothing but mail reaches the client: then nothing has to be said.

    `chosen`: somebody has chosen another one than the client's.
    """
    if all(each.kind == kinds.MAIL for each in known.identities):
        return None
    ways = ways_to(known.conversation)
    if not any(way.is_chat for way in ways):
        return None
    options = tuple((way.channel, kinds.named(way.channel).words) for way in ways)
    taken = next((way for way in ways if way.channel == chosen), ways[0])
    icon = kinds.named(taken.channel).icon
    return ChannelChoice(options, taken.channel, _why(taken), icon)


def offers_of_chats(conversation: Conversation) -> list[MenuItem]:
    """Links by which the client goes on with this conversation in a chat."""
    contact = conversation.contact
    if contact is None:
        return []
    return [
        MenuItem(
            _("Make a link for {channel}").format(channel=kind.label),
            post=reverse("web:contact_chats", args=[contact.pk]),
            values={"channel": kind.name, "conversation": str(conversation.pk)},
            icon="chat",
        )
        for kind in known_chats()
    ]


def _why(way: Way) -> str:
    words = {
        "theirs": _("their wish"),
        "last": _("where they wrote last"),
        "only": _("the only way to them"),
    }
    return words.get(way.choice, "")

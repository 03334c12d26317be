"""Chats as the demo tells them: people follow a link of ours and write, without any network."""

from mainstay.channels import intake
from mainstay.channels.kinds import Player, named
from mainstay.channels.models import Outbound
from mainstay.clients.models import Contact
from mainstay.conversations.jobs import take_in
from mainstay.conversations.models import Conversation

_CHAT = "telegram"


def open_chat(conversation: Conversation, contact: Contact) -> list[Outbound]:
    """The client follows a link of ours into a chat. Returns what is said to that."""
    chat = named(_CHAT)
    chat.begin_to_play()
    stands_for = {"contact": contact.pk, "conversation": conversation.pk}
    code = chat.introduce(stands_for).code
    before = set(Outbound.objects.filter(channel=_CHAT).values_list("pk", flat=True))
    write(contact, f"/start {code}")
    return list(Outbound.objects.filter(channel=_CHAT).exclude(pk__in=before))


def write(contact: Contact, text: str) -> int | None:
    """The client writes in their chat. The number of the conversation, None if it went amiss."""
    named(_CHAT).play(Player(contact.pk, contact.name, contact.language), text)
    received = [take_in(raw_id) for raw_id in intake.waiting()]
    return received[-1].conversation_id if received and received[-1] else None

"""A message has come by the keys of a conversation: does its sender belong there?"""

from django.db.models import QuerySet

from mainstay.clients.models import Contact, Identity, family_of
from mainstay.conversations.actions.access import lock
from mainstay.conversations.models import Conversation
from mainstay.conversations.participants import takes_part
from mainstay.conversations.sides import beside_with_outsiders, main_of
from mainstay.core.prepared import prepared


def rightful_place(
    conversation: Conversation, contact: Contact, address: str
) -> Conversation | None:
    """Where a message of this sender goes that carries the keys of a conversation, locked.

    The client's goes to the client's conversation and that of whom we ask into theirs, whatever
    it answers: keys travel with forwarded mail. A stranger's goes where its keys lead. None: to
    none of them.
    """
    if conversation.side_of_id is None:
        return _beside(conversation, contact, address) or conversation
    main = main_of(conversation)
    if conversation.contact_id is None:
        # Among ourselves: no key of it has ever left the house.
        return None
    if main is None or _is_whom_we_ask(conversation, contact):
        return conversation
    if _is_client(main, contact, address):
        return lock(main)
    if takes_part(conversation, contact, address):
        return conversation
    if takes_part(main, contact, address):
        return lock(main)
    return _beside(main, contact, address) or conversation


def _beside(main: Conversation, contact: Contact, address: str) -> Conversation | None:
    """The latest side conversation with this sender. Not for the client or who came with them."""
    sides = _latest_first(main.pk)
    if not sides or _is_client(main, contact, address):
        return None
    for side in sides:
        if _is_whom_we_ask(side, contact) or _has_address(side, address):
            return lock(side)
    if takes_part(main, contact, address):
        return None
    return next((lock(side) for side in sides if takes_part(side, contact, address)), None)


@prepared
def _latest_first(number: int) -> QuerySet[Conversation]:
    rows = beside_with_outsiders(Conversation(pk=number))
    return rows.order_by("-last_message_at", "-id")


def _is_client(main: Conversation, contact: Contact, address: str) -> bool:
    return main.contact_id is not None and (
        contact.pk in family_of(Contact, main.contact_id) or _has_address(main, address)
    )


def _is_whom_we_ask(side: Conversation, contact: Contact) -> bool:
    return side.contact_id is not None and contact.pk in family_of(Contact, side.contact_id)


def _has_address(conversation: Conversation, address: str) -> bool:
    """Also of one who is not proven and only claims it: they are kept where it belongs."""
    client = conversation.contact_id
    if client is None or not address:
        return False
    family = family_of(Contact, client)
    return Identity.objects.filter(kind="email", value=address, contact__in=family).exists()

"""What a side conversation may not do, so that it and its main one never meet."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from mainstay.channels.email.inbound import Address
from mainstay.clients.addresses import normal
from mainstay.clients.models import Contact
from mainstay.conversations.apart import is_of_the_client, kept_apart
from mainstay.conversations.models import Attachment, Conversation
from mainstay.conversations.sides import main_of
from mainstay.core.errors import Refused


def keep_apart(conversation: Conversation, people: Iterable[Address]) -> None:
    """Raise Refused when a mail would bring what is said here to somebody of the other side."""
    by_address = {normal(each.address): each for each in people}
    wrong = sorted(kept_apart(conversation, by_address))
    if not wrong:
        return
    names = ", ".join(by_address[each].name or each for each in wrong)
    if conversation.side_of_id:
        raise Refused(
            _("{names}: of the client’s side. Nothing of this conversation may reach them.").format(
                names=names
            )
        )
    raise Refused(
        _(
            "{names}: asked in a side conversation, which the client does not see."
            " Write to them there."
        ).format(names=names)
    )


def asks_nobody_of_the_client(main: Conversation, contact: Contact) -> None:
    if is_of_the_client(main, contact):
        raise Refused(
            _("{name} is of the client’s side. Write to them in the conversation itself.").format(
                name=contact
            )
        )


def only_from_a_main_one(conversation: Conversation) -> None:
    if conversation.side_of_id:
        raise Refused(
            _("This is a side conversation itself. Ask from the conversation it was begun for.")
        )
    if conversation.merged_into_id:
        raise Refused(_("This went into another conversation. Ask from there."))


def not_aside(conversation: Conversation) -> None:
    """Raise Refused where a side conversation with somebody outside goes as its main one goes."""
    if conversation.is_aside:
        raise Refused(
            _("A side conversation stands in no list. Do this in the conversation it belongs to.")
        )


def only_files_of(main: Conversation, files: Sequence[Attachment], family: Sequence[int]) -> None:
    if any(each.message.conversation_id not in family for each in files):
        raise Refused(_("Choose only files of conversation {number}.").format(number=main.number))


def may_become_one(one: Conversation, other: Conversation) -> None:
    """Raise Refused when one of these two must not go into the other.

    A side conversation goes into no other, but for one with the same person for the same sake.
    """
    if one.side_of_id is None and other.side_of_id is None:
        return
    mains = [main_of(one), main_of(other)]
    is_same = mains[0] is not None and mains[0] == mains[1]
    if not (is_same and one.contact_id and one.contact_id == other.contact_id):
        raise Refused(
            _("A side conversation is kept apart. Nothing of it may go into another one.")
        )

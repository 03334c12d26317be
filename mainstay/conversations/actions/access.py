"""What each action asks first: lock the row, and may this person write?"""

from django.utils.translation import gettext as _

from mainstay.conversations.models import Conversation
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.team.models import Member


def lock(conversation: Conversation) -> Conversation:
    """The row as it is now, held until the transaction ends."""
    rows = Conversation.objects.select_for_update(of=("self",))
    return rows.select_related("contact").get(pk=conversation.pk)


def may_write(by: Actor) -> None:
    if isinstance(by, Member) and not by.may_write:
        raise Refused(_("You may read here, not write. Ask a lead if that is wrong."))
